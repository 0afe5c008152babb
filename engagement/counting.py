"""Counting a survey once when it closes; what was counted is kept, without small numbers, until it is published."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format

from engagement import suppressing, tallying
from engagement.models import EngagementRules, Question, Response, Survey, SurveyResult, rules_of
from engagement.tallying import Tallies, Tally, total
from foundation import work
from foundation.locking import lock
from localities.models import Area

Kind = Question.Kind
ONE_OF_A_LIST = (Kind.ONE, Kind.SCALE)
Content = dict[str, Any]


def ask(survey: Survey) -> None:
    """Ask for a survey to be counted, when it closed or answers were set aside; the clock asks for what is owed."""
    work.later("engagement.count", survey_id=survey.pk)


def owed() -> list[Survey]:
    """Return the surveys of this partnership that are closed and not counted, or not as their answers stand now."""
    closed = Survey.objects.filter(closed_at__isnull=False, forgotten_on=None, result__published_at=None)
    counted = Q(responses__sent_at__isnull=False, responses__set_aside_at=None)
    rows = closed.select_related("result").annotate(
        sent_now=Count("responses", filter=counted), aside_now=Count("responses__set_aside_at"),
        aside_at_now=Max("responses__set_aside_at"),
    )  # fmt: skip
    return [row for row in rows if not _stands(row)]


def _stands(survey: Any) -> bool:
    result = getattr(survey, "result", None)
    now = (survey.sent_now, survey.aside_now, survey.aside_at_now)
    return bool(result and result.counted_at and (result.sent, result.aside, result.aside_at) == now)


def stands(result: SurveyResult) -> bool:
    """Say whether the answers are still those that were counted: none set aside since, and none let count again."""
    if result.survey.forgotten_on:
        return True  # what was counted is all that is left
    return bool(result.counted_at) and (result.sent, result.aside, result.aside_at) == _extent(result.survey)


@transaction.atomic
def count(survey: Survey) -> SurveyResult:
    """Count the answers to a closed survey and keep what they come to; safe to run twice.

    Raises ValidationError while answers are still taken. What was published stays in its edition.
    """
    survey = lock(survey)
    if survey.closed_at is None:
        raise ValidationError("Answers are still taken. They are counted once the survey is closed.")
    if survey.forgotten_on:
        return SurveyResult.objects.get(survey=survey)
    result, _ = SurveyResult.objects.get_or_create(survey=survey, defaults={"locality": survey.locality})
    result.sent, result.aside, result.aside_at = _extent(survey)
    result.content, result.counted_at = contents(survey), timezone.now()
    result.save()
    return result


def _extent(survey: Survey) -> tuple[int, int, Any]:
    found = survey.responses.aggregate(
        sent=Count("pk", filter=Q(sent_at__isnull=False, set_aside_at=None)),
        aside=Count("set_aside_at"), aside_at=Max("set_aside_at"),
    )  # fmt: skip
    return found["sent"], found["aside"], found["aside_at"]


def contents(survey: Survey) -> Content:
    """Return what the answers to a survey come to, as it may be published."""
    questions = [question for question in survey.questions.all() if question.kind != Kind.HEADING]
    rules = rules_of(survey.locality)
    counted = survey.responses.counted()
    sent = counted.count()
    return {
        "sent": sent if sent >= rules.smallest_shown else None,
        "is_weighted": survey.is_weighted,
        "smallest_shown": rules.smallest_shown,
        "how": _ways(counted, rules.smallest_shown),
        "questions": _Counter(survey, questions, rules).counted(),
        "equality": equality(survey, [question for question in questions if question.is_equality], rules),
    }


def equality(survey: Survey, questions: list[Question], rules: EngagementRules) -> list[Content]:
    """Return what was answered about equality, in total and above a threshold alone. Source: standards R35."""
    given = dict(survey.equality_answers.order_by().values_list("question").annotate(Count("pk")))
    found = tallying.equality(survey, questions)
    return [
        _equality(question, given.get(question.key, 0), found.get(question.key, {}), rules) for question in questions
    ]


def _equality(question: Question, base: int, counts: Mapping[str, int], rules: EngagementRules) -> Content:
    told: Content = {"key": question.key, "text": question.text, "kind": question.kind, "base": None, "rows": []}
    threshold = max(rules.equality_threshold, rules.smallest_shown)
    if base < threshold:
        return {**told, "threshold": threshold}
    known = {option["key"]: counts.get(option["key"], 0) for option in question.options}
    keep_back = suppressing.alone if question.kind == Kind.SEVERAL else suppressing.of_a_sum
    hidden = keep_back(known, rules.smallest_shown)
    tallies = {key: Tally(count, count, count) for key, count in known.items()}
    return {**told, "base": base, "rows": _rows(question.options, tallies, hidden, Tally(base, base, base))}


def _ways(counted: Any, smallest: int) -> list[Content]:
    """Return how answers came, in words: on the website, on paper."""
    found = dict(counted.order_by().values_list("how").annotate(Count("pk")))
    hidden = suppressing.of_a_sum(found, smallest)
    ways = Response.How
    return [{"text": ways(key).label, "count": None if key in hidden else found[key]} for key in ways if key in found]


class _Counter:
    """Lays out what was added up of each question of one survey."""

    def __init__(self, survey: Survey, questions: list[Question], rules: EngagementRules):
        self.survey, self.questions, self.rules = survey, [q for q in questions if not q.is_equality], rules
        self.place = next((q for q in self.questions if q.kind == Kind.PLACE), None)
        place = self.place.key if self.place else ""
        self.bases = tallying.bases(survey, self.questions)
        self.values = tallying.values(survey, self._of(*ONE_OF_A_LIST, Kind.PLACE), place=place)
        self.months = tallying.values(survey, self._of(Kind.DATE), letters=tallying.MONTH)
        self.choices = tallying.choices(survey, self._of(Kind.SEVERAL, Kind.RANK))
        self.grids = tallying.grids(survey, self._of(Kind.GRID))
        self.numbers = tallying.numbers(survey, self._of(Kind.NUMBER))
        self.areas = self._names_of_areas()

    def _of(self, *kinds: str) -> list[Question]:
        return [question for question in self.questions if question.kind in kinds]

    def _names_of_areas(self) -> dict[str, str]:
        found = {key for question in self._of(Kind.PLACE) for key in self.values.get(question.key, ())}
        rows = Area.objects.filter(pk__in=[key for key in found if key.isdecimal()])
        return {str(area.pk): area.name for area in rows}

    def counted(self) -> list[Content]:
        """Return what was counted of each question, in their order."""
        return [self._question(question) for question in self.questions]

    def _question(self, question: Question) -> Content:
        base = self.bases.get(question.key, Tally())
        found: Content = {
            "key": question.key, "kind": question.kind, "text": question.text, "hint": question.hint,
            "page": question.page, "shown_when": question.shown_when, "is_required": question.is_required,
            "options": question.options, "lines": [], "rows": [], "share": None,
            "base": base.count if base.count >= self.rules.smallest_shown else None, "effective": base.effective,
        }  # fmt: skip
        if found["base"] is None:
            return {**found, "effective": 0.0}
        return {**found, **self._answers(question)}

    def _answers(self, question: Question) -> Content:
        layouts = {
            Kind.ONE: self._list, Kind.SCALE: self._list, Kind.PLACE: self._places, Kind.DATE: self._dates,
            Kind.SEVERAL: self._several, Kind.RANK: self._rank, Kind.GRID: self._grid, Kind.NUMBER: self._number,
        }  # fmt: skip
        layout = layouts.get(Kind(question.kind))
        return layout(question) if layout else {}

    def _list(self, question: Question) -> Content:
        by_place = self.values.get(question.key, {})
        tallies = {option["key"]: total(by_place.get(option["key"], {}).values()) for option in question.options}
        table = one_table(question.options, tallies, self.rules.smallest_shown)
        return {**table, "places": self._by_place(question, by_place) if table["share"] is not None else []}

    def _by_place(self, question: Question, by_place: Mapping[str, Tallies]) -> list[Content]:
        """Return the share that counts of each ward or parish with answers enough. Source: standards R33."""
        if self.place is None:
            return []
        counted = {option["key"] for option in question.options if option.get("counts")}
        whole: Tallies = {}
        counting: Tallies = {}
        for option in question.options:
            for area, tally in by_place.get(option["key"], {}).items():
                whole[area] = whole.get(area, Tally()) + tally
                counting[area] = counting.get(area, Tally()) + (tally if option["key"] in counted else Tally())
        found = {area: (whole[area].count, counting[area].count) for area in whole if area in self.areas}
        both = (total(whole.values()).count, total(counting.values()).count)
        shown = suppressing.of_places(found, both, self.rules.smallest_shown, self.rules.smallest_place)
        rows = [
            {"text": self.areas[area], "base": whole[area].count, "share": counting[area].weight / whole[area].weight}
            for area in shown
        ]
        return sorted(rows, key=lambda row: row["text"])

    def _places(self, question: Question) -> Content:
        found = {area: total(tallies.values()) for area, tallies in self.values.get(question.key, {}).items()}
        options = [{"key": key, "text": name} for key, name in sorted(self.areas.items(), key=lambda area: area[1])]
        return one_table([option for option in options if option["key"] in found], found, self.rules.smallest_shown)

    def _dates(self, question: Question) -> Content:
        found = {month: total(tallies.values()) for month, tallies in self.months.get(question.key, {}).items()}
        months = [{"key": month, "text": _month(month)} for month in sorted(found)]
        return one_table(months, found, self.rules.smallest_shown)

    def _several(self, question: Question) -> Content:
        found = self.choices.get(question.key, {})
        tallies = {option["key"]: total(found.get(option["key"], {}).values()) for option in question.options}
        hidden = suppressing.alone({key: tally.count for key, tally in tallies.items()}, self.rules.smallest_shown)
        return {"rows": _rows(question.options, tallies, hidden, self.bases[question.key])}

    def _rank(self, question: Question) -> Content:
        """Return how often each came first, and its mean place, the most important first."""
        found = self.choices.get(question.key, {})
        firsts = {option["key"]: found.get(option["key"], {}).get(1, Tally()) for option in question.options}
        table = one_table(question.options, firsts, self.rules.smallest_shown)
        for row in table["rows"]:
            row["place"] = _mean_place(found.get(row["key"], {}), self.rules.smallest_shown)
        return {"rows": sorted(table["rows"], key=lambda row: row["place"] or len(table["rows"]) + 1)}

    def _grid(self, question: Question) -> Content:
        found = self.grids.get(question.key, {})
        return {"lines": [self._line(question, line, found.get(line["key"], {})) for line in question.lines]}

    def _line(self, question: Question, line: Content, tallies: Tallies) -> Content:
        known = {option["key"]: tallies.get(option["key"], Tally()) for option in question.options}
        return {
            "key": line["key"],
            "text": line["text"],
            **one_table(question.options, known, self.rules.smallest_shown),
        }

    def _number(self, question: Question) -> Content:
        found = self.numbers.get(question.key)
        return {"number": found} if found else {}


def _month(key: str) -> str:
    return date_format(datetime.date.fromisoformat(f"{key}-01"), "F Y")


def one_table(options: Iterable[Content], tallies: Tallies, smallest: int) -> Content:
    """Return the table of a question that takes one answer, with what is small kept back, and the share that counts."""
    options = list(options)
    known = {option["key"]: tallies.get(option["key"], Tally()) for option in options}
    base, counts = total(known.values()), {key: tally.count for key, tally in known.items()}
    counted = {option["key"] for option in options if option.get("counts")}
    if base.count < smallest:
        return {"base": None, "effective": 0.0, "rows": _rows(options, known, set(counts), base), "share": None}
    hidden, has_share = suppressing.of_a_share(counts, counted, smallest)
    share = total(known[key] for key in counted).weight / base.weight if has_share else None
    return {
        "base": base.count,
        "effective": base.effective,
        "rows": _rows(options, known, hidden, base),
        "share": share,
    }


def _rows(options: Iterable[Content], tallies: Tallies, hidden: set[str], base: Tally) -> list[Content]:
    rows = []
    for option in options:
        key, tally = option["key"], tallies.get(option["key"], Tally())
        row = {"key": key, "text": option["text"], "counts": bool(option.get("counts"))}
        shown = key not in hidden
        share = tally.weight / base.weight if base.weight else 0.0
        rows.append({**row, "count": tally.count if shown else None, "share": share if shown else None})
    return rows


def _mean_place(places: Mapping[int, Tally], smallest: int) -> float | None:
    whole = total(places.values())
    if whole.count < smallest:
        return None
    return sum(place * tally.weight for place, tally in places.items()) / whole.weight
