"""Money beside what it belongs to: allocations with their sums, promises with what came of them, what waits."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce, JSONObject

from commissioning import balances
from commissioning.balances import Balance
from commissioning.ending_years import last_year_end
from commissioning.models import Allocation, Contribution, Entry, Fund, Pot, YearEnd, rules_by_locality
from foundation.panels import Panel
from foundation.templatetags.words import pence as pounds

CAME = Sum(Case(When(entries__reverses__isnull=True, then=F("entries__pence")), default=-F("entries__pence")))


def with_balances(rows: Iterable[Allocation]) -> list[tuple[Allocation, Balance]]:
    """Return allocations, each with what is in its pots, in one query for all."""
    shown = list(rows)
    found = balances.of_allocations(row.pk for row in shown)
    return [(row, found.get(row.pk, Balance())) for row in shown]


def waits(funds: Iterable[Fund], today: datetime.date) -> dict[int, list[str]]:
    """Return what is to be done about each fund that runs, in words, in three queries for all."""
    running = {fund.pk: fund for fund in funds if fund.published_at and not fund.closed_at}
    found: dict[int, list[str]] = defaultdict(list)
    ended = last_year_end(today)
    closed = set(YearEnd.objects.filter(fund__in=running, ends_on__gte=ended).values_list("fund", flat=True))
    late = Contribution.objects.filter(fund__in=running, due_on__lt=today, withdrawn_at__isnull=True)
    for promise in late.select_related("organisation").annotate(came=Coalesce(CAME, 0)).filter(came__lt=F("pence")):
        missing = pounds(promise.pence - promise.came)
        found[promise.fund_id].append(f"{promise.organisation} promised {missing} by {promise.due_on:%-d %B %Y}")
    rules = rules_by_locality()
    for key, fund in running.items():
        if fund.starts_on <= ended and key not in closed:
            found[key].append(f"Close the year to {ended:%-d %B %Y}")
        if fund.ends_on and 0 <= (fund.ends_on - today).days <= rules(fund.locality_id).end_warn_days:
            found[key].append(f"Gives out money until {fund.ends_on:%-d %B %Y}: {fund.exit_plan}")
    return found


def promises(fund: Fund) -> list[Contribution]:
    """Return what partners promised to a fund, each with what came of it as ``came``, in pence."""
    return list(fund.contributions.select_related("organisation").annotate(came=Coalesce(CAME, 0)))


# What an allocation has taken from the free money of its fund, and not given back.
TAKEN = (
    Entry.objects.filter(allocation=OuterRef("pk"))
    .order_by()
    .values("allocation")
    .annotate(taken=-balances.net(Pot.FREE))
    .values("taken")
)
FACTS = JSONObject(pk="pk", title="title", pence=Subquery(TAKEN))


def _of(title: str, key: str) -> Panel:
    rows = Allocation.objects.filter(**{key: OuterRef("pk")}).order_by("-created_at", "-pk")[:10]
    return Panel(title, "commissioning/allocation/_panel.html", ArraySubquery(rows.values(facts=FACTS)))


OF_A_DECISION = _of("Money set aside", "decision")
OF_A_PRIORITY = _of("Money for this priority", "priority")
OF_A_BOARD = _of("Money that it set aside", "board")


def _of_places(places: list[Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Allocation.objects.filter(place__in=places).order_by("-created_at", "-pk")
    for key, facts in rows.values_list("place", FACTS):
        found[key].append(facts)
    return found


OF_A_LOCALITY = Panel("Money spent here", "commissioning/allocation/_panel.html", _of_places)
