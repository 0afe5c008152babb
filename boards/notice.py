"""The notice clock of a meeting: by when its agenda must be out, counted as its board counts.

Source: standards R1, R2.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from foundation import working_days
from foundation.working_days import ClosedDays

from .models import Board, Meeting


@dataclass(frozen=True)
class NoticeClock:
    """By when an agenda must be published, and what notice it gives when it is published on a day."""

    meeting_on: date
    clear_days: int  # that the board asks for
    publish_by: date
    published_on: date  # or today, while it is not
    given: int  # clear working days between the two
    is_published: bool

    @property
    def is_late(self) -> bool:
        """Say whether the notice given is too short."""
        return self.published_on > self.publish_by

    @property
    def days_left(self) -> int:
        """Return the days, of any kind, until the last day; negative when it has passed."""
        return (self.publish_by - self.published_on).days

    @property
    def is_close(self) -> bool:
        """Say whether the last day is near enough to be warned of."""
        return 0 <= self.days_left <= 3


def calendar(board: Board) -> ClosedDays:
    """Return the days that do not count towards this board's notice."""
    closed = {working_days.SUNDAY} if board.saturdays_count else {working_days.SATURDAY, working_days.SUNDAY}
    return ClosedDays(weekdays=frozenset(closed))


def notice_clock(meeting: Meeting, *, at: datetime | None = None) -> NoticeClock:
    """Return the clock of a meeting as it stands: at first publication, or at the moment given, or now."""
    board, first = meeting.board, at is None and meeting.agenda_published_at
    moment = first or at or timezone.now()
    return NoticeClock(
        meeting_on=meeting.date,
        clear_days=board.notice_days,
        publish_by=working_days.latest_publication(meeting.date, board.notice_days, calendar(board)),
        published_on=working_days.london_day(moment),
        given=working_days.clear_days_between(moment, meeting.starts_at, calendar(board)),
        is_published=bool(first),
    )
