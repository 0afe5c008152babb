"""Adding up answers in the database: one pass for each sort of question, however many answers there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from engagement.models import Question, Survey

COUNTED = """
FROM engagement_response response CROSS JOIN LATERAL jsonb_each(response.answers) asked
WHERE response.survey_id = %(survey)s AND response.sent_at IS NOT NULL AND response.set_aside_at IS NULL
AND asked.key = ANY(%(keys)s)
"""
SUMS = "count(*), sum(weight), sum(weight * weight)"
BASES = f"""
SELECT asked.key, {SUMS} {COUNTED} AND asked.value NOT IN ('null', '""', '[]', '{{}}') GROUP BY 1
"""
VALUES = f"""
SELECT asked.key, left(asked.value #>> '{{}}', %(letters)s), coalesce(response.answers ->> %(place)s, ''), {SUMS}
{COUNTED} AND jsonb_typeof(asked.value) IN ('string', 'number') GROUP BY 1, 2, 3
"""
CHOICES = f"""
SELECT key, answer, place, {SUMS} FROM (
    SELECT asked.key, choice.answer, choice.place, weight {
    COUNTED.replace(
        "WHERE",
        "CROSS JOIN LATERAL jsonb_array_elements_text("
        "CASE jsonb_typeof(asked.value) WHEN 'array' THEN asked.value ELSE '[]' END) "
        "WITH ORDINALITY choice(answer, place) WHERE",
    )
}
) chosen GROUP BY 1, 2, 3
"""
GRIDS = f"""
SELECT asked.key, line.key, line.value, {SUMS} {
    COUNTED.replace(
        "WHERE",
        "CROSS JOIN LATERAL jsonb_each_text("
        "CASE jsonb_typeof(asked.value) WHEN 'object' THEN asked.value ELSE '{}' END) line WHERE",
    )
} GROUP BY 1, 2, 3
"""
NUMBERS = f"""
SELECT key, sum(weight * number) / sum(weight), percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY number)
FROM (
    SELECT asked.key, (asked.value #>> '{{}}')::numeric AS number, weight {COUNTED}
    AND asked.value #>> '{{}}' ~ '^-?[0-9]{{1,12}}([.][0-9]+)?$'
) given GROUP BY 1
"""
EQUALITY = """
SELECT told.question, coalesce(choice.answer, told.value #>> '{}'), count(*) FROM engagement_equalityanswer told
LEFT JOIN LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(told.value) WHEN 'array' THEN told.value ELSE '[]' END
) choice(answer) ON true
WHERE told.survey_id = %(survey)s AND told.question = ANY(%(keys)s) GROUP BY 1, 2
"""
WHOLE, MONTH = 200, 7  # letters of an answer that tell answers apart; of a date its year and month


@dataclass
class Tally:
    """Answers added up: how many, what they weigh, and the sum of the squares of their weights."""

    count: int = 0
    weight: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.weight + other.weight, self.squares + other.squares)

    @property
    def effective(self) -> float:
        """Return Kish's effective sample size: as many answers of one weight would tell as much."""
        return self.weight**2 / self.squares if self.squares else 0.0


def total(tallies: Iterable[Tally]) -> Tally:
    """Return tallies added up."""
    return sum(tallies, Tally())


Rows = list[tuple[Any, ...]]
Tallies = dict[str, Tally]


def bases(survey: Survey, questions: Iterable[Question]) -> Tallies:
    """Return by its key how many people answered each question."""
    return {key: _tally(sums) for key, *sums in _ask(BASES, survey, questions)}


def values(survey: Survey, questions: Iterable[Question], *, place: str = "", letters: int = WHOLE) -> dict:
    """Return the tally of each answer to questions that take one, by question, answer, and ``place`` if asked for."""
    found: dict[str, dict[str, Tallies]] = defaultdict(lambda: defaultdict(dict))
    for key, answer, where, *sums in _ask(VALUES, survey, questions, place=place, letters=letters):
        if answer:
            found[key][answer][where] = _tally(sums)
    return found


def choices(survey: Survey, questions: Iterable[Question]) -> dict[str, dict[str, dict[int, Tally]]]:
    """Return the tally of each choice of questions that take a list, by question, choice and its place in the list."""
    found: dict[str, dict[str, dict[int, Tally]]] = defaultdict(lambda: defaultdict(dict))
    for key, answer, place, *sums in _ask(CHOICES, survey, questions):
        found[key][answer][place] = _tally(sums)
    return found


def grids(survey: Survey, questions: Iterable[Question]) -> dict[str, dict[str, Tallies]]:
    """Return the tally of each answer to the lines of grids, by question, line and answer."""
    found: dict[str, dict[str, Tallies]] = defaultdict(lambda: defaultdict(dict))
    for key, line, answer, *sums in _ask(GRIDS, survey, questions):
        found[key][line][answer] = _tally(sums)
    return found


def numbers(survey: Survey, questions: Iterable[Question]) -> dict[str, dict[str, float]]:
    """Return the mean of the numbers given, as weighted, and their quartiles, by question."""
    return {
        key: {
            "mean": float(mean),
            "low": float(quartiles[0]),
            "middle": float(quartiles[1]),
            "high": float(quartiles[2]),
        }
        for key, mean, quartiles in _ask(NUMBERS, survey, questions)
    }


def equality(survey: Survey, questions: Iterable[Question]) -> dict[str, dict[str, int]]:
    """Return how often each answer about equality was given, by question; nobody's other answers are near them."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, answer, count in _ask(EQUALITY, survey, questions):
        found[key][answer or ""] = count
    return found


def _tally(sums: Sequence[Any]) -> Tally:
    count, weight, squares = sums
    return Tally(count, float(weight), float(squares))


def _ask(query: str, survey: Survey, questions: Iterable[Question], **more: Any) -> Rows:
    keys = [question.key for question in questions]
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query, {"survey": survey.pk, "keys": keys, **more})
        return cursor.fetchall()
