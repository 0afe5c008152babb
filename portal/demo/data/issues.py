"""What people raised in the examples, and what became of it; every word is invented.

Each: title, subject, what was said, what everybody reads, how it came, days ago, then what happened to it.
"""

from typing import Any

# What may happen: placed "board" (its next meeting), "decided" (an item of a past one), "agency", "project", "none".
EVERYWHERE: list[dict[str, Any]] = [
    {"title": "Street lamps out on the path to school", "theme": "roads-and-transport", "days": 2,
     "said": "It is pitch dark by four and my girl walks there alone."},
    {"title": "Cheap watches", "theme": "", "days": 3, "said": "Buy now best price click here.",
     "aside": "An advertisement"},
    {"title": "No seat at the bus stop", "theme": "older-people-and-care", "days": 4, "how": "phone",
     "said": "My mother cannot stand for half an hour. She is at number 12.",
     "about": "Older people wait half an hour at the bus stop and there is nowhere to sit."},
    {"title": "Flooding under the railway bridge", "theme": "environment-and-waste", "days": 30, "voices": 6,
     "said": "Each time it rains we drive through a lake.",
     "about": "The road under the bridge floods when it rains, and people on foot cannot pass.", "placed": "agency"},
    {"title": "The drain by the bridge again", "theme": "environment-and-waste", "days": 20, "how": "paper",
     "said": "The drain by the bridge is full again.", "joins": "Flooding under the railway bridge"},
    {"title": "Nothing for teenagers in the evening", "theme": "young-people-and-learning", "days": 41, "voices": 14,
     "how": "meeting", "said": "Our lads hang about by the shop since the club closed.",
     "about": "Since the youth club closed there is nowhere to go in the evening.", "placed": "board"},
    {"title": "Speeding past the village green", "theme": "community-safety", "days": 130, "voices": 9,
     "said": "Somebody will be killed.", "about": "Cars go too fast past the green, most of all before eight.",
     "placed": "decided", "answer": "A speed sign is moved here for three months, then the counts are looked at.",
     "outcome": "will-change", "feedback": "The sign comes in the spring. We publish what it counted."},
    {"title": "Litter after market day", "theme": "environment-and-waste", "days": 95, "placed": "agency",
     "said": "Boxes and cabbage leaves everywhere.", "about": "Boxes and leaves lie in the square until the next day.",
     "answer": "A sweeper comes at five on market days from now on.", "outcome": "changed",
     "feedback": "The square is swept on the same day. Tell us if it is not.", "closed": "It has been clean since."},
    {"title": "A crossing at the surgery", "theme": "roads-and-transport", "days": 80, "placed": "none",
     "said": "Why can we not have a zebra?", "about": "People ask for a crossing in front of the surgery.",
     "answer": "The road was counted last year and falls short of the rule for a crossing by half. It is counted "
     "again in two years.", "outcome": "not-changed",
     "feedback": "There will be no crossing now, since too few cars pass. The count is on the county’s website."},
    {"title": "A garden on the empty plot", "theme": "parks-sport-and-culture", "days": 50, "placed": "project",
     "said": "We could grow things there.", "about": "Neighbours would like to garden on the empty plot."},
    {"title": "Forms that only work online", "theme": "how-we-are-heard", "days": 60, "how": "member",
     "placed": "agency", "said": "A resident has no computer and was turned away.",
     "about": "People without a computer cannot fill in the forms for the bus pass.",
     "answer": "Paper forms are at the library counter again, and staff help to fill them in."},
    {"title": "Dog mess on the playing field", "theme": "parks-sport-and-culture", "days": 9, "voices": 3,
     "said": "Two bins were taken away.", "about": "The two bins for dog mess at the playing field were taken away."},
]  # fmt: skip

# Raised at Copeland's community meeting, which comes before its board (D19, D31).
AT_THE_MEETING: dict[str, list[dict[str, Any]]] = {
    "copeland": [
        {"title": "The steps on the coast path", "theme": "parks-sport-and-culture", "days": 61, "voices": 11,
         "how": "meeting", "said": "Dad’s wheelchair stops at the steps.",
         "about": "The coast path ends in steps, so wheelchairs and prams turn back.", "placed": "board"},
        {"title": "A bus to the evening surgery", "theme": "roads-and-transport", "days": 61, "voices": 7,
         "how": "meeting", "said": "The last one leaves at ten past five.",
         "about": "The last bus leaves before the evening surgery opens.", "placed": "agency",
         "answer": "The evening surgery moves to four o’clock on Tuesdays, when the bus still runs.",
         "outcome": "changed", "feedback": "From next month you can go and come back by bus on Tuesdays."},
        {"title": "Who looks after the harbour benches?", "theme": "parks-sport-and-culture", "days": 61,
         "how": "meeting", "said": "Nobody, it seems.", "about": "Three benches at the harbour are broken.",
         "placed": "project"},
    ]
}  # fmt: skip
