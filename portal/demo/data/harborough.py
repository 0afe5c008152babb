"""Harborough within Leicestershire Together: forum, executive, task and finish groups; four draft priorities (B24)."""

from typing import Any

from .registers.harborough import HARBOROUGH

PRIORITIES = [
    ("Developing rural broadband", "Half of the villages cannot take part in services that have moved on line."),
    ("Helping troubled families", "A small number of families meets many agencies, none of which sees the whole."),
    (
        "Supporting the Welland community building project",
        "Community buildings that stay open are used by all partners.",
    ),
    ("Reducing rural isolation", "Older residents without a car see fewer people each winter."),
]

SPEC: dict[str, Any] = {
    "slug": "harborough",
    "middle": (-1.0, 52.5),
    "signs_off": True,
    "name": "Leicestershire Together: Harborough",
    "short_name": "Harborough",
    "strapline": "Fewer, leaner, harder partnerships",
    "colour": "#3d2b6b",
    "accent": "#8a1c4a",
    "words": {"locality": "district", "localities": "districts"},
    "county_identifier": "GB-LAE-LEC",
    "county": ("Leicestershire", "E10000018", "Leicestershire County Council"),
    "districts": [("Harborough", "E07000131", "Harborough District Council")],
    "localities": {
        "Harborough": {
            "district": "Harborough",
            "wards": [
                "Billesdon", "Bosworth", "Broughton Astley", "Fleckney", "Great Bowden and Arden", "Kibworth",
                "Logan", "Lutterworth Orchard", "Lutterworth Springs", "Thurnby and Houghton", "Tilton", "Welland",
            ],
            "divisions": ["Broughton Astley", "Bruntingthorpe", "Gartree", "Launde", "Lutterworth", "Market Harborough"],
            "parishes": ["Billesdon", "Broughton Astley", "Fleckney", "Great Bowden", "Kibworth Beauchamp", "Lutterworth"],
        }
    },
    "organisations": [
        ("police", "Leicestershire South Police"),
        ("fire", "Shires Fire and Rescue Service"),
        ("health", "Welland Valley Health"),
        ("housing", "Gartree Homes"),
        ("education", "Welland College"),
        ("voluntary", "Voluntary Action South"),
        ("business", "Market Harborough Chamber"),
    ],
    "boards": [
        {"kind": "locality-executive", "name": "Harborough Locality Executive", "locality": "Harborough"},
        {"kind": "locality-forum", "name": "Harborough Locality Forum", "locality": "Harborough"},
        {"kind": "theme-board", "name": "Safer Communities Theme Board", "locality": None},
        {"kind": "specialist-group", "name": "Rural Services Specialist Group", "locality": None},
    ],
    "terms_agreed_by": "district",
    "main_board": "Harborough Locality Executive",
    "falls_back_to_vote": True,
    "decisions": (("agree", "fall back", "aside", "amend"), ("withdraw", "agree", "defer", "amend")),
    "venues": {"Harborough": "The Symington Rooms"},
    "relations": [
        ("Harborough Locality Forum", "links", "Harborough Locality Executive", "Priorities are discussed, then agreed"),
        ("Safer Communities Theme Board", "independent", "Harborough Locality Executive", "Neither reports to the other"),
    ],
    "exempt": {
        "word": "Wender",
        "paragraph": 1,
        "title": "Cover for a post in the locality team",
        "public_title": "A post in the locality team",
        "summary": "The board is asked how a post is covered. No service to residents changes.",
    },
    "registers": HARBOROUGH,
    "topics": PRIORITIES,
    "groups": [
        {
            "name": f"{PRIORITIES[0][0]} task and finish group",
            "purpose": PRIORITIES[0][1],
            "lead": "Voluntary Action South",
            "days_ago": 60,
            "finish_in": 120,
            "reports": ((30, "Partners have met twice. The first two villages are chosen."), (5, ""), (-60, "")),
            "blockers": [
                {
                    "text": "Nobody may use the patient list to find those who live alone.",
                    "who": "The director of Welland Valley Health",
                    "days_ago": 25,
                    "answer": "The practices write to their patients themselves, from next month.",
                    "by": "The executive",
                },
                {
                    "text": "The minibus is insured for one organisation only.",
                    "who": "The county council's transport team",
                    "days_ago": 9,
                },
            ],
        },
        {
            "name": f"{PRIORITIES[1][0]} task and finish group",
            "purpose": PRIORITIES[1][1],
            "lead": "Harborough District Council",
            "days_ago": 60,
            "finish_in": 20,
            "reports": ((40, "The plan is agreed with every partner."), (15, "The work is done but for two sites.")),
            "close": {
                "done": "All that the delivery plan asked of this group, but for two sites that need planning consent.",
                "lessons": "Agree who pays before the first meeting. Ask residents earlier.",
                "handed_on": "The two sites go to the district council's estates team.",
            },
        },
    ],
    "delegations": [
        {
            "to": "Harborough Locality Executive", "from": "Harborough District Council", "weeks": (3, 55),
            "level": "district", "limit": 1_000_000, "scope": "Grants to projects against rural isolation",
            "authority": "Council, minute 19",
        },
    ],
    "rights": [("District money", ["district"])],
}  # fmt: skip
