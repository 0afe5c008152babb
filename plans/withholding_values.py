"""Small counts of people are not kept, and none can be worked out from what is shown beside it. Source: R33.

A larger area is the sum of its parts of one kind (the wards of a district), and a period of those that tile it (the
quarters of a year). Where only one of them and their sum is hidden, or what is hidden adds up to fewer people than may
be shown, the next smallest is hidden with it, or the sum; and so on, until nothing is told over areas or over periods.
"""

import datetime
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from engagement.models import rules_of
from localities.models import Area
from plans.models import Indicator, IndicatorValue, Measure
from plans.shaking_counts import told
from plans.tiling_periods import Counts, Series, Span

Around = Mapping[int, tuple[int | None, str]]  # areas, with the area that each lies in and its kind
GONE: dict[str, Any] = {"value": None, "low": None, "high": None, "is_withheld": True}


class Shown(NamedTuple):
    """A value that stands, hidden ones among them."""

    pk: int
    area: int
    within: int | None
    kind: str
    starts_on: datetime.date
    ends_on: datetime.date
    value: Decimal | None


FACTS = ("pk", "area_id", "area__within_id", "area__kind", "starts_on", "ends_on", "value")


@dataclass(frozen=True)
class Sum:
    """A larger area and its parts of one kind in one period, by the keys of their counts."""

    whole: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> Collection[int]:
        """Return the counts that it is about."""
        return (self.whole, *self.parts)

    @property
    def terms(self) -> list[tuple[int, int]]:
        """Return the counts with their signs, which together make nought."""
        return [(self.whole, -1), *((key, 1) for key in self.parts)]

    def beside(self, key: int) -> Collection[int]:
        """Return the counts that tell of one of them."""
        return self.cells

    def more(self, counts: Counts, hidden: Collection[int], smallest: int, fixed: Collection[int] = ()) -> list[int]:
        """Return the counts to hide so that no hidden one and no few people can be worked out over the areas.

        Those that are ``fixed`` are told elsewhere, so that to hide them would hide nothing.
        """
        kept_back, found = {key for key in self.cells if key in hidden}, []
        while (key := self._next(counts, kept_back, smallest, fixed)) is not None:
            kept_back.add(key)
            found.append(key)
        return found

    def _next(self, counts: Counts, hidden: Collection[int], smallest: int, fixed: Collection[int]) -> int | None:
        """Return the count to hide next, or nothing where what is hidden in the sum cannot be worked out."""
        parts = [key for key in self.parts if key not in hidden]
        kept_back = len(self.parts) - len(parts)
        whole = None if self.whole in hidden else counts[self.whole]
        if whole is None:
            is_told = not kept_back  # its parts would add up to it
        else:
            rest = whole - sum(counts[key] or 0 for key in parts)
            is_told = kept_back == 1 or (kept_back > 1 and 0 < rest < smallest)
        left = sorted((counts[key], key) for key in parts if counts[key] and key not in fixed)
        if is_told and left:
            return left[0][1]
        return self.whole if is_told and whole and self.whole not in fixed else None


def smallest_of(indicator: Indicator) -> int | None:
    """Return the smallest number of people that an indicator shows; None where it does not count people."""
    return rules_of(indicator.locality).smallest_shown if indicator.counts_people else None


def is_small(value: Decimal, smallest: int | None) -> bool:
    """Say whether a value tells of so few people that it is not kept; nobody at all may be said."""
    return smallest is not None and 0 < value < smallest


def hidden_of(
    counts: Counts, sums: Iterable[Sum], series: Iterable[Series], smallest: int, fixed: Collection[int] = ()
) -> set[int]:
    """Return the keys of the counts that may not be shown; one that is None is hidden already.

    Those that are ``fixed`` are told elsewhere: others are hidden in their place where that helps. Whatever is hidden
    is looked for again in each sum and series that it is in, and in no other; what areas and periods tell together
    comes last, until there is none.
    """
    hidden = {key for key, count in counts.items() if count is None or is_small(count, smallest)}
    told_by = Told(counts, tuple(sums), tuple(series), fixed)
    told_by.hide(hidden, told_by.rows, smallest)
    while more := told_by.together(hidden):
        hidden |= more
        told_by.hide(hidden, [row for key in more for row in told_by.of[key]], smallest)
    return hidden


class Told:
    """The sums and series by which counts of an indicator tell of one another."""

    def __init__(self, counts: Counts, sums: Collection[Sum], series: Collection[Series], fixed: Collection[int]):
        self.counts, self.sums, self.series, self.fixed = counts, sums, series, fixed
        self.rows: list[Sum | Series] = [*sums, *series]
        self.of: dict[int, list[Sum | Series]] = defaultdict(list)
        for row in self.rows:
            for key in row.cells:
                self.of[key].append(row)

    def hide(self, hidden: set[int], rows: Iterable[Sum | Series], smallest: int) -> None:
        """Hide more until none of these sums and series tells anything, nor those that the hidden ones are in."""
        waiting = deque(rows)
        while waiting:
            for key in waiting.popleft().more(self.counts, hidden, smallest, self.fixed):
                hidden.add(key)
                waiting.extend(self.of[key])

    def together(self, hidden: Collection[int]) -> set[int]:
        """Return what to hide for what areas and periods tell together: the next smallest beside each such count."""
        found: set[int] = set()
        for key in sorted(told([row.terms for row in self.sums], self.series, self.counts, hidden)):
            near = self._nearest(key, hidden)
            if near and not near & found:
                found.add(min(near, key=lambda cell: (self.counts[cell], cell)))
        return found

    def _may_go(self, key: int, hidden: Collection[int]) -> bool:
        return bool(self.counts[key]) and key not in hidden and key not in self.fixed

    def _nearest(self, key: int, hidden: Collection[int]) -> set[int]:
        """Return what is shown beside a count, else in its sums and series, else in those of what is in them; or on."""
        near, seen = {cell for row in self.of[key] for cell in row.beside(key)}, {key}
        while near and not (shown := {cell for cell in near if self._may_go(cell, hidden)}):
            seen |= near
            near = {cell for one in (key, *near) for row in self.of[one] for cell in row.cells} - seen
        return shown if near else set()


def withhold(indicator: Indicator) -> int:
    """Hide what may not be shown of an indicator; return how many values that were shown are hidden.

    What is hidden loses its number for good, that of the values which it replaced too. Every value of the indicator is
    looked at, since the one that came last may complete a sum of periods long past. Those of an import that is under
    way are not: they are closed until all are in.
    """
    smallest = smallest_of(indicator)
    if smallest is None:
        return 0
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)  # who comes second sees what the first hid
    values = IndicatorValue.objects.filter(indicator=indicator)
    standing = values.filter(replaced_at__isnull=True)
    standing = standing.exclude(came_by__isnull=False, came_by__done_at__isnull=True)
    shown = [Shown(*facts) for facts in standing.values_list(*FACTS).iterator(5000)]
    counts = {row.pk: row.value for row in shown}
    fixed = _told_by_baselines(indicator, shown)
    counts |= fixed
    around = {key: (within, kind) for key, within, kind in Area.objects.values_list("pk", "within_id", "kind")}
    hidden = hidden_of(counts, sums_of(shown, around), series_of(shown), smallest, fixed)
    gone = [key for key in hidden if counts[key] is not None]
    alike = {name: OuterRef(name) for name in ("area", "starts_on", "ends_on")}
    # Values keep no history: the number goes.
    values.filter(Exists(values.filter(pk__in=gone, **alike)), value__isnull=False).update(**GONE)
    values.filter(replaced_at__isnull=False, value__gt=0, value__lt=smallest).update(**GONE)
    return len(gone)


def _told_by_baselines(indicator: Indicator, shown: Iterable[Shown]) -> dict[int, Decimal]:
    """Return the counts that everybody reads as the baseline of a measure, hidden ones among them."""
    facts = Measure.objects.filter(indicator=indicator, baseline__isnull=False, baseline_on__isnull=False)
    said = {(area, on): baseline for area, on, baseline in facts.values_list("area", "baseline_on", "baseline")}
    found = {row.pk: (row.value, said.get((row.area, row.ends_on))) for row in shown}
    return {key: told for key, (value, told) in found.items() if told is not None and value in (None, told)}


def sums_of(shown: Collection[Shown], around: Around) -> Iterator[Sum]:
    """Give the areas that others of the same period lie in, with those others.

    Wards add up to a county of whose districts nothing is told, where none of them is missing; ``around`` says of each
    area of the partnership in which it lies, and its kind.
    """
    there = {(row.area, row.starts_on, row.ends_on): row.pk for row in shown}
    parts: dict[tuple[int, datetime.date, datetime.date, str], dict[int, bool]] = defaultdict(dict)
    for row in shown:
        days = row.starts_on, row.ends_on
        whole = next((area for area in _above(row.area, around) if (area, *days) in there), None)
        if whole is not None:
            parts[whole, *days, row.kind][row.pk] = whole == row.within
    beneath = Counter((above, kind) for area, (_, kind) in around.items() for above in _above(area, around))
    for (whole, starts_on, ends_on, kind), found in parts.items():
        is_whole = len(found) == beneath[whole, kind]
        keys = tuple(key for key, is_next in found.items() if is_next or is_whole)
        if keys:
            yield Sum(there[whole, starts_on, ends_on], keys)


def _above(area: int, around: Around) -> Iterator[int]:
    """Give the areas that one lies in, the nearest first."""
    seen = {area}
    while (above := around[area][0]) is not None and above not in seen:
        seen.add(above)
        yield above
        area = above


def series_of(shown: Iterable[Shown]) -> Iterator[Series]:
    """Give the areas with their periods."""
    found: dict[int, dict[int, Span]] = defaultdict(dict)
    for row in shown:
        found[row.area][row.pk] = row.starts_on.toordinal(), row.ends_on.toordinal() + 1
    return (Series(spans) for spans in found.values())
