"""What the boards of the examples set out to change: title, what is to change, what lies behind it, which item it is."""

from typing import Any

from .harborough import PRIORITIES

REASON = "The spring meeting was called off for want of a quorum. The board agreed at its next meeting."
AGREED = "Each rests on what residents said, and a partner leads on each."
EARLY = "Partners asked to see the draft before their own budgets are set."
SCORES = (
    (2, "Two partners take on work that is not theirs."), (1, "One service is bought together so far."),
    (3, "It starts from what residents said lies behind it."), (1, "Who gives what up is still to be said."),
    (2, "Villages act themselves, the county backs them."), (3, "One member answers for it at each meeting."),
)  # fmt: skip
LATER = (
    *((title, why) for title, why in PRIORITIES),
    ("Getting to the doctor", "Nobody misses an appointment because the last bus has gone."),
    ("Warm homes in old villages", "Homes without gas are warm and cost less to heat."),
)
# What a priority rests on: a word of its title, and words of the titles of what shows it.
RESTS_ON = (
    ("broadband", ("mobile signal", "hospital without a car")), ("famil", ("youth services", "drop-ins")),
    ("isolation", ("falls at home", "hospital without a car")), ("winter", ("falls at home",)),
    ("young", ("youth services", "drop-ins")), ("safe", ("town centre", "drop-ins")), ("drink", ("town centre",)),
    ("doctor", ("hospital without a car",)), ("without a car", ("hospital without a car",)), ("building", ("meeting",)),
    ("school", ("youth services",)), ("disadvantage", ("youth services", "drop-ins")), ("work", ("without a car",)),
)  # fmt: skip
ROOTS = (
    "Each service closed its counter for good reasons of its own. Nobody asked what is left in the village.",
    "Each agency sees one part, and pays for what another could have prevented.",
    "Money comes by the year, and what needs three years is never begun.",
    "Those who need it most are asked least.",
)
TOGETHER = [
    ("Families who meet many agencies", "A family has one worker who sees the whole, in place of eight who do not."),
    ("Feeling safe after dark", "Streets and paths are lit and watched where people said that they turn back."),
    ("Drink, drugs and their harm", "Help is found on the day on which somebody asks for it."),
]
# By partnership: the boards, the years, and how far each set has come.
SETS: dict[str, list[dict[str, Any]]] = {
    "harborough": [
        {"until": "delivery", "year": 0, "priorities": PRIORITIES, "closes": "Every village hall has its own committee."},
        {"until": "shared", "year": 1, "carries": True},
        {"until": "shared", "year": 1, "board": "Safer Communities Theme Board", "priorities": TOGETHER},
        {"until": "draft", "year": 1, "board": "Rural Services Specialist Group", "priorities": LATER},
    ],
    "braintree": [
        {"until": "delivery", "year": 0, "priorities": [
            ("Locality management in the district", "One officer in each locality brings partners together."),
            ("A one-stop shop in the library", "One door in the town for the services of both councils."),
            ("Young people’s evenings", "Young people have somewhere to go on a Friday that is their own."),
        ]},
        {"until": "shared", "year": 1, "carries": True},
    ],
    "copeland": [
        {"until": "shared", "year": 1, "priorities": [
            ("Safer streets around the harbour", "People walk home along the harbour without turning back."),
            ("Young people have a say in money", "Young people decide on a part of what is spent on them."),
            ("Work within reach", "People without a car get to the jobs at the coast."),
        ]},
    ],
    "kent": [
        {"until": "shared", "year": 1, "priorities": [
            ("A single community engagement plan", "People are asked once, and told what came of it."),
            ("Sharing property between the councils", "Fewer buildings, each used on all days by all partners."),
            ("Tackling disadvantage in the estates", "A child’s school results no longer follow the postcode."),
            ("Helping the local economy to grow", "Small firms find a place to start, and people to work."),
        ]},
    ],
    "northshire": [
        {"until": "shared", "year": 1, "priorities": [
            ("Community speedwatch", "Drivers slow down in the three villages that asked."),
            ("Joint use of the old school", "Library, clinic and shop stand under one roof."),
            ("Nobody alone in winter", "Somebody calls on each older person who lives alone."),
        ]},
    ],
}  # fmt: skip
