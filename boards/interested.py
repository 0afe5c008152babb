"""Who declared what keeps them from an item, whether they have leave, and where they are. Source: standards R10."""

from dataclasses import dataclass

from boards.models import Attendance, Declaration, Dispensation, Movement

COMING = (Movement.Kind.ARRIVED, Movement.Kind.BACK)


@dataclass(frozen=True)
class Interested:
    """Somebody whom an interest keeps from an item, or who has leave to take part in spite of it."""

    declared: Declaration
    attendance: Attendance | None

    @property
    def leave(self) -> Dispensation | None:
        """Return the dispensation under which they take part."""
        return self.declared.leave_on(self.declared.item.meeting.date)

    @property
    def is_out(self) -> bool:
        """Say whether they left the room for the item, or the meeting."""
        last = list(self.attendance.movements.all())[-1:] if self.attendance else []
        return self.declared.left_room or bool(last and last[0].kind not in COMING)

    @property
    def is_there(self) -> bool:
        """Say whether they are at the meeting."""
        return self.attendance is not None and self.attendance.kind in Attendance.AT_THE_TABLE
