"""Strategies of an example partnership: corporate plans, ambitions, targets, and what carries them out."""

from typing import Any

COUNTY_AIMS = [
    ("People live well at home for longer", "Fewer falls and fewer stays in hospital that could have been prevented."),
    ("Every child is ready for school and for work", "From 66% to 72% at a good level of development by 2029."),
    ("Getting about without a car", "An hourly bus to every village of more than 1,000 people by 2030."),
    ("Roads are safe and in good order", "A fifth fewer people killed or badly hurt by 2030."),
]
DISTRICT_AIMS = [
    ("Homes that people can afford", "120 affordable homes a year."),
    ("Town centres where people want to be", "No more than one shop in ten stands empty."),
    ("Safe and clean neighbourhoods", "Eight people in ten feel safe after dark."),
    ("Communities that do more for themselves", ""),
]
AMBITIONS: dict[str, list[tuple[str, str]]] = {
    "kent": [
        ("The economy grows", "Jobs, skills and the roads and homes that they need."),
        ("Nobody is held back by where they start", "Disadvantage is tackled where it is deepest."),
        ("People decide about what concerns them", "Power and money move closer to residents."),
    ],
    "": [
        ("People are well for longer", ""),
        ("Young people find work and a home here", ""),
        ("Places look after one another", ""),
    ],
}
# kind, title, level, theme, what it sets out to do, aims; "within" names one above it.
OTHERS: list[dict[str, Any]] = [
    {
        "kind": "national", "title": "National targets for health and the climate", "level": "",
        "about": "What the country wants every place to reach.",
        "aims": [
            ("Five more healthy years of life by 2035", "And a smaller gap between the richest and the poorest."),
            ("No carbon added to the air by 2050", ""),
        ],
    },
    {
        "kind": "local", "title": "Local targets", "level": "county", "about": "What partners promised to reach together.",
        "aims": [
            ("A tenth fewer young people without work or learning", "From 5.2% to 4.7% in three years."),
            ("More people say that they can influence what happens here", "From 28% to 35% in three years."),
        ],
    },
    {
        "kind": "strategy", "title": "Community safety strategy", "level": "district", "theme": "community-safety",
        "about": "What the police, the councils and health do so that people are safe and feel safe.",
        "aims": [
            ("Less harm in the home", ""),
            ("Young people are kept out of crime", ""),
            ("People feel safe after dark", "From 71% to 80% in two years."),
        ],
    },
    {
        "kind": "action-plan", "title": "Safer streets action plan", "level": "locality", "theme": "community-safety",
        "within": "Community safety strategy", "about": "Lamps, doorways, and somebody to call.",
        "aims": [("Every dark path on the list is lit", "24 paths in two winters.")],
    },
    {
        "kind": "action-plan", "title": "Winter warmth action plan", "level": "district", "theme": "health-and-wellbeing",
        "about": "Nobody is cold at home. No strategy stands behind it yet.",
        "aims": [("A visit to every cold home that is reported", "")],
    },
]  # fmt: skip
