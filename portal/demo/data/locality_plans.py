"""Locality plans of the examples: three in delivery in Braintree, and drafts elsewhere that are half ready.

Days are counted from today. An action is (what, whose, from, until, quick win or longer, preventive, what was done).
"""

from typing import Any

BUSES = {
    "title": "Young people get to work and college",
    "outcome": "A bus from each village to the town before eight in the morning and after six in the evening.",
    "driver": "bottom-up", "theme": "jobs-and-business",
    "aims": ("county", "ambition-0", "working-2"),
    "actions": [
        ("Run the early village bus on weekdays", "county", -200, -40, "quick", False, "It runs since the autumn."),
        ("Lend bicycles at the station", "voluntary", -150, 60, "quick", False, ""),
        ("Plan one timetable for college and works buses", "education", -90, 400, "longer", False, ""),
    ],
}  # fmt: skip
CENTRE = {
    "title": "A town centre where people meet",
    "outcome": "More people say that the centre is pleasant in the evening, from 41 to 55 in 100.",
    "driver": "top-down", "theme": "community-safety",
    "aims": ("district", "target", "ambition-1"),
    "actions": [
        ("Light the market square and the path to the station", "district", -180, -20, "quick", True, ""),
        ("Open the library two evenings a week as a one-stop shop", "county", -120, 200, "longer", False, ""),
        ("Walk the centre each month with traders and police", "police", -160, 500, "longer", True, ""),
    ],
}  # fmt: skip
ALONE = {
    "title": "Nobody is ill for being alone",
    "outcome": "Fewer older people come to hospital after a fall at home.",
    "driver": "top-down", "theme": "health-and-wellbeing",
    "aims": ("county", "district", "ambition-2", "working-4"),
    "actions": [
        ("Visit everybody who comes home from hospital alone", "health", -170, 380, "longer", True, ""),
        ("Hold a lunch club in each village hall", "voluntary", -140, -60, "quick", True, "Nine clubs meet each week."),
    ],
}  # fmt: skip
HEARD = {
    "title": "People are content with services, and shape them",
    "outcome": "More people are satisfied with what each council does and feel that they can influence it, while the "
    "councils save by one office and by one-stop shops in libraries.",
    "driver": "top-down", "theme": "how-we-are-heard",
    "aims": ("district", "county", "ambition-2", "working-5", "working-6"),
    "actions": [
        ("Settle enquiries of both councils at the library desk", "district", -140, 300, "longer", False, ""),
        ("Bring the localities team of both councils into one office", "county", -180, -50, "quick", False,
         "Eleven people of both councils share the office since the summer."),
    ],
    # Source: checklist C14, C15. What is counted, how far it is to go, and why.
    "measures": [
        ("county_services", 6, "Six in 100 more people in three years"),
        ("district_services", 6, "Six in 100 more people in three years"),
        ("council_services", 6, "Six in 100 more people in three years"),
        ("influence", 8, "A significant increase: eight in 100 more people"),
        ("savings", 150_000, "The joint office and the one-stop shops together"),
    ],
}  # fmt: skip
VISION = (
    "People of every age can get to work, to college and to one another. The centre is safe and lively after dark, and "
    "nobody is left alone with what they cannot carry alone.\n\nBoth councils, the police, health and voluntary groups "
    "work from one plan, and say each year what came of it."
)
AMBITIONS = ("Help the economy to grow", "Tackle disadvantage", "Put citizens in control")
COMMITMENTS = {
    "county": "Two officers of the localities team until the end of the plan, and the early bus.",
    "district": "The lighting of the centre and half of the cost of the lunch clubs.",
    "police": "One officer for the monthly walk, and figures for each ward.",
    "health": "Three community nurses who visit on the day after somebody comes home.",
    "voluntary": "Forty volunteers for lunch clubs and bicycles, and a place where they are trained.",
}
ANSWERS = {
    "county": ("agreed", "The cabinet member for localities", ""),
    "district": ("agreed", "The leader of the council", ""),
    "police": ("agreed", "The district commander", ""),
    "health": ("conditions", "The chief executive", "Visits begin when the third nurse is in post."),
    "voluntary": ("agreed", "The trustees", ""),
}
FINDINGS = (
    "63 people came. Most agreed with the objectives. They asked for an evening bus besides the early one, and "
    "for the lunch clubs to be open to carers: both were taken in."
)
PLANS: dict[str, list[dict[str, Any]]] = {
    "braintree": [
        {"locality": "Witham", "board": "Witham Area Committee", "objectives": [BUSES, CENTRE, ALONE, HEARD],
         "adopted": True},
        {"locality": "Braintree", "board": "Braintree Area Committee", "objectives": [CENTRE, ALONE, BUSES, HEARD],
         "adopted": True},
        {"locality": "Halstead", "board": "Halstead Area Committee", "objectives": [ALONE, BUSES, CENTRE, HEARD],
         "adopted": True},
    ],
    "kent": [{"locality": "Maidstone", "board": "Maidstone Locality Board", "objectives": [CENTRE, BUSES]}],
    "copeland": [
        {"locality": "Whitehaven", "board": "Whitehaven Local Governance Board", "objectives": [ALONE]}
    ],
    "harborough": [
        {"locality": "Harborough", "board": "Harborough Locality Executive", "objectives": [BUSES]}
    ],
    "northshire": [
        {"locality": "Aldermoor", "board": "Aldermoor Locality Board", "objectives": [CENTRE]}
    ],
}  # fmt: skip
NO_TARGETS = "National targets end this spring. The plan takes up the new ones in its first yearly review."
