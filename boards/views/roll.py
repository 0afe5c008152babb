"""What stands beside each name on the roll: where the person is, and the buttons that fit."""

from dataclasses import dataclass

from django.utils import timezone

from boards.models import Attendance, Meeting, Movement
from foundation.form_fields import clock_words

Button = tuple[str, str]
Kind = Attendance.Kind
PRESENT, VIRTUAL = ("present", "Present"), ("virtual", "By video")
APOLOGIES, ABSENT = ("apologies", "Apologies"), ("absent", "Absent")
OUT, LEFT, BACK = ("out", "Left the room"), ("left", "Left the meeting"), ("back", "Came back")
ARRIVED, UNDO, CHAIR = ("arrived", "Arrived"), ("undo", "Undo the last"), ("chair", "Takes the chair")
NOT_SAID = ("expected", "Not marked yet")
MOVED = {
    Movement.Kind.ARRIVED: "Arrived",
    Movement.Kind.LEFT: "Left",
    Movement.Kind.OUT: "Out of the room since",
    Movement.Kind.BACK: "Came back",
}


@dataclass(frozen=True)
class State:
    """Where somebody is, in words, and what may be recorded of them next."""

    words: str
    tone: str
    first: list[Button]
    rest: list[Button]
    has_time: bool = True


def state(attendance: Attendance, meeting: Meeting) -> State:
    """Return what to show beside a name."""
    last = list(attendance.movements.all())[-1:]
    if attendance.kind in Attendance.AT_THE_TABLE:
        return _at_the_table(attendance, meeting, last[0] if last else None)
    if attendance.kind == Kind.IN_ATTENDANCE:
        first = [BACK] if last and last[0].kind == Movement.Kind.LEFT else [LEFT]
        return State(_words(attendance, last[0] if last else None), "here", first, [NOT_SAID, CHAIR, *_undo(last)])
    marks = [mark for mark in (PRESENT, VIRTUAL, APOLOGIES, ABSENT) if mark[0] != attendance.kind]
    late = [ARRIVED] if meeting.opened_at and not meeting.closed_at else []
    if attendance.kind == Kind.EXPECTED:
        rest = [*marks[1:2], *marks[3:], *late]
        return State("Not marked yet", "waiting", [marks[0], marks[2]], rest, has_time=bool(late))
    rest = [*marks[1:], NOT_SAID] if late else [*marks[1:], ARRIVED, NOT_SAID]
    return State(attendance.get_kind_display(), "away", late or marks[:1], rest)


def _at_the_table(attendance: Attendance, meeting: Meeting, last: Movement | None) -> State:
    gone = last is not None and last.kind in (Movement.Kind.LEFT, Movement.Kind.OUT)
    chair = [] if meeting.chaired_by_id == attendance.person_id else [CHAIR]
    other = VIRTUAL if attendance.kind != Kind.VIRTUAL else PRESENT
    fixes = [other, APOLOGIES, NOT_SAID, *chair, *_undo([last] if last else [])]
    first = [BACK] if gone else [OUT, LEFT]
    if not meeting.opened_at:
        return State(_words(attendance, last), "here", [], fixes, has_time=False)
    return State(_words(attendance, last), "away" if gone else "here", first, fixes)


def _undo(last: list[Movement]) -> list[Button]:
    return [UNDO] if last else []


def _words(attendance: Attendance, last: Movement | None) -> str:
    kind = attendance.get_kind_display()
    if last is None:
        return kind
    moved = f"{MOVED[Movement.Kind(last.kind)]} {clock_words(timezone.localtime(last.at).time())}"
    return moved if last.kind in (Movement.Kind.LEFT, Movement.Kind.OUT) else f"{kind}. {moved}"
