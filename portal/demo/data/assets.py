"""Facts of the land and buildings of the examples: invented, as councils list them. Costs of a year in pounds."""

from typing import Any

# Name after the ward, what it is, owner by kind, users by kind with what for, and the rest.
ASSETS: list[dict[str, Any]] = [
    {"name": "{} Community Centre", "kind": "hall", "owner": "district", "pounds": 31_400, "condition": "B",
     "steps": "free", "about": "Advice, clubs and a police desk under one roof.",
     "users": [("district", "Housing advice on Tuesdays"), ("voluntary", "Lunch club and youth work"),
               ("police", "Desk of the neighbourhood team")],
     "rooms": [("Main hall", "hall", 120, "free", True, "Weekday mornings", "Free for partners. Ask the centre’s office."),
               ("Quiet room", "private", 4, "free", False, "Every weekday", "Free for partners. Ask the centre’s office.")]},
    {"name": "{} Library", "kind": "library", "owner": "county", "pounds": 48_900, "condition": "A", "steps": "free",
     "users": [("county", "Library"), ("health", "Blood pressure checks on Fridays")],
     "rooms": [("Upstairs meeting room", "meeting", 16, "help", True, "Monday and Thursday", "£8 an hour. Ask at the counter.")]},
    {"name": "{} Area Office", "kind": "office", "owner": "district", "tenure": "leasehold", "lease": 900,
     "pounds": 76_250, "condition": "C", "steps": "help", "about": "Half empty since 2024.",
     "users": [("district", "Planning and revenues")],
     "rooms": [("First floor", "desks", 24, "no", False, "From January", "£150 a desk and year. Ask the property team.")]},
    {"name": "Old depot in {}", "kind": "depot", "owner": "county", "pounds": 9_800, "condition": "D", "steps": "unknown",
     "users": [], "rooms": []},
    {"name": "Recreation ground in {}", "kind": "land", "owner": "parish", "pounds": 6_300, "condition": "",
     "steps": "free", "users": [("parish", "Football, and the fair in June")],
     "rooms": [("Car park", "outdoors", None, "free", False, "Outside match days", "Free for public events. Ask the clerk.")]},
]  # fmt: skip
