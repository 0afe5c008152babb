"""What people were heard on, and what became of it, by example partnership; the residents' words are invented."""

from typing import Any

# A consultation that was answered: title, about, days since it ended, who took part, and each theme.
# A theme: key, in a few words, what people said, what changed, what did not, why.
ANSWERED: dict[str, dict[str, Any]] = {
    "harborough": {
        "title": "Which four priorities for Harborough?", "kind": "survey", "ended": 80,
        "about": "Twelve issues went in; the executive could work on four. People put them in order.",
        "summary": "641 people answered, 88 of them on paper, and 9 parish councils wrote. We asked which four of twelve "
        "issues the partners should work on together.",
        "themes": [
            ("roads-and-transport", "Lonely without a car", "The last bus leaves before the surgery closes. Older people "
             "give up appointments and see nobody for days.", "Rural isolation is one of the four priorities, and a "
             "lift-share through the parish halls begins in spring.", "The timetable of the county's evening buses.",
             "The lift-share can be paid for now. An evening bus would cost more than the partners hold together."),
            ("jobs-and-business", "Broadband in the villages", "Forms, jobs and school work are online, and the villages "
             "are not.", "Rural broadband is the first of the four priorities.", "", "Half of all answers put it first, "
             "in every age group."),
            ("community-safety", "Speeding on the A-roads", "People want cameras at five places.", "",
             "Cameras are not among the four priorities.", "The county places cameras where people were hurt, under "
             "rules of its own. Your five places were passed to it."),
        ],
    },
    "copeland": {
        "title": "A community meeting on the harbour", "kind": "meeting", "ended": 70,
        "about": "What the harbour, its paths and its car park should be in five years.",
        "summary": "54 people came to the hall, 11 of them under 18 with their youth club.",
        "themes": [
            ("parks-sport-and-culture", "A path for wheelchairs", "The coast path ends in steps.", "A level way round the "
             "steps is drawn and goes to the next board.", "", "The land is the council's own, and the cost is small."),
            ("roads-and-transport", "Free parking", "Visitors take every space.", "", "Parking is still paid for.",
             "The money keeps the harbour wall. Residents' permits are looked at next year."),
        ],
    },
    "braintree": {
        "title": "How content are you with Witham?", "kind": "survey", "ended": 90,
        "about": "The yearly survey of how people feel about where they live.",
        "summary": "412 people answered on paper and online.",
        "themes": [
            ("environment-and-waste", "Litter at the station", "The way to the station is dirty by Friday.", "It is swept "
             "on Fridays too.", "", "The round was changed at no cost."),
        ],
    },
    "kent": {
        "title": "What young people want in the evening", "kind": "focus-group", "ended": 60,
        "about": "Three evenings with youth clubs and schools.",
        "summary": "Three groups, 31 young people, heard through their youth workers.",
        "themes": [
            ("young-people-and-learning", "Somewhere dry to be", "There is nowhere to sit that is not a shop.", "The "
             "library is open until 8 on Wednesdays, as a trial.", "No new youth centre.", "The trial shows first how many come."),
        ],
    },
    "northshire": {
        "title": "Your village, your say", "kind": "conversation", "ended": 75,
        "about": "An online conversation on what villages can do for themselves.",
        "summary": "120 people wrote 300 comments.",
        "themes": [
            ("how-we-are-heard", "Answer us", "We never hear what became of it.", "This page: each activity now says what "
             "changed.", "", "The partnership agreed to it in its plan."),
        ],
    },
}  # fmt: skip

# What was heard and has no answer yet: title, about, days since it ended. 56 days are allowed.
UNANSWERED: dict[str, tuple[str, str, int]] = {
    "harborough": ("The Welland community building", "What the building should be for, and who runs it.", 68),
    "copeland": ("Drop-in on the market place", "Ask and tell, with the clerk and the police.", 30),
    "braintree": ("Parking near schools", "What would make the school gate safer.", 20),
    "kent": ("Access to the pier", "How everybody can get on the pier.", 40),
    "northshire": ("The library van", "Where the library van should stop.", 25),
}

# What came of the activities that are in the plan of every example, by their title.
SINCE: dict[str, dict[str, Any]] = {
    "Community meeting before the board, autumn": {
        "summary": "64 people came to the hall. They spoke of buses, paths and how late they hear of things.",
        "themes": [
            (
                "how-we-are-heard",
                "Hearing of it in time",
                "Posters went up three days before.",
                "The next meeting was announced four weeks before, in shops and by the parishes.",
                "",
                "Three days are too few to find a sitter.",
            ),
        ],
    },
    "Health on the high street": {
        "summary": "138 people came to the stall in two days.",
        "themes": [
            (
                "health-and-wellbeing",
                "Somebody to see after work",
                "People who work cannot ring at eight.",
                "Two surgeries take bookings in the evening.",
                "Saturday surgeries.",
                "There are too few doctors for both; most asked for the evening.",
            ),
        ],
    },
    "Interviews with farms and rural firms": {
        "summary": "23 firms were interviewed, most of them far from a town.",
        "themes": [
            (
                "jobs-and-business",
                "A signal that holds",
                "Card payments and orders fail where the signal drops.",
                "",
                "No new mast is promised.",
                "Masts are built by private firms. We gave them a map of where it fails.",
            ),
        ],
    },
    "Last year’s community fair": {
        "summary": "212 people stopped at our tables.",
        "themes": [
            (
                "how-we-are-heard",
                "One place to ask",
                "Nobody knows which council does what.",
                "This website has one front door for every question.",
                "",
                "It costs little, and nobody has to know who does what.",
            ),
        ],
    },
}

# Who asks to join the network: a name that nobody has, what they are, their community and what they offer.
NETWORK = [
    (
        "Wilhelmina Ashgrove-Example",
        "leader",
        "Allotment holders",
        "A plot for schools to visit, and sixty gardeners who talk",
    ),
    ("Barnaby Thistle-Example", "champion", "Mill Lane estate", "Knocks at every door twice a year"),
]

# What other bodies consult on: who, on what, sort, days until it closes, and the answer where it was sent.
OUTSIDE = [
    ("The county’s planning service", "Minerals and waste plan: sites for gravel", "planning", 16, ""),
    ("The national highways company", "Closing the slip road at night", "transport", -12,
     "We ask for a week’s warning to the villages on the diversion, and for no closure while the hospital is full."),
]  # fmt: skip

# What the partners agree on: the sort, the title and the words.
AGREED = [
    (
        "definition",
        "What we mean by community engagement",
        "Hearing people before something is decided, by ways that suit them, and telling them afterwards what changed and why.",
    ),
    (
        "arrangement",
        "How we hear people together",
        "Before a partner asks, it looks at the one plan of all. What was asked by one in the last six months is not asked again.",
    ),
]
