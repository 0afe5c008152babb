"""Plans seen together: the timeline, subjects, aims; what ends soon is warned of; pilots are judged; cases are made."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation import access
from foundation.models import Act
from localities.models import Field, Post, Register, RegisterEntry
from plans import casing, ending, evaluating
from plans.drawing_timeline import Line, Period
from plans.models import (
    Aim,
    BusinessCase,
    Candidate,
    CaseOption,
    Lesson,
    Objective,
    ObjectiveAim,
    PilotEvaluation,
    PlanAction,
    PlanResource,
    Strategy,
    rules_of,
)
from tests.plans.delivered import EVERYTHING, in_delivery, see

DAY = datetime.timedelta(days=1)
set_stage = in_delivery
CANDIDATES = "/manage/plans/candidates/"


@pytest.fixture
def plan(cast, made):
    with cast.inside(*EVERYTHING):
        yield made


@pytest.fixture
def pilot(cast, plan) -> RegisterEntry:
    """A pilot whose money ended ten days ago."""
    now = timezone.now()
    stage = Field("state", "Stage", "choice", choices=("Running", "Extended", "Ended")).as_data()
    register = Register.objects.create(name="Pilots", slug="pilots", preset="pilots", opened_at=now, fields=[stage])
    values = {"funding_ends": (timezone.localdate() - 10 * DAY).isoformat()}
    return RegisterEntry.objects.create(
        register=register, name="Warm room", values=values, opened_at=now, locality=cast.locality,
        organisation=cast.organisations["county"],
    )  # fmt: skip


def resource(plan, days: int) -> PlanResource:
    action = PlanAction.objects.filter(objective__plan=plan).first()
    made = PlanResource(
        action=action, kind="money", what="Grant", amount=500_00, organisation=action.owner,
        ends_on=timezone.localdate() + days * DAY, afterwards="The district takes it on",
        published_at=plan.published_at,
    )  # fmt: skip
    made.belong_with(action)
    made.save()
    return made


def test_the_timeline_says_in_its_table_what_its_picture_shows(cast, plan):
    client = cast.client()
    client.get("/plans/timeline/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/plans/timeline/", {"locality": cast.locality.pk}).content.decode()
    assert len(asked) <= 8 + 2  # two of them are the savepoint of the test
    for words in (
        "Actions of plans",
        "Hold class 0",
        "Hall booked",
        "Meetings of boards",
        "Under way",
        'aria-hidden="true"',
    ):
        assert words in page, words
    for odd in ({"since-year": "x"}, {"locality": "0"}, {"since-day": 1, "since-month": 1, "since-year": 2020}):
        assert client.get("/plans/timeline/", odd).status_code == 200
    period = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    assert [period.x(day) for day in (period.first - DAY, period.first)] == [0, 0]
    assert 0 < period.x(datetime.date(2026, 7, 1)) < period.x(period.last) == 100
    assert [words for _, words in period.months()][:2] == ["2026", "Feb"]
    begins, wide = Line("x", first=period.last, last=period.last + DAY, state="To come").drawn(period)["bar"]
    assert wide > 0 and begins + wide <= 100


def test_a_subject_brings_together_what_each_partner_does(cast, plan):
    client, theme = cast.client(), Objective.objects.get().theme
    page = client.get(f"/plans/themes/{theme.pk}/").content.decode()
    for words in ("Fewer falls", "Testshire County Council", "Hold class 1", "1 (50%) prevent"):
        assert words in page, words
    assert "50%" in client.get("/plans/themes/").content.decode()
    assert client.get("/plans/themes/0/").status_code == 404


def test_an_aim_has_its_objectives_and_says_so_where_it_has_none(cast, plan):
    mine = {"board": cast.board, "locality": cast.locality, "published_at": plan.published_at}
    strategy = Strategy.objects.create(kind="aims", title="Seven aims", **mine)
    served = Aim.objects.create(strategy=strategy, title="Trust", **mine)
    Aim.objects.create(strategy=strategy, title="Money", **mine)
    ObjectiveAim.objects.create(objective=Objective.objects.get(), aim=served, **mine)
    page = cast.client().get("/plans/aims/").content.decode()
    assert "Fewer falls" in page and "No measure yet" in page
    assert page.count("No objective serves this aim yet") == 1


def test_what_ends_is_warned_of_ahead_and_in_the_last_week_once_each(cast, plan, pilot, mails):
    today = timezone.localdate()
    row = resource(plan, 60)
    Post.objects.create(
        person=cast.people["parish"], title="Worker", employer=cast.organisations["county"], ends_on=today + 5 * DAY
    )
    access.grant(cast.users["partner"], "planner", cast.locality, by=cast.users["admin"], ends_on=today + 30 * DAY)
    assert {one.kind for one in ending.ending_soon()} == {"Post", "Access", "Money"}
    ending.warn()
    first = mails(template="ends_soon")
    assert {letter.to_address for letter in first} >= {cast.people["parish"].email, cast.users["partner"].email}
    ending.warn()
    assert len(mails(template="ends_soon")) == len(first)
    PlanResource.objects.filter(pk=row.pk).update(ends_on=today + 60 * DAY)
    PlanResource.objects.filter(pk=row.pk).update(ends_on=today + 6 * DAY)
    ending.warn()
    assert len(mails(template="ends_soon")) > len(first)
    page = cast.client("clerk").get("/manage/plans/ending/").content.decode()
    for words in ("Grant: Hold class 0", "The district takes it on", "Worker", "Planner of Hill and Vale"):
        assert words in page, words
    sent = cast.client("clerk").post(f"/manage/plans/resources/{row.pk}/", {"afterwards": "It is in the budget"})
    assert sent.status_code == 302
    see()
    assert PlanResource.objects.get(pk=row.pk).afterwards == "It is in the budget"


def test_a_pilot_that_ended_is_judged_once_with_its_lesson(cast, plan, pilot):
    officer, path = cast.client("clerk"), f"/manage/plans/pilots/{pilot.pk}/"
    assert [one.days_late for one in evaluating.pilots()] == [10]
    assert "have been judged 10 days ago" in officer.get("/manage/plans/pilots/").content.decode()
    said = {"found": "It is full", "decision": "adapt", "lesson": "Open earlier", "lesson_text": "At nine"}
    assert officer.post(path, {**said, "lesson": ""}).status_code == 422
    assert officer.post(path, said).status_code == 302
    assert officer.post(path, said).status_code == 422
    see()
    judged = PilotEvaluation.objects.get()
    assert judged.published_at and Lesson.objects.get().pilot == judged
    assert not any(one.days_late for one in evaluating.pilots())
    pilot.refresh_from_db()
    assert pilot.values["state"] == "Extended" and pilot.is_public
    assert "Open earlier" in cast.client().get("/plans/lessons/").content.decode()
    for who in ("county", "resident"):
        assert cast.client(who).get(path).status_code in (403, 404), who


def test_a_business_case_has_options_is_published_and_decided(cast, plan):
    clerk, action = cast.users["clerk"], PlanAction.objects.first()
    case = casing.begin_case(
        BusinessCase(action=action, title="A trainer", need="None left", decider="The executive"), by=clerk
    )
    officer, path = cast.client("clerk"), f"/manage/plans/business-cases/{case.pk}/"
    option = {"title": "Do nothing", "cost": "0", "benefit": "None"}
    assert officer.post(path, {**option, "cost": "-3"}).status_code == 422
    assert officer.post(path, option).status_code == 302
    see()
    with pytest.raises(ValidationError, match="two options"):
        casing.publish_case(case, by=clerk)
    proposed = {"title": "Two days", "cost": "14,000", "benefit": "Eight", "saving": "9000.50", "is_preferred": "on"}
    assert officer.post(path, proposed).status_code == 302
    assert cast.client().get(f"/plans/business-cases/{case.pk}/").status_code == 404
    assert officer.post(f"{path}publication/").status_code == 302
    page = cast.client().get(f"/plans/business-cases/{case.pk}/").content.decode()
    assert "£14,000" in page and "£9,000.50" in page and "not decided yet" in page
    sent = officer.post(f"{path}decision/", {"decision": plan.decision_id, "outcome": "Two days a week"})
    assert sent.status_code == 302
    assert "Two days a week" in cast.client().get(f"/plans/business-cases/{case.pk}/").content.decode()
    see()
    with pytest.raises(ValidationError, match="decided already"):
        casing.add_option(CaseOption(case=case, title="A", cost=1, benefit="B"), by=clerk)


def test_a_service_is_raised_from_an_objective_and_what_came_of_it_is_said(cast, plan):
    officer, objective = cast.client("clerk"), Objective.objects.get()
    path = f"/manage/plans/objectives/{objective.pk}/candidates/new/"
    said = {"service": "Youth work", "commissioner": cast.organisations["county"].pk, "cost": "180000",
            "why_together": "Three pay"}  # fmt: skip
    assert officer.post(path, {**said, "cost": "much"}).status_code == 422
    assert officer.post(path, said).status_code == 302
    assert "£180,000" in cast.client().get("/plans/candidates/").content.decode()
    see()
    raised = Candidate.objects.get()
    assert (
        officer.post(f"/manage/plans/candidates/{raised.pk}/", {"because": "It is bought together"}).status_code == 302
    )
    assert "It is bought together" in cast.client().get("/plans/candidates/").content.decode()


def test_rules_are_set_for_the_partnership_or_for_one_place_by_who_plans_there(cast, plan):
    admin, path = cast.client("admin"), f"/manage/plans/rules/{cast.locality.pk}/"
    form = admin.get(path).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for wrong in ({"link_days": "0"}, {"amber_percent": "101"}, {"end_warn_days": "soon"}, {"heard_days": "-1"}):
        assert admin.post(path, typed | wrong).status_code == 422, wrong
    mine = typed | {"end_warn_days": "20", "last_warn_days": "3"}
    assert admin.post(path, mine).status_code == 302
    clerk = cast.client("clerk")  # the second of two who gave the place its own
    assert clerk.post(path, typed | {"sending": uuid.uuid4()}).status_code == 409
    see()
    resource(plan, 30)
    assert rules_of(cast.locality).last_warn_days == 3 and not ending.ending_soon()
    assert Act.objects.filter(target_kind="plans.planrules", verb="changed").count() == 1
    assert clerk.get("/manage/plans/rules/partnership/").status_code == 403
    assert "Change these rules" not in clerk.get("/manage/plans/rules/").content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = admin.get("/manage/plans/rules/").content.decode()
    assert len(asked) <= 20 and "Its own rules" in page and "Rules of plans" in page
    assert cast.client("resident").get("/manage/plans/rules/").status_code == 403
    assert admin.post(f"{path}removal/").status_code == 302
    see()
    assert len(ending.ending_soon()) == 1 and admin.post(f"{path}removal/").status_code == 404
