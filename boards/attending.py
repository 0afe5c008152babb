"""Keeping the roll of a meeting: who is expected, who came, who went out and came back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards.models import AgendaItem, Attendance, BoardOffice, Meeting, Movement, SeatHolding, Summons
from boards.recording import lock_record
from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from localities.models import Person

Kind = Attendance.Kind
AFTER_REPLY: dict[str, str] = {Summons.Reply.APOLOGIES: Kind.APOLOGIES, Summons.Reply.SUBSTITUTE: Kind.APOLOGIES}
SERVING = (BoardOffice.Kind.CLERK, BoardOffice.Kind.LEAD_OFFICER, BoardOffice.Kind.COMMUNITY_OFFICER)


@transaction.atomic
def call_roll(meeting: Meeting, *, by: User) -> list[Attendance]:
    """List who is expected, from the seats on the day and the replies to the summons; doing it again adds the new."""
    meeting = lock_record(meeting)
    replies = {s.person_id: s for s in meeting.summonses.select_related("substitute")}
    there = {a.person_id: a for a in meeting.attendances.all()}
    expected = [a for a in _expected(meeting, replies) if a.person_id not in there]
    added: dict[int, Attendance] = {}
    for attendance in expected:
        added.setdefault(attendance.person_id, attendance)
    for attendance in added.values():
        attendance.save()
    for person_id, attendance in there.items():
        kind = AFTER_REPLY.get(replies[person_id].reply) if person_id in replies else None
        if kind and attendance.kind == Kind.EXPECTED:
            _change(attendance, kind)
    audit.record(by, "called the roll of", meeting, added=len(added))
    return list(added.values())


def _expected(meeting: Meeting, replies: dict[int, Summons]) -> list[Attendance]:
    held = (
        SeatHolding.objects.on(meeting.date)
        .filter(board=meeting.board, substitute_for__isnull=True)
        .select_related("organisation", "seat__organisation", "mandate__council")
        .order_by("-seat__can_vote", "seat_id")
    )
    rows = [_row(meeting, h.person_id, replies, holding=h, representing=h.speaks_for) for h in held]
    rows += [
        _row(meeting, _stand_in(reply).pk, {}, substitute_for_id=person_id)
        for person_id, reply in replies.items()
        if reply.reply == Summons.Reply.SUBSTITUTE and reply.stand_in
    ]
    serving = BoardOffice.objects.on(meeting.date).filter(board=meeting.board, kind__in=SERVING)
    rows += [_row(meeting, office.person_id, replies) for office in serving]
    advisers = [s for s in replies.values() if s.capacity == Summons.Capacity.ADVISER]
    return rows + [_row(meeting, adviser.person_id, replies) for adviser in advisers]


def _row(meeting: Meeting, person_id: int, replies: dict[int, Summons], **more) -> Attendance:
    reply = replies[person_id].reply if person_id in replies else ""
    kind = AFTER_REPLY.get(reply, Kind.EXPECTED)
    return Attendance(board=meeting.board, meeting=meeting, person_id=person_id, kind=kind, **more)


def _stand_in(reply: Summons) -> Person:
    return reply.substitute or _person(reply.substitute_name)


@transaction.atomic
def mark(attendance: Attendance, kind: str, *, version: int, by: User) -> Attendance:
    """Say how somebody is there, or is not.

    Raises ChangedMeanwhile when someone else has changed the row since it was seen.
    """
    attendance = _locked(attendance)
    kind = _fitting(attendance, kind)
    if attendance.kind == kind:
        return attendance
    _refuse_stale(attendance, version)
    _change(attendance, kind)
    audit.record(by, "marked the attendance of", attendance.meeting, name=str(attendance.person), kind=kind)
    return attendance


@transaction.atomic
def move(
    attendance: Attendance, kind: str, *, item: AgendaItem | None, at: datetime.datetime | None = None, by: User
) -> Attendance:
    """Record that somebody arrived, left, went out or came back; saying it twice records it once."""
    attendance = _locked(attendance)
    last = attendance.movements.last()
    if last and last.kind == kind:
        return attendance
    if attendance.kind not in Attendance.AT_THE_TABLE:
        if kind != Movement.Kind.ARRIVED and attendance.kind != Kind.IN_ATTENDANCE:
            raise ValidationError(f"{attendance.person} is not marked as present.")
        _change(attendance, _fitting(attendance, Kind.PRESENT))
    else:
        _change(attendance, attendance.kind)
    Movement.objects.create(
        board=attendance.board, attendance=attendance, kind=kind, at=at or timezone.now(), item=item
    )
    audit.record(by, "recorded a movement at", attendance.meeting, name=str(attendance.person), kind=kind)
    return attendance


@transaction.atomic
def take_back_movement(attendance: Attendance, *, by: User) -> Attendance:
    """Remove the last arrival or departure, recorded by mistake."""
    attendance = _locked(attendance)
    if last := attendance.movements.last():
        last.delete()
        _change(attendance, attendance.kind)
        audit.record(by, "took back a movement at", attendance.meeting, name=str(attendance.person), kind=last.kind)
    return attendance


@transaction.atomic
def add_person(
    meeting: Meeting,
    name: str,
    *,
    substitute_for: Person | None = None,
    representing_id: int | None = None,
    by: User,
) -> Attendance:
    """Add somebody who was not expected: a substitute, or someone in attendance, by name."""
    meeting = lock_record(meeting)
    person = _person(name)
    kind = Kind.SUBSTITUTE if substitute_for else Kind.IN_ATTENDANCE
    attendance, made = Attendance.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={
            "board": meeting.board,
            "kind": kind,
            "substitute_for": substitute_for,
            "representing_id": representing_id,
        },
    )
    if not made and substitute_for:
        attendance.substitute_for = substitute_for
        _change(attendance, kind)
    audit.record(by, "added a person at", meeting, name=str(person), kind=kind)
    return attendance


@transaction.atomic
def take_chair(attendance: Attendance, *, by: User) -> Meeting:
    """Record who chairs the meeting."""
    attendance = _locked(attendance)
    meeting = attendance.meeting
    if meeting.chaired_by_id != attendance.person_id:
        meeting.chaired_by = attendance.person
        meeting.save(update_fields=["chaired_by"])
        audit.record(by, "recorded the chair of", meeting, name=str(attendance.person))
    return meeting


def _person(name: str) -> Person:
    """Return the person of this name, with or without a title, or a new one."""
    name = " ".join(name.split())
    last = name.split(" ", 1)[-1]
    known = Person.objects.filter(Q(name__iexact=name) | Q(name__iexact=last)).order_by("pk")
    exact = next((p for p in known if name.lower() in (p.name.lower(), str(p).lower())), None)
    return exact or Person.objects.create(name=name)


def _locked(attendance: Attendance) -> Attendance:
    """Lock the meeting, as every act on its record does, and then the row."""
    meeting = lock_record(attendance.meeting)
    attendance = lock(attendance)
    attendance.meeting = meeting
    return attendance


def _fitting(attendance: Attendance, kind: str) -> str:
    """Return how being present is called for this person: a member, a substitute, someone in attendance."""
    if kind not in (Kind.PRESENT, Kind.VIRTUAL):
        return kind
    if attendance.holding_id:
        return kind
    if attendance.substitute_for_id:
        return Kind.SUBSTITUTE if kind == Kind.PRESENT else Kind.VIRTUAL
    return Kind.IN_ATTENDANCE


def _refuse_stale(attendance: Attendance, version: int) -> None:
    if attendance.version != version:
        raise ChangedMeanwhile(attendance)


def _change(attendance: Attendance, kind: str) -> None:
    attendance.kind = kind
    attendance.version += 1
    attendance.save()
