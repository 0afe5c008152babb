"""What boards of the examples asked of providers, and a case between agencies. Everybody and everything is invented."""

from typing import Any

CONTACT = {"contact_name": "The head of planning", "contact_email": "planning@provider.example"}
# Of every partnership: one waits.
WAITING: dict[str, Any] = {
    "provider": "health",
    "plan": "Service delivery plan for the coming year",
    "title": "Appointments after school",
    "supports": "Young people’s health, a priority of the locality",
    "asked": "The plan names no appointment after four o’clock. How will pupils be seen without missing lessons?",
    "days_ago": 9,
    "answers": [],
}
KENT: list[dict[str, Any]] = [
    {
        "provider": "housing",
        "plan": "Repairs and improvement plan",
        "title": "Damp homes before another winter",
        "supports": "Warm and healthy homes, the first priority that residents of Maidstone gave their board",
        "asked": "The plan gives damp homes no date. By when is each inspected, and by when is it put right?",
        "days_ago": 75,
        "answers": [
            {
                "words": "We take damp seriously. Homes are inspected as our programme allows.",
                "judgement": "not",
                "because": "The answer names no date. Residents asked for one in two surveys.",
                "again": "Please give a date for inspections, and one for repairs.",
            },
            {
                "words": "Each home that was reported is inspected within ten working days, and repaired within six weeks. "
                "The plan now says so on page 12.",
                "judgement": "satisfied",
                "because": "Both dates are in the plan. The board looks at them again in spring.",
            },
        ],
    },
    {
        "provider": "police",
        "plan": "Neighbourhood policing plan",
        "title": "Speed checks at school gates",
        "supports": "Safe ways to school",
        "asked": "Which school gates are checked, and how often?",
        "days_ago": 50,
        "answers": [
            {
                "words": "Two gates were checked in the autumn. We choose them month by month.",
                "judgement": "partly",
                "because": "It is a start, but nobody can see which schools come next.",
            }
        ],
    },
]
CHALLENGES = {"kent": KENT}
CASES: dict[str, dict[str, Any]] = {
    "copeland": {
        "title": "Empty units behind the market hall",
        "about": "Fires were lit there twice this month. It is not clear who secures the site, and who pays.",
        "parties": ["police", "fire"],
        "entries": [
            "We can board up the doors this week if the owner agrees.",
            "Two visits are planned at night. A light in the yard would help most.",
        ],
    }
}
