"""Changing a meeting that was set: cancelled, postponed, adjourned, moved. Each leaves its trace and is told."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import planning, rendering, rules, scheduling, summoning, telling
from boards.models import Meeting, MeetingChange
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import moment

Kind = MeetingChange.Kind
# What a postponed meeting keeps when it is set again.
KEPT = ("mode", "venue", "room", "join_link", "is_extraordinary", "called_because", "purposes")
CHANGEABLE = ("starts_at", "ends_at", "mode", "venue", "room", "join_link", "purposes")


@transaction.atomic
def cancel(meeting: Meeting, *, because: str, by: User) -> Meeting:
    """Cancel a meeting that was not opened; cancelling it again changes nothing."""
    meeting = _lock(meeting)
    if meeting.cancelled_at:
        return meeting
    _need_going_ahead(meeting)
    if meeting.opened_at:  # one that nobody opened may be cancelled afterwards: it snowed
        raise ValidationError("The meeting has begun. It can be adjourned, and what was recorded stays.")
    gap = rules.gap_left_by(meeting)
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancelled_because = timezone.now(), by, _need(because)
    _save(meeting)
    rules.keep_overrides(gap, meeting, reason=because, by=by)
    _leave_trace(meeting, Kind.CANCELLED, was=moment(meeting.starts_at), reason=because, by=by)
    audit.record(by, "cancelled", meeting)
    return meeting


@transaction.atomic
def postpone(meeting: Meeting, *, to: datetime.datetime, because: str, by: User, reason: str = "") -> Meeting:
    """Put a meeting off to another time and return the meeting that is held instead, with the business moved to it.

    ``because`` is told to everybody; ``reason`` is kept where the new time goes past a rule.
    """
    meeting = _lock(meeting)
    if meeting.postponed_to:
        return meeting.postponed_to
    _need_not_begun(meeting)
    _need_later_than_now(to)
    meeting.postponed_at = timezone.now()
    _save(meeting)
    instead = Meeting(board=meeting.board, starts_at=to, ends_at=to + (meeting.ends_at - meeting.starts_at))
    for field in KEPT:
        setattr(instead, field, getattr(meeting, field))
    meeting.postponed_to = scheduling.schedule(instead, by=by, reason=reason)
    meeting.save()
    _move_business(meeting, instead)
    planning.follow(meeting, instead, was_on=meeting.date, because=_need(because), by=by)
    _leave_trace(meeting, Kind.POSTPONED, was=moment(meeting.starts_at), now=moment(to), reason=_need(because), by=by)
    audit.record(by, "postponed", meeting, to=instead.pk)
    if meeting.announced_at:
        scheduling.announce([instead], by=by)
    if meeting.summoned_at:
        summoning.summon(instead, by=by)
    return instead


@transaction.atomic
def adjourn(meeting: Meeting, *, because: str, by: User, to: datetime.datetime | None = None) -> Meeting:
    """Break off a meeting that has begun, to be resumed at a time or at one still to be fixed."""
    meeting = _lock(meeting)
    _need_going_ahead(meeting)
    if not meeting.has_started:
        raise ValidationError("The meeting has not begun. Postpone or cancel it instead.")
    if meeting.closed_at:
        raise ValidationError("The meeting is closed.")
    if to:
        _need_later_than_now(to)
    was = f"Adjourned to {moment(meeting.adjourned_to)}" if meeting.adjourned_to else moment(meeting.starts_at)
    meeting.adjourned_at, meeting.adjourned_to = timezone.now(), to
    _save(meeting)
    now = moment(to) if to else "At a time to be announced"
    _leave_trace(meeting, Kind.ADJOURNED, was=was, now=now, reason=_need(because), by=by)
    audit.record(by, "adjourned", meeting)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting, changes: dict[str, Any], *, because: str, by: User, reason: str = ""
) -> list[MeetingChange]:
    """Change the time, the place or the way of meeting; return what was told to those who know the meeting.

    ``because`` is asked for once the meeting is announced; ``reason`` where the change goes past a rule.
    """
    meeting = _lock(meeting)
    _need_not_begun(meeting)
    was, was_on = (_times(meeting), meeting.place), meeting.date
    changed = take_on(meeting, changes)
    if not changed:
        return []
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError("The meeting must end after it starts.")
    _check_again(meeting, changed, reason=reason, by=by)
    told = list(_told(meeting, was))
    if meeting.announced_at and told:
        _need(because)
    _save(meeting)
    if meeting.date != was_on:
        planning.follow(meeting, meeting, was_on=was_on, because=because or "The meeting is on another day.", by=by)
    rendering.refresh_page(meeting)
    audit.record(by, "changed", meeting, fields=changed)
    traces = [_leave_trace(meeting, kind, was=old, now=new, reason=because, by=by) for kind, old, new in told]
    return [trace for trace in traces if trace]


def take_on(meeting: Meeting, changes: dict[str, Any]) -> list[str]:
    """Give an unsaved meeting its new values and return the names of those that differ."""
    changed = [name for name in CHANGEABLE if name in changes and getattr(meeting, name) != changes[name]]
    for name in changed:
        setattr(meeting, name, changes[name])
    return changed


def findings(meeting: Meeting, changed: Collection[str]) -> list[rules.Finding]:
    """Return what the rules that a change touches have against it: a new room asks nothing about the cadence."""
    if "starts_at" in changed:
        return rules.check(meeting)
    return [*rules.venue(meeting), *rules.mode(meeting)] if {"venue", "mode"} & set(changed) else []


def _check_again(meeting: Meeting, changed: list[str], *, reason: str, by: User) -> None:
    if "starts_at" in changed:
        _need_later_than_now(meeting.starts_at)
        scheduling.need_board_in_being(meeting)
        scheduling.need_free_time(meeting)
        meeting.cycle = rules.community_meeting(meeting)
    found = findings(meeting, changed)
    rules.settle(found, reason)
    rules.keep_overrides(found, meeting, reason=reason, by=by)


def _told(meeting: Meeting, was: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the changes that somebody on their way must know."""
    if was[0] != _times(meeting):
        yield Kind.TIME, was[0], _times(meeting)
    if was[1] != meeting.place:
        yield Kind.VENUE, was[1], meeting.place


def _times(meeting: Meeting) -> str:
    return f"{moment(meeting.starts_at)} to {moment(meeting.ends_at).rpartition(', ')[2]}"


def _move_business(meeting: Meeting, instead: Meeting) -> None:
    for item in meeting.items.all():
        item.meeting = instead
        item.save()


def _leave_trace(
    meeting: Meeting, kind: str, *, was: str, reason: str, by: User, now: str = ""
) -> MeetingChange | None:
    """Keep what changed where the public can read it and tell those summoned; nobody knows an unannounced meeting."""
    if meeting.announced_at is None:
        return None
    trace = MeetingChange.objects.create(
        board=meeting.board, meeting=meeting, kind=kind, was=was, now=now, reason=reason.strip(), by=by
    )
    telling.tell_change(trace, meeting)
    return trace


def _save(meeting: Meeting) -> None:
    meeting.sequence += 1
    meeting.save()


def _need(because: str) -> str:
    if not because.strip():
        raise ValidationError("Give the reason: it is told to those invited and shown to the public.")
    return because.strip()


def _need_going_ahead(meeting: Meeting) -> None:
    if not meeting.is_going_ahead:
        raise ValidationError(f"The meeting was {meeting.state.lower()} in the meantime.")


def _need_not_begun(meeting: Meeting) -> None:
    _need_going_ahead(meeting)
    if meeting.has_started:
        raise ValidationError("The meeting has begun. It can be adjourned, and what was recorded stays.")


def _need_later_than_now(at: datetime.datetime) -> None:
    if at <= timezone.now():
        raise ValidationError("The new time must be in the future.")


def _lock(meeting: Meeting) -> Meeting:
    return lock(meeting, "board__kind", "board__locality", "board__follows", "venue", "postponed_to")
