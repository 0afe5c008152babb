"""Booking: money moves by an entry of the ledger, and in no other way. Source: checklist A29; house rule 11.

The database refuses what would leave less than nothing in a pot, whoever asks at the same instant.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commissioning.models import WAYS, Allocation, Entry, Fund, Move
from foundation import audit
from foundation.models import User
from foundation.templatetags.words import pence as pounds
from plans.refusing import in_words

VERBS = {
    Move.RECEIVED: "received", Move.ALLOCATED: "set aside", Move.RELEASED: "released", Move.COMMITTED: "promised",
    Move.UNCOMMITTED: "took back the promise of", Move.PAID: "paid", Move.RECOVERED: "was paid back",
    Move.RETURNED: "gave back", Move.LAPSED: "gave back at the end of the year",
}  # fmt: skip


@transaction.atomic
def book(
    move: Move, fund: Fund, pence: int, *, on: datetime.date, because: str, by: User | None,
    allocation: Allocation | None = None, **facts: Any,
) -> Entry:  # fmt: skip
    """Book pence on a day, for a reason; ``facts`` are further fields of the entry.

    Raises ValidationError where there is not enough, for a day to come, in a closed year, without a reason.
    """
    source, target = WAYS[move]
    return _add(
        Entry(move=move, source=source, target=target, fund=fund, pence=pence, on=on, because=because.strip(),
              allocation=allocation, **facts),
        by=by,
    )  # fmt: skip


@transaction.atomic
def reverse(entry: Entry, *, because: str, by: User | None) -> Entry:
    """Take one entry back by its opposite, dated today; both stay. What went into another fund comes back from there.

    Raises ValidationError where it was reversed already, is itself a reversal, or its money has gone on since.
    """
    if entry.reverses_id:
        raise ValidationError("This takes another entry back. Book what is right as a new entry.")
    lock_funds(entry.fund_id, entry.allocation.into_id if entry.allocation else None)
    if first := Entry.objects.filter(reverses=entry).select_related("booked_by").first():
        who = first.booked_by or "the clock"
        raise ValidationError(f"This was taken back already, on {first.on:%-d %B %Y} by {who}.")
    return _add(
        Entry(
            move=entry.move, source=entry.target, target=entry.source, fund=entry.fund, pence=entry.pence,
            on=timezone.localdate(), because=because.strip(), allocation=entry.allocation, decision=entry.decision,
            contribution=entry.contribution, organisation=entry.organisation, reverses=entry,
        ),
        by=by,
    )  # fmt: skip


def lock_funds(*keys: int | None) -> None:
    """Lock funds until the transaction ends, always in the same order, so that no two acts wait for one another."""
    list(Fund.objects.select_for_update(no_key=True).filter(pk__in=[key for key in keys if key]).order_by("pk"))


def _add(entry: Entry, *, by: User | None) -> Entry:
    if entry.on > timezone.localdate():
        raise ValidationError({"on": "Enter today or a day before: what is to come is not booked yet."})
    entry.board_id, entry.locality_id, entry.booked_by = entry.fund.board_id, entry.fund.locality_id, by
    entry.full_clean(exclude=["partnership", "source", "target"])
    with in_words():
        entry.save(force_insert=True)
    verb = VERBS[Move(entry.move)]
    whole: dict[str, Any] = {"pence": entry.pence, "entry": entry.pk, "reverses": entry.reverses_id}
    verb = f"reversed: {verb}" if entry.reverses_id else verb
    audit.record(by, f"{verb} {pounds(entry.pence)}", entry.allocation or entry.fund, **whole)
    return entry
