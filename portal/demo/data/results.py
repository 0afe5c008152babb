"""How the answers of invented people are read: which words tell of which theme, and what may be quoted."""

METHOD = (
    "Anybody who lives or works here could answer, on the website, on paper in the library and by telephone. "
    "Flyers went to every household, and the parish councils told their own."
)
# By the theme that an officer found: words that tell of it.
THEMES: dict[str, list[str]] = {
    "Being heard and answered": ["answer", "letters", "speak", "ask", "tell us", "survey", "minutes", "meetings"],
    "Roads and transport": ["bus", "pothole", "parking", "street", "footbridge", "lamp"],
    "Parks and streets kept": ["park is", "grass", "bins", "recycling", "tree"],
    "Libraries and places to meet": ["library", "young people", "seats"],
}
# By the words with which an answer begins: what of it is published.
QUOTES: dict[str, str] = {
    "Answer letters. I wrote twice": "Answer letters. I wrote twice and heard nothing.",
    "The bins are collected": "The bins are collected on time now, which was not so two years ago.",
    "The new bus is good": "The new bus is good, but it stops at seven.",
    "Young people have nowhere": "Young people have nowhere to go when it rains.",
}
