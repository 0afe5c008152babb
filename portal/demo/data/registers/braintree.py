"""Entries of the registers of Braintree."""

from .entries import Entries

BRAINTREE: Entries = {
    "agreements": {
        "Working better, together": {
            "sort": "Protocol",
            "signed_on": "2006-09-01",
            "organisation": "Braintree District Council",
            "review_in": 60,
            "signatories": "Leader; Braintree District Council; 2006-09-01\nLeader; Essex County Council; 2006-09-01",
            "vision": "Closer joint working of both councils to improve services.",
            "actions": "A locality management pilot.\nA joint post of locality manager, seconded from the county council.\nThe Joint Office strategy.\nOne-stop shops based on libraries.",
        },
        "Secondment of the locality manager": {
            "sort": "Agreement",
            "signed_on": "2007-02-01",
            "organisation": "Essex County Council",
            "signatories": "Chief Executive; Braintree District Council\nDirector; Essex County Council",
            "vision": "For a period of up to two years, time-limited with the funding.",
        },
        "Data desk between the councils": {
            "sort": "Memorandum of understanding",
            "organisation": "Essex County Council",
            "vision": "Improving access to information for both councils’ officers.",
            "review_in": -5,
        },
    },
    "pilots": {
        "Locality management": {
            "state": "Running",
            "funding": "90000",
            "funding_ends": "2027-02-28",
            "organisation": "Braintree District Council",
            "review_in": 45,
            "hypothesis": "Commissioning and delivering services in a way that is more closely tailored to what people want improves satisfaction with both councils.",
            "evaluation": "Three localities, co-terminous with the area committees, were chosen to model different approaches.",
        },
        "Devolved budget of the area committee": {
            "board": "Witham Area Committee",
            "state": "Planned",
            "funding": "30000",
            "locality": "Witham",
            "hypothesis": "A decision-making framework that is responsive and accountable to local people can devolve budgets to an appropriate level.",
        },
        "Joint surveys": {
            "state": "Ended",
            "hypothesis": "Consulting together reaches more people for less.",
            "evaluation": "One survey replaced four; answers rose by a third.",
        },
    },
    "shared-services": {
        "Joint Office strategy": {
            "stage": "Agreed",
            "saving": "75000",
            "partners": "Braintree District and Essex County Councils",
            "service": "Both councils’ officers of a town under one roof.",
            "organisation": "Braintree District Council",
        },
        "One-stop shops based on libraries": {
            "stage": "Running",
            "saving": "40000",
            "partners": "Both councils",
            "service": "One door for both councils’ services.",
            "locality": "Witham",
        },
        "Shared enforcement team": {
            "stage": "Opportunity",
            "partners": "Both councils and Mid Essex Police",
            "service": "Parking, litter and fly-tipping.",
        },
    },
    "partnerships": {
        "Area committees": {
            "sort": "Delivery structure",
            "theme": "All",
            "relation": "Oversees",
            "proposal": "Coordinate better",
            "purpose": "Key drivers of locality management.",
        },
        "Crime and disorder panel": {
            "sort": "Partnership",
            "theme": "Community safety",
            "relation": "Engages with",
            "proposal": "Keep",
        },
        "Town centre groups": {
            "sort": "Delivery structure",
            "theme": "Economy",
            "relation": "Engages with",
            "proposal": "Streamline",
            "overlaps": "Area committees",
            "locality": "Witham",
        },
    },
}
