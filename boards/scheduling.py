"""Setting dates: one meeting, a year of them proposed from the cadence, and telling the public."""

import datetime
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import rules
from boards.models import Board, Meeting
from boards.notice import calendar
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.working_days import ClosedDays

USUAL_NUMBER = 4
WEEK = datetime.timedelta(days=7)
AFTER_COMMUNITY_MEETING = 2 * WEEK


@transaction.atomic
def schedule(meeting: Meeting, *, by: User, reason: str = "") -> Meeting:
    """Set the date of a new meeting; raises ValidationError where a rule refuses, or warns and no reason is given."""
    meeting.board = lock(meeting.board, "kind", "locality", "follows")  # one clerk at a time sets dates of a board
    need_board_in_being(meeting)
    findings = rules.check(meeting)
    rules.settle(findings, reason)
    need_free_time(meeting)
    meeting.cycle = rules.community_meeting(meeting)
    meeting.save()
    rules.keep_overrides(findings, meeting, reason=reason, by=by)
    audit.record(by, "scheduled", meeting, extraordinary=meeting.is_extraordinary)
    return meeting


@transaction.atomic
def schedule_year(meetings: Sequence[Meeting], *, by: User, reason: str = "") -> list[Meeting]:
    """Set a year of dates, all of them or none."""
    return [schedule(meeting, by=by, reason=reason) for meeting in sorted(meetings, key=lambda m: m.starts_at)]


@transaction.atomic
def announce(meetings: Iterable[Meeting], *, by: User) -> list[Meeting]:
    """Tell the public that these meetings will be held; those that it knows of stay as they are."""
    keys = sorted(meeting.pk for meeting in meetings)
    found = Meeting.objects.select_for_update(of=("self",)).select_related("board").filter(pk__in=keys)
    new = list(found.going_ahead().filter(announced_at__isnull=True))
    for meeting in new:
        meeting.announced_at, meeting.announced_by = timezone.now(), by
        meeting.save()
        audit.record(by, "announced", meeting)
    return new


def propose_dates(board: Board, first: datetime.date, number: int | None = None) -> list[datetime.date]:
    """Return a year of days from the board's cadence, on working days; a board that follows another comes after it."""
    wanted = number or board.least_meetings or board.most_meetings or USUAL_NUMBER
    closed = _closed_days(board)
    after = [day for day in _after_community_meetings(board, first) if closed.counts(day)]
    if len(after) >= wanted:
        return after[:wanted]
    return [_open_day(_same_weekday(first, round(12 * place / wanted)), closed) for place in range(wanted)]


def _closed_days(board: Board) -> ClosedDays:
    """Return the days on which nobody would call a meeting: the board's own, Christmas and Easter."""
    own = calendar(board)
    return ClosedDays(weekdays=own.weekdays, christmas_break=True, easter_break=True, closed=own.closed)


def _after_community_meetings(board: Board, first: datetime.date) -> list[datetime.date]:
    if board.follows_id is None:
        return []
    held = Meeting.objects.going_ahead().filter(
        board=board.follows_id, starts_at__date__gte=first - AFTER_COMMUNITY_MEETING,
        starts_at__date__lt=first + datetime.timedelta(days=365),
    )  # fmt: skip
    earliest = (meeting.date + AFTER_COMMUNITY_MEETING for meeting in held.order_by("starts_at"))
    days = (day + datetime.timedelta(days=(first.weekday() - day.weekday()) % 7) for day in earliest)
    return [day for day in days if day >= first]


def _same_weekday(first: datetime.date, months: int) -> datetime.date:
    """Return the same weekday of the month (the second Thursday) so many months on."""
    week = min((first.day - 1) // 7, 3)  # a fifth Thursday is not in every month
    years, month = divmod(first.month - 1 + months, 12)
    start = datetime.date(first.year + years, month + 1, 1)
    return start + datetime.timedelta(days=(first.weekday() - start.weekday()) % 7) + week * WEEK if months else first


def _open_day(day: datetime.date, closed: ClosedDays) -> datetime.date:
    if day.weekday() in closed.weekdays:  # the board wants a Saturday: only holidays move it
        closed = ClosedDays(weekdays=frozenset(), christmas_break=True, easter_break=True, closed=closed.closed)
    while not closed.counts(day):
        day += WEEK
    return day


def need_board_in_being(meeting: Meeting) -> None:
    """Refuse a day on which the board is not set up, or no longer there."""
    stage = meeting.board.stage(on=meeting.date)
    if stage is Board.Stage.CLOSED:
        raise ValidationError("The board will have closed by then.")
    if stage is Board.Stage.PLANNED:
        raise ValidationError("The board is only planned: it starts, or runs as a shadow, before it meets.")


def need_free_time(meeting: Meeting) -> None:
    """Refuse a time at which the board meets already."""
    same = Meeting.objects.going_ahead().filter(board=meeting.board, starts_at=meeting.starts_at)
    if same.exclude(pk=meeting.pk).exists():
        raise ValidationError("The board meets at that time already.")
