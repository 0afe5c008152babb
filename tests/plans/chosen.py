"""Cycles and priorities as tests of plans need them."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Decision, Meeting
from foundation.models import User
from plans import grounding, passing_gates, prioritising
from plans.models import Cycle, Need, Priority, PrioritySet
from tests.cast import Cast
from tests.dates import in_days


def a_cycle(name: str = "2027 to 2028", draft: int = 10, **facts: Any) -> Cycle:
    """Return a cycle whose first gate is so many days ahead, with the others 30 days apart."""
    days = {
        "draft_by": draft, "share_from": draft + 1, "share_until": draft + 30, "final_by": draft + 60,
        "starts_on": draft + 61, "ends_on": draft + 400,
    }  # fmt: skip
    return Cycle.objects.create(name=name, **{key: in_days(number) for key, number in days.items()} | facts)


def drafted(cast: Cast, number: int = 3, cycle: Cycle | None = None) -> PrioritySet:
    """Return a draft of the cast's board with so many priorities."""
    begun = prioritising.begin(cast.board, cycle or a_cycle(), by=cast.users["clerk"])
    for count in range(1, number + 1):
        add(cast, begun, f"Priority {count}")
    return begun


def add(cast: Cast, taken: PrioritySet, title: str) -> Priority:
    return prioritising.add(taken, Priority(title=title, description="What changes"), by=cast.users["clerk"])


def complete(cast: Cast, taken: PrioritySet, by: User | None = None) -> None:
    """Say of each priority all that the board needs before it agrees."""
    clerk = by or cast.users["clerk"]
    need, _ = Need.objects.get_or_create(title="Company", statement="Older people see nobody", board=cast.board)
    for priority in taken.priorities.standing():
        grounding.ground(priority, by=clerk, evidence=[], needs=[need], root_cause="No bus", level="locality")
        grounding.serve(priority, by=clerk, aims=[], no_aim_because="The plans say nothing of it")
        priority.refresh_from_db()
        priority.lead = cast.people["chair"]
        prioritising.change(priority, by=clerk, saying={"lead"})


def agreed_decision(cast: Cast, outcome: str = "agreed", **facts: Any) -> Decision:
    """Return a published decision of the cast's board."""
    now = timezone.now()
    meeting = Meeting.objects.create(
        board=cast.board, starts_at=now - datetime.timedelta(days=1), ends_at=now, announced_at=now, venue=cast.venue
    )
    said = {"title": "Priorities", "text": "Agreed", "minute": "4", "decided_on": now.date(), "published_at": now}
    return Decision.objects.create(board=cast.board, meeting=meeting, outcome=outcome, **{**said, **facts})


def passed(cast: Cast, taken: PrioritySet, until: str = "delivery") -> PrioritySet:
    """Take a set through its gates, as far as asked."""
    clerk, why = cast.users["clerk"], {"because": "It is a test"}
    taken = passing_gates.submit(taken, by=clerk, **why)
    if until == "submitted":
        return taken
    taken = passing_gates.share(taken, by=clerk, **why)
    if until == "shared":
        return taken
    complete(cast, taken)
    taken = passing_gates.agree(taken, by=clerk, decision=agreed_decision(cast), **why)
    return taken if until == "agreed" else passing_gates.start_delivery(taken, by=clerk, **why)
