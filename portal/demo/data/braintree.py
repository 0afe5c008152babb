"""Braintree: three localities, each co-terminous with an area committee of district and county members (C10, C21)."""

from typing import Any

from .registers.braintree import BRAINTREE

LOCALITIES: dict[str, dict[str, list[str]]] = {
    "Braintree": {
        "wards": [
            "Bocking Blackwater", "Bocking North", "Bocking South", "Braintree Central", "Braintree East",
            "Braintree South", "Great Notley and Braintree West", "Panfield", "Rayne", "Three Fields",
        ],
        "divisions": ["Bocking", "Braintree Eastern", "Braintree Town", "Three Fields with Great Notley"],
        "parishes": ["Great Notley", "Panfield", "Rayne", "Shalford"],
    },
    "Witham": {
        "wards": [
            "Black Notley and Terling", "Bradwell, Silver End and Rivenhall", "Coggeshall and North Feering",
            "Cressing and Stisted", "Hatfield Peverel", "Kelvedon", "Witham Chipping Hill and Central",
            "Witham North", "Witham South", "Witham West",
        ],
        "divisions": ["Witham Northern", "Witham Southern"],
        "parishes": ["Coggeshall", "Hatfield Peverel", "Kelvedon", "Silver End", "Witham"],
    },
    "Halstead": {
        "wards": [
            "Bumpstead", "Gosfield and Greenstead Green", "Halstead St Andrew's", "Halstead Trinity",
            "Hedingham and Maplestead", "Stour Valley North", "Stour Valley South", "The Three Colnes", "Upper Colne",
        ],
        "divisions": ["Halstead", "Hedingham"],
        "parishes": ["Earls Colne", "Gosfield", "Halstead", "Sible Hedingham", "Steeple Bumpstead"],
    },
}  # fmt: skip

SPEC: dict[str, Any] = {
    "slug": "braintree",
    "middle": (0.5, 51.9),
    "name": "Braintree District Localities",
    "short_name": "Braintree",
    "strapline": "Working better, together",
    "colour": "#7a2318",
    "accent": "#1f5a36",
    "words": {"board": "committee or forum", "boards": "committees and forums"},
    "county_identifier": "GB-LAE-ESX",
    "county": ("Essex", "E10000012", "Essex County Council"),
    "districts": [("Braintree", "E07000067", "Braintree District Council")],
    "localities": {name: {**areas, "district": "Braintree"} for name, areas in LOCALITIES.items()},
    "organisations": [
        ("police", "Mid Essex Police"),
        ("fire", "Essex County Fire and Rescue"),
        ("health", "Blackwater Health"),
        ("housing", "Colne Valley Homes"),
        ("education", "Braintree and Witham College"),
        ("voluntary", "Braintree District Volunteers"),
        ("business", "Three Towns Business Forum"),
    ],
    "boards": [
        *(
            {"kind": "area-committee", "name": f"{name} Area Committee", "locality": name}
            for name in ("Witham", "Braintree", "Halstead")
        ),
        *(
            {"kind": "locality-forum", "name": f"{name} Locality Forum", "locality": name, "working_title": True}
            for name in LOCALITIES
        ),
    ],
    "terms_agreed_by": "county",
    "main_board": "Witham Area Committee",
    "decisions": (("agree", "names", "agree", "amend"), ("agree", "agree", "names", "amend")),
    "venues": {"Witham": "Witham Public Hall", "Halstead": "Queens Hall", "Braintree": "Bocking End Rooms"},
    "relations": [
        ("Witham Locality Forum", "feeds", "Witham Area Committee", "What residents and groups raise"),
    ],
    "registers": BRAINTREE,
    "delegations": [
        {
            "to": "Witham Area Committee",
            "from": "Braintree District Council",
            "weeks": (-52, 52),
            "level": "locality",
            "limit": 750_000,
            "scope": "Grants from the councillors’ community fund in the Witham area",
            "authority": "Council, minute 33",
            "conditions": "No award goes to a body that a member of the committee runs.",
        },
        {
            "to": "Witham Area Committee",
            "from": "Essex County Council",
            "weeks": (-8, 44),
            "level": "county",
            "limit": 2_000_000,
            "scope": "Small highway schemes in the Witham divisions",
            "authority": "Cabinet member’s decision 2/117",
        },
    ],
    "topics": [
        ("Locality management in the district", "Choosing how locality working goes forward, and its timetable."),
        ("A one-stop shop in the library", "One door for both councils' services in the town."),
    ],
    "joint_post": ("Locality Manager", "Localities Team"),
}
