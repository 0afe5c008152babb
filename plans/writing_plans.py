"""A plan is written: its objectives in order, their actions, what these have, who commits. Source: C10-C12, C27."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.ordering import behind, step
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import (
    Aim,
    Commitment,
    CommunityTest,
    Milestone,
    Objective,
    ObjectiveAim,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    Point,
    ReadinessReason,
)
from plans.models.place import Part

ENDED = "The plan has ended: begin the one that follows it."
STANDS = "The plan is adopted: what it says stands, and is changed but not removed."
Written = Objective | PlanAction | Milestone | PlanResource | Commitment | PlanPartner | CommunityTest


def plan_of(part: Part) -> Plan:
    """Return the plan of which something is a part."""
    match part:
        case PlanAction():
            return part.objective.plan
        case Milestone() | PlanResource():
            return part.action.objective.plan
        case Objective() | Commitment() | PlanPartner() | CommunityTest() | ReadinessReason():
            return part.plan
    raise TypeError(f"{part!r} is no part of a plan.")


@transaction.atomic
def save_plan(plan: Plan, *, by: User | None) -> Plan:
    """Begin a plan, or keep what it says of itself; a plan of a board belongs to the board's locality."""
    is_new = plan._state.adding
    if is_new:
        plan.created_by = by
    else:
        _still_runs(lock(plan))
    plan.locality_id = plan.board.locality_id if plan.board else plan.locality_id
    plan.full_clean(exclude=["partnership"])
    plan.save()
    audit.record(by, "began the plan" if is_new else "changed the plan", plan)
    return plan


def _still_runs(plan: Plan) -> Plan:
    if plan.ended_at:
        raise ValidationError(ENDED)
    return plan


@transaction.atomic
def save_part(part: Written, *, by: User | None, aims: Iterable[Aim] | None = None) -> Written:
    """Keep a part of a plan; where the plan is public it is read by everybody when the change is published.

    Raises ValidationError for an objective without its source, a day out of order, a plan that has ended.
    """
    plan = _still_runs(lock(plan_of(part)))
    is_new = part._state.adding
    part.belong_with(plan)
    if is_new and isinstance(part, Objective | PlanAction):
        beside = plan.objectives.all() if isinstance(part, Objective) else part.objective.actions.all()
        part.position = behind(beside)
    part.full_clean(exclude=["partnership"])
    part.save()
    if isinstance(part, Objective) and aims is not None:
        _link(part, list(aims))
    audit.record(by, f"{'added' if is_new else 'changed'} {part._meta.verbose_name} of", plan, name=str(plan))
    return part


def _link(objective: Objective, aims: list[Aim]) -> None:
    objective.aim_links.exclude(aim__in=aims).delete()
    there = set(objective.aim_links.values_list("aim_id", flat=True))
    for aim in aims:
        if aim.pk not in there:
            link = ObjectiveAim(objective=objective, aim=aim)
            link.open_with(objective)
            link.save()


@transaction.atomic
def remove_part(part: Written, *, by: User | None) -> Plan:
    """Take something out of a draft; raises ValidationError once the plan is adopted."""
    plan = lock(plan_of(part))
    if plan.adopted_at:
        raise ValidationError(STANDS)
    name = str(part)
    part.delete()
    audit.record(by, f"removed {part._meta.verbose_name} of", plan, part=name)
    return plan


@transaction.atomic
def move_objective(objective: Objective, *, up: bool, by: User | None) -> None:
    """Put an objective before the one above it, or after the one below it."""
    plan = _still_runs(lock(objective.plan))
    if step(plan.objectives.all(), objective, up=up):
        audit.record(by, "changed the order of objectives of", plan)


@transaction.atomic
def give_reason(plan: Plan, point: Point, *, reason: str, by: User) -> ReadinessReason:
    """Say why a plan can be adopted though it does not show a point; everybody will read it. Source: checklist C11."""
    plan = lock(plan)
    if plan.adopted_at:
        raise ValidationError("The plan is adopted already.")
    row = ReadinessReason.objects.filter(plan=plan, point=point).first() or ReadinessReason(plan=plan, point=point)
    row.belong_with(plan)
    row.reason, row.given_by, row.given_at = reason.strip(), by, timezone.now()
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "gave a reason for the readiness of", plan, point=point.label)
    return row


@transaction.atomic
def take_back_reason(plan: Plan, point: Point, *, by: User) -> None:
    """Take a reason back: the plan shows the point by now, or is to."""
    plan = lock(plan)
    if plan.adopted_at:
        raise ValidationError("The plan is adopted already.")
    for row in plan.reasons.filter(point=point):
        row.delete()
        audit.record(by, "took back a reason for the readiness of", plan, point=point.label)
