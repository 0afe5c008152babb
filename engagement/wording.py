"""The words around the questions, in the languages that a survey is offered in; what has none here is in English."""

ENGLISH = {
    "language": "English",
    "start": "Start now",
    "next": "Continue",
    "back": "Back",
    "later": "Save and come back later",
    "check": "Check your answers before you send them",
    "change": "Change",
    "nothing": "Not answered",
    "send": "Send your answers",
    "page": "Page",
    "of": "of",
    "optional": "optional",
    "problem": "There is a problem",
    "words": "You can use up to %s words.",
    "up_to": "Choose up to %s.",
    "any": "Select all that apply.",
    "rank": "Choose a different answer for each place. You can leave places empty.",
    "place": "Place",
    "choose": "Choose",
    "equality": "These questions are optional. What you answer here is kept apart from your other answers.",
    "lawful": "The law lets us ask this to see whether we treat people equally (UK GDPR, article 9(2)(g); Data "
    "Protection Act 2018, schedule 1, paragraph 8). You can leave any of it empty.",
    "thanks": "Thank you. We have your answers",
    "day": "Day",
    "month": "Month",
    "year": "Year",
}
WELSH = {
    "language": "Cymraeg",
    "start": "Dechrau nawr",
    "next": "Parhau",
    "back": "Yn ôl",
    "later": "Cadw a dychwelyd yn nes ymlaen",
    "check": "Gwiriwch eich atebion cyn eu hanfon",
    "change": "Newid",
    "nothing": "Heb ei ateb",
    "send": "Anfon eich atebion",
    "page": "Tudalen",
    "of": "o",
    "optional": "dewisol",
    "problem": "Mae problem wedi codi",
    "words": "Gallwch ddefnyddio hyd at %s o eiriau.",
    "up_to": "Dewiswch hyd at %s.",
    "any": "Dewiswch bob un sy’n berthnasol.",
    "rank": "Dewiswch ateb gwahanol ar gyfer pob safle. Gallwch adael safleoedd yn wag.",
    "place": "Safle",
    "choose": "Dewiswch",
    "equality": "Mae’r cwestiynau hyn yn ddewisol. Cedwir eich atebion yma ar wahân i’ch atebion eraill.",
    "lawful": "Mae’r gyfraith yn caniatáu i ni ofyn hyn er mwyn gweld a ydym yn trin pobl yn gyfartal (GDPR y DU, "
    "erthygl 9(2)(g); Deddf Diogelu Data 2018, atodlen 1, paragraff 8). Gallwch adael unrhyw ran yn wag.",
    "thanks": "Diolch. Mae eich atebion gennym ni",
    "day": "Diwrnod",
    "month": "Mis",
    "year": "Blwyddyn",
}
POLISH = {
    "language": "Polski",
    "start": "Rozpocznij",
    "next": "Dalej",
    "back": "Wstecz",
    "later": "Zapisz i wróć później",
    "check": "Sprawdź odpowiedzi przed wysłaniem",
    "change": "Zmień",
    "nothing": "Brak odpowiedzi",
    "send": "Wyślij odpowiedzi",
    "page": "Strona",
    "of": "z",
    "optional": "nieobowiązkowe",
    "problem": "Wystąpił problem",
    "words": "Możesz użyć najwyżej %s słów.",
    "up_to": "Wybierz najwyżej %s.",
    "any": "Zaznacz wszystkie pasujące.",
    "rank": "Na każdym miejscu wybierz inną odpowiedź. Miejsca mogą pozostać puste.",
    "place": "Miejsce",
    "choose": "Wybierz",
    "equality": "Te pytania są dobrowolne. Twoje odpowiedzi przechowujemy osobno od pozostałych.",
    "thanks": "Dziękujemy. Mamy Twoje odpowiedzi",
    "day": "Dzień",
    "month": "Miesiąc",
    "year": "Rok",
}
POLISH = {
    "language": "Polski",
    "start": "Rozpocznij",
    "next": "Dalej",
    "back": "Wstecz",
    "later": "Zapisz i wróć później",
    "check": "Sprawdź odpowiedzi przed wysłaniem",
    "change": "Zmień",
    "nothing": "Bez odpowiedzi",
    "send": "Wyślij odpowiedzi",
    "page": "Strona",
    "of": "z",
    "optional": "nieobowiązkowe",
    "problem": "Wystąpił problem",
    "words": "Możesz użyć najwyżej %s słów.",
    "up_to": "Wybierz najwyżej %s.",
    "any": "Zaznacz wszystkie, które pasują.",
    "rank": "Na każdym miejscu wybierz inną odpowiedź. Miejsca mogą pozostać puste.",
    "place": "Miejsce",
    "choose": "Wybierz",
    "equality": "Te pytania są nieobowiązkowe. Odpowiedzi na nie przechowujemy oddzielnie od pozostałych.",
    "lawful": "Prawo pozwala nam o to pytać, aby sprawdzić, czy traktujemy ludzi równo (UK GDPR, artykuł 9(2)(g); "
    "Data Protection Act 2018, załącznik 1, punkt 8). Wszystko można pozostawić puste.",
    "thanks": "Dziękujemy. Mamy Twoje odpowiedzi",
    "day": "Dzień",
    "month": "Miesiąc",
    "year": "Rok",
}
AROUND = {"en": ENGLISH, "cy": ENGLISH | WELSH, "pl": ENGLISH | POLISH}
NAMES = {
    "en": "English", "cy": "Cymraeg", "pl": "Polski", "ro": "Română", "lt": "Lietuvių", "uk": "Українська",
    "pt": "Português", "bn": "বাংলা", "gu": "ગુજરાતી", "ur": "اردو", "pa": "ਪੰਜਾਬੀ", "ar": "العربية", "so": "Soomaali",
    "bg": "Български", "zh": "中文", "hu": "Magyar", "es": "Español", "tr": "Türkçe",
}  # fmt: skip


def around(code: str) -> dict[str, str]:
    """Return the words around the questions in a language, else in English."""
    return AROUND.get(code, ENGLISH)


def languages(codes: list[str]) -> list[tuple[str, str]]:
    """Return the languages that a survey is offered in, English first, each in its own name."""
    return [(code, NAMES.get(code, code)) for code in ["en", *codes]]
