"""The programme of a place over some months, as rows for a table and for a picture. Source: checklist C28.

The picture says where days stand in hundredths of its width, so that it is as wide as the page; the page puts the
name of a row beside its bar, and on a telephone above it.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from boards.models import Meeting
from engagement.models import Activity
from localities.models import Locality
from plans.composing_years import state_of
from plans.models import Cycle, Milestone, Plan, PlanAction

THINNEST = 0.8  # hundredths, of a bar
MONTHS = 12  # so many have room for their names
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

    def drawn(self, period: "Period") -> dict[str, Any]:
        """Return its bar (where it begins, how long it is) and its points, in hundredths of the picture's width."""
        bar = None
        if self.first and self.last:
            begins = min(period.x(self.first), 100 - THINNEST)
            bar = begins, max(round(period.x(self.last) - begins, 2), THINNEST)
        points = [(period.x(mark.on), mark.is_past) for mark in self.marks]
        return {"words": self.words, "kind": self.state.lower().replace(" ", "-"), "bar": bar, "points": points}


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

    def x(self, day: datetime.date) -> float:
        """Return where a day stands, in hundredths of the width; what lies outside stands at its edge."""
        day = min(max(day, self.first), self.last)
        share = (day - self.first) / ((self.last - self.first) or datetime.timedelta(days=1))
        return round(share * 100, 2)

    def months(self) -> list[tuple[float, str]]:
        """Return where each month begins, with its name where there is room for it."""
        found: list[tuple[float, str]] = []
        day = self.first.replace(day=1)
        every = max(1, round((self.last - self.first).days / 30.4 / MONTHS))
        while day <= self.last:
            if day >= self.first and (day.month - 1) % every == 0:
                found.append((self.x(day), day.strftime("%Y" if day.month == 1 else "%b")))
            day = (day + datetime.timedelta(days=32)).replace(day=1)
        return found


def lanes(locality: Locality | None, period: Period, today: datetime.date) -> list[Lane]:
    """Return what is planned for a locality, or for all of them, in some time; empty lanes are left out."""
    found = [
        Lane("Yearly cycle of priorities", "gate", _gates(period, today)),
        Lane("Meetings of boards", "meeting", _meetings(locality, period, today)),
        Lane("Where people are heard", "activity", _activities(locality, period, today)),
        *_actions(locality, period),
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


def _actions(locality: Locality | None, period: Period) -> list[Lane]:
    """Return a lane for each plan in delivery."""
    of_place = Q(objective__plan__locality=locality) if locality else Q()
    rows = PlanAction.objects.standing().filter(
        of_place, published_at__isnull=False, starts_on__lte=period.last, due_on__gte=period.first,
        objective__plan__adopted_at__isnull=False, objective__plan__ended_at__isnull=True,
    )  # fmt: skip
    stones = Milestone.objects.filter(due_on__range=(period.first, period.last))
    rows = rows.select_related("objective__plan").prefetch_related(Prefetch("milestones", stones))
    plans: dict[Plan, list[Line]] = {}
    for row in rows.order_by("objective__plan", "objective__position", "position", "pk")[:MOST]:
        marks = tuple(Mark(stone.due_on, stone.title, bool(stone.reached_on)) for stone in row.milestones.all())
        path = f"/plans/{row.objective.plan_id}/delivery/"
        line = Line(row.text, path, row.starts_on, row.due_on, state_of(row), marks)
        plans.setdefault(row.objective.plan, []).append(line)
    return [Lane(f"Actions of plans: {plan}", "action", lines) for plan, lines in plans.items()]


def drawn(found: Iterable[Lane], period: Period) -> list[tuple[Lane, list[dict[str, Any]]]]:
    """Return each lane with the rows of its picture."""
    return [(lane, [line.drawn(period) for line in lane.lines]) for lane in found]
