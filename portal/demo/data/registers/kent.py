"""Entries of the registers of Kent."""

from .entries import Entries

KENT: Entries = {
    "agreements": {
        "Kent Recommitment": {
            "sort": "Recommitment",
            "organisation": "Kent County Council",
            "review_in": 120,
            "signatories": "Leader; Kent County Council\nLeader; Maidstone Council\nLeader; Dover Council\nLeader; Swale Council",
            "vision": "To work together, to seek genuine devolution of powers to both county and district level, to respond to the needs and aspirations of local people and save taxpayers money.",
            "actions": "Working through locality boards, with more decisions about local services taken at the local level.",
        },
        "Single relationship with the voluntary and community sector": {
            "sort": "Agreement",
            "organisation": "Kent Coast Volunteers",
            "review_in": -3,
            "signatories": "Leader; Kent County Council\nChair; Kent Coast Volunteers",
            "vision": "A single, joint relationship with the voluntary and community sector in place of one for each council.",
        },
        "Single community engagement plan": {
            "sort": "Protocol",
            "organisation": "Kent County Council",
            "review_in": 200,
            "vision": "One coordinated approach to engage the community instead of ad-hoc consultation exercises.",
            "actions": "Residents and businesses, looked after children, older people and disadvantaged groups are each asked in ways that suit them.",
        },
    },
    "devolved-powers": {
        "Member highway budgets": {
            "board": "Maidstone Locality Board",
            "what": "Budget",
            "from_whom": "Kent County Council",
            "to_level": "Board",
            "to_whom": "Maidstone Locality Board",
            "amount": "60000",
            "scope": "Small works on local roads and footways in the district.",
            "starts_on": "2025-04-01",
        },
        "New Homes Bonus priorities": {
            "what": "Budget",
            "from_whom": "Maidstone Council",
            "to_level": "Board",
            "to_whom": "Maidstone Locality Board",
            "amount": "145000",
            "scope": "The board recommends; each council decides on its own part.",
        },
        "Local waste arrangements": {
            "what": "Function",
            "from_whom": "Kent County Council",
            "to_level": "District or borough council",
            "to_whom": "Maidstone Council",
            "scope": "Collection and street cleansing planned as one.",
        },
    },
    "partnerships": {
        "Community Safety Partnership": {
            "sort": "Partnership",
            "theme": "Community safety",
            "relation": "Engages with",
            "proposal": "Keep",
            "purpose": "Joined-up community safety, enforcement and response to anti-social behaviour.",
        },
        "Local Children’s Trust Board": {
            "sort": "Partnership",
            "theme": "Children",
            "relation": "Oversees",
            "proposal": "Coordinate better",
            "purpose": "Outcomes for children and young people, looked after children among them.",
        },
        "Regeneration Partnerships": {
            "sort": "Partnership",
            "theme": "Economy",
            "relation": "Engages with",
            "proposal": "Streamline",
            "overlaps": "Economic development in both tiers",
        },
        "Local waste arrangements": {
            "sort": "Process",
            "theme": "Environment",
            "relation": "Oversees",
            "proposal": "Keep",
        },
        "Local strategic partnerships": {
            "sort": "Partnership",
            "theme": "All",
            "proposal": "End",
            "ends_on": "2026-03-31",
            "purpose": "Judged ineffective as a way of bringing county and district members together.",
        },
    },
    "pilots": {
        "Community Based Budgets": {
            "state": "Being evaluated",
            "funding": "250000",
            "funding_ends": "2027-03-31",
            "hypothesis": "Services that cost several agencies most can be commissioned jointly by the board for less.",
            "organisation": "Kent County Council",
            "review_in": 30,
        },
        "Gateway in Maidstone": {
            "state": "Running",
            "hypothesis": "Integrated customer contact in one place saves each council its own counter.",
            "locality": "Maidstone",
            "organisation": "Maidstone Council",
        },
        "Joint public health nurses": {
            "state": "Planned",
            "hypothesis": "Public health initiatives delivered locally reach those who do not come to clinics.",
            "locality": "Dover",
            "organisation": "Weald Health",
        },
    },
    "shared-services": {
        "Generic back office": {
            "stage": "Business case",
            "saving": "420000",
            "partners": "County and four districts",
            "service": "Finance, payroll and information technology.",
        },
        "Sharing property": {
            "stage": "Being explored",
            "partners": "All partners",
            "service": "More efficient use of property assets across both tiers.",
            "locality": "Maidstone",
        },
        "Customer contact": {
            "stage": "Running",
            "saving": "180000",
            "partners": "County and Maidstone",
            "service": "Integrated customer contact systems.",
        },
    },
}
