"""Who took part, held against who lives there: which groups are heard too little, which more than their share.

What is shown is withheld first; each table for everybody is of one place and one whole year, so that no two of them
share an activity and nothing can be worked out from the difference. Source: checklist C30, D13; standards R33, R35.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from engagement.access import EVERYWHERE
from engagement.models import Audience, GroupShare, HeadCount, rules_of
from engagement.withholding import withhold
from foundation import tenancy
from foundation.models import Partnership
from localities.models import Locality


@dataclass(frozen=True)
class Reached:
    """One group: how many of it took part among how many, and what share of people it is; None is not known."""

    audience: Audience
    people: int | None
    is_withheld: bool
    among: int  # who took part where this group was counted
    share: GroupShare | None
    heard_from: int  # percent of its share, below which it is too little heard

    @property
    def percent(self) -> Decimal | None:
        """Return its share of those who took part, in percent with one decimal."""
        if self.people is None or not self.among:
            return None
        return (Decimal(100 * self.people) / self.among).quantize(Decimal("0.1"))

    @property
    def standing(self) -> str:
        """Return whether it is heard as its share of people would have it, in words; nothing where nobody knows."""
        if self.percent is None or self.share is None or not self.share.percent:
            return ""
        if self.percent * 100 < self.share.percent * self.heard_from:
            return "Under-represented"
        if self.percent * self.heard_from > self.share.percent * 100:
            return "Over-represented"
        return "About as many as live here"


@dataclass(frozen=True)
class Reach:
    """Who took part in some activities of a place, as far as it may be shown."""

    activities: int  # in which somebody counted
    in_all: int | None
    groups: list[Reached]
    smallest: int

    @property
    def withholds(self) -> bool:
        """Say whether a number of it is withheld."""
        return self.in_all is None or any(one.is_withheld for one in self.groups)


def reach(counted: Iterable[HeadCount], place: Locality | None) -> Reach:
    """Return who took part by these counts, held against the newest make-up of a place."""
    in_all: dict[int, int] = {}
    known: dict[int, Audience] = {}
    groups: dict[int, int] = defaultdict(int)
    held_in: dict[int, set[int]] = defaultdict(set)
    for count in counted:
        if count.audience is None:
            in_all[count.activity_id] = count.people
        else:
            known[count.audience.pk] = count.audience
            groups[count.audience.pk] += count.people
            held_in[count.audience.pk].add(count.activity_id)
    rules, shares = rules_of(place), shares_of(place)
    known |= {key: share.audience for key, share in shares.items()}
    shown = withhold(sum(in_all.values()), groups, rules.smallest_shown)
    rows = [
        Reached(
            audience, shown.groups.get(audience.pk), audience.pk in groups and shown.groups[audience.pk] is None,
            sum(in_all.get(key, 0) for key in held_in[audience.pk]), shares.get(audience.pk), rules.reach_percent,
        )
        for audience in sorted(known.values(), key=lambda one: (one.position, one.name))
    ]  # fmt: skip
    return Reach(len(in_all), shown.in_all, rows, rules.smallest_shown)


def shares_of(place: Locality | None) -> dict[int, GroupShare]:
    """Return the newest share of each group in a place, by the group's id; the partnership's where it has none."""
    of_either = Q(locality=place) | Q(locality__isnull=True) if place else Q(locality__isnull=True)
    rows = GroupShare.objects.filter(of_either).select_related("audience")
    found: dict[int, GroupShare] = {}
    for row in sorted(rows, key=lambda one: (one.locality_id is None, -one.year)):
        found.setdefault(row.audience_id, row)
    return found


def between(first: datetime.date, last: datetime.date, place: Locality | None) -> Any:
    """Return what was counted in a place at what ended between two days; without one, of the whole partnership."""
    rows = HeadCount.objects.filter(activity__ends_on__range=(first, last), activity__cancelled_at__isnull=True)
    return rows.filter(activity__locality=place).select_related("audience")


@dataclass(frozen=True)
class PublicReach:
    """Of which places and whole years everybody may read who took part, and one of them."""

    years: list[tuple[Locality | None, int]]
    chosen: tuple[Locality | None, int] | None = None
    reach: Reach | None = None


def for_everybody(partnership: Partnership, asked: str = "") -> PublicReach:
    """Return the years of which everybody may read, newest first, and the one asked for ("12-2025"), else the first.

    A year stands by its place alone, and only once it is over: no two tables share an activity, and none changes from
    one day to the next by what one activity added.
    """
    with tenancy.glance(partnership.pk, [EVERYWHERE]):
        public = HeadCount.objects.filter(activity__published_at__isnull=False, activity__cancelled_at__isnull=True)
        years = _years(public)
        chosen = next((one for one in years if key_of(*one) == asked), years[0] if years else None)
        if chosen is None:
            return PublicReach(years)
        place, year = chosen
        counted = public.filter(activity__locality=place, activity__ends_on__year=year).select_related("audience")
        return PublicReach(years, chosen, reach(list(counted), place))


def key_of(place: Locality | None, year: int) -> str:
    """Return how a place and a year are named in an address."""
    return f"{place.pk if place else 0}-{year}"


def _years(public: Any) -> list[tuple[Locality | None, int]]:
    over = public.filter(audience__isnull=False, activity__ends_on__year__lt=timezone.localdate().year)
    each = ("activity__locality_id", "year")
    rows = over.annotate(year=ExtractYear("activity__ends_on")).order_by(*each).distinct(*each)
    found = [(one.activity.locality, one.year) for one in rows.select_related("activity__locality")]
    return sorted(found, key=lambda one: (-one[1], str(one[0] or "")))
