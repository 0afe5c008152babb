"""Completing the record of a decision: what it rests on before the meeting, what is known of it after.

Source: checklist A5, B14, B39, C5, E45; standards R7.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from boards import deciding
from boards.models import Board, DecidingRight, DecisionRecord
from boards.refusing import in_words
from foundation import audit
from foundation.locking import lock, need_first
from foundation.models import User


@transaction.atomic
def complete_record(record: DecisionRecord, *, fields: Sequence[str], by: User) -> DecisionRecord:
    """Keep what a form says of a decision.

    Raises ChangedMeanwhile when somebody began the record first, ValidationError when a decision rests on what would
    change, PermissionDenied once the minutes are approved.
    """
    row = deciding.locked(record.recommendation)
    need_first(record, recommendation=row)
    record.board_id, record.saved_by = row.board_id, by
    record.full_clean(exclude=["partnership", "board", "recommendation"], validate_unique=False)
    with in_words():
        record.save()
    deciding.touch(row)
    meeting = deciding.item_of(row).meeting
    audit.record(by, "completed the record of a decision at", meeting, recommendation=row.pk, fields=list(fields))
    return record


@transaction.atomic
def give_right(board: Board, *, name: str, tiers: Sequence[str], by: User | None) -> DecidingRight:
    """Say whose members decide where a kind of money or power is at stake. Source: checklist X3."""
    right = DecidingRight(board=board, name=name, tiers=list(tiers), starts_on=timezone.localdate())
    right.full_clean(exclude=["partnership"], validate_unique=False)
    right.save()
    audit.record(by, "gave a right to decide on", board, right=name, tiers=list(tiers))
    return right


@transaction.atomic
def end_right(right: DecidingRight, *, by: User) -> DecidingRight:
    """End a right from today on; what was decided by it keeps it. One of today goes as if it had not been."""
    right = lock(right, "board")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if right.ends_on is None or right.ends_on > yesterday:
        right.ends_on = max(yesterday, right.starts_on or yesterday)
        right.save()
        audit.record(by, "ended a right to decide on", right.board, right=right.name)
    return right
