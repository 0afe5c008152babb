"""Evidence and needs of an example partnership."""

from typing import Any

# "days" says how many days ago it was found.
LIBRARY: list[dict[str, Any]] = [
    {
        "kind": "data", "title": "Journeys to hospital without a car", "days": 190, "theme": "roads-and-transport",
        "summary": "From six villages the hospital cannot be reached by bus before 10am, and not at all on Sundays.",
        "source": "Timetables of the county, counted in spring", "licence": "Open Government Licence", "sharing": "public",
        "owner": "county",
    },
    {
        "kind": "research", "title": "Who falls at home, and why", "days": 400, "theme": "older-people-and-care",
        "summary": "Two of three falls that end in hospital happen at home, most of them on stairs without a second rail.",
        "source": "Study of the county’s public health team", "licence": "Open Government Licence", "sharing": "public",
        "owner": "county",
    },
    {
        "kind": "inspection", "title": "Inspection of youth services", "days": 260, "theme": "young-people-and-learning",
        "summary": "Good where there is a club, but four of ten young people live more than five miles from one.",
        "source": "Inspection report", "licence": "", "sharing": "public", "owner": "district",
    },
    {
        "kind": "experience", "title": "What community nurses see", "days": 60, "theme": "health-and-wellbeing",
        "summary": "More cold homes than last winter; people turn the heating off in the afternoon.",
        "source": "Talk with the nurses of two surgeries", "licence": "Shared among partners of the boards",
        "sharing": "partners", "owner": "district",
    },
]  # fmt: skip
# title, statement, theme, and the words in the titles of the evidence that shows it.
NEEDS: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "Getting to hospital and work without a car",
        "People in villages who do not drive need a bus that gets them to the hospital before 10am and home at night.",
        "roads-and-transport", ("hospital without a car", "bus", "Results"),
    ),
    (
        "Staying safe at home in old age",
        "Older people who live alone need somebody who checks stairs, lights and heating before a fall, not after it.",
        "older-people-and-care", ("Who falls", "nurses"),
    ),
    (
        "Somewhere to go for young people",
        "Young people away from the towns need a place to meet that they can reach on foot or by a late bus.",
        "young-people-and-learning", ("youth", "What people said"),
    ),
]  # fmt: skip
FIRST = {
    "Getting to hospital and work without a car": "It holds back the most people, and the health services say the same.",
    "Staying safe at home in old age": "It costs the most when it is left, and can be prevented.",
    "Somewhere to go for young people": "It was named in each conversation, and nobody else acts on it.",
}
CONTRIBUTIONS = {
    "county": "Public health, transport and care data for the place, with the county beside it.",
    "district": "What the district hears: its survey, its housing officers, and the parish councils.",
}
ABOUT = "Made from the library of evidence and from what people said. It cannot tell how needs differ from street to street."
