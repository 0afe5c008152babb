"""Indicators that most partnerships begin with; each may be changed. Source: A14, A31, C14, C15, D4, E57; R33."""

from typing import Any


def _usual(key: str, name: str, definition: str, theme: str, unit: str, polarity: str, **facts: Any) -> dict[str, Any]:
    usual = {"decimals": 1, "frequency": "year", "counts_people": False, "source": "Office for National Statistics"}
    said = {"key": key, "name": name, "definition": definition, "theme": theme, "unit": unit, "polarity": polarity}
    return {**usual, **said, **facts}


# How content people are beside what there is to spend. Source: checklist A31.
CONTENT_AND_MEANS = ("satisfaction", "spending")
ELECTIONS = "Returning officer's declaration of results"
COUNCILS = "Residents' survey of the councils"
USUAL: list[dict[str, Any]] = [
    _usual("turnout", "Turnout at local elections", "Ballot papers counted, as a share of those who may vote in the "
           "ward.", "how-we-are-heard", "percent", "higher", source=ELECTIONS, frequency="once"),
    _usual("claimants", "People who claim out-of-work benefits", "Claimants as a share of residents aged 16 to 64.",
           "jobs-and-business", "percent", "lower", source="Department for Work and Pensions"),
    _usual("earnings", "Weekly pay", "Middle gross weekly pay of full-time employees who live in the area.",
           "jobs-and-business", "money", "higher", decimals=0),
    _usual("crime", "Recorded crime", "Crimes that the police recorded in the year, for each 1,000 residents.",
           "community-safety", "rate", "lower", source="Police recorded crime"),
    _usual("antisocial", "Anti-social behaviour", "Incidents reported to the police in the year, for each 1,000 "
           "residents.", "community-safety", "rate", "lower", source="Police recorded incidents"),
    _usual("attainment", "Pupils who reach the expected standard", "Pupils with the expected standard in reading, "
           "writing and mathematics at the age of 11.", "young-people-and-learning", "percent", "higher",
           source="Department for Education"),
    _usual("not_in_work", "Young people in no work or learning", "People aged 16 and 17 in no education, employment or "
           "training, or not known to be.", "young-people-and-learning", "percent", "lower",
           source="Department for Education"),
    _usual("life", "Life expectancy at birth", "Years that a child born now would live if deaths stayed as they are.",
           "health-and-wellbeing", "index", "higher"),
    _usual("active", "Adults who are active", "Adults who are active for 150 minutes a week or more.",
           "health-and-wellbeing", "percent", "higher", source="Active Lives survey"),
    _usual("satisfaction", "Satisfaction with the place", "Residents who are satisfied with their local area as a "
           "place to live.", "how-we-are-heard", "percent", "higher", source=COUNCILS),
    _usual("influence", "Influence on decisions", "Residents who agree that they can influence decisions about their "
           "local area.", "how-we-are-heard", "percent", "higher", source=COUNCILS),
    _usual("county_services", "Satisfaction with county services", "Residents who are satisfied with the services of "
           "the county council.", "how-we-are-heard", "percent", "higher", source=COUNCILS),
    _usual("district_services", "Satisfaction with district services", "Residents who are satisfied with the services "
           "of the district council.", "how-we-are-heard", "percent", "higher", source=COUNCILS),
    _usual("council_services", "Satisfaction with council services", "Residents who are satisfied with what all "
           "councils do for the place together.", "how-we-are-heard", "percent", "higher", source=COUNCILS),
    _usual("spending", "Spending of the councils for each resident", "What county and district spend in the year on "
           "services, for each resident, in the prices of that year.", "how-we-are-heard", "money", "neither",
           decimals=0, source="Revenue outturn of the councils"),
    _usual("savings", "Saved by working together", "What partners spend less in the year because they share offices, "
           "staff or contracts.", "how-we-are-heard", "money", "higher", decimals=0, source="Accounts of the partners"),
    _usual("homeless", "Households that became homeless", "Households to which a council owed a duty to relieve "
           "homelessness in the year.", "housing", "number", "lower", decimals=0, counts_people=True,
           source="Ministry of Housing, Communities and Local Government"),
    _usual("recycling", "Household waste that is recycled", "Share of household waste sent for reuse, recycling or "
           "composting.", "environment-and-waste", "percent", "higher", source="WasteDataFlow"),
    _usual("injured", "People killed or badly injured on roads", "People killed or seriously injured in road accidents "
           "in the year.", "roads-and-transport", "number", "lower", decimals=0, counts_people=True,
           source="Department for Transport"),
]  # fmt: skip
