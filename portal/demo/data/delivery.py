"""How the plans of the examples are carried out: what they set out to do, what came of it, what was learned."""

from typing import Any

# Days are counted from today; months of a plan from its first day.
OBJECTIVES: list[dict[str, Any]] = [
    {
        "title": "Young people have somewhere to go after school",
        "outcome": "Fewer young people say that there is nothing to do, and fewer calls about nuisance are made.",
        "theme": "young-people-and-learning", "measured_by": "antisocial",
        "evidence": ("What young people told us at the drop-ins", "Two in three say that nothing is open after five."),
        "actions": [
            {"text": "Open the youth room on Friday evenings", "owner": "district", "due": -60, "horizon": "quick",
             "preventive": True, "done": "Open since the spring; about thirty come each week."},
            {"text": "Train eight volunteers to run sessions", "owner": "county", "due": -20, "horizon": "quick",
             "preventive": True, "stones": [("Four volunteers trained", -80, True), ("Eight trained", -25, False)],
             "said": ("held", "The trainer left. The county looks for another.")},
            {"text": "Build a skate ramp with those who will use it", "owner": "district", "due": 240,
             "horizon": "longer", "stones": [("Site agreed", -30, True), ("Design chosen by young people", 90, False)],
             "moved": 300, "said": ("moved", "The site needed a survey first.")},
        ],
    },
    {
        "title": "People feel safe in the town centre at night",
        "outcome": "More people say that they feel safe after dark, and fewer assaults are recorded.",
        "theme": "community-safety", "measured_by": "crime",
        "evidence": ("Recorded crime in the town centre", "Assaults after eleven rose for two years."),
        "actions": [
            {"text": "Light the path between the station and the market", "owner": "county", "due": 75,
             "horizon": "quick", "said": ("going", "The lamps are ordered.")},
            {"text": "Walk the centre with street pastors each weekend", "owner": "police", "due": 400,
             "horizon": "longer", "preventive": True, "resource": True},
            {"text": "Close the car park at midnight", "owner": "district", "due": -35, "horizon": "quick",
             "dropped": "Those who work late need it. Cameras are tried instead."},
        ],
    },
]  # fmt: skip
LESSONS = [
    ("Ask who holds the keys first", "Two halls could not be opened because nobody had asked the caretaker."),
    ("Two trainers are safer than one", "When one left, training stopped for a term. Agree on a deputy at the start."),
]
REVIEW = {
    "achieved": "The youth room opened and is full. Four volunteers were trained. The site for the ramp is agreed.",
    "not_achieved": "Training stopped at four because the trainer left. The car park stays open: closing it would have hurt "
    "people who work late.",
    "changes": "The ramp comes a season later. Cameras are tried in the car park. A second trainer is found.",
}
RESOURCE: dict[str, Any] = {
    "what": "Grant for street pastors", "amount": 1_200_000,
    "afterwards": "The partners decide by the autumn whether the district’s safety fund takes it over.",
}  # fmt: skip
PILOT: dict[str, Any] = {
    "name": "Warm room in the library", "hypothesis": "A warm room brings people to advice that they would not look for.",
    "funding": "15000", "ends": 40,
}  # fmt: skip
OVER: dict[str, Any] = {
    "name": "Evening bus to the hospital", "hypothesis": "People visit more when the last bus leaves later.",
    "funding": "22000", "ends": -30,
    "found": "Twelve people a night used it, half of them staff. Visits rose.", "decision": "adapt",
    "lesson": ("Count who rides, not only how many", "Half of those who used the bus worked at the hospital: it can pay."),
}  # fmt: skip
CANDIDATE: dict[str, Any] = {
    "service": "Youth work in the evenings", "cost": 18_000_000,
    "why_together": "County, district and police each pay for a part of it, for the same young people.",
}  # fmt: skip
CASE: dict[str, Any] = {
    "title": "A second trainer for volunteers", "need": "Training stopped when the only trainer left.",
    "decider": "The partners’ executive group",
    "options": [
        ("Do nothing", 0, "No new volunteers this year.", None, False),
        ("A trainer for two days a week", 1_400_000, "Eight volunteers a year, and sessions that do not stop.", 900_000,
         True),
        ("Buy training when it is needed", 800_000, "Four volunteers a year.", 200_000, False),
    ],
}  # fmt: skip
