"""The rules of when, where and after what notice a board meets; each says what it found, in words.

On a board bound by statute a breach is refused; an informal board is warned and goes past it with a reason, which is
kept as an override. Source: standards R0; checklist B30, D20, D30, D31, X5.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import Board, Meeting, Override
from boards.notice import notice_clock
from foundation import working_days
from foundation.models import User
from foundation.templatetags.words import day

REASON_NEEDED = "reason-needed"
LONGEST_GAP = "Board’s rules: longest gap between meetings"


@dataclass(frozen=True)
class Finding:
    """What a rule has against a meeting, where the rule comes from, and whether it refuses or warns."""

    rule: str
    text: str
    source: str
    blocks: bool


def check(meeting: Meeting, *, also: Sequence[Meeting] = ()) -> list[Finding]:
    """Return what the rules have against a meeting of this board, saved or not; ``also`` are planned beside it."""
    found = [*venue(meeting), *mode(meeting), *holiday(meeting), *notice(meeting)]
    if meeting.is_extraordinary:  # it is called for a reason of its own, outside the cadence
        return found
    others = [*ordinary_meetings(meeting), *also]
    return [*cadence(meeting, others), *gap(meeting, others), *cycle(meeting, others), *found]


def ordinary_meetings(meeting: Meeting) -> list[Meeting]:
    """Return the board's other ordinary meetings within two years of this one, in one query."""
    span = datetime.timedelta(days=731)
    near = Meeting.objects.going_ahead().ordinary().filter(board=meeting.board)
    near = near.filter(starts_at__range=(meeting.starts_at - span, meeting.starts_at + span))
    return list(near.exclude(pk=meeting.pk).order_by("starts_at"))


def cadence(meeting: Meeting, others: Iterable[Meeting]) -> list[Finding]:
    """Find that the board would meet more often in a calendar year than it may. Source: checklist B30, X5."""
    most, year = meeting.board.most_meetings, meeting.date.year
    held = sum(other.date.year == year for other in others)
    if most is None or held < most:
        return []
    times = "once" if most == 1 else f"{most} times"
    text = f"The board may meet at most {times} a year, and {_count(held)} in {year} already."
    return [_finding("cadence", text, "Board’s rules: most meetings a year", meeting.board)]


def gap(meeting: Meeting, others: Iterable[Meeting]) -> list[Finding]:
    """Find that too long passes since the meeting before. Source: checklist D30.

    It refuses only while an earlier day could still be had: a board that is overdue must be able to meet.
    """
    longest = meeting.board.longest_gap_days
    before = max((o.date for o in others if o.starts_at < meeting.starts_at), default=None)
    if longest is None or before is None or (meeting.date - before).days <= longest:
        return []
    latest = before + datetime.timedelta(days=longest)
    text = (
        f"The board last meets on {day(before)}: {(meeting.date - before).days} days earlier. "
        f"No more than {longest} days may pass, so it should meet by {day(latest)}."
    )
    could_be_kept = latest > timezone.localdate()
    return [_finding("cadence", text, LONGEST_GAP, meeting.board, could_be_kept)]


def gap_left_by(meeting: Meeting) -> list[Finding]:
    """Find that the meetings on either side lie too far apart once this one is not held. Source: checklist D30."""
    longest, others = meeting.board.longest_gap_days, ordinary_meetings(meeting)
    before = max((o.date for o in others if o.starts_at < meeting.starts_at), default=None)
    after = min((o.date for o in others if o.starts_at > meeting.starts_at), default=None)
    if longest is None or meeting.is_extraordinary or before is None:
        return []
    if after is not None and (after - before).days <= longest:
        return []
    text = f"No other meeting is within {longest} days of {day(before)}. Set another date as well."
    # Weather and illness must be able to cancel any meeting: this warns, whatever the board is.
    return [_finding("cadence", text, LONGEST_GAP, meeting.board, False)]


def cycle(meeting: Meeting, others: Iterable[Meeting]) -> list[Finding]:
    """Find that the community meeting it must follow is not held first in this cycle. Source: checklist D31."""
    if meeting.board.follows is None or community_meeting(meeting, others):
        return []
    text = f"In each cycle the board meets after {meeting.board.follows}, which has no meeting before this one."
    return [_finding("cycle", text, "Always following community meetings", meeting.board)]


def community_meeting(meeting: Meeting, others: Iterable[Meeting] | None = None) -> Meeting | None:
    """Return the meeting that this one follows: the newest since the board's own meeting before it."""
    if meeting.board.follows_id is None:
        return None
    others = ordinary_meetings(meeting) if others is None else others
    before = max((o.starts_at for o in others if o.starts_at < meeting.starts_at), default=None)
    held = Meeting.objects.going_ahead().filter(board=meeting.board.follows_id, starts_at__lt=meeting.starts_at)
    held = held.filter(starts_at__gt=before) if before else held
    return held.order_by("-starts_at").first()


def venue(meeting: Meeting) -> list[Finding]:
    """Find that the place is not in the board's locality. Source: checklist D20."""
    board, place = meeting.board, meeting.venue
    if meeting.mode == Meeting.Mode.VIRTUAL or place is None or board.locality_id is None:
        return []
    if place.locality_id == board.locality_id or board.locality.settings.get("meets_elsewhere"):
        return []
    text = f"{place} is not in {board.locality}. The board meets on its own patch."
    return [_finding("venue", text, "Venues are in the locality", board, False)]


def mode(meeting: Meeting) -> list[Finding]:
    """Find that members may not meet by video. Source: standards R0; Local Government Act 1972, schedule 12."""
    board = meeting.board
    if board.may_meet_virtually or meeting.mode == Meeting.Mode.IN_PERSON:
        return []
    if meeting.mode == Meeting.Mode.VIRTUAL:
        text = "Members of this board must be in one place: it may not meet by video."
        return [_finding("mode", text, "Board’s rules: meetings by video", board)]
    text = "Members who join by video are not present in law: they are not counted and may not vote."
    return [_finding("mode", text, "Board’s rules: meetings by video", board, False)]


def holiday(meeting: Meeting) -> list[Finding]:
    """Find that the day is a bank holiday."""
    name = working_days.bank_holidays(meeting.date.year).get(meeting.date)
    if not name:
        return []
    return [_finding("day", f"{day(meeting.date)} is a bank holiday: {name}.", "Bank holidays", meeting.board, False)]


def notice(meeting: Meeting) -> list[Finding]:
    """Find that the agenda can no longer be, or was not, published in time. Source: standards R1."""
    clock = notice_clock(meeting)
    if not clock.is_late:
        return []
    words = "was published on" if clock.is_published else "can be published today at the earliest,"
    text = (
        f"The agenda must be out by {day(clock.publish_by)} to give {clock.clear_days} clear working days of notice. "
        f"It {words} {day(clock.published_on)}."
    )
    return [_finding("notice", text, "Clear working days of notice", meeting.board)]


def settle(findings: Sequence[Finding], reason: str) -> None:
    """Refuse what may not be, and ask why the rest is done; raises ValidationError."""
    if refused := [finding.text for finding in findings if finding.blocks]:
        raise ValidationError(refused)
    if findings and not reason.strip():
        raise ValidationError("Give the reason for going past the board’s rules.", code=REASON_NEEDED)


def keep_overrides(findings: Sequence[Finding], meeting: Meeting, *, reason: str, by: User | None) -> None:
    """Keep what the board was warned of and why it went on. Source: standards R0."""
    for finding in findings:
        Override.objects.create(
            board=meeting.board, meeting=meeting, rule=finding.rule, warning=finding.text, reason=reason.strip(), by=by
        )


def _finding(rule: str, text: str, source: str, board: Board, refusable: bool = True) -> Finding:
    return Finding(rule, text, source, blocks=refusable and board.is_statutory)


def _count(number: int) -> str:
    return "meets once" if number == 1 else "meets twice" if number == 2 else f"meets {number} times"
