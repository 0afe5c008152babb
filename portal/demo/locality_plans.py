"""Locality plans of an example: what they rest on, who commits to them, and how far they are."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement.models import Activity, Theme
from foundation.models import User
from localities.models import Locality, Organisation, Person
from plans import adopting
from plans.models import (
    Aim,
    Commitment,
    CommunityTest,
    Evidence,
    IndicatorValue,
    Measure,
    Milestone,
    Objective,
    ObjectiveAim,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    Strategy,
)

from .data.locality_plans import AMBITIONS, ANSWERS, COMMITMENTS, FINDINGS, PLANS, VISION
from .decisions import decided_then

Facts = dict[str, Any]


def write_plans(slug: str, main: Board, clerk: User) -> None:
    """Write the plans of an example partnership: adopted where they are, else open as drafts for comment."""
    owners = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    aims = _aims(owners)
    for facts in PLANS.get(slug, PLANS["braintree"]):
        board = Board.objects.filter(name=facts["board"]).first()
        if board and board.locality:
            plan = _write(facts, board, board.locality, owners, aims)
            adopting.publish_draft(plan, by=clerk)
            if "adopted" in facts:
                _test(plan, clerk)
                adopting.adopt(plan, decision=_decision(plan, main), by=clerk)


def _day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def _aims(owners: dict[str, Organisation]) -> dict[str, Aim]:
    """Return an aim of each sort, made where the example has none."""
    found = {
        "county": _aim("corporate", "Council plan of the county", "Services are close to those who need them",
                       owners["county"]),
        "district": _aim("corporate", "Council plan of the district", "Every part of the district thrives",
                         owners["district"]),
        "target": _aim("national", "National targets for communities", "More people say that their area is good to live in"),
    }  # fmt: skip
    there = list(Aim.objects.filter(strategy__kind="ambitions", ended_on=None).select_related("strategy")[:3])
    if not there:
        there = [_aim("ambitions", "Ambitions of all partners", title) for title in AMBITIONS]
    working = Aim.objects.filter(strategy__kind=Strategy.Kind.AIMS, strategy__published_at__isnull=False)
    found |= {f"working-{number}": aim for number, aim in enumerate(working.order_by("position", "pk"))}
    return found | {f"ambition-{number}": aim for number, aim in enumerate(there)}


def _aim(kind: str, of: str, title: str, organisation: Organisation | None = None) -> Aim:
    now = timezone.now()
    rows = Aim.objects.filter(strategy__kind=kind, strategy__organisation=organisation, strategy__published_at__lte=now)
    found = None if kind == "ambitions" else rows.select_related("strategy").first()
    if found:
        return found
    strategy, _ = Strategy.objects.get_or_create(
        kind=kind, title=of, organisation=organisation, defaults={"published_at": now}
    )
    return Aim.objects.create(strategy=strategy, title=title, published_at=now)


def _write(facts: Facts, board: Board, place: Locality, owners: Facts, aims: dict[str, Aim]) -> Plan:
    starts_on = _day(-230).replace(month=4, day=1)
    where = {"board": board, "locality": place}
    plan = Plan.objects.create(
        title=f"{place} locality plan", vision=VISION, starts_on=starts_on, **where,
        ends_on=starts_on.replace(year=starts_on.year + 3) - datetime.timedelta(days=1),
        accountable=Person.objects.filter(posts__isnull=False).order_by("pk").first() or Person.objects.first(),
    )  # fmt: skip
    evidence, themes = _evidence(place, owners), {theme.key: theme for theme in Theme.objects.all()}
    for position, said in enumerate(facts["objectives"], start=1):
        above = aims[said["aims"][0]]
        objective = Objective.objects.create(
            plan=plan, position=position, title=said["title"], outcome=said["outcome"], driver=said["driver"],
            aim=above if said["driver"] == "top-down" else None, evidence=evidence, theme=themes.get(said["theme"]),
            **where,
        )  # fmt: skip
        wanted = [aims[key] for key in said["aims"] if (key in aims and "adopted" in facts) or key == said["aims"][0]]
        ObjectiveAim.objects.bulk_create(ObjectiveAim(objective=objective, aim=aim, **where) for aim in wanted)
        _act(objective, said["actions"], owners, where)
        _aim_at(objective, said.get("measures", ()), where)
    _join(plan, owners, where, ready="adopted" in facts)
    return plan


def _evidence(place: Locality, owners: Facts) -> Evidence:
    """Return what is known of the place: an item of the library, added where there is none."""
    found = Evidence.objects.public().filter(locality=place).first()
    return found or Evidence.objects.create(
        locality=place, kind="survey", title=f"What people in {place} say of getting about", owner=owners["county"],
        summary="Two in three of those under 25 cannot get to a job that begins before eight.", sharing="public",
        found_on=_day(-400), source="Residents’ survey", published_at=timezone.now(),
    )  # fmt: skip


def _act(objective: Objective, actions: list[tuple], owners: Facts, where: Facts) -> None:
    rows = [
        PlanAction(
            objective=objective, position=position, text=text, owner=owners[whose], starts_on=_day(first),
            due_on=_day(last), horizon=horizon, is_preventive=prevents, done_note=done,
            done_at=timezone.now() - datetime.timedelta(days=30) if done else None, **where,
        )
        for position, (text, whose, first, last, horizon, prevents, done) in enumerate(actions, start=1)
    ]  # fmt: skip
    made = PlanAction.objects.bulk_create(rows)
    last = made[-1]
    Milestone.objects.create(action=last, title="Half of the places are reached", due_on=_day(30), **where)
    PlanResource.objects.create(
        action=made[0], kind="money", organisation=made[0].owner, what="From its own budget", amount=4_500_000,
        ends_on=made[0].due_on, afterwards="It becomes a part of the yearly budget.", **where,
    )  # fmt: skip


def _aim_at(objective: Objective, wanted: Iterable[tuple], where: Facts) -> None:
    """Say from the newest figure of the district how far each is to go until the plan ends. Source: checklist C14."""
    counted = IndicatorValue.objects.filter(replaced_at=None, value__isnull=False, area__kind="district")
    counted = counted.filter(ends_on__lt=objective.plan.starts_on - datetime.timedelta(days=100))  # one came since
    newest = {row.indicator.key: row for row in counted.select_related("indicator").order_by("ends_on")}
    plan = objective.plan
    Measure.objects.bulk_create(
        Measure(
            objective=objective, indicator=row.indicator, area=row.area, baseline=row.value, baseline_on=row.ends_on,
            target=row.value + further, target_on=plan.ends_on, reason=reason, **where,
        )
        for key, further, reason in wanted if (row := newest.get(key))
    )  # fmt: skip


def _join(plan: Plan, owners: Facts, where: Facts, *, ready: bool) -> None:
    """Record the main providers, and what they commit and answer; of a draft only some have."""
    chosen = list(COMMITMENTS) if ready else list(COMMITMENTS)[::2]
    PlanPartner.objects.bulk_create(
        PlanPartner(
            plan=plan, organisation=owners[key], **where,
            **(dict(zip(("answer", "answered_by", "words"), ANSWERS[key], strict=True)) | {"answered_on": _day(-210)})
            if ready or key == "county" else {},
        )
        for key in chosen
    )  # fmt: skip
    Commitment.objects.bulk_create(
        Commitment(
            plan=plan, organisation=owners[key], words=COMMITMENTS[key], given_on=_day(-215),
            given_by=ANSWERS[key][1], **where,
        )
        for key in (chosen if ready else chosen[:1])
    )  # fmt: skip


def _test(plan: Plan, clerk: User) -> None:
    """Record how the plan was tested: at an activity of its place, or of the whole partnership."""
    activity = Activity.objects.public().standing().of_place(plan.locality).order_by("starts_on").first()
    if activity is None and plan.locality:
        activity = Activity.objects.create(
            locality=plan.locality, owner=Organisation.objects.filter(kind="district").first(), kind="meeting",
            title=f"What should the {plan.locality} plan say?", about="The draft of the locality plan", level="involve",
            starts_on=_day(-220), ends_on=_day(-220), published_at=timezone.now(),
        )  # fmt: skip
    CommunityTest.objects.create(
        plan=plan, activity=activity, held_on=_day(-220), findings=FINDINGS, board=plan.board, locality=plan.locality
    )


def _decision(plan: Plan, main: Board) -> Decision:
    """Return the decision by which the plan's board adopted it, at an earlier meeting."""
    return decided_then(
        plan.board or main, title=f"{plan.title} adopted", text=f"That the {plan.title} be adopted.", minute="7",
        reason="It was tested with local people and partners agree to it.",
    )  # fmt: skip
