"""What is known of a locality in figures: each indicator there beside the area with which it is compared.

A locality is made of areas. Where several have a value, a share or a rate is said as the middle one, since without the
people behind each no average is right; numbers are added up, unless one is withheld. Source: checklist D4; R25, R33.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from foundation.templatetags.words import counted
from localities.models import Area, Locality
from plans import wording
from plans.models import Indicator
from plans.periods import words as period_words

YEARS = 11
KINDS = (Area.Kind.WARD, Area.Kind.DIVISION, Area.Kind.PARISH, Area.Kind.DISTRICT, Area.Kind.COUNTY)
SEVERAL = {
    Area.Kind.WARD: "wards", Area.Kind.DIVISION: "divisions", Area.Kind.PARISH: "parishes",
    Area.Kind.DISTRICT: "districts", Area.Kind.COUNTY: "counties",
}  # fmt: skip
OTHER = "other"  # the area with which it is compared
FIGURES = """
SELECT v.indicator_id, CASE WHEN v.area_id = i.comparator_id THEN 'other' ELSE a.kind END AS scope,
  v.starts_on, v.ends_on, count(*), count(v.value), percentile_cont(0.5) WITHIN GROUP (ORDER BY v.value)::float8,
  min(v.value)::float8, max(v.value)::float8, sum(v.value)::float8, min(v.low)::float8, max(v.high)::float8, min(a.name)
FROM plans_indicatorvalue v JOIN plans_indicator i ON i.id = v.indicator_id JOIN localities_area a ON a.id = v.area_id
WHERE v.indicator_id = ANY(%s) AND v.area_id = ANY(%s) AND v.replaced_at IS NULL AND v.published_at IS NOT NULL
  AND v.ends_on >= %s
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4, 3
"""


class Figure(NamedTuple):
    """The values of one period in the areas of one kind, taken together."""

    indicator: int
    scope: str
    starts_on: datetime.date
    ends_on: datetime.date
    areas: int
    shown: int
    middle: float | None
    least: float | None
    most: float | None
    sum: float | None
    low: float | None
    high: float | None
    name: str

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """Return its period."""
        return self.starts_on, self.ends_on


@dataclass(frozen=True)
class Places:
    """The areas of a locality today, and the larger ones in which they lie."""

    own: dict[int, str]  # the kind of each
    around: dict[int, str]

    @classmethod
    def of(cls, locality: Locality) -> "Places":
        """Return the areas of a locality, in one query."""
        rows = locality.areas(timezone.localdate()).values_list("pk", "kind", "within_id", "within__kind")
        found = list(rows)
        own = {key: kind for key, kind, *_ in found}
        around = {key: kind for _, _, key, kind in found if key and key not in own}
        return cls(own, around)

    @property
    def order(self) -> list[str]:
        """Return the kinds of areas, the locality's own first and the smallest of them first."""
        return [*(k for k in KINDS if k in self.own.values()), *(k for k in KINDS if k in self.around.values())]


@dataclass
class Reading:
    """One indicator in a locality, as its page says it."""

    indicator: Indicator
    scope: str = ""
    figures: list[Figure] = field(default_factory=list)  # of the locality, in order
    others: dict[Any, Figure] = field(default_factory=dict)  # of the area compared with, by period
    is_wider: bool = False  # it is of the area in which the locality lies

    @property
    def latest(self) -> Figure | None:
        """Return the newest period of the locality."""
        return self.figures[-1] if self.figures else None

    def value_of(self, figure: Figure) -> float | None:
        """Return what the areas have together; None where it is not shown."""
        if figure.areas > 1 and self.indicator.unit == Indicator.Unit.NUMBER:
            return figure.sum if figure.shown == figure.areas else None
        return figure.middle

    @cached_property
    def value(self) -> float | None:
        """Return the newest value."""
        return self.value_of(self.latest) if self.latest else None

    @cached_property
    def period(self) -> str:
        """Return the newest period in words."""
        return period_words(*self.latest.days) if self.latest else ""

    @cached_property
    def said(self) -> str:
        """Return the newest value in words, or why there is none."""
        if self.latest is None:
            return "no value yet"
        return wording.WITHHELD if self.value is None else wording.figure(self.indicator, self.value)

    @cached_property
    def whose(self) -> str:
        """Return of which areas it is: “Hill”, “the middle of 7 wards”, “7 wards together”."""
        if self.latest is None:
            return ""
        if self.latest.areas == 1:
            return self.latest.name
        several = f"{self.latest.areas} {SEVERAL[Area.Kind(self.scope)]}"
        return f"{several} together" if self.indicator.unit == Indicator.Unit.NUMBER else f"the middle of {several}"

    @cached_property
    def spread(self) -> str:
        """Return from where to where the areas reach, and how many are not shown."""
        one = self.latest
        if one is None or one.areas == 1 or one.least is None or one.most is None:
            return ""
        said = f"From {wording.figure(self.indicator, one.least)} to {wording.figure(self.indicator, one.most)}"
        left = one.areas - one.shown
        return f"{said}; {counted(left, 'is', 'are')} not shown." if left else f"{said}."

    @cached_property
    def interval(self) -> str:
        """Return the confidence interval of one area's value in words."""
        one = self.latest
        return wording.interval(self.indicator, one.low, one.high) if one and one.areas == 1 else ""

    @cached_property
    def other(self) -> Figure | None:
        """Return the figure of the area compared with in the newest period."""
        return self.others.get(self.latest.days) if self.latest else None

    @cached_property
    def other_said(self) -> str:
        """Return the value compared with in words."""
        return wording.figure(self.indicator, self.other.middle) if self.other and self.other.middle is not None else ""

    @cached_property
    def way(self) -> str:
        """Return whether it is better, worse, higher or lower than what it is compared with."""
        if not self._is_compared:
            return ""
        return wording.direction(self.indicator, self.value - self.other.middle)  # type: ignore[operator]

    @property
    def _is_compared(self) -> bool:
        is_number = self.indicator.unit == Indicator.Unit.NUMBER
        return not is_number and self.value is not None and self.other is not None and self.other.middle is not None

    @cached_property
    def gap(self) -> str:
        """Return the gap in words: “4.2 points worse than Cumbria”."""
        if not self._is_compared or self.other is None:
            return ""
        return wording.gap(self.indicator, self.value, self.other.middle, self.other.name)  # type: ignore[arg-type]

    @cached_property
    def is_unclear(self) -> bool:
        """Say whether the value compared with lies in the confidence interval, so that the gap may be chance."""
        one, other = self.latest, self.other
        if one is None or other is None or other.middle is None or one.areas > 1:
            return False
        return not wording.is_clear(one.low, one.high, other.middle)

    @cached_property
    def series(self) -> list[tuple[str, float | None, float | None]]:
        """Return period, value and the value compared with, the oldest first."""
        rows = ((figure, self.others.get(figure.days)) for figure in self.figures)
        return [(period_words(*one.days), self.value_of(one), other.middle if other else None) for one, other in rows]

    @property
    def drawn(self) -> list[tuple[str, float | None, float | None]]:
        """Return the series as a picture shows it: a count stands beside no count of a larger area."""
        is_number = self.indicator.unit == Indicator.Unit.NUMBER
        return [(period, value, None if is_number else other) for period, value, other in self.series]

    @cached_property
    def table(self) -> list[tuple[str, str, str]]:
        """Return the series in words, for the table beside the picture."""

        def said(value: float | None) -> str:
            return "not shown" if value is None else wording.figure(self.indicator, value)

        rows = zip(self.figures, self.series, strict=True)
        return [
            (period, said(value), said(other) if one.days in self.others else "none")
            for one, (period, value, other) in rows
        ]

    @cached_property
    def trend(self) -> str:
        """Return how it went, in words."""
        return wording.trend(self.indicator, [(period, value) for period, value, _ in self.series if value is not None])

    @cached_property
    def gap_trend(self) -> str:
        """Return whether the gap closes, in words."""
        if not self._is_compared or self.other is None:
            return ""
        both = [(p, value, other) for p, value, other in self.series if value is not None and other is not None]
        return wording.gap_trend(self.indicator, both, self.other.name)


def read(indicators: Sequence[Indicator], places: Places) -> list[Reading]:
    """Return what is known of each indicator in a locality, in one query."""
    since = timezone.localdate().replace(month=1, day=1) - datetime.timedelta(days=YEARS * 366)
    areas = {*places.own, *places.around, *(one.comparator_id for one in indicators if one.comparator_id)}
    found: dict[int, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [[one.pk for one in indicators], list(areas), since])
        for row in map(Figure._make, cursor):
            found[row.indicator][row.scope].append(row)
    return [_reading(one, found[one.pk], places) for one in indicators]


def _reading(indicator: Indicator, found: dict[str, list[Figure]], places: Places) -> Reading:
    others = {figure.days: figure for figure in _alike(found.get(OTHER, []))}
    for scope in places.order:
        if rows := _alike(found.get(scope, [])):
            return Reading(indicator, scope, rows, others, is_wider=scope not in places.own.values())
    return Reading(indicator, others=others)


def _alike(rows: Iterable[Figure]) -> list[Figure]:
    """Keep the periods that are as long as the newest: months and years make no series."""
    figures = list(rows)
    return [row for row in figures if _length(row) == _length(figures[-1])]


def _length(row: Figure) -> int:
    """Return about how many months a period has."""
    return round((row.ends_on - row.starts_on).days / 30.4)
