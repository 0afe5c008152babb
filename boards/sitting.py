"""One sitting as it was recorded: its items, who was there for each, and whether they were enough to decide."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import SimpleLazyObject

from boards import disclosing
from boards.interested import COMING, Interested
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    Ballot,
    Declaration,
    Dispensation,
    Exclusion,
    Exemption,
    ItemRecord,
    Meeting,
    Motion,
    Movement,
    Position,
    Recommendation,
    SeatHolding,
)
from boards.models.agenda import numbers
from boards.quorum import Quorum, TierQuorum, needed
from localities.models import Mandate, Organisation

Row = TypeVar("Row")
OF_RECORD = tuple(f"record__{name}" for name in ("delegation__organisation", "right", "lead", "awaiting"))


@dataclass
class Sitting:
    """What was recorded of one meeting, read at once."""

    meeting: Meeting
    items: list[AgendaItem]
    attendances: list[Attendance]

    @cached_property
    def ranks(self) -> dict[int | None, int]:
        """Return the place of each item in the order in which they were taken."""
        taken = sorted((at, item.pk) for item in self.items if (at := started_at(item)))
        order = [pk for _, pk in taken] + [item.pk for item in self.items if not started_at(item)]
        return {pk: rank for rank, pk in enumerate(order)}

    @cached_property
    def seats(self) -> list[SeatHolding]:
        """Return who held a seat with a say on the day, with whom they speak for."""
        held = SeatHolding.objects.on(self.meeting.date).filter(
            board_id=self.meeting.board_id, substitute_for__isnull=True, seat__can_vote=True
        )
        return list(held.select_related("organisation", "seat__organisation", "mandate__council").order_by("seat_id"))

    @property
    def voters(self) -> set[int]:
        """Return the people who held a voting seat on the day."""
        return {held.person_id for held in self.seats}

    @cached_property
    def partners(self) -> list[Organisation]:
        """Return the organisations that the seats are held for, by name. Source: checklist B36."""
        found = {held.speaks_for.pk: held.speaks_for for held in self.seats if held.speaks_for}
        return sorted(found.values(), key=lambda partner: partner.name)

    def partners_at(self, item: AgendaItem) -> set[int]:
        """Return the ids of the partners somebody speaks for when an item is taken."""
        able = {_seat_of(attendance) for attendance in self.deciders(item)}
        return {held.speaks_for.pk for held in self.seats if held.speaks_for and held.person_id in able}

    def speaks_for(self, attendance: Attendance) -> Organisation | None:
        """Return the organisation that somebody at the table speaks for, in their own seat or another's."""
        return next((held.speaks_for for held in self.seats if held.person_id == _seat_of(attendance)), None)

    def deciders(self, item: AgendaItem) -> list[Attendance]:
        """Return who may decide an item, one for each holder: a substitute counts while the holder is away. R14."""
        board = self.meeting.board
        by_video = board.may_meet_virtually and not board.is_statutory
        able: dict[int, Attendance] = {}
        for attendance in sorted(self.present(item), key=lambda row: row.substitute_for_id is None):
            if _seat_of(attendance) in self.voters and (by_video or attendance.kind != Attendance.Kind.VIRTUAL):
                able[_seat_of(attendance)] = attendance
        return sorted(able.values(), key=lambda row: row.person.name)

    @cached_property
    def following(self) -> Meeting | None:
        """Return the board's next meeting that goes ahead."""
        return next_meeting(self.meeting)

    @cached_property
    def mandates(self) -> dict[int, list[Mandate]]:
        """Return what those on the roll were elected to on the day, by person. Source: checklist A5, A6."""
        people = {attendance.person_id for attendance in self.attendances}
        found: dict[int, list[Mandate]] = {}
        rows = Mandate.objects.on(self.meeting.date).filter(person__in=people).select_related("council", "area")
        for mandate in rows:
            found.setdefault(mandate.person_id, []).append(mandate)
        return found

    @cached_property
    def exempt(self) -> dict[int, list[Exemption]]:
        """Return what is marked exempt under each item; nothing under most. Source: standards R3."""
        return disclosing.by_item(self.meeting)

    @property
    def declarations(self) -> list[Declaration]:
        """Return every interest declared, in the order of the items."""
        return [declared for item in self.items for declared in item.declarations.all()]

    @property
    def current(self) -> AgendaItem | None:
        """Return the item that the meeting came to last, or the first."""
        taken = [item for item in self.items if started_at(item)]
        return max(taken, key=lambda item: self.ranks[item.pk]) if taken else next(iter(self.items), None)

    def item(self, pk: int | None) -> AgendaItem | None:
        """Return one of the items."""
        return next((item for item in self.items if item.pk == pk), None)

    def present(self, item: AgendaItem) -> list[Attendance]:
        """Return who was at the table for an item: neither gone nor out nor barred by an interest."""
        barred = {declared.person_id for declared in item.declarations.all() if bars(declared)}
        return [
            attendance
            for attendance in self.attendances
            if self.is_here(attendance, item)
            and not is_out_for(attendance, item)
            and attendance.person_id not in barred
        ]

    def interested(self, item: AgendaItem) -> list[Interested]:
        """Return who declared what keeps them from an item, or has leave in spite of it, and where they are."""
        rows = {attendance.person_id: attendance for attendance in self.attendances}
        return [
            Interested(declared, rows.get(declared.person_id))
            for declared in item.declarations.all()
            if bars(declared) or has_leave(declared)
        ]

    def is_here(self, attendance: Attendance, item: AgendaItem) -> bool:
        """Say whether somebody was at the table when an item was taken; items count in the order they were taken."""
        if attendance.kind not in Attendance.AT_THE_TABLE:
            return False
        moves = list(attendance.movements.all())
        here = not (moves and moves[0].kind == Movement.Kind.ARRIVED)
        for move in moves:
            if self.ranks.get(move.item_id, -1) <= self.ranks[item.pk]:
                here = move.kind in COMING
        return here

    def quorum(self, item: AgendaItem) -> Quorum | None:
        """Return who may decide an item, None where the board has no members. Source: standards R14."""
        if not self.voters:
            return None
        board, able = self.meeting.board, {_seat_of(attendance) for attendance in self.deciders(item)}
        tiers = tuple(
            TierQuorum(tier, len(able & self._holders_of(tier)), least) for tier, least in board.quorum_tiers.items()
        )
        return Quorum(len(able), len(self.voters), needed(board, len(self.voters)), tiers)

    def _holders_of(self, tier: str) -> set[int]:
        """Return who holds a seat for a council of a tier."""
        return {held.person_id for held in self.seats if held.speaks_for and held.speaks_for.kind == tier}


def partners(meeting: Meeting) -> list[Organisation]:
    """Return the organisations that the seats of a board are held for on the day of a meeting."""
    return Sitting(meeting, [], []).partners


def _seat_of(attendance: Attendance) -> int:
    """Return the holder of the seat that somebody sits in."""
    return attendance.substitute_for_id or attendance.person_id


def read(meeting: Meeting) -> Sitting:
    """Read what was recorded of a meeting; the number of queries does not grow with it."""
    items = _numbered(meeting, _items(meeting))
    _ask(items)
    return Sitting(meeting, items, list(_attendances(meeting)))


def at_table(meeting: Meeting) -> Sitting:
    """Read who was there for each item and what they declared, in five queries: what deciding asks, and no more."""
    items = meeting.items.standing().in_order().select_related("record").prefetch_related("declarations")
    return Sitting(meeting, _numbered(meeting, items), list(_attendances(meeting)))


def roll(meeting: Meeting) -> Sitting:
    """Return the items and who is on the roll for an entry to name, each read in one query when it is asked for."""
    items = meeting.items.standing().in_order().select_related("record")
    rows = Attendance.objects.filter(meeting=meeting).select_related("person").order_by("person__name")
    return Sitting(meeting, _when_asked(lambda: _numbered(meeting, items)), _when_asked(lambda: list(rows)))


def _when_asked(read: Callable[[], list[Row]]) -> list[Row]:
    """Read rows when they are first asked for."""
    return cast(list[Row], SimpleLazyObject(read))


def _numbered(meeting: Meeting, rows: QuerySet[AgendaItem]) -> list[AgendaItem]:
    """Read items with the numbers that they are printed with."""
    items = list(rows)
    printed = numbers(items)
    for item in items:
        item.number = printed[item.pk]  # type: ignore[attr-defined]
        item.meeting = meeting
    return items


def _ask(items: list[AgendaItem]) -> None:
    """Give each item what the board is asked to do under it, by its report or by itself, in order."""
    of_report: dict = {item.report.pk: item for item in items if getattr(item, "report", None)}
    there: dict = {item.pk: item for item in items}
    for item in items:
        item.asked = []  # type: ignore[attr-defined]
    rows = Recommendation.objects.filter(Q(item__in=there) | Q(report__in=of_report))
    beside = ("decided_by", "reopened_by", "vote__casting_by", "reworks", "reworked_as__item", *OF_RECORD)
    rows = rows.select_related(*beside).prefetch_related(
        Prefetch("positions", Position.objects.select_related("organisation")),
        Prefetch("vote__ballots", Ballot.objects.select_related("person")),
    )
    for row in rows.order_by("position", "pk"):
        item = there.get(row.item_id) or of_report[row.report_id]
        item.asked.append(row)  # type: ignore[attr-defined]


def next_meeting(meeting: Meeting) -> Meeting | None:
    """Return the board's next meeting after this one that goes ahead."""
    later = Meeting.objects.going_ahead().filter(board_id=meeting.board_id, starts_at__gt=meeting.starts_at)
    return later.select_related("venue").order_by("starts_at").first()


def started_at(item: AgendaItem) -> datetime.datetime | None:
    """Return when the meeting came to an item."""
    record = record_of(item)
    return record.started_at if record else None


def record_of(item: AgendaItem) -> ItemRecord | None:
    """Return the notes on an item, where there are any."""
    return getattr(item, "record", None)


def exclusion_of(item: AgendaItem) -> Exclusion | None:
    """Return the resolution to exclude the public from an item, where one was put."""
    return getattr(item, "exclusion", None)


def recommendations_of(item: AgendaItem) -> list[Recommendation]:
    """Return what the board is asked to do under an item of a sitting, in order."""
    return item.asked  # type: ignore[attr-defined]


def bars(declared: Declaration) -> bool:
    """Say whether a declared interest keeps its holder from deciding."""
    return declared.bars_on(declared.item.meeting.date)


def has_leave(declared: Declaration) -> Dispensation | None:
    """Return the dispensation under which somebody takes part in spite of an interest, where one stands."""
    return declared.leave_on(declared.item.meeting.date)


def is_out_for(attendance: Attendance, item: AgendaItem) -> bool:
    """Say whether somebody left the room for an item, though they may have come back when it was over."""
    return any(m.kind == Movement.Kind.OUT and m.item_id == item.pk for m in attendance.movements.all())


def _items(meeting: Meeting):
    people = ("person", "mandate__council", "dispensation")
    return (
        meeting.items.standing()
        .in_order()
        .select_related("record__saved_by", "report", "about_meeting", "exclusion__mover", "exclusion__seconder")
        .prefetch_related(
            "questions",
            Prefetch("motions", Motion.objects.select_related("mover", "seconder")),
            Prefetch("declarations", Declaration.objects.select_related(*people)),
            Prefetch("actions", Action.objects.select_related("owner", "person").order_by("id")),
        )
    )


def _attendances(meeting: Meeting):
    return (
        Attendance.objects.filter(meeting=meeting)
        .select_related("person", "representing", "substitute_for", "holding__seat")
        .prefetch_related("movements")
        .order_by("person__name")
    )
