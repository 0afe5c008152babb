"""Notice of key decisions and private meetings: which one the days that are left ask for, and giving it.

Source: standards R6; the Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
Regulations 2012, regulations 5, 9, 10 and 11.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board, ForwardEntry, ForwardNotice, Meeting
from boards.notice import calendar
from foundation import audit, working_days
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day, short_day
from foundation.working_days import ClosedDays

Kind = ForwardNotice.Kind
KEY_SOURCE = "Executive Arrangements Regulations 2012, regulations 9 to 11; R6"
PRIVATE_SOURCE = "Executive Arrangements Regulations 2012, regulation 5; R6"
EVERY_DAY = ClosedDays(weekdays=frozenset(), bank_holidays=False)


class Way(StrEnum):
    """By which way a key decision may be taken, by the days between its notice and itself."""

    FULL = "full"
    GENERAL = "general"
    URGENT = "urgent"


@dataclass(frozen=True)
class Missing:
    """A key decision or a private item of which too little notice was given, and what would satisfy the rule."""

    rule: str  # "key" or "private"
    text: str
    source: str
    href: str
    link: str = "See what notice it needs"
    by: datetime.date | None = None  # the last day on which the notice that it needs can be given
    item_id: int | None = None
    may_follow: bool = False  # it is given after the agenda as well

    @property
    def words(self) -> str:
        """Return it with its source, for who is refused or warned."""
        return f"{self.text} ({self.source}.)"


def long_calendar(board: Board) -> ClosedDays:
    """Return the days that do not count towards the long notice: none, unless the board's rules say otherwise."""
    return calendar(board) if board.key_days_are_working else EVERY_DAY


def has_long(board: Board, given_on: datetime.date, decided_on: datetime.date) -> bool:
    """Say whether the long notice, 28 clear days unless the board asks for others, lies between two days."""
    return long_days(board, given_on, decided_on) >= board.key_notice_days


def long_days(board: Board, given_on: datetime.date, decided_on: datetime.date) -> int:
    """Return the clear days between notice and decision as the board counts them."""
    return working_days.clear_days_between(given_on, decided_on, long_calendar(board))


def has_short(board: Board, given_on: datetime.date, decided_on: datetime.date) -> bool:
    """Say whether the short notice, 5 clear working days unless the board asks for others, lies between two days."""
    return working_days.clear_days_between(given_on, decided_on, calendar(board)) >= board.short_notice_days


def way(board: Board, given_on: datetime.date, decided_on: datetime.date) -> Way:
    """Return by which way a key decision may be taken on a day when notice is given on another. Source: R6."""
    if has_long(board, given_on, decided_on):
        return Way.FULL
    return Way.GENERAL if has_short(board, given_on, decided_on) else Way.URGENT


def last_long_day(board: Board, decided_on: datetime.date) -> datetime.date:
    """Return the last day on which the long notice can be given."""
    return working_days.latest_publication(decided_on, board.key_notice_days, long_calendar(board))


def last_short_day(board: Board, decided_on: datetime.date) -> datetime.date:
    """Return the last working day on which the short notice can be given."""
    return working_days.latest_publication(decided_on, board.short_notice_days, calendar(board))


def key_wanted(entry: ForwardEntry, today: datetime.date | None = None) -> Kind | None:
    """Return the notice that a key decision needs now, None where enough was given. Source: R6 (9, 10, 11)."""
    board, decided_on, today = entry.board, entry.day, today or timezone.localdate()
    if not (entry.is_key and board.is_executive and decided_on):
        return None
    full, general = entry.notice(Kind.KEY), entry.notice(Kind.GENERAL)
    if entry.notice(Kind.URGENT) or (full and has_long(board, full.given_on, decided_on)):
        return None
    if general and has_short(board, general.given_on, decided_on):
        return None
    return {Way.FULL: Kind.KEY, Way.GENERAL: Kind.GENERAL, Way.URGENT: Kind.URGENT}[way(board, today, decided_on)]


def private_wanted(entry: ForwardEntry, today: datetime.date | None = None) -> Kind | None:
    """Return the notice that a private item needs now, None where enough was given. Source: R6 (5)."""
    board, decided_on, today = entry.board, entry.day, today or timezone.localdate()
    if not (entry.is_private and board.is_executive and decided_on) or entry.notice(Kind.PRIVATE_URGENT):
        return None
    first, second = entry.notice(Kind.PRIVATE), entry.notice(Kind.SECOND)
    if first and has_long(board, first.given_on, decided_on):
        if second and has_short(board, second.given_on, decided_on):
            return None
        return Kind.SECOND if not second and has_short(board, today, decided_on) else Kind.PRIVATE_URGENT
    return Kind.PRIVATE if not first and has_long(board, today, decided_on) else Kind.PRIVATE_URGENT


def wanted(entry: ForwardEntry) -> list[Missing]:
    """Return what the notices of an entry lack today, with what would satisfy the rule."""
    found: list[Missing] = []
    if entry.withdrawn_at:
        return found
    if kind := key_wanted(entry):
        found.append(_missing(entry, "key", kind, Kind.KEY, "a key decision", KEY_SOURCE))
    if kind := private_wanted(entry):
        found.append(_missing(entry, "private", kind, Kind.PRIVATE, "to be taken in private", PRIVATE_SOURCE))
    return found


def _missing(entry: ForwardEntry, rule: str, kind: Kind, first: Kind, what: str, source: str) -> Missing:
    text = f"“{entry.title}” is {what}. {_so_far(entry, first)} {satisfied_by(entry, kind)}"
    by = _last_day(entry, kind)
    may_follow = kind == Kind.SECOND and by is not None and by > timezone.localdate()
    href = f"/manage{entry.get_absolute_url()}"
    return Missing(rule, text, source, href, by=by, item_id=entry.item_id, may_follow=may_follow)


def _last_day(entry: ForwardEntry, kind: Kind) -> datetime.date | None:
    """Return by when a notice can be given; None for what needs consent instead."""
    if entry.day is None or kind in (Kind.URGENT, Kind.PRIVATE_URGENT):
        return None
    last = last_long_day if kind in (Kind.KEY, Kind.PRIVATE) else last_short_day
    # On a Saturday the last working day has passed and as many clear days are left: today is by when.
    return max(last(entry.board, entry.day), timezone.localdate())


def _so_far(entry: ForwardEntry, first: Kind) -> str:
    given, board = entry.notice(first), entry.board
    if given is None or entry.day is None:
        return f"No notice of it was published; {board.key_notice_days} clear days are asked for."
    days = long_days(board, given.given_on, entry.day)
    on, asked = short_day(given.given_at), board.key_notice_days
    return f"Notice was published on {on}, {days} clear {'day' if days == 1 else 'days'} before; {asked} are asked for."


def satisfied_by(entry: ForwardEntry, kind: Kind) -> str:
    """Return, as a sentence, what would satisfy the rule."""
    office, by = entry.board.offices_to_consent[0], day(_last_day(entry, kind))
    who = f"the {office[:1].lower()}{office[1:]}"
    later = "or let it wait for a later meeting"
    return {
        Kind.KEY: f"Publish its entry in the forward plan by {by}.",
        Kind.PRIVATE: f"Publish its entry in the forward plan by {by}.",
        Kind.SECOND: f"Publish the second notice, with the response to what was said against it, by {by}.",
        Kind.GENERAL: f"Tell {who} and publish the general exception by {by}, {later}.",
        Kind.URGENT: f"Record that {who} consents to special urgency, {later}.",
        Kind.PRIVATE_URGENT: f"Record that {who} consents to meeting in private at once, {later}.",
    }[kind]  # fmt: skip


@transaction.atomic
def give(entry: ForwardEntry, kind: str, *, by: User, **words: Any) -> ForwardNotice:
    """Publish a notice of an entry; raises ValidationError where the days that are left ask for another.

    Source: standards R6.
    """
    entry = lock(entry, "board", "meeting")
    if not entry.is_public or entry.withdrawn_at:
        raise ValidationError("Publish the entry in the forward plan first; one that is withdrawn has no notices (R6).")
    if (entry.meeting and entry.meeting.has_started) or (entry.day and entry.day < timezone.localdate()):
        raise ValidationError("Its day has come, and a notice is given before (R6). Move it to a later day first.")
    if kind not in (asked := [key_wanted(entry), private_wanted(entry)]):
        needed = " and ".join(f"“{Kind(one).label}”" for one in asked if one) or "no further notice"
        on, label = short_day(entry.day), Kind(kind).label
        raise ValidationError(f"To be taken on {on} it needs {needed} now (R6), not “{label}”.")
    return _kept(entry, kind, by, **words)


def give_first(entry: ForwardEntry, *, by: User) -> None:
    """Keep that an entry is now notice of a key decision or of a private meeting; twice is once."""
    if not entry.board.is_executive:
        return
    for kind, is_so, because in (
        (Kind.KEY, entry.is_key, ""),
        (Kind.PRIVATE, entry.is_private, entry.private_because),
    ):
        if is_so and not ForwardNotice.objects.filter(entry=entry, kind=kind).exists():
            _kept(entry, kind, by, because=because)


def _kept(entry: ForwardEntry, kind: str, by: User, **words: Any) -> ForwardNotice:
    notice = ForwardNotice(board=entry.board, entry=entry, kind=kind, given_at=timezone.now(), given_by=by, **words)
    notice.full_clean(exclude=["partnership"])
    notice.save()
    audit.record(by, "gave notice of", entry, kind=kind)
    return notice


def planned_for(meetings: Collection[Meeting]) -> dict[int, list[ForwardEntry]]:
    """Return what is planned for each meeting, with its notices, in two queries."""
    found: dict[int, list[ForwardEntry]] = defaultdict(list)
    rows = ForwardEntry.objects.standing().filter(meeting__in=[meeting.pk for meeting in meetings])
    for entry in rows.select_related("board", "meeting").with_notices():
        found[entry.meeting_id].append(entry)  # type: ignore[index]
    return found


def missing(board: Board, items: Collection[Any], private: Collection[int]) -> list[Missing]:
    """Return which notices an agenda lacks to be published now; ``private`` are the ids of items with exempt papers."""
    if not board.is_executive:
        return []
    rows = ForwardEntry.objects.standing().filter(item__in=[item.pk for item in items])
    entries = {row.item_id: row for row in rows.select_related("board", "meeting").with_notices()}
    found = [one for entry in entries.values() for one in wanted(entry) if not one.may_follow]
    told = {key for key, entry in entries.items() if entry.is_private}
    return found + list(_untold(board, (item for item in items if item.pk in private and item.pk not in told), entries))


def _untold(board: Board, items: Iterable[Any], entries: dict[int | None, ForwardEntry]) -> Iterable[Missing]:
    """Yield the private items that the forward plan does not say are private."""
    for item in items:
        text = (
            f"“{item.title}” has papers that the public does not read, and no notice says that it is taken in private. "
            "Say so in the forward plan, which then says what notice it needs."
        )
        entry = entries.get(item.pk)
        href = f"/manage/forward-plan/{entry.pk}/change/" if entry else (
            f"/manage/boards/{board.slug}/forward-plan/new/?item={item.pk}"
        )  # fmt: skip
        yield Missing("private", text, PRIVATE_SOURCE, href, "Give notice of it", item.pk)
