"""The levy of a year: its share is counted by rule, and what came of it and where it went is told. Source: R30."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from commissioning import balances
from commissioning.models import Entry, Fund, LevyYear, Pot, rules_of
from commissioning.spending import year_range
from foundation import audit
from foundation.locking import lock
from foundation.models import User

UNSPENT = (Pot.FREE, Pot.ALLOCATED, Pot.COMMITTED)


@dataclass(frozen=True)
class Report:
    """One financial year of a fund, in pence: what was there, came, was spent and on what, and is left."""

    year: int
    before: int
    came: int
    given_back: int
    spent: int
    items: list[dict[str, Any]]
    levy: LevyYear | None

    @property
    def left(self) -> int:
        """Return what was not spent at the end of the year."""
        return self.before + self.came - self.given_back - self.spent

    @property
    def missing(self) -> int:
        """Return what is due to the place of that year and did not come in it."""
        return max(0, self.levy.share - self.came) if self.levy else 0


@transaction.atomic
def keep_levy(levy: LevyYear, *, by: User | None) -> LevyYear:
    """Keep what was raised in a year; its share is counted by the rules of today and kept with it.

    Raises ValidationError for a fund of another stream, and where neither a plan nor dwellings limit the share.
    """
    fund = lock(levy.fund)
    if fund.stream != Fund.Stream.CIL or fund.closed_at:
        raise ValidationError("Only an open fund of the Community Infrastructure Levy has a neighbourhood share (R30).")
    rules, is_new = rules_of(fund.locality), levy._state.adding
    has_plan = levy.plan_made_on is not None and levy.plan_made_on <= last_day(levy.year)
    levy.percent = rules.levy_plan_percent if has_plan else rules.levy_percent
    levy.most_a_dwelling = None if has_plan else int(rules.levy_most_a_dwelling * 100)
    levy.plan_made_on = levy.plan_made_on if has_plan else None
    levy.open_with(fund)
    levy.full_clean(exclude=["partnership"])
    levy.save()
    verb = f"{'kept' if is_new else 'changed'} the levy of {levy.year} of"
    audit.record(by, verb, fund, levy=levy.pk, raised=levy.raised, share=levy.share)
    return levy


def last_day(year: int) -> datetime.date:
    """Return the last day of the financial year that begins in April of a year."""
    return year_range(year)[1]


def report(fund: Fund, year: int) -> Report:
    """Return what a fund has to tell of a financial year, in three queries."""
    first, last = year_range(year)
    of_fund = Entry.objects.filter(fund=fund, on__lte=last).order_by()
    in_year = Q(on__gte=first)
    sums = of_fund.aggregate(
        before=balances.net(*UNSPENT, kept=~in_year), came=-balances.net(Pot.OUTSIDE, kept=in_year),
        given_back=balances.net(Pot.RETURNED, kept=in_year), spent=balances.net(Pot.PAID, kept=in_year),
    )  # fmt: skip
    spent = of_fund.filter(in_year, Q(source=Pot.PAID) | Q(target=Pot.PAID)).values(
        "allocation", "allocation__title", "allocation__organisation__name"
    )
    items = spent.annotate(sum=balances.net(Pot.PAID)).exclude(sum=0).order_by("-sum", "allocation")
    levy = LevyYear.objects.filter(fund=fund, year=year).first()
    whole = {name: int(pence or 0) for name, pence in sums.items()}
    return Report(year, items=[dict(one) for one in items], levy=levy, **whole)
