"""Where the money goes: sums of the ledger by place, stream, priority, organisation and year. Source: A29, D7."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from commissioning.ending_years import YEAR_ENDS
from commissioning.models import Entry, Fund, Pot

EVERYWHERE = "The whole partnership"


def _net(into: str) -> Sum:
    """Return what moved into a pot less what left it again the same way."""
    return Sum(Case(When(target=into, then=F("pence")), When(source=into, then=-F("pence")), default=0))


# What is set aside is what left the free money for good: what is paid back into the fund is no longer spent.
ASIDE = -_net(Pot.FREE)
YEAR = ExtractYear("on") - Case(When(Q(on__month__lt=YEAR_ENDS[0] + 1), then=Value(1)), default=Value(0))
KINDS = {
    "place": ("By place", Coalesce("allocation__place__name", Value(EVERYWHERE))),
    "stream": ("By where it comes from", F("fund__stream")),
    "priority": ("By priority", F("allocation__priority__title")),
    "organisation": ("By who receives it", F("allocation__organisation__name")),
    "year": ("By year", YEAR),
}


@dataclass(frozen=True)
class Line:
    """One line of the sums, in pence."""

    name: str
    aside: int
    paid: int


def lines(kind: str, year: int | None = None) -> list[Line]:
    """Return the sums of one kind, the largest first, of one financial year or of all; years stand in their order.

    What is paid into another fund is not spent yet: it counts once, where that fund sets it aside.
    """
    rows = Entry.objects.filter(allocation__isnull=False, allocation__into__isnull=True).order_by()
    if year is not None:
        first = datetime.date(year, *YEAR_ENDS) + datetime.timedelta(days=1)
        rows = rows.filter(on__gte=first, on__lt=first.replace(year=year + 1))
    found = rows.annotate(name=KINDS[kind][1]).values("name").annotate(aside=ASIDE, paid=_net(Pot.PAID))
    made = [Line(_words(kind, one["name"]), int(one["aside"] or 0), int(one["paid"] or 0)) for one in found]
    return sorted(made, key=lambda line: (line.name if kind == "year" else "", -line.aside, line.name))


def _words(kind: str, name: object) -> str:
    if kind == "year":
        return year_words(int(str(name)))
    return str(Fund.Stream(str(name)).label) if kind == "stream" else str(name)


def year_words(year: int) -> str:
    """Return “2026 to 2027” for the financial year that begins in April 2026."""
    return f"{year} to {year + 1}"


def years() -> list[int]:
    """Return the financial years in which money moved, the newest first."""
    return sorted(Entry.objects.order_by().values_list(YEAR, flat=True).distinct(), reverse=True)
