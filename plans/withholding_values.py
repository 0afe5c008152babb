"""Small counts of people are not kept, and none can be worked out from what is shown beside it. Source: R33.

A larger area is the sum of its parts of one kind (the wards of a district). Where only one of them and their sum is
hidden, or what is hidden adds up to fewer people than may be shown, the next smallest is hidden with it.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engagement.models import rules_of
from plans.models import Indicator, IndicatorValue

Days = tuple[datetime.date, datetime.date]
FACTS = ("area_id", "value", "area__within_id", "area__kind")


@dataclass(frozen=True)
class Sum:
    """A larger area and its parts of one kind, by the keys of areas."""

    whole: int
    parts: tuple[int, ...]


def smallest_of(indicator: Indicator) -> int | None:
    """Return the smallest number of people that an indicator shows; None where it does not count people."""
    return rules_of(indicator.locality).smallest_shown if indicator.counts_people else None


def is_small(value: Decimal, smallest: int | None) -> bool:
    """Say whether a value tells of so few people that it is not kept; nobody at all may be said."""
    return smallest is not None and 0 < value < smallest


def hidden_of(counts: Mapping[int, Decimal | None], sums: Iterable[Sum], smallest: int) -> set[int]:
    """Return the areas whose counts may not be shown, of counts by area in which None is hidden already."""
    rows = list(sums)
    hidden = {area for area, count in counts.items() if count is None or is_small(count, smallest)}
    while more := next(filter(None, (_next_of(counts, one, hidden, smallest) for one in rows)), None):
        hidden.add(more)
    return hidden


def _next_of(counts: Mapping[int, Decimal | None], one: Sum, hidden: set[int], smallest: int) -> int | None:
    """Return the area to hide next, or nothing where what is hidden in a sum cannot be worked out."""
    parts = [area for area in one.parts if area not in hidden]
    kept_back = len(one.parts) - len(parts)
    whole = None if one.whole in hidden else counts[one.whole]
    if whole is None:
        is_told = not kept_back  # its parts would add up to it
    else:
        rest = whole - sum(counts[area] or 0 for area in parts)
        is_told = kept_back == 1 or (kept_back > 1 and 0 < rest < smallest)
    left = sorted((counts[area], area) for area in parts if counts[area])
    if is_told and left:
        return left[0][1]
    return one.whole if is_told and whole else None


def withhold(indicator: Indicator, days: Iterable[Days]) -> int:
    """Hide what may not be shown of an indicator in these periods; return how many values that were shown are hidden.

    What is hidden loses its number for good, that of the values which it replaced too.
    """
    smallest, periods = smallest_of(indicator), set(days)
    if smallest is None:
        return 0
    rows = IndicatorValue.objects.filter(indicator=indicator, starts_on__in={starts_on for starts_on, _ in periods})
    found = defaultdict(list)
    standing = rows.filter(replaced_at__isnull=True)
    for starts_on, ends_on, *facts in standing.values_list("starts_on", "ends_on", *FACTS):
        found[starts_on, ends_on].append(facts)
    number = 0
    for (starts_on, ends_on), areas in found.items():
        counts = {area: value for area, value, _, _ in areas}
        told = [area for area in hidden_of(counts, _sums(areas), smallest) if counts[area] is not None]
        if told:
            gone = rows.filter(starts_on=starts_on, ends_on=ends_on, area__in=told)
            gone.update(value=None, low=None, high=None, is_withheld=True)  # values keep no history: the number goes
        number += len(told)
    return number


def _sums(areas: Iterable[list[Any]]) -> list[Sum]:
    rows = list(areas)
    there, parts = {area for area, *_ in rows}, defaultdict(list)
    for area, _, within, kind in rows:
        if within in there:
            parts[within, kind].append(area)
    return [Sum(whole, tuple(found)) for (whole, _), found in parts.items()]
