"""The programme of a place over some months, as rows for a table and as places on a picture. Source: checklist C28."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from boards.models import Meeting
from engagement.models import Activity
from localities.models import Locality
from plans.composing_years import state_of
from plans.models import Cycle, Milestone, PlanAction

LABELS, WIDTH, ROW, TOP = 330, 1000, 26, 30  # pixels of the picture
LETTERS = 46  # of a label
MOST = 120  # rows of one lane; who wants more asks for a shorter time
GATES = (
    ("draft_by", "priorities drafted"), ("share_from", "shared from"), ("share_until", "shared until"),
    ("final_by", "plans final"), ("starts_on", "delivery starts"), ("ends_on", "delivery ends"),
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A point in time: a meeting, a gate, a milestone."""

    on: datetime.date
    words: str
    is_past: bool = False


@dataclass(frozen=True)
class Line:
    """One row: a time from a first to a last day, or points in time, and where to read more."""

    words: str
    path: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None
    state: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Lane:
    """What is of one kind."""

    title: str
    shape: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Period:
    """The days that are shown, both among them."""

    first: datetime.date
    last: datetime.date

    def x(self, day: datetime.date) -> int:
        """Return where a day stands on the picture; what lies outside stands at its edge."""
        day = min(max(day, self.first), self.last)
        share = (day - self.first) / ((self.last - self.first) or datetime.timedelta(days=1))
        return LABELS + round(share * (WIDTH - LABELS - 10))

    def months(self) -> list[tuple[int, str]]:
        """Return where each month begins, with its name where there is room for it."""
        found: list[tuple[int, str]] = []
        day = self.first.replace(day=1)
        every = max(1, round((self.last - self.first).days / 365))
        while day <= self.last:
            if day >= self.first and (day.month - 1) % every == 0:
                found.append((self.x(day), day.strftime("%Y" if day.month == 1 else "%b")))
            day = (day + datetime.timedelta(days=32)).replace(day=1)
        return found


@dataclass
class Drawn:
    """One row of the picture, in pixels."""

    y: int
    label: str
    heading: bool = False
    bar: tuple[int, int] | None = None  # x, width
    state: str = ""
    shape: str = ""
    points: list[tuple[int, bool]] = field(default_factory=list)


def lanes(locality: Locality | None, period: Period, today: datetime.date) -> list[Lane]:
    """Return what is planned for a locality, or for all of them, in some time; empty lanes are left out."""
    found = [
        Lane("Yearly cycle of priorities", "gate", _gates(period, today)),
        Lane("Meetings of boards", "meeting", _meetings(locality, period, today)),
        Lane("Where people are heard", "activity", _activities(locality, period, today)),
        Lane("Actions of plans", "action", _actions(locality, period)),
    ]
    return [lane for lane in found if lane.lines]


def _gates(period: Period, today: datetime.date) -> list[Line]:
    rows = Cycle.objects.filter(draft_by__lte=period.last, ends_on__gte=period.first).order_by("starts_on")[:MOST]
    lines = []
    for cycle in rows:
        days = ((getattr(cycle, name), words) for name, words in GATES)
        marks = tuple(Mark(on, words, on < today) for on, words in days if period.first <= on <= period.last)
        lines.append(Line(f"Cycle {cycle}", "/priorities/", marks=marks))
    return [line for line in lines if line.marks]


def _meetings(locality: Locality | None, period: Period, today: datetime.date) -> list[Line]:
    rows = (
        Meeting.objects.public()
        .going_ahead()
        .filter(starts_at__date__gte=period.first, starts_at__date__lte=period.last)
    )
    rows = rows.filter(board__locality=locality) if locality else rows
    boards: dict[int, tuple[str, str, list[Mark]]] = {}
    for meeting in rows.select_related("board").order_by("board__name", "starts_at")[: MOST * 4]:
        board = meeting.board
        place = boards.setdefault(board.pk, (board.name, board.get_absolute_url(), []))
        place[2].append(Mark(meeting.date, "meeting", meeting.date < today))
    return [Line(name, path, marks=tuple(marks)) for name, path, marks in boards.values()]


def _activities(locality: Locality | None, period: Period, today: datetime.date) -> list[Line]:
    rows = Activity.objects.public().standing().of_place(locality).between(period.first, period.last)
    return [
        Line(row.title, row.get_absolute_url(), row.starts_on, row.ends_on,
             "Over" if row.ends_on < today else "Under way" if row.starts_on <= today else "To come")
        for row in rows.order_by("starts_on", "pk")[:MOST]
    ]  # fmt: skip


def _actions(locality: Locality | None, period: Period) -> list[Line]:
    of_place = Q(objective__plan__locality=locality) if locality else Q()
    rows = PlanAction.objects.standing().filter(
        of_place, published_at__isnull=False, starts_on__lte=period.last, due_on__gte=period.first,
        objective__plan__adopted_at__isnull=False, objective__plan__ended_at__isnull=True,
    )  # fmt: skip
    stones = Milestone.objects.filter(due_on__range=(period.first, period.last))
    rows = rows.select_related("objective").prefetch_related(Prefetch("milestones", stones))
    return [
        Line(
            row.text, f"/plans/{row.objective.plan_id}/delivery/", row.starts_on, row.due_on, state_of(row),
            tuple(Mark(stone.due_on, stone.title, bool(stone.reached_on)) for stone in row.milestones.all()),
        )
        for row in rows.order_by("objective__plan", "objective__position", "position", "pk")[:MOST]
    ]  # fmt: skip


def drawn(found: Iterable[Lane], period: Period) -> tuple[list[Drawn], int]:
    """Return the rows of the picture, and how high it is."""
    rows: list[Drawn] = []
    y = TOP
    for lane in found:
        rows.append(Drawn(y, lane.title, heading=True))
        y += ROW
        for line in lane.lines:
            rows.append(_row(line, lane.shape, period, y))
            y += ROW
    return rows, y + 6


def _row(line: Line, shape: str, period: Period, y: int) -> Drawn:
    label = line.words if len(line.words) <= LETTERS else f"{line.words[: LETTERS - 1].rstrip()}…"
    row = Drawn(y, label, shape=shape, state=line.state.lower().replace(" ", "-"))
    if line.first and line.last:
        x = period.x(line.first)
        row.bar = (x, max(period.x(line.last) - x, 6))
    row.points = [(period.x(mark.on), mark.is_past) for mark in line.marks]
    return row
