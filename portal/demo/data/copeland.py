"""Copeland: five localities, each with a community meeting, a governance board and its agencies (D1-D42)."""

from typing import Any

from .registers.copeland import COPELAND

LOCALITIES: dict[str, dict[str, list[str]]] = {
    "Whitehaven": {
        "wards": ["Bransty", "Harbour", "Hensingham", "Hillcrest", "Kells", "Mirehouse", "Sandwith"],
        "divisions": ["Bransty", "Hillcrest and Hensingham", "Kells and Sandwith", "Mirehouse"],
        "parishes": ["Whitehaven"],
    },
    "North East Copeland": {
        "wards": ["Arlecdon", "Cleator Moor North", "Cleator Moor South", "Distington", "Ennerdale", "Frizington"],
        "divisions": ["Cleator Moor East and Frizington", "Cleator Moor West", "Howgate"],
        "parishes": ["Arlecdon and Frizington", "Cleator Moor", "Distington", "Ennerdale and Kinniside", "Lamplugh"],
    },
    "Egremont": {
        "wards": ["Beckermet", "Egremont North", "Egremont South", "St Bees"],
        "divisions": ["Egremont", "Egremont North and St Bees"],
        "parishes": ["Egremont", "Haile", "Lowside Quarter", "St Bees"],
    },
    "Mid-Copeland": {
        "wards": ["Gosforth", "Seascale"],
        "divisions": ["Gosforth"],
        "parishes": ["Drigg and Carleton", "Eskdale", "Gosforth", "Irton with Santon", "Muncaster", "Seascale"],
    },
    "Millom and South Copeland": {
        "wards": ["Bootle", "Haverigg", "Holborn Hill", "Millom Without", "Newtown"],
        "divisions": ["Millom", "Millom Without"],
        "parishes": ["Bootle", "Millom", "Millom Without", "Ulpha", "Waberthwaite", "Whicham"],
    },
}

BOARDS: list[dict[str, Any]] = [
    board
    for name in LOCALITIES
    for board in (
        {"kind": "community-meeting", "name": f"{name} community meeting", "locality": name},
        {"kind": "governance-board", "name": f"{name} Local Governance Board", "locality": name},
        {"kind": "agencies-group", "name": f"{name} agencies' group", "locality": name},
    )
]

SPEC: dict[str, Any] = {
    "slug": "copeland",
    "name": "Copeland Locality Partnership",
    "short_name": "Copeland",
    "strapline": "Decisions nearer to the people they are about",
    "colour": "#0b5563",
    "accent": "#b3450f",
    "words": {},
    "county_identifier": "GB-LAE-CMA",
    "county": ("Cumbria", "E10000006", "Cumbria County Council"),
    "districts": [("Copeland", "E07000029", "Copeland Borough Council")],
    "localities": {name: {**areas, "district": "Copeland"} for name, areas in LOCALITIES.items()},
    "organisations": [
        ("police", "West Cumbria Police Area"),
        ("fire", "Cumbria Fire and Rescue Service"),
        ("health", "West Coast Health Trust"),
        ("housing", "Solway Homes"),
        ("education", "Lakes and Coast College"),
        ("voluntary", "Copeland Voluntary Action"),
        ("regeneration", "West Cumbria Regeneration Partnership"),
        ("business", "Copeland Traders' Association"),
        ("faith", "Churches Together on the Coast"),
    ],
    "boards": BOARDS,
    "terms_agreed_by": "district",
    "main_board": "Whitehaven Local Governance Board",
    "call_in": {
        "names": ["Ada Bell, member for Hillcrest", "Tom Fearon, member for Kells", "Ruth Nixon, member for Bransty"],
        "grounds": "Parish councils outside the town were not asked. The cost to the borough is not set out.",
    },
    "legal_hold": "A trader claims damages for the works that this meeting agreed. The solicitor asks that every paper is "
    "kept until the claim is settled.",
    "decisions": (("agree", "aside", "agree", "amend"), ("withdraw", "agree", "wait", "amend")),
    "venues": {"Whitehaven": "Harbour Community Centre", "Egremont": "Egremont Market Hall"},
    "relations": [
        ("Whitehaven community meeting", "feeds", "Whitehaven Local Governance Board", "Issues raised by residents"),
        ("Whitehaven agencies' group", "links", "Whitehaven Local Governance Board", "Requests and their answers"),
    ],
    "exempt": {
        "word": "Ossen",
        "paragraph": 3,
        "title": "Contract to light the harbour steps",
        "public_title": "A contract for street lighting",
        "summary": "The board is asked to recommend a contractor. The price is published when the contract is signed.",
    },
    "registers": COPELAND,
    "referrals": [
        {
            "to": "Cabinet of Cumbria County Council",
            "kind": "cabinet",
            "email": "cabinet@cumbria.example",
            "days_ago": 31,
            "due_in": 28,
            "title": "Street lighting round the harbour",
            "request": "Agree to light the harbour steps and the footpath to the station from the county's lighting programme.",
            "reason": "The board has no power over street lighting. Residents asked for it at two community meetings.",
            "answer": {
                "outcome": "partly",
                "days_ago": 9,
                "by": "The cabinet member for highways",
                "words": "The steps are lit this year. The footpath waits for the survey of the whole programme in the spring.",
            },
        },
        {
            "to": "Overview and scrutiny committee of Cumbria County Council",
            "kind": "scrutiny",
            "email": "scrutiny@cumbria.example",
            "days_ago": 40,
            "due_in": 34,
            "title": "Evening buses along the coast",
            "request": "Look into why evening buses were withdrawn before the partners were asked.",
            "reason": "Three localities lost their last bus in one month.",
        },
        {
            "to_board": "Egremont Local Governance Board",
            "days_ago": 12,
            "due_in": 30,
            "title": "One youth club on two evenings",
            "request": "Say whether Egremont would share a youth worker on two evenings a week.",
            "reason": "Neither locality can pay for a post of its own.",
        },
        {
            "from": "Overview and scrutiny committee of Copeland Borough Council",
            "kind": "scrutiny",
            "days_ago": 6,
            "due_in": 28,
            "title": "How devolved budgets are reported",
            "request": "Tell the committee how the first devolved budget was spent and what it changed.",
            "reason": "The committee reviews devolved spending once a year.",
        },
    ],
    "topics": [
        ("Safer streets around the harbour", "Lighting, speeding and evening disorder that residents raised."),
        ("A devolved budget for young people", "How the first devolved budget of the locality could be spent."),
    ],
    "delegations": [
        {
            "to": "Whitehaven Local Governance Board",
            "from": "Copeland Borough Council",
            "weeks": (-40, 65),
            "level": "locality",
            "limit": 500_000,
            "scope": "The locality's share of the community fund",
            "authority": "Executive, minute 27",
            "conditions": "Each award is supported by a community meeting.",
        },
        {
            "to": "Whitehaven Local Governance Board",
            "from": "Cumbria County Council",
            "weeks": (-90, None),
            "level": "locality",
            "scope": "Where verges are cut for wild flowers",
            "authority": "Cabinet, minute 88",
            "revoked_because": "The county council lets this with its highways contract.",
        },
    ],
    "rights": [("County money", ["county"]), ("Borough money", ["district"])],
}
