"""The end of a financial year: the rule of a fund says what is carried, the rest is given back. Source: A29."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commissioning import balances
from commissioning.booking import book
from commissioning.models import Entry, Fund, Move, Pot, YearEnd
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import pence as pounds

YEAR_ENDS = (3, 31)  # month and day of the financial year of local authorities
INTO_FREE = balances.net(Pot.FREE)


def last_year_end(today: datetime.date) -> datetime.date:
    """Return the last day of the financial year that ended before a day."""
    this = datetime.date(today.year, *YEAR_ENDS)
    return this if this < today else datetime.date(today.year - 1, *YEAR_ENDS)


def to_lapse(fund: Fund, ends_on: datetime.date) -> tuple[int, int]:
    """Return what is free at the end of a year and how much of that goes back by the rule of the fund, in pence.

    The rule counts by what came in the year: a fund that carries 25% of £1,000 keeps £250 at most.
    """
    first = datetime.date(ends_on.year - 1, *YEAR_ENDS)
    in_the_year = Q(move=Move.RECEIVED, on__gt=first)
    until = Entry.objects.filter(fund=fund, on__lte=ends_on).order_by()
    free = until.aggregate(free=INTO_FREE)["free"] or 0
    came = until.filter(in_the_year).aggregate(came=INTO_FREE)["came"] or 0
    free = max(0, min(free, balances.of_fund(fund.pk).free))  # what was set aside since cannot go back
    return free, max(0, free - came * fund.carry_percent // 100) if fund.carry_percent < 100 else 0


@transaction.atomic
def end_year(fund: Fund, ends_on: datetime.date, *, by: User | None) -> YearEnd:
    """Close a financial year of a fund: what its rule does not carry is given back, and no entry is added to the year.

    Raises ValidationError for a year that has not ended or was closed, and for a fund that is not open.
    """
    row = lock(fund)
    if row.published_at is None or row.closed_at:
        raise ValidationError("Only a year of an open fund is closed.")
    if ends_on >= timezone.localdate():
        raise ValidationError("This year has not ended yet.")
    if ends_on < row.starts_on:
        raise ValidationError("The fund began after this year, so there is nothing to close.")
    if first := YearEnd.objects.filter(fund=row, ends_on__gte=ends_on).order_by("ends_on").first():
        who, when = first.closed_by or "The clock", timezone.localtime(first.closed_at)
        raise ValidationError(f"This year of the fund is closed already. {who} did so on {when:%-d %B %Y at %H:%M}.")
    free, over = to_lapse(row, ends_on)
    words = f"By the rule of the fund {row.carry_percent}% of what came in the year to {ends_on:%-d %B %Y} is carried."
    lapsed = book(Move.LAPSED, row, over, on=ends_on, because=words, by=by) if over else None
    made = YearEnd.objects.create(
        fund=row, board_id=row.board_id, locality_id=row.locality_id, ends_on=ends_on, lapsed=lapsed,
        note=f"{pounds(free - over)} is carried into the next year.", closed_by=by,
    )  # fmt: skip
    audit.record(by, "closed a year of the fund", row, year=str(ends_on), carried=free - over, given_back=over)
    return made
