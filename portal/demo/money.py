"""Money of an example: funds, what partners promise and give, what boards set aside, promise and pay."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from commissioning import allocating, funding, levying, spending
from commissioning.ending_years import last_year_end
from commissioning.models import Allocation, Contribution, Fund, LevyYear, Move
from foundation.models import User
from localities.models import Organisation
from plans.models import Priority

from .data.money import FUNDS


def fund_boards(slug: str, main: Board, clerk: User) -> None:
    """Give an example its funds; a fund that feeds another comes before it and pays into it."""
    bodies = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    feeding: list[tuple[Fund, int]] = []
    for facts in FUNDS.get(slug, FUNDS["braintree"]):
        fund = _fund(facts, main, bodies, clerk)
        for other, pounds in feeding:
            _set_aside(other, (f"For {main}", pounds, pounds, pounds, ""), bodies, main, clerk, into=fund)
        for aside in facts.get("aside", []):
            _set_aside(fund, aside, bodies, main, clerk)
        feeding = [(fund, facts["feeds"])] if "feeds" in facts else []


def _today() -> datetime.date:
    return timezone.localdate()


def _body(kind: str, bodies: dict[str, Organisation]) -> Organisation:
    return bodies.get(kind) or bodies["district"]


def _fund(facts: dict[str, Any], main: Board, bodies: dict[str, Organisation], clerk: User) -> Fund:
    ends_on = _today() + datetime.timedelta(days=facts["ends"]) if "ends" in facts else None
    fund = funding.save_fund(
        Fund(
            title=facts["title"], stream=facts["stream"], holder=_body(facts["holder"], bodies), ends_on=ends_on,
            purpose=facts["purpose"], rules=facts.get("rules", ""), exit_plan=facts.get("exit", ""),
            board=main if facts.get("of_board") else None, carry_percent=facts.get("carry", 100),
            starts_on=last_year_end(_today()) + datetime.timedelta(days=1),
        ),
        by=clerk,
    )  # fmt: skip
    fund = funding.open_fund(fund, by=clerk)
    if "levy" in facts:
        pounds, dwellings = facts["levy"]
        year = spending.years_of(fund)[0]
        levying.keep_levy(LevyYear(fund=fund, year=year, raised=pounds * 100, dwellings=dwellings), by=clerk)
    left = facts["pounds"]
    for kind, pounds, condition in facts.get("promises", []):
        promise = funding.promise(
            Contribution(
                fund=fund, organisation=_body(kind, bodies), pence=pounds * 100, condition=condition,
                due_on=_today() + datetime.timedelta(days=0 if left else 60),
            ),
            by=clerk,
        )  # fmt: skip
        came, left = min(pounds, left), max(0, left - pounds)
        if came:
            funding.receive(fund, came * 100, on=_today(), because="The year’s payment", contribution=promise, by=clerk)
    return fund


def _set_aside(
    fund: Fund, aside: tuple[str, int, int, int, str], bodies: dict[str, Organisation], main: Board, clerk: User,
    into: Fund | None = None,
) -> None:  # fmt: skip
    title, pounds, promised, paid, kind = aside
    agreed = Decision.objects.public().filter(board=main, outcome__in=("agreed", "amended"))
    decision = agreed.filter(awaiting=None).first()
    priority = Priority.objects.public().standing().filter(board=main).order_by("pk").first()
    if not decision or not priority:
        return
    who = into.holder if into else _body(kind, bodies)
    made = allocating.allocate(
        Allocation(
            fund=fund, title=title, organisation=who, decision=decision, priority=priority, place=main.locality,
            into=into,
        ),
        pounds * 100, on=_today(), because=f"Set aside: {title}", by=clerk,
    )  # fmt: skip
    for what, amount in ((Move.COMMITTED, promised), (Move.PAID, paid)):
        if amount:
            allocating.move(what, made, amount * 100, on=_today(), because="As agreed with them", by=clerk)
