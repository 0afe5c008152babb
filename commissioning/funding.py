"""Funds are set up, opened, fed and closed. Source: checklist A29, E38, C27."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Decision
from commissioning.booking import book
from commissioning.models import Contribution, Entry, Fund, LevyYear, Move
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from foundation.templatetags.words import pence as pounds
from plans.models.place import open_parts
from plans.refusing import in_words

FIELDS = (
    "title", "stream", "nature", "holder", "purpose", "rules", "only_theme", "starts_on", "ends_on", "exit_plan",
    "carry_percent",
)  # fmt: skip


@transaction.atomic
def save_fund(fund: Fund, *, by: User | None) -> Fund:
    """Begin a fund, or keep what it says of itself; a fund of a board belongs to the board's locality."""
    is_new = fund._state.adding
    if is_new:
        fund.created_by = by
    else:
        fund = _with_the_same_words(lock(fund), fund)
    fund.locality_id = fund.board.locality_id if fund.board else fund.locality_id
    fund.full_clean(exclude=["partnership"])
    with in_words():
        fund.save()
    audit.record(by, "began the fund" if is_new else "changed the fund", fund)
    return fund


def _with_the_same_words(row: Fund, said: Fund) -> Fund:
    """Put what a fund says of itself into its row as it stands now, which may have been opened meanwhile."""
    if row.closed_at:
        raise ValidationError("The fund is closed.")
    for name in FIELDS:
        setattr(row, name, getattr(said, name))
    return row


@transaction.atomic
def open_fund(fund: Fund, *, by: User | None) -> Fund:
    """Open a fund to everybody: from now on its money moves, and each pound is shown."""
    row = lock(fund)
    if row.published_at:
        raise already(row, "opened the fund", "The fund is open already.")
    row.published_at = timezone.now()
    row.save()
    open_parts(row.published_at, row.contributions.all(), LevyYear.objects.filter(fund=row))
    audit.record(by, "opened the fund", row)
    return row


@transaction.atomic
def close_fund(fund: Fund, *, because: str, by: User | None) -> Fund:
    """Close a fund in which nothing is left, for a reason; raises ValidationError where something is."""
    row = lock(fund)
    if row.closed_at:
        raise already(row, "closed the fund", "The fund is closed already.")
    row.closed_at, row.closed_by, row.closed_because = timezone.now(), by, because.strip()
    row.full_clean(exclude=["partnership"])
    with in_words():
        row.save()
    audit.record(by, "closed the fund", row, because=because)
    return row


@transaction.atomic
def promise(contribution: Contribution, *, by: User | None) -> Contribution:
    """Keep what a partner promises to a fund; raises ValidationError where the fund is closed."""
    fund = lock(contribution.fund)
    if fund.closed_at:
        raise ValidationError("The fund is closed.")
    contribution.open_with(fund)
    contribution.full_clean(exclude=["partnership"])
    contribution.save()
    audit.record(by, f"kept a promise of {pounds(contribution.pence)} to", fund, contribution=contribution.pk)
    return contribution


@transaction.atomic
def withdraw_promise(contribution: Contribution, *, because: str, by: User | None) -> Contribution:
    """Record that what was promised does not come; what came before stays in the ledger."""
    row = lock(contribution, "fund")
    if row.withdrawn_at:
        raise ValidationError("It is recorded already that this does not come.")
    row.withdrawn_at, row.withdrawn_because = timezone.now(), because.strip()
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "recorded that a promise does not come to", row.fund, contribution=row.pk, because=because)
    return row


def receive(
    fund: Fund, pence: int, *, on: datetime.date, because: str, by: User | None,
    contribution: Contribution | None = None, reference: str = "",
) -> Entry:  # fmt: skip
    """Book money that came into a fund; raises what `book` raises."""
    giver = contribution.organisation if contribution else None
    return book(
        Move.RECEIVED, fund, pence, on=on, because=because, by=by, contribution=contribution,
        organisation=giver, reference=reference,
    )  # fmt: skip


def give_back(fund: Fund, pence: int, *, on: datetime.date, because: str, decision: Decision, by: User | None) -> Entry:
    """Book money that is given back to whom it came from, by a decision; raises what `book` raises."""
    return book(Move.RETURNED, fund, pence, on=on, because=because, decision=decision, by=by)
