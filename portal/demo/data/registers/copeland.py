"""Entries of the registers of Copeland."""

from .entries import Entries

COPELAND: Entries = {
    "partnerships": {
        "West Cumbria Strategic Partnership": {
            "sort": "Partnership",
            "theme": "All",
            "relation": "Is told of",
            "proposal": "Keep",
            "purpose": "Its Leaders’ Group endorsed the structure of locality working, which mirrors its own.",
        },
        "Future Generation": {
            "sort": "Strategy",
            "theme": "All",
            "relation": "Oversees",
            "proposal": "Keep",
            "purpose": "The Sustainable Communities Strategy for West Cumbria: locality based, targets disadvantage.",
            "review_in": 90,
        },
        "Neighbourhood Forums": {
            "sort": "Delivery structure",
            "theme": "Engagement",
            "relation": "Oversees",
            "proposal": "Join with another",
            "purpose": "Community meetings are likely to be based on them.",
            "organisation": "Cumbria County Council",
        },
        "Local Committee for Copeland": {
            "sort": "Delivery structure",
            "theme": "Governance",
            "relation": "Engages with",
            "proposal": "Coordinate better",
            "organisation": "Cumbria County Council",
            "starts_on": "1995-05-01",
        },
    },
    "training": {
        "Community engagement for everyone who takes part": {
            "sort": "Training",
            "held_on": "2026-09-17",
            "audience": "Ward members; Parish councillors; Officers; Residents",
            "topics": "Chairing open meetings, hearing those who do not speak, explaining decisions.",
            "attended": "Twelve members; Borough, county and parishes\nNine officers; Five agencies",
        },
        "How locality profiles are read": {
            "sort": "Briefing",
            "held_on": "2026-10-08",
            "audience": "Ward members; Officers",
            "topics": "Service levels and profiles of the five localities.",
        },
        "Leading change across agencies": {
            "sort": "Development programme",
            "audience": "Officers; Partners",
            "topics": "For senior managers: an end to “it’s not our responsibility”.",
            "review_in": 10,
        },
    },
    "shared-services": {
        "Joint grounds maintenance": {
            "stage": "Being explored",
            "saving": "55000",
            "partners": "Both councils and Solway Homes",
            "service": "Verges, parks and estates cut by one team.",
            "organisation": "Copeland Borough Council",
        },
        "One community development team": {
            "stage": "Business case",
            "partners": "Both councils",
            "service": "Staff from existing establishments work in the localities.",
            "organisation": "Cumbria County Council",
        },
        "Shared performance data": {
            "stage": "Running",
            "partners": "All agencies",
            "service": "One set of figures for each locality.",
        },
    },
    "devolved-powers": {
        "Locality small works budget": {
            "board": "Whitehaven Local Governance Board",
            "what": "Budget",
            "from_whom": "Cumbria County Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "amount": "40000",
            "scope": "Highways works up to £5,000 each.",
            "locality": "Whitehaven",
        },
        "Play areas": {
            "what": "Function",
            "from_whom": "Copeland Borough Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "scope": "Choice of sites and equipment within the borough’s programme.",
            "locality": "Whitehaven",
        },
        "Young people’s budget": {
            "board": "Whitehaven Local Governance Board",
            "what": "Budget",
            "from_whom": "Cumbria County Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "amount": "15000",
            "scope": "Activities for those aged 11 to 19, chosen with them.",
            "locality": "Whitehaven",
            "review_in": -2,
        },
    },
    "pilots": {
        "Community meetings before April": {
            "state": "Running",
            "hypothesis": "A pilot cycle shows whether residents come when decisions follow.",
            "locality": "Whitehaven",
            "starts_on": "2026-09-01",
        },
        "Police and council surgeries together": {
            "state": "Being evaluated",
            "hypothesis": "Statutory engagement of the police can use the locality’s meetings.",
            "evaluation": "Attendance doubled; the police ended their own meetings.",
            "organisation": "West Cumbria Police Area",
        },
        "Virtual managers’ meetings": {
            "state": "Spread to all",
            "hypothesis": "Managers of services answer faster in short conversations than in occasional meetings.",
        },
    },
    "glossary": {
        "Locality working": {
            "meaning": "Structures and activities which enable public sector agencies to work in localities with community residents to improve the local quality of life."
        },
        "On the patch": {
            "meaning": "In the locality itself: where meetings are held and services are shaped.",
            "instead_of": "Local delivery footprint",
        },
        "Cross referral": {
            "meaning": "Passing an issue to the council, committee or agency that can decide it, and hearing back.",
            "instead_of": "Signposting",
        },
    },
}
