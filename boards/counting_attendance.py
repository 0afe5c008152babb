"""Who was at the meetings: by member, organisation and tier, counted from appointment to the end of the seat.

A meeting counts once its minutes are published. Source: checklist A3.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from boards.models import Attendance, Board, Meeting, SeatHolding, Tier, tier_of
from localities.importing import sheet

Kind = Attendance.Kind
HOW = {
    "present": "Present",
    "substituted": "Substitute came",
    "apologies": "Apologies",
    "absent": "Absent",
    "unrecorded": "Not recorded",
}
RECORDED: dict[str, str] = {
    Kind.PRESENT: "present", Kind.VIRTUAL: "present", Kind.SUBSTITUTE: "present", Kind.IN_ATTENDANCE: "present",
    Kind.APOLOGIES: "apologies", Kind.ABSENT: "absent",
}  # fmt: skip
MISSED = ("apologies", "absent")
Read = Mapping[tuple[int, int], str]  # how somebody is on the roll, by meeting and person


@dataclass(frozen=True)
class Mark:
    """One meeting at which one member was expected in one seat, and how they were there."""

    holding: Any
    meeting: Any
    how: str


@dataclass
class Tally:
    """How often each thing happened at the meetings at which somebody was expected."""

    name: str
    note: str = ""
    key: int | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HOW, 0))

    @property
    def expected(self) -> int:
        """Return at how many meetings they were expected."""
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """Return each number with what it counts, as a key and in words."""
        return [(how, self.counts[how], words) for how, words in HOW.items()]

    @property
    def share(self) -> int | None:
        """Return at how many of a hundred recorded meetings they were present; None where nothing is recorded."""
        recorded = self.expected - self.counts["unrecorded"]
        return round(100 * self.counts["present"] / recorded) if recorded else None


def marks(
    holdings: Iterable[Any], meetings: Iterable[Any], roll: Read, stood_in: Collection[tuple[int, int]]
) -> list[Mark]:
    """Return each meeting of a seat's board between its holder's first and last day.

    ``roll`` and ``stood_in`` are keyed by meeting and person: the one who is entered, the one somebody stood in for.
    """
    by_board: dict[int, list[Any]] = defaultdict(list)
    for meeting in meetings:
        by_board[meeting.board_id].append(meeting)
    return [
        Mark(holding, meeting, _how((meeting.pk, holding.person_id), roll, stood_in))
        for holding in holdings
        for meeting in by_board[holding.board_id]
        if holding.holds_on(meeting.date)
    ]


def _how(key: tuple[int, int], roll: Read, stood_in: Collection[tuple[int, int]]) -> str:
    how = RECORDED.get(roll.get(key, ""), "unrecorded")
    return "substituted" if how != "present" and key in stood_in else how


def tallies(rows: Iterable[Mark], group: Callable[[Mark], Hashable], name: Callable[[Mark], Tally]) -> list[Tally]:
    """Count by group, by name; a person in two seats of a group counts once a meeting."""
    found: dict[Hashable, Tally] = {}
    seen = set()
    for row in rows:
        key = group(row)
        once = (key, row.holding.person_id, row.meeting.pk)
        if once not in seen:
            seen.add(once)
            found.setdefault(key, name(row)).counts[row.how] += 1
    return sorted(found.values(), key=lambda tally: tally.name)


def by_member(rows: Iterable[Mark]) -> list[Tally]:
    """Count by member, each with the body they speak for."""
    return tallies(rows, lambda row: row.holding.person_id, _member)


def by_body(rows: Iterable[Mark]) -> list[Tally]:
    """Count by organisation."""
    return tallies(rows, _body, lambda row: Tally(_body(row)))


def by_tier(rows: Iterable[Mark]) -> list[Tally]:
    """Count by tier: each tier of council, other partners, the community."""
    return tallies(rows, _tier, lambda row: Tally(_tier(row)))


def by_board(rows: Iterable[Mark]) -> list[Tally]:
    """Count by board."""
    return tallies(
        rows, lambda row: row.meeting.board_id, lambda row: Tally(row.meeting.board.name, row.meeting.board.slug)
    )


def _member(row: Mark) -> Tally:
    left = row.holding.ends_on
    until = f", until {left:%-d %B %Y}" if left and left < timezone.localdate() else ""
    return Tally(str(row.holding.person), f"{_body(row)}{until}", row.holding.person_id)


def _body(row: Mark) -> str:
    return str(row.holding.speaks_for or Tier.COMMUNITY.label)


def _tier(row: Mark) -> str:
    return str(Tier(tier_of(row.holding.speaks_for)).label)


def published(days: tuple[datetime.date, datetime.date], **whose: Any) -> list[Mark]:
    """Return what the public may count in a period, of the seats that fit (``board=…`` or ``person=…``)."""
    since, until = days
    held = SeatHolding.objects.filter(substitute_for__isnull=True, **whose).filter(_overlap(since, until))
    related = ("person", "organisation", "seat__organisation", "mandate__council")
    holdings = list(held.select_related(*related).order_by("starts_on", "pk"))
    boards = {holding.board_id for holding in holdings}
    meetings = list(
        Meeting.objects.public().going_ahead().select_related("board")
        .filter(board__in=boards, minutes_edition__isnull=False, starts_at__date__range=(since, until))
    )  # fmt: skip
    rolls = Attendance.objects.filter(meeting__in=[m.pk for m in meetings], published_at__isnull=False)
    return marks(holdings, meetings, *_read(rolls))


def _overlap(since: datetime.date, until: datetime.date) -> Q:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=until)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=since))


def _read(rows: Any) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """Return the rolls of meetings by meeting and person, and who was stood in for, in one query."""
    roll, stood_in = {}, set()
    for meeting, person, kind, instead in rows.values_list("meeting", "person", "kind", "substitute_for"):
        roll[meeting, person] = kind
        if instead and kind in Attendance.AT_THE_TABLE:
            stood_in.add((meeting, instead))
    return roll, stood_in


@dataclass(frozen=True)
class Missing:
    """A member who missed as many meetings in a row as the board's rule says."""

    holding: SeatHolding
    times: int


def missing(boards: Iterable[Board]) -> list[Missing]:
    """Return who of today's members missed the last meetings of these boards, as many as each board's rule says.

    Meetings count from when they are closed; with apologies or without. Three queries.
    """
    watched = {board.pk: board.missed_in_a_row for board in boards if board.missed_in_a_row}
    last = Window(RowNumber(), partition_by=F("board"), order_by=F("starts_at").desc())
    held = Meeting.objects.going_ahead().filter(board__in=watched, closed_at__isnull=False).annotate(back=last)
    meetings = list(held.filter(back__lte=max(watched.values(), default=0)))
    if not meetings:
        return []
    today = SeatHolding.objects.on(timezone.localdate()).filter(board__in=watched, substitute_for__isnull=True)
    holdings = today.select_related("person", "board").order_by("board__name", "person__name")
    rolls = Attendance.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    return run(marks(holdings, [m for m in meetings if m.back <= watched[m.board_id]], *_read(rolls)), watched)


def run(rows: Iterable[Mark], watched: Mapping[int, int]) -> list[Missing]:
    """Return who missed every one of the last meetings, where there were as many as their board's rule says."""
    seats: dict[Any, list[str]] = defaultdict(list)
    for row in rows:
        seats[row.holding].append(row.how)
    return [
        Missing(holding, len(hows))
        for holding, hows in seats.items()
        if len(hows) == watched[holding.board_id] and all(how in MISSED for how in hows)
    ]


def shown(rows: Iterable[Mark]) -> dict[str, str]:
    """Return what a page counts, in words: what is not recorded only where that is so of somebody."""
    return HOW if any(row.how == "unrecorded" for row in rows) else {k: v for k, v in HOW.items() if k != "unrecorded"}


def table(groups: Mapping[str, Iterable[Tally]]) -> str:
    """Return tallies as CSV in which no cell is a formula; each group's rows say what they count by."""
    return sheet(
        ["by", "name", "note", "expected", *HOW, "present_percent"],
        ([by, row.name, row.note, *_figures(row)] for by, rows in groups.items() for row in rows),
    )


def _figures(row: Tally) -> list[str]:
    return [str(number) for number in (row.expected, *row.counts.values(), "" if row.share is None else row.share)]
