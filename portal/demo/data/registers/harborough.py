"""Entries of the registers of Harborough."""

from .entries import Entries

HARBOROUGH: Entries = {
    "partnerships": {
        "Leicestershire Together": {
            "sort": "Partnership",
            "theme": "All",
            "relation": "Engages with",
            "proposal": "Keep",
            "organisation": "Leicestershire County Council",
            "purpose": "Theme boards, specialist groups and locality boards that are not a hierarchy.",
        },
        "Community Safety Partnership": {
            "sort": "Partnership",
            "theme": "Community safety",
            "relation": "Leaves it to work by itself",
            "proposal": "Keep",
            "purpose": "Operates well independently; the board does not duplicate it or become its reporting body.",
        },
        "Local strategic partnership": {
            "sort": "Partnership",
            "theme": "All",
            "proposal": "End",
            "ends_on": "2026-03-31",
            "purpose": "Re-creating it was considered and rejected.",
        },
        "Transformational programme": {
            "sort": "Strategy",
            "theme": "Resources",
            "relation": "Is told of",
            "proposal": "Coordinate better",
        },
    },
    "agreements": {
        "Principles of partnership working": {
            "sort": "Agreement",
            "organisation": "Leicestershire County Council",
            "review_in": 14,
            "signatories": "Chief Executive; Harborough District Council\nChief Executive; Leicestershire County Council\nDistrict commander; Leicestershire South Police",
            "vision": "Going the extra mile to tackle the problems of other partners; moving faster towards collective commissioning; tackling the root causes of stubborn problems; using partnerships to make hard decisions; doing the right thing at the right level; taking ownership to make the process work.",
        },
        "Terms between the forum and the executive": {
            "board": "Harborough Locality Executive",
            "sort": "Protocol",
            "organisation": "Harborough District Council",
            "vision": "The forum discusses priorities; the executive agrees the delivery plan and unblocks issues.",
        },
        "Shared delivery of broadband grants": {
            "sort": "Memorandum of understanding",
            "organisation": "Leicestershire County Council",
            "actions": "One application form, one officer in each council.",
        },
    },
    "pilots": {
        "Community Budgets": {
            "state": "Running",
            "funding": "180000",
            "funding_ends": "2027-03-31",
            "hypothesis": "A single budget for families with several problems costs less than each agency’s own.",
            "review_in": -1,
        },
        "Rural broadband hubs": {
            "state": "Planned",
            "funding": "95000",
            "hypothesis": "A connected village hall serves a village until the line does.",
            "locality": "Harborough",
        },
        "Wheels to work": {
            "state": "Being evaluated",
            "funding": "22000",
            "hypothesis": "Lending scooters takes young people in villages to work and college.",
            "evaluation": "Nine of twelve riders were in work or training after a year.",
        },
    },
    "multi-agency-teams": {
        "Troubled Families team": {
            "people": "Family worker; Leicestershire County Council\nHousing officer; Gartree Homes\nNeighbourhood officer; Leicestershire South Police\nSchool nurse; Welland Valley Health",
            "intervention": "One worker and one plan for each family.",
            "result": "Eighteen families have a plan; school attendance is up in eleven.",
            "locality": "Harborough",
        },
        "Rural isolation team": {
            "people": "Village agent; Voluntary Action South\nCommunity nurse; Welland Valley Health",
            "intervention": "Visits to people who live alone in villages without a bus.",
            "locality": "Harborough",
        },
        "Welland building project team": {
            "people": "Project manager; Harborough District Council\nTrustee; Voluntary Action South",
            "intervention": "One team for the community building, from lease to opening.",
        },
    },
    "barriers": {
        "Insurance for village litter picks": {
            "state": "Removed",
            "reported_by": "Great Bowden residents",
            "owner": "Harborough District Council",
            "what": "Each group needed its own insurance.",
            "outcome": "The council’s insurance covers groups that register a date.",
        },
        "Road closure fees for street parties": {
            "state": "Being worked on",
            "reported_by": "Kibworth Beauchamp Parish Council",
            "owner": "Leicestershire County Council",
            "what": "The fee is higher than the party costs.",
        },
        "No mobile signal at the surgery": {
            "state": "Stays",
            "reported_by": "Welland Valley Health",
            "what": "Texts to patients are not sent.",
            "outcome": "The mast needs planning consent that was refused on appeal.",
        },
    },
}
