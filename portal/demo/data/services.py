"""The services of the examples’ agencies, by the kind of organisation, and what was asked of them."""

from typing import NamedTuple


class Offered(NamedTuple):
    """A service: who offers it, what it does, what people call it, its standard and its days."""

    kind: str
    name: str
    about: str
    needs: str
    standard: str
    days: int
    phone: str = ""


class Asked(NamedTuple):
    """A request: when, of which service, and what became of it after so many days."""

    days_ago: int
    service: str
    title: str
    words: str
    then: tuple = ()


SERVICES = [
    Offered(
        "county", "Roads and pavements", "Mends roads, pavements, signs and drains.",
        "pothole, hole in the road, bumpy, cracked pavement, trip, blocked drain, flooded road, road sign",
        "We look at what is dangerous within one day, and answer every request within 10 working days.",
        10, "01632 960 101",
    ),
    Offered(
        "county", "Street lights", "Mends lamps and lit signs.",
        "lamp out, dark street, broken light, lamp post, flickering",
        "We mend a lamp within 7 working days of hearing of it.", 7, "01632 960 101",
    ),
    Offered(
        "county", "Buses and school transport", "Plans supported buses, and transport to school.",
        "no bus, timetable, bus stop, shelter, evening bus, school bus",
        "We answer within 15 working days.", 15, "01632 960 102",
    ),
    Offered(
        "district", "Bins and street cleaning", "Empties bins, cleans streets, clears what was dumped.",
        "missed bin, rubbish, litter, fly tipping, dumped mattress, dog mess, recycling box, graffiti",
        "We clear what was dumped within 3 working days.", 3, "01632 960 201",
    ),
    Offered(
        "district", "Housing advice", "Helps people who may lose their home, and who look for one.",
        "eviction, homeless, nowhere to live, damp, landlord, rent arrears, council house",
        "We speak with you within 5 working days, and on the same day if you have nowhere to sleep.",
        5, "01632 960 202",
    ),
    Offered(
        "police", "Neighbourhood policing", "Officers who know the place, for what is not an emergency.",
        "speeding, noise, antisocial behaviour, drug dealing, vandalism, feel unsafe, off-road bikes",
        "We answer within 5 working days and say what we will do.", 5, "101",
    ),
    Offered(
        "fire", "Home fire safety visits", "Visits homes, fits smoke alarms.",
        "smoke alarm, fire risk, check my home", "We visit within 20 working days.", 20, "01632 960 401",
    ),
    Offered(
        "health", "Community nursing", "Nurses who come to people’s homes.",
        "nurse, dressing, wound, carer, cannot leave the house, ill at home",
        "We answer within 5 working days.", 5, "01632 960 501",
    ),
    Offered(
        "voluntary", "Befriending and lifts", "Volunteers who visit, and who drive people to appointments.",
        "lonely, no one to talk to, lift to hospital, volunteer driver, shopping",
        "We ring back within 4 working days.", 4, "01632 960 601",
    ),
]  # fmt: skip

# Lies with whoever signs in as a partner, whatever their service is.
WAITS_FOR_PARTNER = Asked(
    3,
    "",
    "Who answers the telephone after six?",
    "People who work by day reach nobody. Could somebody answer until eight, on two days a week?",
)

REQUESTS = [
    Asked(64, "Street lights", "Lamps out by the school", "Three lamps on the way to school are out. Please mend them.",
          ("done", 6, "All three lamps have new bulbs.")),
    Asked(52, "Bins and street cleaning", "Rubbish behind the hall", "Sacks are dumped behind the hall each weekend.",
          ("done", 2, "Cleared, and a camera stands there for a month.")),
    Asked(45, "Buses and school transport", "A later bus on Fridays", "Young people cannot get home after the film.",
          ("cannot", 24, "There is no money for it this year. We will ask for it in next year’s budget.")),
    Asked(30, "Neighbourhood policing", "Speeding past the nursery", "Cars go too fast at nine and at three.",
          ("done", 5, "We stood there on six mornings, and gave 14 warnings.")),
    Asked(24, "Roads and pavements", "A broken pavement outside the chemist", "People with frames go into the road.",
          ("will", 8, 20, "The slabs are ordered. A safe way round is marked until then.")),
    Asked(16, "Bins and street cleaning", "An overgrown footpath", "Brambles close the path to the surgery.",
          ("passed", "Roads and pavements", 3, "It is a public footpath, which the county keeps.")),
    Asked(14, "Neighbourhood policing", "Off-road bikes on the common", "They come on Sundays and frighten walkers."),
    Asked(9, "Community nursing", "A clinic nearer to the villages", "The nearest clinic is two buses away.",
          ("asked", 3, "Which villages, and on which days could people come?")),
    Asked(6, "Street lights", "A dark crossing", "The lamp at the crossing flickers and goes out."),
    Asked(3, "Housing advice", "Drop-in hours after work", "People in work cannot come before five.",
          ("back", 1, "The hours were changed already.")),
]  # fmt: skip

# The agencies’ group of Copeland has kept count for some months.
MORE = {
    "copeland": [
        Asked(100 - 6 * number, service, f"{what} ({place})", f"{what}. Please see to it.", ("done", days, answer))
        for number, (service, what, place, days, answer) in enumerate([
            ("Roads and pavements", "A hole by the station", "Millom", 9, "Filled."),
            ("Roads and pavements", "A drain that floods", "Egremont", 12, "Cleared with a jet."),
            ("Roads and pavements", "A sign that leans", "Cleator Moor", 21, "Set straight."),
            ("Roads and pavements", "A worn crossing", "Whitehaven", 6, "Painted anew."),
            ("Roads and pavements", "A hole by the harbour", "Whitehaven", 14, "Filled, and the edge mended."),
            ("Street lights", "A lamp that is out", "Kells", 4, "A new lamp."),
            ("Street lights", "Two lamps that are out", "Bransty", 8, "New lamps."),
            ("Street lights", "A lamp that stays on", "Frizington", 3, "The sensor is new."),
            ("Street lights", "A lit sign that is dark", "Seascale", 15, "The sign is lit."),
            ("Street lights", "A lamp post that was hit", "St Bees", 7, "A new post."),
            ("Neighbourhood policing", "Noise at night", "Mirehouse", 4, "Two officers spoke with those who made it."),
            ("Neighbourhood policing", "Speeding at the bridge", "Egremont", 6, "We measured and fined."),
            ("Neighbourhood policing", "Cars on the pavement", "Whitehaven", 10, "Tickets were given for a week."),
            ("Neighbourhood policing", "Broken shelters", "Cleator Moor", 5, "The patrol passes there each evening."),
            ("Neighbourhood policing", "Bikes on the beach", "Seascale", 3, "The bikes were taken."),
        ])
    ],
}  # fmt: skip
