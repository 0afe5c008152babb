"""Kent: twelve districts; each locality board seats every county and district member (A1, A40); groups of A7."""

from typing import Any

from .registers.kent import KENT

DISTRICTS = [
    ("Ashford", "E07000105"),
    ("Canterbury", "E07000106"),
    ("Dartford", "E07000107"),
    ("Dover", "E07000108"),
    ("Gravesham", "E07000109"),
    ("Maidstone", "E07000110"),
    ("Sevenoaks", "E07000111"),
    ("Shepway", "E07000112"),
    ("Swale", "E07000113"),
    ("Thanet", "E07000114"),
    ("Tonbridge and Malling", "E07000115"),
    ("Tunbridge Wells", "E07000116"),
]
QUARTERS = ["Central", "East", "North", "Rural", "South", "Town", "West"]

SPEC: dict[str, Any] = {
    "slug": "kent",
    "middle": (0.5, 51.3),
    "name": "Kent Locality Boards",
    "short_name": "Kent",
    "strapline": "Every member of every tier, at one table",
    "colour": "#1d3c78",
    "accent": "#7d1128",
    "words": {
        "locality": "district",
        "localities": "districts",
        "board": "locality board",
        "boards": "locality boards",
    },
    "county_identifier": "GB-LAE-KEN",
    "county": ("Kent", "E10000016", "Kent County Council"),
    "districts": [(name, code, f"{name} Council") for name, code in DISTRICTS],
    "localities": {
        name: {
            "district": name,
            "divisions": [f"{name} {quarter}" for quarter in QUARTERS],
            "wards": [f"{name} {quarter} ward" for quarter in QUARTERS],
            "parishes": [],
        }
        for name, _ in DISTRICTS
    },
    # 84 county members, of whom ten sit on the cabinet (A7, A8).
    "county_groups": [("Conservative", 73), ("Liberal Democrat", 7), ("Labour", 3), ("Independent", 1)],
    "cabinet": 10,
    "organisations": [
        ("police", "Garden Coast Police"),
        ("fire", "Garden Coast Fire and Rescue"),
        ("health", "Weald Health"),
        ("housing", "Medway Valley Homes"),
        ("education", "Weald College"),
        ("voluntary", "Kent Coast Volunteers"),
        ("business", "Garden Coast Chamber"),
    ],
    "boards": [
        {"kind": "locality-board", "name": f"{name} Locality Board", "locality": name,
         **({"decides": "delegated", "quorum": {"quorum_county": 2, "quorum_district": 2}}
            if name == "Maidstone" else {})}
        for name in ("Maidstone", *(n for n, _ in DISTRICTS if n != "Maidstone"))
    ],
    "main_board": "Maidstone Locality Board",
    "venues": {"Maidstone": "Brenchley Hall"},
    "relations": [],
    "exempt": {
        "word": "Zelcombe",
        "paragraph": 5,
        "title": "Advice on a former provider",
        "public_title": "Legal advice about a service that has ended",
        "summary": "The board is asked to note legal advice. What follows from it is published when the matter is settled.",
    },
    "referrals": [
        {
            "to_board": "Ashford Locality Board",
            "days_ago": 16,
            "due_in": 28,
            "title": "A bus across the boundary",
            "request": "Agree to plan one evening bus between the two towns and to share what is known of its passengers.",
            "reason": "Each board heard from residents who cannot get home from the other town.",
        },
    ],
    "registers": KENT,
    "topics": [
        ("A single community engagement plan", "One plan in place of each council's own consultations."),
        ("Sharing property between the councils", "Which buildings could be used together, with Weald Health too."),
    ],
    "agreement": "Kent Recommitment",
    "delegations": [
        {
            "to": "Maidstone Locality Board", "from": "Kent County Council", "weeks": (-60, 60), "level": "district",
            "scope": "How consultation, community buildings and small local services of both tiers are run in the district",
            "authority": "Cabinet, minute 41", "conditions": "Decisions are reported to the cabinet each quarter.",
        },
        {
            "to": "Maidstone Locality Board", "from": "Kent County Council", "weeks": (-110, -16), "level": "county",
            "limit": 1_000_000, "scope": "Winter highway priorities", "authority": "Cabinet, minute 9",
        },
        {
            "to": "Swale Locality Board", "from": "Swale Council", "weeks": (-20, None), "level": "district",
            "limit": 2_500_000, "scope": "Small capital grants to community halls", "authority": "Council, minute 12",
        },
    ],
    "rights": [("County money", ["county"]), ("District money", ["district"])],
}  # fmt: skip
