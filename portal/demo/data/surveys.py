"""What the examples ask: Harborough's priorities, Braintree's two waves, and a short survey for everybody else."""

from typing import Any

Q = dict[str, Any]


def _rows(**texts: str) -> list[dict[str, str]]:
    return [{"key": key, "text": text} for key, text in texts.items()]


FAIR = {
    "formative": "Nothing is decided yet. The answers shape the draft that comes to the board.",
    "reasons": "The page of the activity says what the money allows, what each choice costs and who decides.",
    "time": "People have had the weeks that our rules ask for, and no school holiday falls in them.",
    "considered": "The board has the results, theme by theme, before it decides, and says what it did with each.",
}

# Harborough: what the next priorities should be, open now.
PRIORITIES: dict[str, Any] = {
    "activity": {
        "kind": "survey", "title": "What should come first in Harborough from 2027?",
        "about": "We choose the priorities for the next three years. The list is open; the money for it is £1.2 million.",
    },
    "title": "What should come first in Harborough?",
    "intro": "Tell us what matters most where you live. Nothing is decided yet: your answers shape the draft that the "
    "executive reads in spring. It takes about six minutes.",
    "opened": 20, "closes": 32,
    "banks": ["about_you", "equality"],
    "pages": [
        ("What matters most", [
            {
                "key": "first", "kind": "rank", "text": "Which three of these matter most to you?",
                "hint": "Put the most important first.", "limits": {"choices": 3}, "is_required": True,
                "options": _rows(
                    roads="Roads and pavements", safety="Feeling safe", health="Health and wellbeing",
                    young="Places and help for young people", homes="Homes that people can afford",
                    nature="Nature, parks and less waste", jobs="Jobs and the high street",
                ),
            },
            {
                "key": "looked_after", "kind": "grid", "text": "How well are these looked after where you live?",
                "lines": _rows(roads="Roads", parks="Parks and play areas", library="The library", paths="Footpaths"),
                "options": _rows(well="Well", fair="Fairly well", badly="Badly", dont_know="I do not know"),
            },
        ]),
        ("Getting around", [
            {
                "key": "uses_bus", "kind": "one", "text": "Do you use the bus?", "is_required": True,
                "options": _rows(often="Yes, each week", sometimes="Yes, now and then", never="No"),
            },
            {
                "key": "bus_good", "kind": "scale", "text": "How satisfied are you with the bus?",
                "shown_when": {"question": "uses_bus", "any": ["often", "sometimes"]},
                "options": [
                    {"key": "very", "text": "Very satisfied", "counts": True},
                    {"key": "fairly", "text": "Fairly satisfied", "counts": True},
                    {"key": "neither", "text": "Neither satisfied nor dissatisfied"},
                    {"key": "dissatisfied", "text": "Dissatisfied"},
                ],
            },
            {
                "key": "why_not_bus", "kind": "several", "text": "Why do you not use the bus?",
                "shown_when": {"question": "uses_bus", "any": ["never"]},
                "options": _rows(
                    none="There is none where I live", times="It does not run when I need it", cost="It costs too much",
                    access="I cannot get on and off", car="I would rather drive or cycle",
                ),
            },
            {
                "key": "minutes_to_town", "kind": "number", "text": "How many minutes does your way to town take?",
                "limits": {"least": 0, "most": 240},
            },
        ]),
        ("In your own words", [
            {
                "key": "one_thing", "kind": "long", "text": "What one thing would make your area better?",
                "hint": "Please name nobody.", "limits": {"words": 300},
            },
        ]),
    ],
    "languages": ["pl"],
    "translations": {"pl": {
        "survey-title": "Co jest najważniejsze w Harborough?",
        "survey-intro": "Powiedz nam, co jest najważniejsze tam, gdzie mieszkasz. Nic jeszcze nie jest postanowione: "
        "Twoje odpowiedzi kształtują projekt, który rada przeczyta wiosną. Zajmie to około sześciu minut.",
        "survey-privacy": "Nie musisz podawać swojego nazwiska. To, co publikujemy, nikogo nie wskazuje, a małe liczby "
        "pomijamy. Pojedyncze odpowiedzi usuwamy w ciągu 24 miesięcy od zamknięcia ankiety. Pytania o równość są "
        "dobrowolne, a odpowiedzi na nie przechowujemy osobno. Pytania w sprawie danych: Democratic Services, "
        "democracy@harborough.example. Możesz też złożyć skargę do Information Commissioner.",
        "What matters most": "Co jest najważniejsze", "Getting around": "Przemieszczanie się",
        "In your own words": "Własnymi słowami", "About you": "O Tobie", "Who we hear from": "Kto nam odpowiada",
        "Which three of these matter most to you?": "Które trzy z nich są dla Ciebie najważniejsze?",
        "Put the most important first.": "Najważniejsze wpisz jako pierwsze.",
        "Roads and pavements": "Drogi i chodniki", "Feeling safe": "Poczucie bezpieczeństwa",
        "Health and wellbeing": "Zdrowie i dobre samopoczucie",
        "Places and help for young people": "Miejsca i pomoc dla młodych ludzi",
        "Homes that people can afford": "Mieszkania, na które ludzi stać",
        "Nature, parks and less waste": "Przyroda, parki i mniej odpadów",
        "Jobs and the high street": "Praca i sklepy w centrum",
        "How well are these looked after where you live?": "Jak zadbane są te miejsca tam, gdzie mieszkasz?",
        "Roads": "Drogi", "Parks and play areas": "Parki i place zabaw", "The library": "Biblioteka",
        "Footpaths": "Ścieżki piesze", "Well": "Dobrze", "Fairly well": "Dość dobrze", "Badly": "Źle",
        "I do not know": "Nie wiem", "Do you use the bus?": "Czy jeździsz autobusem?",
        "Yes, each week": "Tak, co tydzień", "Yes, now and then": "Tak, czasami", "No": "Nie", "Yes": "Tak",
        "How satisfied are you with the bus?": "Jak bardzo jesteś zadowolony(-a) z autobusu?",
        "Very satisfied": "Bardzo zadowolony(-a)", "Fairly satisfied": "Raczej zadowolony(-a)",
        "Neither satisfied nor dissatisfied": "Ani zadowolony(-a), ani niezadowolony(-a)",
        "Dissatisfied": "Niezadowolony(-a)", "Why do you not use the bus?": "Dlaczego nie jeździsz autobusem?",
        "There is none where I live": "Tam, gdzie mieszkam, go nie ma",
        "It does not run when I need it": "Nie jeździ wtedy, kiedy go potrzebuję",
        "It costs too much": "Kosztuje zbyt dużo", "I cannot get on and off": "Nie mogę wsiąść ani wysiąść",
        "I would rather drive or cycle": "Wolę samochód lub rower",
        "How many minutes does your way to town take?": "Ile minut zajmuje Ci droga do miasta?",
        "What one thing would make your area better?": "Co jednego poprawiłoby Twoją okolicę?",
        "Please name nobody.": "Prosimy nie podawać nazwisk.",
        "How are you answering?": "Kim jesteś, odpowiadając?",
        "As somebody who lives here": "Mieszkam tutaj", "As somebody who works or studies here": "Pracuję lub uczę się tutaj",
        "For a business or an organisation": "W imieniu firmy lub organizacji", "As somebody else": "Kimś innym",
        "Which ward or parish do you live in?": "W którym okręgu lub parafii mieszkasz?",
        "What is its name?": "Jak się nazywa?",
        "These questions are optional. They help us to see whether we hear everybody.":
            "Te pytania są dobrowolne. Pomagają nam sprawdzić, czy słyszymy wszystkich.",
        "Your answers here are kept apart from your other answers and shown only as totals.":
            "Odpowiedzi przechowujemy osobno i pokazujemy tylko jako sumy.",
        "How old are you?": "Ile masz lat?", "Under 18": "Poniżej 18", "18 to 24": "18–24", "25 to 44": "25–44",
        "45 to 64": "45–64", "65 to 74": "65–74", "75 or older": "75 lub więcej",
        "Prefer not to say": "Wolę nie odpowiadać", "What is your sex?": "Jaka jest Twoja płeć?",
        "Female": "Kobieta", "Male": "Mężczyzna",
        "Does a health condition or illness limit what you do day to day?":
            "Czy stan zdrowia lub choroba ogranicza Twoje codzienne życie?",
        "One that has lasted, or is expected to last, 12 months or more.":
            "Taka, która trwa lub może trwać 12 miesięcy lub dłużej.",
        "Yes, a lot": "Tak, bardzo", "Yes, a little": "Tak, trochę",
        "What is your ethnic group?": "Jaka jest Twoja grupa etniczna?",
        "Asian or Asian British": "Azjatycka lub brytyjska azjatycka",
        "Black, Black British, Caribbean or African": "Czarna, brytyjska czarna, karaibska lub afrykańska",
        "Mixed or multiple ethnic groups": "Mieszana", "White": "Biała",
        "Gypsy, Roma or Irish Traveller": "Romowie lub irlandzcy Trawelerzy",
        "Another ethnic group": "Inna grupa etniczna",
        "Do you look after somebody who could not manage without your help?":
            "Czy opiekujesz się kimś, kto nie dałby sobie rady bez Twojej pomocy?",
        "Somebody in your family, a friend or a neighbour, without being paid for it.":
            "Kimś z rodziny, przyjacielem lub sąsiadem, bez wynagrodzenia.",
    }},
}  # fmt: skip

# Braintree: the same questions a year apart.
WAVES: dict[str, Any] = {
    "title": "How satisfied are you with services in Witham?",
    "intro": "We ask the same questions each year, to see whether things get better. It takes about four minutes.",
    "waves": [
        {"wave": "2025", "opened": 400, "closes": -350, "activity": {
            "kind": "survey", "title": "Residents’ survey 2025",
            "about": "The first year of our survey, with which later years are compared.",
        }},
        {"wave": "2026", "opened": 60, "closes": -10, "activity": {
            "kind": "survey", "title": "Residents’ survey 2026",
            "about": "The same questions as last year, to see what became better and what did not.",
        }},
    ],
    "first": ["outcomes"], "banks": ["about_you", "equality"],
    "pages": [
        ("In your own words", [
            {
                "key": "better", "kind": "long", "text": "What should we do better?", "hint": "Please name nobody.",
                "limits": {"words": 300},
            },
        ]),
    ],
    # What was told after the first wave, by theme: heading, what was said, what changed, what did not, why.
    "told": {
        "summary": "210 people answered. Half were satisfied with council services in general.",
        "themes": [
            ("how-we-are-heard", "Being heard", "Few felt that they could influence what is decided.",
             "The committee takes questions from the public at each meeting, and says what became of them.",
             "Meetings stay in the evening.", "Most who answered can come in the evening."),
        ],
    },
}  # fmt: skip

# Everybody else: a short one for the survey of the engagement plan.
SHORT: dict[str, Any] = {
    "title": "Getting around without a car",
    "intro": "Tell us how you get about, and what is in the way. It takes about three minutes.",
    "opened": 12, "closes": 32,
    "banks": ["about_you"],
    "pages": [
        ("Your journeys", [
            {
                "key": "how", "kind": "several", "text": "How do you get about without a car?",
                "options": _rows(walk="I walk", cycle="I cycle", bus="By bus", train="By train", lift="Somebody takes me"),
            },
            {
                "key": "bus_often", "kind": "one", "text": "Does the bus run often enough for you?",
                "shown_when": {"question": "how", "any": ["bus"]},
                "options": _rows(yes="Yes", no="No", dont_know="I do not know"),
            },
            {
                "key": "in_the_way", "kind": "long", "text": "What is in the way?", "limits": {"words": 300},
            },
        ]),
    ],
}  # fmt: skip
