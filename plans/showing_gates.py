"""How long there is until the next gate: on a clerk's or chair's desk, and on the officers' first page. Source: B21."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from boards.models import BoardOffice
from foundation.panels import Panel
from foundation.templatetags.words import counted
from plans import access as roles
from plans import gates
from plans.models import PrioritySet

WHO_MINDS = (BoardOffice.Kind.CHAIR, BoardOffice.Kind.CLERK)
WAITING = PrioritySet.objects.filter(delivery_at__isnull=True, closed_at__isnull=True)
RELATED = ("board", "cycle")


def with_steps(sets: Any) -> list[tuple[PrioritySet, gates.Step | None]]:
    """Return sets, each with the gate that it comes to next, what is due first at the top."""
    rows = [(taken, gates.next_step(taken)) for taken in sets]
    return sorted(rows, key=lambda row: row[1].due if row[1] else row[0].cycle.ends_on)


def _of_people(people: list[Any]) -> dict[int, Any]:
    """Return what waits on boards that one person clerks or chairs: a desk is one person's."""
    served = BoardOffice.objects.on(timezone.localdate()).filter(person__in=people, kind__in=WHO_MINDS)
    rows = WAITING.filter(board__in=served.values("board")).select_related(*RELATED)
    return {people[0].pk: with_steps(rows)} if people else {}


def waits(request: HttpRequest) -> str:
    """Return what the hub says: the gate that is due first, and how many are overdue."""
    rows = with_steps(WAITING.filter(roles.where(request.access, roles.READ)).select_related(*RELATED))  # type: ignore[attr-defined]
    late = sum(1 for _, step in rows if step and step.is_overdue)
    if late:
        return f"{counted(late, 'board is', 'boards are')} overdue"
    first = rows[0][1] if rows else None
    return first.words if first else ""


OF_A_DESK = Panel("Priorities", "plans/priority_set/_desk.html", _of_people)
