"""Banks of questions with which a survey may begin. Source: checklist C14, C30; standards R35."""

from typing import Any

Bank = dict[str, Any]
SATISFIED: list[dict[str, Any]] = [
    {"key": "very_satisfied", "text": "Very satisfied", "counts": True},
    {"key": "fairly_satisfied", "text": "Fairly satisfied", "counts": True},
    {"key": "neither", "text": "Neither satisfied nor dissatisfied"},
    {"key": "fairly_dissatisfied", "text": "Fairly dissatisfied"},
    {"key": "very_dissatisfied", "text": "Very dissatisfied"},
    {"key": "dont_know", "text": "I do not know"},
]
AGREE: list[dict[str, Any]] = [
    {"key": "strongly_agree", "text": "Strongly agree", "counts": True},
    {"key": "agree", "text": "Tend to agree", "counts": True},
    {"key": "disagree", "text": "Tend to disagree"},
    {"key": "strongly_disagree", "text": "Strongly disagree"},
    {"key": "dont_know", "text": "I do not know"},
]
RATHER_NOT = {"key": "rather_not", "text": "Prefer not to say"}


def _rows(*texts: str) -> list[dict[str, str]]:
    keys = ("a", "b", "c", "d", "e", "f", "g", "h", "i")
    return [{"key": key, "text": text} for key, text in zip(keys, texts, strict=False)]


def _outcome(key: str, text: str, options: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": key, "kind": "scale", "text": text, "options": options, "is_compared": True}


def _equality(key: str, text: str, *texts: str, hint: str = "") -> dict[str, Any]:
    options = [*_rows(*texts), RATHER_NOT]
    return {"key": key, "kind": "one", "text": text, "hint": hint, "options": options, "is_equality": True}


BANKS: dict[str, Bank] = {
    "outcomes": {
        "name": "How satisfied people are: the four outcome questions",
        "title": "Services and decisions",
        "questions": [
            _outcome("satisfied_county", "How satisfied are you with the services of the county council?", SATISFIED),
            _outcome(
                "satisfied_district", "How satisfied are you with the services of the district council?", SATISFIED
            ),
            _outcome("satisfied_council", "How satisfied are you with council services in general?", SATISFIED),
            _outcome(
                "can_influence", "Do you agree that you can influence decisions that affect your local area?", AGREE
            ),
        ],
    },
    "about_you": {
        "name": "About you and your ward",
        "title": "About you",
        "questions": [
            {
                "key": "answers_as", "kind": "one", "text": "How are you answering?",
                "options": [
                    {"key": "resident", "text": "As somebody who lives here"},
                    {"key": "works_here", "text": "As somebody who works or studies here"},
                    {"key": "organisation", "text": "For a business or an organisation"},
                    {"key": "other", "text": "As somebody else"},
                ],
            },
            {
                "key": "ward", "kind": "place", "text": "Which ward or parish do you live in?",
                "shown_when": {"question": "answers_as", "any": ["resident"]},
            },
            {
                "key": "organisation_name", "kind": "short", "text": "What is its name?",
                "shown_when": {"question": "answers_as", "any": ["organisation"]},
            },
        ],
    },
    "equality": {
        "name": "About equality: optional, and kept apart from all other answers",
        "title": "Who we hear from",
        "questions": [
            {
                "key": "about_equality", "kind": "heading", "is_equality": True,
                "text": "These questions are optional. They help us to see whether we hear everybody.",
                "hint": "Your answers here are kept apart from your other answers and shown only as totals.",
            },
            _equality("age", "How old are you?", "Under 18", "18 to 24", "25 to 44", "45 to 64", "65 to 74",
                      "75 or older"),
            _equality("sex", "What is your sex?", "Female", "Male"),
            _equality("disability", "Does a health condition or illness limit what you do day to day?", "Yes, a lot",
                      "Yes, a little", "No", hint="One that has lasted, or is expected to last, 12 months or more."),
            _equality("ethnic_group", "What is your ethnic group?", "Asian or Asian British",
                      "Black, Black British, Caribbean or African", "Mixed or multiple ethnic groups", "White",
                      "Gypsy, Roma or Irish Traveller", "Another ethnic group"),
            _equality("carer", "Do you look after somebody who could not manage without your help?", "Yes", "No",
                      hint="Somebody in your family, a friend or a neighbour, without being paid for it."),
        ],
    },
}  # fmt: skip
