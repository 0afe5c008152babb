"""The gates of a cycle: by when each is to be passed, which comes next, and how long there is. Source: B21; R24."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from foundation.templatetags.words import counted
from plans.models import CommentRound, Cycle, PrioritySet


@dataclass(frozen=True)
class Gate:
    """One gate: the set's column, the cycle's day, and the words for it."""

    key: str
    due: str
    name: str
    until: str  # "12 days until …"
    act: str  # what an officer does


CHOSEN = Gate("submitted", "draft_by", "Priorities are chosen", "priorities are chosen", "Submit the priorities")
SHARED = Gate(
    "shared", "share_until", "Shared with partners and people",
    "priorities have been shared with partners and people", "Share them for comment",
)  # fmt: skip
AGREED = Gate("agreed", "final_by", "Agreed, and plans are final", "plans are final", "Record that they are agreed")
DELIVERY = Gate("delivery", "starts_on", "Delivery starts", "delivery starts", "Start delivery")
GATES = (CHOSEN, SHARED, AGREED, DELIVERY)


@dataclass(frozen=True)
class Step:
    """A gate as one set stands before it."""

    gate: Gate
    due: datetime.date
    passed_on: datetime.date | None
    is_next: bool
    days: int  # until it is due, below 0 when it is overdue
    reason: str  # why it was passed late, or early

    @property
    def is_overdue(self) -> bool:
        """Say whether its day has gone by."""
        return self.is_next and self.days < 0

    @property
    def words(self) -> str:
        """Return where it stands, in words."""
        if self.passed_on:
            late = (self.passed_on - self.due).days
            return f"Passed, {counted(late, 'day')} late" if late > 0 else "Passed"
        if not self.is_next:
            return "Not yet"
        if self.is_overdue:
            return f"{counted(-self.days, 'day')} overdue"
        return f"{counted(self.days, 'day')} until {self.gate.until}" if self.days else f"Today {self.gate.until}"


def due_on(cycle: Cycle, gate: Gate) -> datetime.date:
    """Return the day by which a gate is to be passed."""
    day: datetime.date = getattr(cycle, gate.due)
    return day


def steps(taken: PrioritySet, today: datetime.date | None = None) -> list[Step]:
    """Return every gate of a set, in order, as it stands on a day."""
    today = today or timezone.localdate()
    found: list[Step] = []
    for gate in GATES:
        at = getattr(taken, f"{gate.key}_at")
        passed = timezone.localtime(at).date() if at else None
        is_next = passed is None and not taken.closed_at and all(step.passed_on for step in found)
        due = due_on(taken.cycle, gate)
        found.append(Step(gate, due, passed, is_next, (due - today).days, taken.reasons.get(gate.key, "")))
    return found


def next_step(taken: PrioritySet, today: datetime.date | None = None) -> Step | None:
    """Return the gate that a set comes to next; none when it has passed them all."""
    return next((step for step in steps(taken, today) if step.is_next), None)


def why_late(cycle: Cycle, gate: Gate, today: datetime.date | None = None) -> str:
    """Return why passing a gate on a day needs a reason; nothing where it needs none."""
    today, due = today or timezone.localdate(), due_on(cycle, gate)
    if today > due:
        return f"It was due on {due:%-d %B %Y}, {counted((today - due).days, 'day')} ago."
    if gate is DELIVERY and today < due:
        return f"The cycle starts on {due:%-d %B %Y}."
    return ""


def why_asked(taken: PrioritySet, gate: Gate, today: datetime.date | None = None) -> str:
    """Return why a set passes a gate only with a reason: out of its time, or before people were heard. B21, B26."""
    today = today or timezone.localdate()
    words = (why_late(taken.cycle, gate, today), _unheard(taken, today) if gate is AGREED else "")
    return " ".join(filter(None, words))


def _unheard(taken: PrioritySet, today: datetime.date) -> str:
    """Return what still stands between a draft and the answer to those who comment on it."""
    running = CommentRound.objects.filter(set=taken, answered_at__isnull=True)
    if last := running.filter(closes_on__gte=today).order_by("-closes_on").first():
        return f"Partners and people may comment until {last.closes_on:%-d %B %Y}."
    if running.filter(comments__set_aside_at__isnull=True, comments__isnull=False).exists():
        return "The answer to what partners and people said is not published yet."
    return ""
