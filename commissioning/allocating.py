"""Money is set aside for a priority by a decision, promised, paid, released or paid back. Source: A45, A35."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning import balances, reporting
from commissioning.booking import book, lock_funds
from commissioning.models import Allocation, Entry, Move
from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from foundation.templatetags.words import pence as pounds
from plans.refusing import in_words

ACTS = (Move.RELEASED, Move.COMMITTED, Move.UNCOMMITTED, Move.PAID, Move.RECOVERED)  # once it is set aside


@transaction.atomic
def allocate(allocation: Allocation, pence: int, *, on: datetime.date, because: str, by: User | None) -> Allocation:
    """Set money of a fund aside for a priority.

    Raises ValidationError where no decision that takes effect or no shared priority stands behind it, where it leaves
    the ring-fence, or where there is not enough.
    """
    fund = lock(allocation.fund)
    _may_be_acted_on(allocation)
    allocation.belong_with(fund)
    allocation.place_id = fund.locality_id or allocation.place_id
    allocation.created_by = by
    allocation.full_clean(exclude=["partnership"])
    with in_words():
        allocation.save()
    book(Move.ALLOCATED, fund, pence, on=on, because=because, by=by, allocation=allocation,
         decision=allocation.decision)  # fmt: skip
    audit.record(by, "set money aside by", allocation.rests_on, allocation=allocation.pk, pence=pence)
    if allocation.officer_decision and allocation.board:
        reporting.report(allocation.board, by=by)
    return allocation


def _may_be_acted_on(allocation: Allocation) -> None:
    """Refuse a decision that is held for call-in, and say until when. Source: standards R11."""
    decision = allocation.decision
    if decision and decision.held_until:
        raise ValidationError({"decision": f"This decision is held for call-in {decision.held_until} (R11)."})


def seen(allocation: Allocation) -> str:
    """Return the fingerprint of what is in the pots of an allocation, to know again what a person saw."""
    found = balances.of_allocation(allocation.pk)
    return f"{found.allocated}_{found.committed}_{found.paid}"


@transaction.atomic
def move(
    what: Move, allocation: Allocation, pence: int, *, on: datetime.date, because: str, saw: str | None = None,
    by: User | None, **facts: Any,
) -> Entry:  # fmt: skip
    """Promise, pay, release, or take back what was set aside; ``facts`` are the payee and a reference.

    Money that goes into another fund is received there by the same act. Raises ValidationError where there is not
    enough, ChangedMeanwhile where the pots are not as they were seen.
    """
    if what not in ACTS:
        raise ValueError(what)
    lock_funds(allocation.fund_id, allocation.into_id)
    if saw is not None and saw != seen(allocation):
        raise ChangedMeanwhile(allocation)
    facts.setdefault("organisation", allocation.organisation if what in (Move.PAID, Move.RECOVERED) else None)
    made = book(what, allocation.fund, pence, on=on, because=because, by=by, allocation=allocation,
                decision=allocation.decision, **facts)  # fmt: skip
    if allocation.into and what == Move.PAID:
        audit.record(by, f"received {pounds(pence)}", allocation.into, allocation=allocation.pk)
    return made
