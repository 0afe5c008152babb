"""An example's plans in delivery: a plan in its second year, reported on, reviewed, with what was learned."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement.models import Theme
from foundation.models import User
from localities.models import Organisation, Person
from plans import delivering, yearly
from plans.models import DeliveryYear, Evidence, Lesson, Milestone, Objective, Plan, PlanAction

from .data.delivery import LESSONS, OBJECTIVES, REVIEW

BEGUN = datetime.timedelta(days=400)


def deliver(main: str, clerk: User) -> None:
    """Carry out the adopted plans of the main board's place; a place without any gets one that began last year."""
    board = Board.objects.select_related("locality").get(name=main)
    decision = Decision.objects.public().filter(board=board, outcome="agreed").order_by("pk").first()
    if decision is None:
        return
    plan = _plan(board, decision, clerk)
    done = _fill(plan)
    for action, entry in done:
        _report(action, entry, clerk)
    _review(plan, done, clerk)


def _plan(board: Board, decision: Decision, clerk: User) -> Plan:
    now, starts_on = timezone.now(), timezone.localdate() - BEGUN
    return Plan.objects.create(
        board=board, locality=board.locality, title=f"Young people and safe streets in {board.locality or board.name}",
        vision="A place where young people have somewhere to go and everybody gets home safely.",
        starts_on=starts_on, ends_on=starts_on + datetime.timedelta(days=1095), created_by=clerk,
        accountable=Person.objects.filter(user=clerk).first() or Person.objects.order_by("pk").first(),
        published_at=now - BEGUN, adopted_at=now - BEGUN, adopted_by=clerk, decision=decision,
    )  # fmt: skip


def _fill(plan: Plan) -> list[tuple[PlanAction, dict[str, Any]]]:
    owners = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    themes = {theme.key: theme for theme in Theme.objects.all()}
    made = []
    for position, entry in enumerate(OBJECTIVES):
        objective = _objective(plan, position, entry, themes.get(entry["theme"]))
        for place, asked in enumerate(entry["actions"]):
            owner = owners.get(asked["owner"]) or owners["district"]
            made.append((_action(plan, objective, place, asked, owner), asked))
    return made


def _objective(plan: Plan, position: int, entry: dict[str, Any], theme: Theme | None) -> Objective:
    title, summary = entry["evidence"]
    mine = _mine(plan)
    found = Evidence.objects.create(
        kind="conversation",
        title=title,
        summary=summary,
        found_on=plan.starts_on,
        sharing="public",
        theme=theme,
        **mine,
    )
    return Objective.objects.create(
        plan=plan, position=position, title=entry["title"], outcome=entry["outcome"], theme=theme,
        driver="bottom-up", evidence=found, **mine,
    )  # fmt: skip


def _action(plan: Plan, objective: Objective, place: int, asked: dict[str, Any], owner: Organisation) -> PlanAction:
    today = timezone.localdate()
    action = PlanAction.objects.create(
        objective=objective, position=place, text=asked["text"], owner=owner, starts_on=plan.starts_on,
        due_on=today + datetime.timedelta(days=asked["due"]), horizon=asked["horizon"],
        is_preventive=asked.get("preventive", False), **_mine(plan),
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(
            action=action, title=title, due_on=today + datetime.timedelta(days=days),
            reached_on=today + datetime.timedelta(days=days) if reached else None, **_mine(plan),
        )
        for title, days, reached in asked.get("stones", ())
    )  # fmt: skip
    return action


def _mine(plan: Plan) -> dict[str, Any]:
    return {"board_id": plan.board_id, "locality_id": plan.locality_id, "published_at": plan.published_at}


def _report(action: PlanAction, entry: dict[str, Any], clerk: User) -> None:
    said: dict[str, Any] = {"by": clerk, "by_name": str(action.owner)}
    if words := entry.get("done"):
        delivering.report(action, kind="done", text=words, **said)
    elif words := entry.get("dropped"):
        delivering.report(action, kind="dropped", text=words, **said)
    elif "said" in entry:
        kind, words = entry["said"]
        moved = timezone.localdate() + datetime.timedelta(days=entry["moved"]) if "moved" in entry else None
        delivering.report(action, kind=kind, text=words, now_due_on=moved, **said)


def _review(plan: Plan, done: list[tuple[PlanAction, dict[str, Any]]], clerk: User) -> None:
    first = yearly.keep_year(yearly.following_year(plan), [action for action, _ in done[:4]], by=clerk)
    yearly.agree_year(first, by=clerk)
    for title, text in LESSONS:
        lesson = Lesson(plan=plan, year=first, title=title, text=text, learned_on=first.ends_on)
        yearly.keep_lesson(lesson, by=clerk)
    yearly.review_year(DeliveryYear.objects.get(pk=first.pk), by=clerk, **REVIEW)
    second = yearly.following_year(plan)
    second.about = "The ramp, the lights, and a second trainer."
    yearly.keep_year(second, [action for action, entry in done if "done" not in entry], by=clerk)
    yearly.agree_year(second, by=clerk)
