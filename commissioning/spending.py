"""Where the money goes: sums of the ledger by place, stream, priority, organisation and year. Source: A29, D7."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from commissioning import balances
from commissioning.ending_years import YEAR_ENDS
from commissioning.models import Entry, Fund, Pot

EVERYWHERE = "The whole partnership"


# What is set aside is what left the free money for good: what is paid back into the fund is no longer spent.
ASIDE = -balances.net(Pot.FREE)
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
        rows = rows.filter(on__range=year_range(year))
    found = rows.annotate(name=KINDS[kind][1]).values("name").annotate(aside=ASIDE, paid=balances.net(Pot.PAID))
    made = [Line(_words(kind, one["name"]), int(one["aside"] or 0), int(one["paid"] or 0)) for one in found]
    return sorted(made, key=lambda line: (line.name if kind == "year" else "", -line.aside, line.name))


def _words(kind: str, name: object) -> str:
    if kind == "year":
        return year_words(int(str(name)))
    return str(Fund.Stream(str(name)).label) if kind == "stream" else str(name)


def year_range(year: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of the financial year that begins in April of a year."""
    first = datetime.date(year, *YEAR_ENDS) + datetime.timedelta(days=1)
    return first, datetime.date(year + 1, *YEAR_ENDS)


def year_of(day: datetime.date) -> int:
    """Return the year in which the financial year of a day began."""
    return day.year if day > datetime.date(day.year, *YEAR_ENDS) else day.year - 1


def years_of(fund: Fund) -> list[int]:
    """Return the financial years in which a fund stood, the newest first."""
    last = timezone.localdate(fund.closed_at)
    return list(range(year_of(last), year_of(min(fund.starts_on, last)) - 1, -1))


def year_words(year: int) -> str:
    """Return “2026 to 2027” for the financial year that begins in April 2026."""
    return f"{year} to {year + 1}"


def years() -> list[int]:
    """Return the financial years in which money moved, the newest first."""
    return sorted(Entry.objects.order_by().values_list(YEAR, flat=True).distinct(), reverse=True)
