"""A plan in delivery, as the tests of what becomes of it need one."""

import datetime

from django.utils import timezone

from boards.models import Decision, Meeting
from engagement.models import Theme
from foundation import tenancy
from plans.models import Evidence, Milestone, Objective, Plan, PlanAction, Point, ReadinessReason
from tests.cast import Cast

EVERYTHING = ("draft:plans:*", "draft:plans:board:*", "draft:board:*", "draft:engagement:*", "draft:register:*")


def decision_of(cast: Cast):
    """Return a published decision of the cast's board that agreed to something."""
    now = timezone.now()
    meeting = Meeting.objects.create(
        board=cast.board, starts_at=now - datetime.timedelta(days=60), ends_at=now - datetime.timedelta(days=59),
        announced_at=now,
    )  # fmt: skip
    return Decision.objects.create(
        board=cast.board, meeting=meeting, title="The plan", text="Adopted", outcome="agreed",
        decided_on=meeting.date, published_at=now,
    )  # fmt: skip


def adopted_plan(cast: Cast, actions: int = 2) -> Plan:
    """Return a plan of three years that was adopted, with an objective and so many actions."""
    today, now = timezone.localdate(), timezone.now()
    mine = {"board": cast.board, "locality": cast.locality, "published_at": now}
    plan = Plan.objects.create(
        title="A plan for Vale", starts_on=today - datetime.timedelta(days=100),
        ends_on=today + datetime.timedelta(days=995), accountable=cast.people["chair"], **mine,
    )  # fmt: skip
    found = Evidence.objects.create(
        kind="data", title="Falls", summary="Many fall", found_on=today, sharing="public", **mine
    )
    theme, _ = Theme.objects.get_or_create(key="health", defaults={"name": "Health"})
    objective = Objective.objects.create(
        plan=plan, title="Fewer falls", outcome="Older people stay well", driver="bottom-up", evidence=found,
        theme=theme, **mine,
    )  # fmt: skip
    for number in range(actions):
        action = PlanAction.objects.create(
            objective=objective, position=number, text=f"Hold class {number}", owner=cast.organisations["county"],
            person=cast.people["county"], starts_on=plan.starts_on, due_on=today + datetime.timedelta(days=30),
            horizon="quick", is_preventive=number == 0, **mine,
        )  # fmt: skip
        Milestone.objects.create(action=action, title="Hall booked", due_on=today, **mine)
    return _adopted(plan, decision_of(cast))


def _adopted(plan: Plan, decision: Decision) -> Plan:
    """Adopt a plan that shows nothing of what it must: each point has its reason, as the database asks."""
    mine = {"board_id": plan.board_id, "locality_id": plan.locality_id, "published_at": plan.published_at}
    ReadinessReason.objects.bulk_create(
        ReadinessReason(plan=plan, point=point, reason="It is a test", **mine) for point in Point
    )
    plan.adopted_at, plan.decision = plan.published_at, decision
    plan.save()
    return plan


def in_delivery(cast: Cast) -> Plan:
    """Return a plan in delivery with two actions, as the stage of a module."""
    with cast.inside(*EVERYTHING):
        return adopted_plan(cast)


def see() -> None:
    """Read closed rows again: each request ends what its transaction could see."""
    tenancy.clear(*EVERYTHING)
