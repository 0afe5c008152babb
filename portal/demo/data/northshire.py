"""Northshire: an invented county with the nine localities of a strategy in three stages (E1-E5)."""

from typing import Any

from .registers.northshire import NORTHSHIRE

NAMES = [
    "Aldermoor", "Brackendale", "Calder Water", "Dunholme", "Eskham", "Fellside", "Garth Valley", "Holm Coast", "Ironbridge Dale",
]  # fmt: skip

SPEC: dict[str, Any] = {
    "slug": "northshire",
    "name": "Northshire Localities",
    "short_name": "Northshire",
    "strapline": "Choice and control, close to home",
    "colour": "#1e5631",
    "accent": "#5b2a86",
    "words": {},
    "county": ("Northshire", "", "Northshire County Council"),
    "districts": [
        ("Upper Northshire", "", "Upper Northshire District Council"),
        ("Lower Northshire", "", "Lower Northshire District Council"),
    ],
    "localities": {
        name: {
            "district": "Upper Northshire" if number < 4 else "Lower Northshire",
            "wards": [f"{name} {part}" for part in ("North", "South", "Village")],
            "divisions": [name],
            "parishes": [f"{name} Magna", f"{name} Parva"],
        }
        for number, name in enumerate(NAMES)
    },
    "organisations": [
        ("police", "Northshire Police"),
        ("fire", "Northshire Fire Service"),
        ("health", "Northshire Health"),
        ("housing", "Fell and Dale Homes"),
        ("education", "Northshire College"),
        ("voluntary", "Northshire Community Council"),
        ("regeneration", "Northshire Growth Partnership"),
        ("business", "Northshire Enterprise"),
        ("faith", "Northshire Faiths Forum"),
    ],
    "boards": [
        board
        for name in NAMES
        for board in (
            {"kind": "community-meeting", "name": f"{name} conversation", "locality": name},
            {"kind": "governance-board", "name": f"{name} Locality Board", "locality": name},
        )
    ],
    "main_board": "Aldermoor Locality Board",
    "call_in": {},
    "venues": {"Aldermoor": "Aldermoor Institute"},
    "relations": [("Aldermoor conversation", "feeds", "Aldermoor Locality Board", "Needs that people named")],
    "registers": NORTHSHIRE,
    "delegations": [
        {
            "to": "Aldermoor Locality Board",
            "from": "Northshire County Council",
            "weeks": (-30, 74),
            "level": "locality",
            "limit": 1_500_000,
            "scope": "The locality fund for Aldermoor",
            "authority": "Cabinet, minute 64",
            "conditions": "The board reports each award to the cabinet once a year.",
        },
    ],
    "topics": [
        ("Community speedwatch", "Residents of three villages ask to run their own speed checks."),
        ("Joint use of the old school", "Co-locating the library, the surgery's clinic and the village store."),
    ],
}
