"""The words of a survey in other languages, side by side with the English ones. Source: checklist C29."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from engagement.building import must_be_unopened
from engagement.models import Question, Survey
from foundation import audit
from foundation.locking import lock
from foundation.models import User

# By the code that a page says it is written in; the partnership's own people translate.
LANGUAGES = {
    "cy": "Welsh", "ar": "Arabic", "bn": "Bengali", "bg": "Bulgarian", "zh": "Chinese", "gu": "Gujarati",
    "hu": "Hungarian", "lt": "Lithuanian", "pl": "Polish", "pt": "Portuguese", "pa": "Punjabi", "ro": "Romanian",
    "so": "Somali", "es": "Spanish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
}  # fmt: skip
RIGHT_TO_LEFT = {"ar", "ur"}
OF_SURVEY = {"title": "Title", "intro": "What it is about", "privacy": "Privacy notice"}
LONG = ("intro", "privacy")


@dataclass(frozen=True)
class Part:
    """One text to translate: where it stands, what it says in English, and in the other language so far."""

    name: str  # of its field: "survey-title", "page-2", "q-satisfied-option-very"
    where: str
    english: str
    words: str
    path: tuple[str, ...]  # in the words of its survey or question
    question: Question | None = None
    is_long: bool = False


def parts(survey: Survey, code: str) -> list[Part]:
    """Return every text of a survey that a reader of this language needs, in the order in which it is read."""
    return [part for part in _all(survey, code) if part.english]


def missing(survey: Survey, code: str) -> list[Part]:
    """Return what is not translated yet; the survey opens in a language only when this is empty."""
    return [part for part in parts(survey, code) if not part.words]


def about(survey: Survey, code: str) -> dict[str, str]:
    """Return the title, introduction and privacy notice in a language, in English where they have no words."""
    words = survey.words.get(code, {})
    return {name: words.get(name) or getattr(survey, name) for name in OF_SURVEY}


@transaction.atomic
def translate(survey: Survey, code: str, told: Mapping[str, str], *, by: User) -> list[Part]:
    """Keep the words of one language, by the names of their parts, and return what is still missing.

    Raises ValidationError once the survey is open, and for a language that it is not offered in.
    """
    survey = must_be_unopened(lock(survey))
    if code not in survey.languages:
        raise ValidationError("The survey is not offered in this language. Add it in the settings.")
    changed: set[int] = set()
    questions = {question.pk: question for question in survey.questions.all()}
    for part in parts(survey, code):
        if part.name in told and told[part.name] != part.words:
            row = questions[part.question.pk] if part.question else survey
            _put(row.words.setdefault(code, {}), part.path, told[part.name])
            changed.add(part.question.pk if part.question else 0)
    for pk in changed:
        (questions[pk] if pk else survey).save()
    audit.record(by, "translated the survey", survey, language=LANGUAGES.get(code, code))
    survey._prefetched_objects_cache = {"questions": list(questions.values())}  # type: ignore[attr-defined]
    return missing(survey, code)


def _all(survey: Survey, code: str) -> Iterator[Part]:
    words = survey.words.get(code, {})
    for name, where in OF_SURVEY.items():
        yield Part(f"survey-{name}", where, getattr(survey, name), words.get(name, ""), (name,), is_long=name in LONG)
    page = 0
    for question in survey.questions.all():
        if question.page != page:
            page = question.page
            title, told = survey.page_titles.get(str(page), ""), words.get("pages", {}).get(str(page), "")
            yield Part(f"page-{page}", f"Title of page {page}", title, told, ("pages", str(page)))
        yield from _of_question(question, question.words.get(code, {}))


def _of_question(question: Question, words: dict[str, Any]) -> Iterator[Part]:
    name = f"q-{question.key}"
    yield Part(f"{name}-text", "Question", question.text, words.get("text", ""), ("text",), question)
    yield Part(f"{name}-hint", "Hint", question.hint, words.get("hint", ""), ("hint",), question)
    for kind, where, rows in (("options", "Answer", question.options), ("lines", "Line", question.lines)):
        told = words.get(kind, {})
        for row in rows:
            key = row["key"]
            yield Part(f"{name}-{kind}-{key}", where, row["text"], told.get(key, ""), (kind, key), question)


def _put(words: dict[str, Any], path: tuple[str, ...], text: str) -> None:
    for step in path[:-1]:
        words = words.setdefault(step, {})
    words[path[-1]] = text
