"""What a survey asks of one person: which pages their answers open, and what is a valid answer to each question.

Answers are a dictionary by the question's key. Their stored shapes: one, scale: the option's key; several, rank: a list
of keys; grid: the option's key by the line's key; number: an int, or a decimal as text; short, long, postcode: text;
date: ISO; place: the id of an area. What was not answered is not in it. Source: checklist C29; standards R34.
"""

import copy
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from engagement.models import Question, Survey
from localities.models import Area

Kind = Question.Kind
# Of these an answer is found in a list, so that a later question may depend on it.
ROUTING = {Kind.ONE, Kind.SEVERAL, Kind.SCALE}
LISTED = ROUTING | {Kind.RANK}
PLACES = ("ward", "division", "parish")
MOST_WORDS = 500  # where the question has no limit of its own
MOST_LETTERS = 200  # in a few words
LONGEST = 20_000  # letters in any words of their own, whatever their number
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
Answers = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One page as a person meets it; ``number`` is its place among all pages of the survey."""

    number: int
    title: str
    questions: list[Question]


def pages(survey: Survey, answers: Answers, code: str = "en") -> list[Page]:
    """Return the pages that these answers open, in order, each with its questions in a language.

    A page vanishes when no question on it that takes an answer is shown; one of words alone stands.
    """
    held: dict[int, list[Question]] = {}
    every: dict[int, list[Question]] = {}
    keeping = kept(survey, answers)
    for question in survey.questions.all():
        every.setdefault(question.page, []).append(question)
        if shown(question, keeping):
            held.setdefault(question.page, []).append(in_language(question, code))
    return [
        Page(number, page_title(survey, number, code), held[number])
        for number in sorted(held)
        if _asks(held[number]) or not _asks(every[number])
    ]


def shown(question: Question, answers: Answers) -> bool:
    """Say whether a question is put to somebody whose ``kept`` answers to what comes before are these."""
    if not (condition := question.shown_when):
        return True
    given = answers.get(condition["question"])
    return any(each in condition["any"] for each in (given if isinstance(given, list) else [given]))


def kept(survey: Survey, answers: Answers) -> Answers:
    """Return the answers without those to questions that the other answers closed, or that the survey has not."""
    keeping: Answers = {}
    for question in survey.questions.all():
        if question.key in answers and answers[question.key] is not None and shown(question, keeping):
            keeping[question.key] = answers[question.key]
    return keeping


def clean(question: Question, raw: Any) -> Any:
    """Return an answer as it is stored, None where nothing was said; raise ValidationError in plain words."""
    raw = _without_blanks(raw)
    if raw in (None, "", [], {}) or question.kind == Kind.HEADING:
        if question.is_required and question.kind != Kind.HEADING:
            raise ValidationError(_needed(question), code="required")
        return None
    return CLEANERS[Kind(question.kind)](question, raw)


def in_language(question: Question, code: str) -> Question:
    """Return a question with its words in a language, to be shown and not saved; what is not translated is English."""
    words = question.words.get(code)
    if not words:
        return question
    told = copy.copy(question)
    told.text = words.get("text") or question.text
    told.hint = words.get("hint") or question.hint
    told.options = _worded(question.options, words.get("options", {}))
    told.lines = _worded(question.lines, words.get("lines", {}))
    return told


def page_title(survey: Survey, number: int, code: str = "en") -> str:
    """Return the title of a page in a language, empty where it has none."""
    titles = survey.words.get(code, {}).get("pages") or {}
    return titles.get(str(number)) or survey.page_titles.get(str(number), "")


def _asks(questions: Iterable[Question]) -> bool:
    return any(question.kind != Kind.HEADING for question in questions)


def _worded(rows: list[dict[str, Any]], words: dict[str, str]) -> list[dict[str, Any]]:
    return [{**row, "text": words.get(row["key"]) or row["text"]} for row in rows]


def _without_blanks(raw: Any) -> Any:
    if isinstance(raw, str):
        return raw.replace("\x00", "").strip()
    if isinstance(raw, list | tuple):
        return [each for each in raw if each not in ("", None)]
    if isinstance(raw, dict):
        return {key: each for key, each in raw.items() if each not in ("", None)}
    return raw


def _needed(question: Question) -> str:
    return {
        Kind.SEVERAL: "Select at least one answer.",
        Kind.ONE: "Select an answer.",
        Kind.SCALE: "Select an answer.",
        Kind.GRID: "Select an answer for each line.",
        Kind.RANK: "Put at least one in order.",
        Kind.PLACE: "Select a place.",
    }.get(Kind(question.kind), "Enter an answer.")


def _one(question: Question, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in {option["key"] for option in question.options}:
        raise ValidationError("Select one of the answers of the list.")
    return raw


def _several(question: Question, raw: Any) -> list[str]:
    chosen = raw if isinstance(raw, list) else [raw]
    for each in chosen:
        _one(question, each)
    most = question.limits.get("choices")
    if most and len(set(chosen)) > most:
        raise ValidationError("Select no more than %(most)s.", params={"most": most})
    return [option["key"] for option in question.options if option["key"] in chosen]


def _rank(question: Question, raw: Any) -> list[str]:
    ordered = raw if isinstance(raw, list) else [raw]
    for each in ordered:
        _one(question, each)
    if len(set(ordered)) != len(ordered):
        raise ValidationError("Give each place in the order to one answer only.")
    most = question.limits.get("choices")
    if most and len(ordered) > most:
        raise ValidationError("Put no more than %(most)s in order.", params={"most": most})
    return ordered


def _grid(question: Question, raw: Any) -> dict[str, str]:
    lines = [line["key"] for line in question.lines]
    if not isinstance(raw, dict) or set(raw) - set(lines):
        raise ValidationError("Select an answer for the lines of the table.")
    if question.is_required and set(raw) != set(lines):
        raise ValidationError("Select an answer for each line.", code="required")
    return {key: _one(question, raw[key]) for key in lines if key in raw}


def _number(question: Question, raw: Any) -> int | str:
    try:
        value = Decimal(str(raw).replace(",", ""))
    except InvalidOperation:
        raise ValidationError("Enter a number, such as 12.") from None
    if not value.is_finite() or abs(value) >= 10**12:
        raise ValidationError("Enter a number, such as 12.")
    if not question.limits.get("decimals") and value != value.to_integral_value():
        raise ValidationError("Enter a whole number, such as 12.")
    least, most = question.limits.get("least"), question.limits.get("most")
    if least is not None and value < Decimal(str(least)):
        raise ValidationError("Enter a number that is %(least)s or more.", params={"least": least})
    if most is not None and value > Decimal(str(most)):
        raise ValidationError("Enter a number that is %(most)s or less.", params={"most": most})
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def _short(question: Question, raw: Any) -> str:
    said = " ".join(str(raw).split())
    if len(said) > MOST_LETTERS:
        raise _too_long("letters", MOST_LETTERS, len(said))
    return said


def _long(question: Question, raw: Any) -> str:
    said = str(raw).replace("\r\n", "\n").strip()
    most, used = question.limits.get("words") or MOST_WORDS, len(said.split())
    if used > most:
        raise _too_long("words", most, used)
    if len(said) > LONGEST:
        raise _too_long("letters", LONGEST, len(said))
    return said


def _too_long(what: str, most: int, used: int) -> ValidationError:
    params = {"most": f"{most:,}", "used": f"{used:,}"}
    return ValidationError(f"Use %(most)s {what} or fewer; you have used %(used)s.", params=params)


def _date(question: Question, raw: Any) -> str:
    try:
        day = raw if isinstance(raw, datetime.date) else datetime.date.fromisoformat(str(raw))
    except ValueError:
        raise ValidationError("Enter a real date, such as 27 3 2026.") from None
    if not 1900 <= day.year <= 2200:
        raise ValidationError("Enter a year between 1900 and 2200.")
    return day.isoformat()[:10]


def _postcode(question: Question, raw: Any) -> str:
    found = POSTCODE.fullmatch(re.sub(r"[^A-Z\d]", "", str(raw).upper()))
    if not found:
        raise ValidationError("Enter a full postcode, such as LE15 6HP.")
    return f"{found[1]} {found[2]}"


def _place(question: Question, raw: Any) -> int:
    key = str(raw)
    if not (key.isdecimal() and len(key) < 19 and Area.objects.filter(pk=int(key), kind__in=PLACES).exists()):
        raise ValidationError("Select a ward or parish of the list.")
    return int(key)


CLEANERS: dict[Kind, Callable[[Question, Any], Any]] = {
    Kind.ONE: _one, Kind.SCALE: _one, Kind.SEVERAL: _several, Kind.RANK: _rank, Kind.GRID: _grid,
    Kind.NUMBER: _number, Kind.SHORT: _short, Kind.LONG: _long, Kind.DATE: _date, Kind.POSTCODE: _postcode,
    Kind.PLACE: _place,
}  # fmt: skip
