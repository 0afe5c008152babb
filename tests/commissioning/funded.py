"""Funds with money, decisions and priorities for the tests of money."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Delegation, OfficerDecision
from commissioning import allocating, funding
from commissioning.models import Allocation, Fund
from tests.cast import SINCE, Cast
from tests.plans.measured import a_priority
from tests.plans.planned import a_decision

BEGAN = datetime.date(2026, 4, 1)


def a_fund(cast: Cast, pounds: int = 0, title: str = "New Homes Bonus", **facts: Any) -> Fund:
    """Return an open fund of the board with so many pounds in it."""
    usual = {
        "stream": "new-homes", "holder": cast.organisations["district"], "purpose": "What residents asked for",
        "starts_on": BEGAN, "board": cast.board,
    }  # fmt: skip
    by = cast.users["clerk"]
    fund = funding.save_fund(Fund(title=title, **usual | facts), by=by)
    funding.open_fund(fund, by=by)
    fund.refresh_from_db()
    if pounds:
        funding.receive(fund, pounds * 100, on=today(), because="The grant letter of 1 April", by=by)
    return fund


def today() -> datetime.date:
    return timezone.localdate()


def grounds(cast: Cast) -> dict[str, Any]:
    """Return a priority and a decision on which money may rest."""
    return {"priority": a_priority(cast), "decision": a_decision(cast, title="Lights on Mill Lane")}


def an_allocation(cast: Cast, fund: Fund, pounds: int, on: dict[str, Any], **facts: Any) -> Allocation:
    """Set so many pounds aside for street lights."""
    usual = {"title": "Lights on Mill Lane", "organisation": cast.organisations["parish"], **on}
    made = Allocation(fund=fund, **usual | facts)
    return allocating.allocate(made, pounds * 100, on=today(), because="As decided", by=cast.users["clerk"])


def a_delegated_decision(cast: Cast, pounds: int) -> OfficerDecision:
    """Return a published decision of an officer that commits so many pounds."""
    county = cast.organisations["county"]
    power = Delegation.objects.create(
        board=cast.board, organisation=county, scope="Small works", limit=500_00, level="county", authority="Minute 9",
        starts_on=SINCE,
    )  # fmt: skip
    return OfficerDecision.objects.create(
        board=cast.board, kind="spending", organisation=county, delegation=power, taken_by="Head of Places",
        decided_on=today(), title="A bench", text="Buy a bench", reason="Asked for", options="None", publish_by=today(),
        amount=pounds * 100, published_at=timezone.now(),
    )  # fmt: skip
