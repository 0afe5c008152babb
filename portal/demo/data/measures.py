"""What the examples measure: quarterly figures of the newest six quarters that have ended; made up. Source: R25."""

from typing import Any

MEASURES: list[dict[str, Any]] = [
    {
        "key": "waiting", "name": "Days until a village is connected", "unit": "days", "polarity": "lower",
        "definition": "Working days from order to a line that works, half of them took no longer", "kind": "county",
        "of": ("broadband",),
        "baseline": 30, "target": 15, "numbers": (29, 26, 24, 22, 20, 18), "keeper": "Broadband desk",
        "reason": "The standard of the county council",
    },
    {
        "key": "enquiries", "name": "Days until an enquiry is settled", "unit": "days", "polarity": "lower",
        "definition": "Working days from the first call or visit to the answer, half of them took no longer",
        "kind": "district", "of": ("one-stop shop in",),
        "baseline": 12, "target": 3, "numbers": (11, 10, 9, 7, 6, 5), "keeper": "Customer service desk",
        "reason": "What residents called quick enough",
    },
    {
        "key": "lonely", "name": "People who see somebody each week", "unit": "percent", "polarity": "higher",
        "definition": "Share of people over 65 who see family, friends or neighbours at least once a week",
        "kind": "district", "of": ("isolation", "alone"), "baseline": 62, "target": 80, "numbers": (63, 65, 67, 70, 71, 71), "keeper": "Wellbeing desk",
        "reason": "What the best of its neighbours reach",
    },
    {
        "key": "disorder", "name": "Reports of disorder at night", "unit": "number", "polarity": "lower",
        "definition": "Reports between 10pm and 4am", "kind": "police", "of": ("town centre", "evenings"),
        "baseline": 120, "target": 60, "numbers": (118, 116, 119, 121, 116, 112), "keeper": "Community safety desk",
        "reason": "Half of what residents complained of",
        "done": "A second patrol on Friday and Saturday nights, paid from the safety fund until spring.",
    },
    {
        "key": "buses", "name": "Evening buses that run on time", "unit": "percent", "polarity": "higher",
        "definition": "Share of buses after 7pm that leave no more than five minutes late", "kind": "county",
        "of": ("work and college",),
        "baseline": 70, "target": 90, "numbers": (71, 74, 77, 80, 82, None), "keeper": "Passenger transport desk",
        "reason": "What passengers called good enough",
    },
]  # fmt: skip
# These measure all of it; the others one thing.
RICH = ("braintree", "harborough")

# How a board sees itself: days ago, and a score for each of the five statements.
SELF: dict[str, Any] = {
    "scores": [(710, (2, 1, 1, 2, 2)), (200, (3, 2, 2, 2, 3))],
    "words": {
        "needs": "Its priorities follow what residents and services told it, and are changed each year.",
        "means": "Two officers of partners work for it; it has no money of its own to commission with yet.",
        "account": "Providers answer its challenges in public. Two have changed their plans since.",
        "improvements": "Satisfaction held while budgets fell, but repairs still take too long.",
        "done": "Most of what it set out to do is done by its day; what is late is said.",
    },
}
