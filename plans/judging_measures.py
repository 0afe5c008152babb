"""How measures stand now, read for all of a page at once: values, what is done about red, what is missing. R25."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from plans import periods, rating, wording
from plans.models import (
    CorrectiveAction,
    Indicator,
    IndicatorValue,
    Measure,
    PlanRules,
    ValueRequest,
    rules_by_locality,
)
from plans.rating import Course, Direction, State

RELATED = (
    "indicator", "area", "board", "locality", "priority__set__cycle", "priority__board", "objective__plan",
)  # fmt: skip
SAID = ("indicator", "area", "starts_on", "ends_on", "value", "low", "high", "is_withheld", "note", "given_at")
UNRATED_COLOUR = "grey"
NOBODY = "nobody is named who could be asked"


@dataclass
class Standing:
    """How one measure stands, with what it is judged by."""

    measure: Measure
    today: datetime.date
    course: Course | None
    improving_is_amber: bool = False
    values: list[IndicatorValue] = field(default_factory=list)  # by their periods
    corrections: list[CorrectiveAction] = field(default_factory=list)
    requests: list[ValueRequest] = field(default_factory=list)  # whose value has not come, the newest first

    @property
    def indicator(self) -> Indicator:
        """Return what is counted."""
        return self.measure.indicator

    @property
    def newest(self) -> IndicatorValue | None:
        """Return the newest value."""
        return self.values[-1] if self.values else None

    @property
    def is_higher_better(self) -> bool:
        """Say which way is good."""
        return self.indicator.polarity == Indicator.Polarity.HIGHER

    @property
    def state(self) -> State:
        """Return how it stands."""
        newest = self.newest
        if newest is None:
            return State.NO_VALUE
        if newest.value is None:
            return State.WITHHELD
        if self.indicator.polarity == Indicator.Polarity.NEITHER:
            return State.NO_POLARITY
        if self.course is None:
            return State.NO_TARGET
        if rating.is_too_old(self.indicator.frequency, newest.ends_on, self.today):
            return State.TOO_OLD
        day = rating.judged_on(self.course, newest.ends_on, self.today)
        state = rating.rate(self.course, newest.value, day)
        return rating.softened(state, self.direction, improving_is_amber=self.improving_is_amber)

    @property
    def direction(self) -> Direction:
        """Return where the last two values go."""
        if len(self.values) < 2 or self.indicator.polarity == Indicator.Polarity.NEITHER:
            return Direction.UNKNOWN
        before, now = (row.value for row in self.values[-2:])
        return rating.going(before, now, higher_is_better=self.is_higher_better)

    @property
    def words(self) -> str:
        """Return how it stands and where it goes, as everybody reads it."""
        state = self.state
        is_known = state in rating.RATED or state == State.NO_TARGET
        return rating.words(state, self.direction if is_known else Direction.UNKNOWN)

    @property
    def colour(self) -> str:
        """Return the colour of its tag; grey for what is not judged."""
        return rating.COLOURS.get(self.state, UNRATED_COLOUR)

    @property
    def expected(self) -> Decimal | None:
        """Return the value that was expected on the day by which it is judged."""
        if self.course is None or self.newest is None:
            return None
        return self.course.expected(rating.judged_on(self.course, self.newest.ends_on, self.today))

    @property
    def value_words(self) -> str:
        """Return the newest value with its period."""
        newest = self.newest
        if newest is None:
            return "No value yet"
        said = self._said(newest.value, self.expected)[0] or "Not shown"
        return f"{said} ({periods.words(newest.starts_on, newest.ends_on)})"

    @property
    def expected_words(self) -> str:
        """Return what was expected by then, in the indicator's unit."""
        return self._said(self.newest.value if self.newest else None, self.expected)[1]

    def _said(self, value: Decimal | None, expected: Decimal | None) -> tuple[str, str]:
        """Return a value and what was expected, each empty where there is none, so that it shows which is more."""
        if value is not None and expected is not None:
            return wording.beside(self.indicator, value, expected)
        one, other = ("" if said is None else wording.figure(self.indicator, said) for said in (value, expected))
        return one, other

    @property
    def target_words(self) -> str:
        """Return where it is to go, from what, and by when."""
        if self.course is None:
            return "None set"
        start, end = wording.beside(self.indicator, self.course.baseline, self.course.target)
        return f"{end} by {self.course.target_on:%-d %B %Y}, from {start} on {self.course.baseline_on:%-d %B %Y}"

    @property
    def table(self) -> list[dict[str, str]]:
        """Return each value in words, the newest first, with what was expected then."""
        return [self._line(row) for row in reversed(self.values)]

    def _line(self, row: IndicatorValue) -> dict[str, str]:
        said, expected = self._said(row.value, self.course.expected(row.ends_on) if self.course else None)
        return {
            "period": periods.words(row.starts_on, row.ends_on), "value": said or wording.WITHHELD, "note": row.note,
            "expected": expected,
        }  # fmt: skip

    @property
    def red_since(self) -> datetime.date | None:
        """Return the end of the first period of the unbroken run in which it has been red; None where it is not."""
        if self.state != State.RED or self.course is None:
            return None
        since = self.values[-1].ends_on
        for row in reversed(self.values[:-1]):
            if row.value is None or rating.rate(self.course, row.value, row.ends_on) != State.RED:
                break
            since = row.ends_on
        return since

    @property
    def open_corrections(self) -> list[CorrectiveAction]:
        """Return what is being done about it."""
        return [row for row in self.corrections if row.done_on is None]

    @property
    def is_owed(self) -> bool:
        """Say whether it is red and nothing is being done about its newest value. Source: R25."""
        newest = self.newest
        answers = [row for row in self.corrections if row.done_on is None or (newest and row.value_id == newest.pk)]
        return self.state == State.RED and not answers

    @property
    def missing(self) -> ValueRequest | None:
        """Return the newest period whose value has not come."""
        return self.requests[0] if self.requests else None

    @property
    def missing_words(self) -> str:
        """Return the silence as everybody reads it."""
        return silence(self.missing, self.today) if self.missing else ""


def silence(request: ValueRequest, today: datetime.date) -> str:
    """Return in words which value has not come: “No value for April to June 2026; asked on 1 July, 12 days late”."""
    asked = (
        f"asked on {timezone.localtime(request.asked_at):%-d %B %Y}" if request.asked_at else "nobody could be asked"
    )
    late = (today - request.due_on).days
    due = f"{late} day{'s' * (late != 1)} late" if late > 0 else f"wanted by {request.due_on:%-d %B %Y}"
    return f"No value for {periods.words(request.starts_on, request.ends_on)}; {asked}, {due}."


def course_of(measure: Measure, rules: PlanRules) -> Course | None:
    """Return the way that a measure is to go; None where it has no target, or no way is good."""
    if measure.target is None or measure.indicator.polarity == Indicator.Polarity.NEITHER:
        return None
    tolerance = measure.tolerance if measure.tolerance is not None else Decimal(rules.amber_percent)
    return Course(
        baseline=measure.baseline, baseline_on=measure.baseline_on, target=measure.target,  # type: ignore[arg-type]
        target_on=measure.target_on, tolerance=tolerance,  # type: ignore[arg-type]
        higher_is_better=measure.indicator.polarity == Indicator.Polarity.HIGHER,
    )  # fmt: skip


def standings(measures: Iterable[Measure]) -> list[Standing]:
    """Return how each of these measures stands, in their order; four queries for any number of them."""
    rows, today = list(measures), timezone.localdate()
    if not rows:
        return []
    rules, values = rules_by_locality(), _values(rows)
    corrections, missing = _corrections(rows), _missing(rows)
    return [_standing(row, today, rules, values, corrections, missing) for row in rows]


def _standing(
    row: Measure,
    today: datetime.date,
    rules: Callable[[int | None], PlanRules],
    values: dict[tuple[int, int], list[IndicatorValue]],
    corrections: dict[int, list[CorrectiveAction]],
    missing: dict[tuple[int, int], list[ValueRequest]],
) -> Standing:
    key, of_place = (row.indicator_id, row.area_id), rules(row.locality_id)
    return Standing(
        row, today, course_of(row, of_place), of_place.improving_is_amber, values.get(key, []),
        corrections.get(row.pk, []), missing.get(key, []),
    )  # fmt: skip


def _pairs(rows: Sequence[Measure]) -> dict[str, set[int]]:
    return {"indicator__in": {row.indicator_id for row in rows}, "area__in": {row.area_id for row in rows}}


def _values(rows: Sequence[Measure]) -> dict[tuple[int, int], list[IndicatorValue]]:
    found = defaultdict(list)
    current = IndicatorValue.objects.filter(replaced_at__isnull=True, **_pairs(rows)).only(*SAID)
    for value in current.order_by("ends_on", "starts_on"):
        found[value.indicator_id, value.area_id].append(value)
    return found


def _corrections(rows: Sequence[Measure]) -> dict[int, list[CorrectiveAction]]:
    found = defaultdict(list)
    for one in CorrectiveAction.objects.filter(measure__in=rows).select_related("owner").order_by("-created_at", "-pk"):
        found[one.measure_id].append(one)
    return found


def _missing(rows: Sequence[Measure]) -> dict[tuple[int, int], list[ValueRequest]]:
    """Return what was asked for and has not come in any way, the newest period first."""
    found = defaultdict(list)
    for one in ValueRequest.objects.waiting().filter(**_pairs(rows)).order_by("-ends_on"):
        found[one.indicator_id, one.area_id].append(one)
    return found
