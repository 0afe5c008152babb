"""Entries of registers in the words of the five sources; bodies and people that they do not name are invented.

Each value is written as a table would write it. ``review_in`` counts days from today.
"""

from typing import Any

Entries = dict[str, dict[str, dict[str, Any]]]

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
    "vacancies": {
        "Community representative, Maidstone": {
            "board": "Maidstone Locality Board",
            "sort": "Community representative",
            "closes_on": "2027-01-15",
            "about": "Four meetings a year, in the evening.",
            "locality": "Maidstone",
        },
        "Parish councillor, two seats": {
            "sort": "Councillor",
            "closes_on": "2027-02-26",
            "about": "No experience needed; training is given.",
            "apply": "https://www.beacouncillor.co.uk/",
        },
        "Governor at Weald College": {
            "sort": "School governor",
            "closes_on": "2027-01-29",
            "organisation": "Weald College",
            "about": "Somebody with knowledge of engineering.",
        },
    },
}

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
    "officer-decisions": {
        "Licence of the market square for a Christmas fair": {
            "taken_on": "2026-10-12",
            "officer": "Head of Community Services",
            "sort": "Permission or licence",
            "decision": "To let the square for three days.",
            "reasons": "It brings trade into the town and no other booking was made.",
            "power": "Scheme of delegation, part 3",
        },
        "Support contract for locality working": {
            "taken_on": "2026-09-03",
            "officer": "Chief Executive",
            "sort": "Contract or material expenditure",
            "amount": "18500",
            "decision": "To engage project support until the end of the year.",
            "reasons": "No existing post has the capacity.",
            "rejected": "Waiting for the business planning process.",
        },
        "Grant of a community right to bid listing": {
            "taken_on": "2026-11-02",
            "officer": "Head of Legal Services",
            "sort": "Rights of an individual",
            "decision": "To list the village store.",
            "reasons": "Its main use furthers the social wellbeing of the village.",
        },
    },
}

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
    "access-points": {
        "Witham Library": {
            "where": "Newland Street, Witham",
            "opening": "Monday to Saturday, 9am to 5:30pm",
            "step_free": "Yes",
            "agencies": "Essex County Council, Braintree District Council, Colne Valley Homes",
            "services": "Council tax and benefits, housing, school places, blue badges.",
            "locality": "Witham",
            "organisation": "Essex County Council",
        },
        "Halstead Library": {
            "where": "Bridge Street, Halstead",
            "opening": "Tuesday to Saturday, 9am to 5pm",
            "step_free": "Yes",
            "agencies": "Essex County Council, Braintree District Council",
            "services": "Council tax, housing, planning on show.",
            "locality": "Halstead",
            "organisation": "Essex County Council",
        },
        "Braintree Town Hall": {
            "where": "Fairfield Road, Braintree",
            "opening": "Monday to Friday, 8:45am to 5:15pm",
            "step_free": "No",
            "agencies": "Braintree District Council, Mid Essex Police",
            "services": "All district services, police front counter on Wednesdays.",
            "locality": "Braintree",
            "organisation": "Braintree District Council",
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
    "governing-documents": {
        "Constitution of Braintree District Council": {
            "covers": "Aims; Membership; Powers; Notice; Quorum; Chairing; Voting; Disputes; Exit",
            "complete": "Yes",
            "organisation": "Braintree District Council",
        },
        "Terms of reference of Witham Area Committee": {
            "board": "Witham Area Committee",
            "covers": "Aims; Membership; Powers; Quorum; Chairing; Voting",
            "complete": "No",
            "lacks": "How it settles disputes and how it ends; to be added when the constitution is amended.",
            "locality": "Witham",
        },
        "Working rules of Witham Locality Forum": {
            "covers": "Aims; Membership",
            "complete": "No",
            "lacks": "Everything but aims and members, while the name is a working title.",
            "locality": "Witham",
        },
    },
}

COPELAND: Entries = {
    "partnerships": {
        "West Cumbria Strategic Partnership": {
            "sort": "Partnership",
            "theme": "All",
            "relation": "Is told of",
            "proposal": "Keep",
            "purpose": "Its Leaders’ Group endorsed the structure of locality working, which mirrors its own.",
        },
        "Future Generation": {
            "sort": "Strategy",
            "theme": "All",
            "relation": "Oversees",
            "proposal": "Keep",
            "purpose": "The Sustainable Communities Strategy for West Cumbria: locality based, targets disadvantage.",
            "review_in": 90,
        },
        "Neighbourhood Forums": {
            "sort": "Delivery structure",
            "theme": "Engagement",
            "relation": "Oversees",
            "proposal": "Join with another",
            "purpose": "Community meetings are likely to be based on them.",
            "organisation": "Cumbria County Council",
        },
        "Local Committee for Copeland": {
            "sort": "Delivery structure",
            "theme": "Governance",
            "relation": "Engages with",
            "proposal": "Coordinate better",
            "organisation": "Cumbria County Council",
            "starts_on": "1995-05-01",
        },
    },
    "access-points": {
        "Whitehaven one-stop shop": {
            "where": "Catherine Street, Whitehaven",
            "opening": "Monday to Friday, 9am to 5pm",
            "step_free": "Yes",
            "agencies": "Copeland Borough Council, Cumbria County Council, Solway Homes",
            "services": "Housing, benefits, highways, adult care.",
            "locality": "Whitehaven",
            "organisation": "Copeland Borough Council",
        },
        "Millom network centre": {
            "where": "St George’s Road, Millom",
            "opening": "Tuesday and Thursday, 10am to 3pm",
            "step_free": "Yes",
            "agencies": "Copeland Borough Council, Lakes and Coast College",
            "services": "Council services and courses.",
            "locality": "Millom and South Copeland",
        },
        "Egremont market hall desk": {
            "where": "Main Street, Egremont",
            "opening": "Fridays, 9am to 1pm",
            "step_free": "No",
            "agencies": "Copeland Borough Council, West Cumbria Police Area",
            "services": "Council tax, reporting, neighbourhood police.",
            "locality": "Egremont",
        },
    },
    "training": {
        "Community engagement for everyone who takes part": {
            "sort": "Training",
            "held_on": "2026-09-17",
            "audience": "Ward members; Parish councillors; Officers; Residents",
            "topics": "Chairing open meetings, hearing those who do not speak, explaining decisions.",
            "attended": "Twelve members; Borough, county and parishes\nNine officers; Five agencies",
        },
        "How locality profiles are read": {
            "sort": "Briefing",
            "held_on": "2026-10-08",
            "audience": "Ward members; Officers",
            "topics": "Service levels and profiles of the five localities.",
        },
        "Leading change across agencies": {
            "sort": "Development programme",
            "audience": "Officers; Partners",
            "topics": "For senior managers: an end to “it’s not our responsibility”.",
            "review_in": 10,
        },
    },
    "shared-services": {
        "Joint grounds maintenance": {
            "stage": "Being explored",
            "saving": "55000",
            "partners": "Both councils and Solway Homes",
            "service": "Verges, parks and estates cut by one team.",
            "organisation": "Copeland Borough Council",
        },
        "One community development team": {
            "stage": "Business case",
            "partners": "Both councils",
            "service": "Staff from existing establishments work in the localities.",
            "organisation": "Cumbria County Council",
        },
        "Shared performance data": {
            "stage": "Running",
            "partners": "All agencies",
            "service": "One set of figures for each locality.",
        },
    },
    "devolved-powers": {
        "Locality small works budget": {
            "board": "Whitehaven Local Governance Board",
            "what": "Budget",
            "from_whom": "Cumbria County Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "amount": "40000",
            "scope": "Highways works up to £5,000 each.",
            "locality": "Whitehaven",
        },
        "Play areas": {
            "what": "Function",
            "from_whom": "Copeland Borough Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "scope": "Choice of sites and equipment within the borough’s programme.",
            "locality": "Whitehaven",
        },
        "Young people’s budget": {
            "board": "Whitehaven Local Governance Board",
            "what": "Budget",
            "from_whom": "Cumbria County Council",
            "to_level": "Board",
            "to_whom": "Whitehaven Local Governance Board",
            "amount": "15000",
            "scope": "Activities for those aged 11 to 19, chosen with them.",
            "locality": "Whitehaven",
            "review_in": -2,
        },
    },
    "pilots": {
        "Community meetings before April": {
            "state": "Running",
            "hypothesis": "A pilot cycle shows whether residents come when decisions follow.",
            "locality": "Whitehaven",
            "starts_on": "2026-09-01",
        },
        "Police and council surgeries together": {
            "state": "Being evaluated",
            "hypothesis": "Statutory engagement of the police can use the locality’s meetings.",
            "evaluation": "Attendance doubled; the police ended their own meetings.",
            "organisation": "West Cumbria Police Area",
        },
        "Virtual managers’ meetings": {
            "state": "Spread to all",
            "hypothesis": "Managers of services answer faster in short conversations than in occasional meetings.",
        },
    },
    "glossary": {
        "Locality working": {
            "meaning": "Structures and activities which enable public sector agencies to work in localities with community residents to improve the local quality of life."
        },
        "On the patch": {
            "meaning": "In the locality itself: where meetings are held and services are shaped.",
            "instead_of": "Local delivery footprint",
        },
        "Cross referral": {
            "meaning": "Passing an issue to the council, committee or agency that can decide it, and hearing back.",
            "instead_of": "Signposting",
        },
    },
}

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
    "vacancies": {
        "Community representative, Aldermoor": {
            "board": "Aldermoor Locality Board",
            "sort": "Community representative",
            "closes_on": "2027-01-22",
            "about": "Speaks for residents on the locality board.",
            "locality": "Aldermoor",
        },
        "Parish councillors, Calder Water Parva": {
            "sort": "Councillor",
            "closes_on": "2027-03-31",
            "about": "Three seats; come to a meeting first.",
            "locality": "Calder Water",
        },
        "Trustee of the village store": {
            "sort": "Trustee",
            "closes_on": "2027-02-12",
            "about": "Accounts or retail.",
            "locality": "Aldermoor",
        },
    },
}

# What members are good at; the example deals it out to the first of them.
SKILLS = (
    ("Planning; Housing", "Task and finish group", "Chaired a planning committee for six years."),
    ("Finance; Business", "Chairing", "Kept the books of a farm supplies firm."),
    ("Community work; Communications", "Speaking for the board; Mentoring", "Runs the village newsletter."),
    ("Health and care", "Task and finish group", "Nursed in the district for twenty years."),
)
