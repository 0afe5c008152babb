"""Delegations: recorded from a sovereign body, corrected, revoked. What rests on one stays inside it.

Source: checklist A35, X3; Local Government Act 1972, section 101.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board, DecisionRecord, Delegation, Meeting, Recommendation
from boards.recorded import record_of
from boards.refusing import in_words, words
from boards.rules import Finding
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import pence, short_day

SOURCE = "Recorded delegation (A35, X3)"


@transaction.atomic
def record_delegation(board: Board, *, by: User | None, **facts: Any) -> Delegation:
    """Record what a sovereign body lets a board, or the holder of a post, decide; money in pence."""
    row = Delegation(board=board, recorded_by=by, **facts)
    _save(row)
    audit.record(by, "recorded a delegation to", board, delegation=row.pk, organisation=row.organisation_id)
    return row


@transaction.atomic
def correct_delegation(row: Delegation, *, by: User, fields: Sequence[str]) -> Delegation:
    """Keep a delegation that the form has locked, checked and changed.

    Raises ValidationError when a decision that rests on it would no longer do so.
    """
    _save(row)
    audit.record(by, "corrected a delegation to", row.board, delegation=row.pk, fields=list(fields))
    return row


@transaction.atomic
def revoke_delegation(row: Delegation, *, since: datetime.date, because: str, by: User | None) -> Delegation:
    """End a delegation before its time: it no longer holds from this day.

    Raises ValidationError when it was revoked already, or when something was decided under it on or after that day.
    """
    row = lock(row, "board", "organisation", "revoked_by")
    if row.revoked_at:
        raise ValidationError(f"{row.revoked_by or 'Somebody'} has revoked it already: {row.revoked_because}")
    if row.ends_on and since > row.ends_on:
        raise ValidationError({"since": "It ends by itself before that day."})
    row.revoked_from, row.revoked_because = since, because.strip()
    row.revoked_at, row.revoked_by = timezone.now(), by
    _save(row)
    audit.record(by, "revoked a delegation to", row.board, delegation=row.pk, since=str(since), because=because)
    return row


def _save(row: Delegation) -> None:
    row.full_clean(exclude=["partnership", "recorded_by"], validate_unique=False)
    with in_words():
        row.save()


def rest_on_the_only_one(row: Recommendation, meeting: Meeting, *, by: User) -> None:
    """Let a decision rest on the board's delegation where one alone is in force and none was chosen."""
    record = record_of(row)
    if record and record.delegation_id:
        return
    found = list(Delegation.objects.in_force(meeting.date).filter(board=meeting.board_id)[:2])
    if len(found) == 1:
        record = record or DecisionRecord(board=row.board, recommendation=row)
        record.delegation, record.saved_by = found[0], by
        record.level = record.level or found[0].level
        record.save()


def findings(row: Recommendation, meeting: Meeting) -> Iterable[Finding]:
    """Find that a decision would rest on no delegation, on one that is not in force that day, or go past its limit."""
    record = record_of(row)
    used = record.delegation if record else None
    if record is None or used is None:
        yield Finding("delegation", words("delegation_in_force", _none_chosen(meeting)), SOURCE, blocks=True)
    elif not used.in_force(meeting.date):
        yield Finding("delegation", words("delegation_in_force", _not_in_force(used, meeting)), SOURCE, blocks=True)
    elif used.limit is not None and (record.amount is None or record.amount > used.limit):
        yield Finding("delegation", words("delegation_limit", _past(record, used)), SOURCE, blocks=True)


def _none_chosen(meeting: Meeting) -> str:
    if Delegation.objects.in_force(meeting.date).filter(board=meeting.board_id).exists():
        return "The record does not say under which delegation this is decided"
    last = Delegation.objects.filter(board=meeting.board_id, starts_on__lte=meeting.date).order_by("starts_on").last()
    return _not_in_force(last, meeting) if last else "Nothing is delegated to this board"


def _not_in_force(used: Delegation, meeting: Meeting) -> str:
    day, named = meeting.date, f"The delegation from {used.organisation}"
    if used.revoked_from and used.revoked_from <= day:
        return f"{named} was revoked from {short_day(used.revoked_from)}"
    if used.ends_on and used.ends_on < day:
        return f"{named} ran out on {short_day(used.ends_on)}"
    return f"{named} begins on {short_day(used.starts_on)}"


def _past(record: DecisionRecord, used: Delegation) -> str:
    most = f"{used.organisation} delegates decisions of at most {pence(used.limit)}"
    if record.amount is None:
        return f"{most}, and the record does not say what this commits"
    return f"{most}, and this commits {pence(record.amount)}"
