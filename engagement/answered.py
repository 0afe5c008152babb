"""An answer as a person reads it: the words of its question and of what was chosen."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from engagement.models import Question, Survey
from engagement.wording import day
from localities.models import Area

Kind = Question.Kind
# Seconds that a question takes most people; what stands here not takes fifteen.
SECONDS = {Kind.HEADING: 5, Kind.LONG: 90, Kind.GRID: 40, Kind.RANK: 45, Kind.POSTCODE: 10}


def in_words(question: Question, answer: Any, places: Mapping[int, str], code: str = "en") -> list[str]:
    """Return an answer line by line in the words that its question stands in; ``places`` are names of areas by id."""
    if answer in (None, "", [], {}):
        return []
    chosen = {option["key"]: option["text"] for option in question.options}
    if question.kind == Kind.GRID:
        lines = {line["key"]: line["text"] for line in question.lines}
        return [f"{lines[key]}: {chosen.get(value, value)}" for key, value in answer.items() if key in lines]
    if question.kind == Kind.RANK:
        return [f"{place}. {chosen.get(key, key)}" for place, key in enumerate(answer, 1)]
    if question.kind == Kind.SEVERAL:
        return [chosen.get(key, key) for key in answer]
    if question.kind == Kind.PLACE:
        return [places.get(answer, "A place that is no longer in the list")]
    if question.kind == Kind.DATE:
        return [day(datetime.date.fromisoformat(answer), code)]
    return [str(chosen.get(answer, answer))]


def names_of_places(questions: Iterable[Question], *answers: Mapping[str, Any]) -> dict[int, str]:
    """Return the names of the areas that were answered, in one query; in none where no question asks for a place."""
    keys = {question.key for question in questions if question.kind == Kind.PLACE}
    ids = {given[key] for given in answers for key in keys if key in given}
    return dict(Area.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def minutes_of(survey: Survey) -> int:
    """Return the minutes that it takes about, whole and never none."""
    seconds = sum(SECONDS.get(Kind(question.kind), 15) for question in survey.questions.all())
    return max(1, round(seconds / 60))
