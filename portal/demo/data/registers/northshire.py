"""Entries of the registers of Northshire."""

from .entries import Entries

NORTHSHIRE: Entries = {
    "community-projects": {
        "Community speedwatch": {
            "sort": "Community project",
            "stage": "Being delivered",
            "lead": "Speedwatch volunteers of three villages",
            "partners": "Northshire Police, County Council",
            "locality": "Aldermoor",
            "outcome": "Average speed through the villages fell by four miles an hour.",
        },
        "Post office in the village hall": {
            "sort": "Community project",
            "stage": "Being prepared",
            "lead": "Garth Valley Magna hall committee",
            "partners": "Northshire Enterprise",
            "locality": "Garth Valley",
        },
        "Fellside neighbourhood plan": {
            "sort": "Neighbourhood plan",
            "stage": "Consulted on",
            "lead": "Fellside Magna Parish Council",
            "partners": "Upper Northshire District Council",
            "locality": "Fellside",
            "review_in": 20,
        },
        "Calder Water parish plan": {
            "sort": "Parish plan",
            "stage": "Adopted",
            "lead": "Calder Water Parva Parish Council",
            "locality": "Calder Water",
        },
    },
    "volunteering": {
        "Speedwatch operators": {
            "where": "Aldermoor villages",
            "hours": "2",
            "volunteers": "14",
            "what": "Measure speeds at the roadside in threes.",
            "training": "Half a day with the police",
            "locality": "Aldermoor",
            "contact": "speedwatch@northshire.example",
        },
        "Good neighbour drivers": {
            "where": "Dunholme and Eskham",
            "hours": "3.5",
            "volunteers": "22",
            "what": "Take people to the surgery and back.",
            "training": "Safeguarding, first aid",
            "contact": "drivers@northshire.example",
            "locality": "Dunholme",
        },
        "Library friends": {
            "where": "The old school, Aldermoor",
            "hours": "4",
            "volunteers": "9",
            "what": "Keep the library open in the evening.",
            "locality": "Aldermoor",
        },
    },
    "offers": {
        "Verge cutting": {
            "to_whom": "All parish councils of Aldermoor",
            "answer": "Taken up",
            "value": "6200",
            "what": "Parishes cut their own verges for what it costs the county.",
            "organisation": "Northshire County Council",
            "locality": "Aldermoor",
        },
        "Youth club sessions": {
            "to_whom": "Northshire Community Council",
            "answer": "Being talked about",
            "value": "18000",
            "what": "Two evenings a week in three villages.",
            "organisation": "Northshire County Council",
        },
        "Public toilets at Holm Coast": {
            "to_whom": "Holm Coast Magna Parish Council",
            "answer": "Declined",
            "value": "9500",
            "what": "Building and running costs for ten years.",
            "organisation": "Lower Northshire District Council",
            "locality": "Holm Coast",
        },
    },
    "service-transfers": {
        "Eskham library": {
            "from_whom": "Northshire County Council",
            "to_whom": "Friends of Eskham Library",
            "agreed_on": "2026-02-11",
            "value": "24000",
            "terms": "Books and systems stay the county’s; either side may end it with a year’s notice.",
            "locality": "Eskham",
        },
        "Brackendale playing field": {
            "from_whom": "Upper Northshire District Council",
            "to_whom": "Brackendale Magna Parish Council",
            "agreed_on": "2026-05-20",
            "value": "3100",
            "terms": "Lease of 25 years at a peppercorn.",
            "locality": "Brackendale",
        },
        "Community bus 14": {
            "from_whom": "Northshire County Council",
            "to_whom": "Dales Community Transport",
            "agreed_on": "2026-07-01",
            "value": "41000",
            "terms": "Reviewed each year against passengers carried.",
            "review_in": -4,
        },
    },
    "multi-agency-teams": {
        "Early help team, Aldermoor": {
            "community": "Aldermoor North (District ward)",
            "people": "Family worker; Northshire County Council\nHealth visitor; Northshire Health\nHousing officer; Fell and Dale Homes",
            "intervention": "One plan for a family before a crisis.",
            "result": "Referrals to social care down by a fifth.",
            "locality": "Aldermoor",
        },
        "Ironbridge Dale winter team": {
            "people": "Village agent; Northshire Community Council\nFire officer; Northshire Fire Service",
            "intervention": "Warm homes visits and smoke alarms in one call.",
            "locality": "Ironbridge Dale",
        },
        "Coast rescue and safety group": {
            "people": "Sergeant; Northshire Police\nWatch manager; Northshire Fire Service",
            "intervention": "Joint patrols in summer.",
            "locality": "Holm Coast",
        },
    },
    "data-sharing": {
        "Integrated needs assessment": {
            "basis": "Public task",
            "assessed": "Yes",
            "parties": "Northshire County Council\nNorthshire Health\nNorthshire Police",
            "purpose": "Figures for locality profiles, without names.",
            "contact": "data@northshire.example",
            "review_in": 75,
        },
        "Early help families": {
            "basis": "Public task",
            "assessed": "Yes",
            "parties": "Northshire County Council\nFell and Dale Homes\nNorthshire Health",
            "purpose": "Names and plans of families who were told of it.",
            "contact": "data@northshire.example",
        },
        "Speedwatch readings": {
            "basis": "Legal obligation",
            "assessed": "No",
            "parties": "Northshire Police\nSpeedwatch volunteers",
            "purpose": "Number plates of those above the limit, kept for a month.",
        },
    },
    "barriers": {
        "Three forms for one village event": {
            "state": "Removed",
            "reported_by": "Aldermoor Magna Parish Council",
            "owner": "Upper Northshire District Council",
            "what": "Licence, road closure and insurance each had a form of its own.",
            "outcome": "One form since May, shared by both councils.",
            "locality": "Aldermoor",
        },
        "Criminal record checks are repeated": {
            "state": "Being worked on",
            "reported_by": "Good neighbour drivers",
            "owner": "Northshire Community Council",
            "what": "Each group asks for a check of its own.",
        },
        "Hall hire for council meetings is billed": {
            "state": "Stays",
            "reported_by": "Eskham hall committee",
            "owner": "Northshire County Council",
            "what": "The hall pays for meetings that the county asks for.",
            "outcome": "The county pays from April; until then grants cover it.",
            "locality": "Eskham",
        },
    },
    "glossary": {
        "Empowerment": {
            "meaning": "Communities have choice and control over services in their area and take responsibility for local issues."
        },
        "Co-production": {
            "meaning": "A service designed and run by those who use it together with those who provide it.",
            "instead_of": "Service user involvement",
        },
        "Locality conversation": {
            "meaning": "A regular, inclusive talk of a community about what it needs.",
            "instead_of": "Stakeholder engagement event",
        },
        "Integrated needs assessment": {
            "meaning": "One picture of needs, from which locality profiles and commissioning follow.",
            "instead_of": "INA",
        },
    },
    "training": {
        "Ward members’ briefing on locality working": {
            "sort": "Briefing",
            "held_on": "2026-06-24",
            "audience": "Ward members",
            "topics": "Equipped to discuss the approach with parish councils and other community leaders.",
            "attended": "Eleven ward members; Aldermoor and Brackendale",
            "locality": "Aldermoor",
        },
        "Induction of new parish councillors": {
            "sort": "Induction",
            "held_on": "2026-05-28",
            "audience": "Parish councillors",
            "topics": "Community empowerment, the General Power of Competence, setting the precept with residents.",
        },
        "Empowerment for officers": {
            "sort": "Development programme",
            "audience": "Officers; Partners",
            "topics": "Enabling and facilitating community involvement at all levels.",
            "review_in": 25,
        },
    },
    "relationships": {
        "Garth Valley Magna Parish Council": {
            "met_on": "2026-10-14",
            "with_whom": "Chair and clerk",
            "about": "They would take on the bus shelter but not the verges.",
            "next": "Costs of the shelter by Christmas",
            "locality": "Garth Valley",
        },
        "Fellside traders": {
            "met_on": "2026-11-04",
            "with_whom": "Four shopkeepers",
            "about": "Parking in the square after five.",
            "next": "To the board in January",
            "locality": "Fellside",
            "review_in": -1,
        },
        "Dunholme school": {
            "met_on": "2026-11-11",
            "with_whom": "Head teacher",
            "about": "Walking bus; parents want it, nobody leads it yet.",
            "next": "Ask the parish council",
            "locality": "Dunholme",
        },
    },
    "cross-party": {
        "Empowerment vision, Aldermoor": {
            "group": "Independent",
            "position": "Supports",
            "said_on": "2026-09-30",
            "words": "Ward members should lead it with their parishes.",
            "locality": "Aldermoor",
        },
        "Empowerment vision, Brackendale": {
            "group": "Labour",
            "position": "Supports with conditions",
            "said_on": "2026-09-30",
            "words": "As long as services that nobody takes on stay.",
            "locality": "Brackendale",
        },
        "Devolved ward budgets": {
            "group": "Liberal Democrat",
            "position": "Supports",
            "said_on": "2026-10-21",
            "words": "With accountability to residents each year.",
        },
    },
}
