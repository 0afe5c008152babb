"""What a plan says, as its editions keep it and its pages and its PDF show it. Source: checklist C10-C12, A42, E21."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from foundation import search
from foundation.editions import Part
from foundation.models import Edition, EditionPart
from foundation.templatetags.words import counted
from plans import readying, wording
from plans.models import Commitment, Measure, Objective, Plan, PlanAction, PlanPartner, PlanResource
from plans.readying import Record, Shown

Content = dict[str, Any]
FRONT, OBJECTIVE, PARTNERS, READY = "front", "objective", "partners", "ready"


def parts(plan: Plan, record: Record | None = None) -> list[Part]:
    """Return what would be published of a plan now: its front, each objective, its partners, what it shows."""
    record = record or Record(plan)
    return [
        Part(FRONT, FRONT, plan.title, _front(plan)),
        *(Part(OBJECTIVE, f"objective:{each.pk}", each.title, _objective(each)) for each in record.objectives),
        Part(PARTNERS, PARTNERS, "Who is part of it", _partners(record)),
        Part(READY, READY, "What the plan rests on", _ready(record)),
    ]


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _front(plan: Plan) -> Content:
    decision = plan.decision
    return {
        "title": plan.title, "vision": plan.vision, "starts_on": _day(plan.starts_on), "ends_on": _day(plan.ends_on),
        "place": str(plan.locality or ""), "board": str(plan.board or ""),
        "accountable": str(plan.accountable or ""), "adopted": bool(plan.adopted_at),
        "decision": {"title": decision.title, "path": decision.get_absolute_url(), "on": _day(decision.decided_on)}
        if decision else {},
    }  # fmt: skip


def _objective(objective: Objective) -> Content:
    evidence = objective.evidence
    said: Content = {
        "title": objective.title, "outcome": objective.outcome, "driver": objective.driver,
        "theme": str(objective.theme or ""),
        "from": _known(objective),
        "evidence": evidence.get_absolute_url() if evidence and evidence.is_public else "",
        "aims": [_aim(aim) for aim in readying.aims_of(objective) if aim.strategy.published_at],
        "priority": _priority(objective),
        "actions": [_action(action) for action in objective.actions.all()],
        "measures": [_measure(measure) for measure in objective.measures.all()],
    }  # fmt: skip
    return said


def _measure(measure: Measure) -> Content:
    """Return what is counted, and the target: what is to be reached is a part of the plan. Source: checklist C14."""
    about = {"title": str(measure), "goal": wording.goal(measure), "source": measure.indicator.source}
    return about | {"path": measure.get_absolute_url(), "reason": measure.reason}


def _known(objective: Objective) -> str:
    """Return its source by name, where everybody may know it."""
    if objective.driver == Objective.Driver.TOP_DOWN:
        aim = objective.aim
        return f"{aim}, {aim.strategy}" if aim and aim.strategy.published_at else "A plan that is not published"
    evidence = objective.evidence
    return str(evidence) if evidence and evidence.is_public else "What partners know and share among themselves"


def _aim(aim: Any) -> Content:
    return {"aim": str(aim), "strategy": str(aim.strategy), "path": aim.strategy.get_absolute_url()}


def _priority(objective: Objective) -> Content:
    priority = objective.priority
    return {"title": str(priority), "path": priority.get_absolute_url()} if priority and priority.is_public else {}


def _action(action: PlanAction) -> Content:
    return {
        "id": action.pk, "text": action.text, "owner": str(action.owner), "person": str(action.person or ""),
        "starts_on": _day(action.starts_on), "due_on": _day(action.due_on), "horizon": action.get_horizon_display(),
        "is_preventive": action.is_preventive,
        "milestones": [{"title": each.title, "due_on": _day(each.due_on)} for each in action.milestones.all()],
        "resources": [_resource(each) for each in action.resources.all()],
    }  # fmt: skip


def _resource(resource: PlanResource) -> Content:
    return {
        "kind": resource.get_kind_display(), "from": str(resource.organisation), "what": resource.what,
        "amount": resource.amount, "ends_on": _day(resource.ends_on), "afterwards": resource.afterwards,
    }  # fmt: skip


def _partners(record: Record) -> Content:
    return {
        "commitments": [_commitment(each) for each in record.commitments],
        "answers": [_answer(each) for each in record.partners],
    }


def _commitment(row: Commitment) -> Content:
    return {
        "organisation": str(row.organisation), "words": row.words, "given_on": _day(row.given_on),
        "given_by": row.given_by, "objective": str(row.objective or ""),
    }  # fmt: skip


def _answer(row: PlanPartner) -> Content:
    return {
        "organisation": str(row.organisation), "answer": row.answer,
        "label": row.get_answer_display() if row.answer else "Not asked yet",
        "on": _day(row.answered_on), "by": row.answered_by, "words": row.words,
    }  # fmt: skip


def _ready(record: Record) -> Content:
    tests = [
        {"name": str(test), "on": _day(test.held_on), "findings": test.findings,
         "path": test.activity.get_absolute_url() if test.activity and test.activity.published_at else ""}
        for test in record.tests
    ]  # fmt: skip
    contribution = [
        {"ambition": str(aim), "objectives": [each.title for each in objectives]}
        for aim, objectives in record.contribution()
        if aim.strategy.published_at
    ]
    return {
        "points": [_point(one) for one in record.points],
        "tests": tests,
        "ambitions": contribution,
    }


def _point(one: Shown) -> Content:
    return {
        "point": one.point.value, "words": one.point.label, "is_met": one.is_met, "found": one.found,
        "missing": one.missing, "reason": one.reason.reason if one.reason and not one.is_met else "",
    }  # fmt: skip


# ---- as pages show it


def words(rows: Iterable[Part | EditionPart]) -> Content:
    """Return what an edition says, with its days as days; a part that was withdrawn says nothing."""
    kept: dict[str, list[Content]] = {FRONT: [], OBJECTIVE: [], PARTNERS: [], READY: []}
    for row in rows:
        kept[row.kind].append(_dated({**row.content, "anchor": row.key.replace(":", "-")}) if row.content else {})
    front, partners, ready = (next(iter(kept[kind]), {}) for kind in (FRONT, PARTNERS, READY))
    return {"front": front, "objectives": [row for row in kept[OBJECTIVE] if row], "partners": partners, "ready": ready}


def _dated(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _dated(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    is_day = key == "on" or key.endswith("_on")
    return datetime.date.fromisoformat(value) if is_day and value else value


def standing(action: PlanAction) -> str:
    """Return how an action stands today, in words."""
    if action.done_at:
        return f"Done {timezone.localtime(action.done_at):%-d %B %Y}"
    if action.dropped_at:
        return f"Dropped: {action.dropped_because}"
    days = (timezone.localdate() - action.due_on).days
    if days > 0:
        return f"{counted(days, 'day')} late"
    return "Under way" if action.starts_on <= timezone.localdate() else "Not started yet"


def index(plan: Plan, edition: Edition, rows: Iterable[Part]) -> None:
    """Let a plan be found by what its newest edition says."""
    front = f"{plan.vision} {plan.accountable or ''}"
    address, dated = plan.get_absolute_url(), timezone.localtime(edition.published_at).date()
    context = str(plan.board or plan.locality or plan.partnership)
    found = [search.Entry("front", "plan", plan.title, front, context, dated, address)]
    for row in rows:
        if row.kind == OBJECTIVE:
            body = " ".join([row.content["outcome"], *(action["text"] for action in row.content["actions"])])
            place = f"{address}#{row.key.replace(':', '-')}"
            found.append(search.Entry(row.key, "plan", row.title, body, context, dated, place))
    search.replace(f"plan:{plan.pk}", plan.board.root if plan.board else "", found, edition=edition)
