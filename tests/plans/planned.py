"""A plan that is ready to be adopted, and what it rests on."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Decision
from engagement.models import Activity
from localities.models import Organisation
from plans import writing_plans
from plans.models import (
    Aim,
    Commitment,
    CommunityTest,
    Evidence,
    Objective,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    Strategy,
)
from tests.boards.drafts import a_meeting
from tests.cast import Cast

START = datetime.date(2026, 4, 1)


def an_aim(title: str, kind: str, of: Organisation | None = None) -> Aim:
    now = timezone.now()
    strategy = Strategy.objects.create(kind=kind, title=f"Plan for {title}", organisation=of, published_at=now)
    return Aim.objects.create(strategy=strategy, title=title, published_at=now)


def a_decision(cast: Cast, **facts: Any) -> Decision:
    meeting = a_meeting(cast, days=facts.pop("days", -9))
    said = {"title": "The locality plan", "text": "That the plan be adopted", "outcome": "agreed", "minute": "4"}
    days = {"decided_on": timezone.localdate(), "published_at": timezone.now()}
    return Decision.objects.create(board=cast.board, meeting=meeting, **{**said, **days, **facts})


def some_evidence(cast: Cast, title: str = "Buses stop at six", **facts: Any) -> Evidence:
    said = {"kind": "survey", "title": title, "summary": "Few can get home", "found_on": START, "sharing": "public"}
    return Evidence.objects.create(**{**said, "published_at": timezone.now(), "locality": cast.locality, **facts})


def a_plan(cast: Cast, title: str = "Vale plan", **facts: Any) -> Plan:
    said = {"vision": "Everybody gets home by bus.", "starts_on": START, "ends_on": datetime.date(2029, 3, 31)}
    plan = Plan(title=title, board=cast.board, accountable=cast.people["clerk"], **{**said, **facts})
    return writing_plans.save_plan(plan, by=cast.users["clerk"])


def an_objective(cast: Cast, plan: Plan, aim: Aim, *aims: Aim, evidence: Evidence, title: str = "Later buses"):
    by = cast.users["clerk"]
    row = Objective(
        plan=plan, title=title, outcome="The last bus runs at eleven", driver="top-down", aim=aim, evidence=evidence
    )
    objective = writing_plans.save_part(row, by=by, aims=aims)
    for who in ("county", "district"):
        writing_plans.save_part(
            PlanAction(
                objective=objective, text=f"{who.title()} pays for a bus", owner=cast.organisations[who],
                starts_on=START, due_on=datetime.date(2026, 12, 31), horizon="quick",
            ),
            by=by,
        )  # fmt: skip
    return objective


def a_ready_plan(cast: Cast) -> Plan:
    """Write a plan that shows every point of readiness."""
    by, county = cast.users["clerk"], cast.organisations["county"]
    plan, evidence = a_plan(cast), some_evidence(cast)
    above = an_aim("county roads", "corporate", county)
    others = [
        an_aim("district streets", "corporate", cast.organisations["district"]), an_aim("cleaner air", "national"),
        *(an_aim(name, "ambitions") for name in ("growth", "health", "trust")),
    ]  # fmt: skip
    objective = an_objective(cast, plan, above, *others, evidence=evidence)
    row = Objective(plan=plan, title="Shelters", outcome="Dry stops", driver="bottom-up", evidence=evidence)
    shelters = writing_plans.save_part(row, by=by)
    facts = {"owner": county, "starts_on": START, "due_on": datetime.date(2028, 1, 1), "horizon": "longer"}
    writing_plans.save_part(PlanAction(objective=shelters, text="Build four", **facts), by=by)
    money = {"kind": "money", "organisation": county, "what": "Bus grant", "amount": 1_250_000}
    action = objective.actions.first()
    writing_plans.save_part(PlanResource(action=action, ends_on=facts["due_on"], afterwards="Fares", **money), by=by)
    _add_people(cast, plan)
    return plan


def _add_people(cast: Cast, plan: Plan) -> None:
    by, today = cast.users["clerk"], timezone.localdate()
    voluntary = Organisation.objects.create(kind="voluntary", name="Vale Volunteers")
    for organisation in (cast.organisations["county"], voluntary):
        answer = {"answer": "agreed", "answered_on": today, "answered_by": "Its board"}
        writing_plans.save_part(PlanPartner(plan=plan, organisation=organisation, **answer), by=by)
        given = {"words": "Two drivers", "given_on": today, "given_by": "Its chief executive"}
        writing_plans.save_part(Commitment(plan=plan, organisation=organisation, **given), by=by)
    activity = Activity.objects.create(
        locality=cast.locality, owner=voluntary, kind="meeting", title="Bus evening", about="Buses", level="involve",
        starts_on=today, ends_on=today, published_at=timezone.now(),
    )  # fmt: skip
    found = {"held_on": today, "findings": "They want Sundays too: added."}
    writing_plans.save_part(CommunityTest(plan=plan, activity=activity, **found), by=by)
