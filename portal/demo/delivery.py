"""An example's plans in delivery: a plan in its second year, reported on, reviewed, with what was learned."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement.models import Theme
from foundation.models import User
from localities.asking import taken
from localities.entering import keep_entry
from localities.knowing import Known
from localities.models import Organisation, Person, Post, Register, RegisterEntry
from plans import adopting, casing, delivering, evaluating, readying, yearly
from plans.models import (
    Aim,
    BusinessCase,
    Candidate,
    CaseOption,
    DeliveryYear,
    Evidence,
    IndicatorValue,
    Lesson,
    Measure,
    Milestone,
    Objective,
    ObjectiveAim,
    PilotEvaluation,
    Plan,
    PlanAction,
    PlanResource,
    ReadinessReason,
    Strategy,
)

from .data.delivery import CANDIDATE, CASE, LESSONS, OBJECTIVES, OVER, PILOT, RESOURCE, REVIEW

SHOWN_BEFORE = "The plan began before plans were kept here; it was shown to the board on paper."
NINE_TENTHS = Decimal("0.9")
BEGUN = datetime.timedelta(days=400)


def deliver(main: str, clerk: User) -> None:
    """Carry out the adopted plans of the main board's place; a place without any gets one that began last year."""
    board = Board.objects.select_related("locality").get(name=main)
    decision = Decision.objects.public().filter(board=board, outcome="agreed").order_by("pk").first()
    if decision is None:
        return
    plan = _plan(board, clerk)
    done = _fill(plan)
    _serve(plan)
    _adopt(plan, decision, clerk)
    for action, entry in done:
        _report(action, entry, clerk)
    _review(plan, done, clerk)
    _raise(done, clerk)
    _end(board, done, clerk)


def _plan(board: Board, clerk: User) -> Plan:
    now, starts_on = timezone.now(), timezone.localdate() - BEGUN
    return Plan.objects.create(
        board=board, locality=board.locality, title=f"Young people and safe streets in {board.locality or board.name}",
        vision="A place where young people have somewhere to go and everybody gets home safely.",
        starts_on=starts_on, ends_on=starts_on + datetime.timedelta(days=1095), created_by=clerk,
        accountable=Person.objects.filter(user=clerk).first() or Person.objects.order_by("pk").first(),
        published_at=now - BEGUN,
    )  # fmt: skip


def _adopt(plan: Plan, decision: Decision, clerk: User) -> None:
    """Let the board adopt the plan; what the record does not show has its reason."""
    for shown in readying.Record(plan).points:
        if not shown.is_settled:
            ReadinessReason.objects.create(
                plan=plan, point=shown.point, reason=SHOWN_BEFORE, given_by=clerk, **_mine(plan)
            )
    adopting.adopt(plan, decision=decision, by=clerk)
    plan.refresh_from_db()


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


def _serve(plan: Plan) -> None:
    """Let each objective serve an aim of working together, measured by what is counted in the county."""
    aims = Aim.objects.filter(strategy__kind=Strategy.Kind.AIMS, strategy__published_at__isnull=False)
    counted = IndicatorValue.objects.filter(replaced_at__isnull=True, value__isnull=False, area__kind="district")
    counted = counted.filter(ends_on__lt=plan.starts_on)
    values = {value.indicator.key: value for value in counted.select_related("indicator").order_by("ends_on")}
    for objective, aim in zip(plan.objectives.all(), aims, strict=False):
        ObjectiveAim.objects.create(objective=objective, aim=aim, **_mine(plan))
    for objective, entry in zip(plan.objectives.all(), OBJECTIVES, strict=True):
        if value := values.get(entry["measured_by"]):
            Measure.objects.create(
                objective=objective, indicator=value.indicator, area=value.area, baseline=value.value,
                baseline_on=value.ends_on, target=round(value.value * NINE_TENTHS),  # type: ignore[operator]
                target_on=plan.ends_on, reason="One tenth fewer in three years", **_mine(plan),
            )  # fmt: skip


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


def _raise(done: list[tuple[PlanAction, dict[str, Any]]], clerk: User) -> None:
    """Raise a service to commission together, and make a business case for the training that stopped."""
    owner, action = done[0][0].owner, done[1][0]
    found = Candidate(objective=done[0][0].objective, commissioner=owner, **CANDIDATE)
    casing.raise_candidate(found, by=clerk)
    facts = {name: CASE[name] for name in ("title", "need", "decider")}
    case = casing.begin_case(BusinessCase(action=action, **facts), by=clerk)
    for title, cost, benefit, saving, is_preferred in CASE["options"]:
        option = CaseOption(
            case=case, title=title, cost=cost, benefit=benefit, saving=saving, is_preferred=is_preferred
        )
        casing.add_option(option, by=clerk)
    casing.publish_case(case, by=clerk)


def _end(board: Board, done: list[tuple[PlanAction, dict[str, Any]]], clerk: User) -> None:
    """Let money, a post and a pilot come to their end soon, and judge a pilot that ended."""
    today = timezone.localdate()
    action = next(action for action, entry in done if entry.get("resource"))
    PlanResource.objects.create(
        action=action, kind="money", organisation=action.owner, ends_on=today + datetime.timedelta(days=60),
        board_id=action.board_id, locality_id=action.locality_id, published_at=action.published_at, **RESOURCE,
    )  # fmt: skip
    Post.objects.create(
        person=Person.objects.order_by("pk").first(), title="Community development worker", employer=action.owner,
        starts_on=today - datetime.timedelta(days=320), ends_on=today + datetime.timedelta(days=45),
    )  # fmt: skip
    register = Register.objects.get(preset="pilots")
    for said in (PILOT, OVER):
        entry = _pilot(register, board, said, clerk)
        if "found" in said:
            judged = PilotEvaluation(entry=entry, found=said["found"], decision=said["decision"])
            title, text = said["lesson"]
            evaluating.evaluate(judged, lesson=title, lesson_text=text, by=clerk)


def _pilot(register: Register, board: Board, said: dict[str, Any], clerk: User) -> RegisterEntry:
    ends_on = timezone.localdate() + datetime.timedelta(days=said["ends"])
    entry = RegisterEntry(
        register=register, name=said["name"], partnership=register.partnership, locality=board.locality,
        organisation=Organisation.objects.filter(kind="district").first(),
    )  # fmt: skip
    fields = {field.key: field for field in register.asked}
    values = {"funding": said["funding"], "funding_ends": ends_on.isoformat(), "hypothesis": said["hypothesis"]}
    known = Known(register.asked)
    entry.values = {key: taken(fields[key], cell, known) for key, cell in values.items() if key in fields}
    return keep_entry(entry, is_open=True, by=clerk) or entry
