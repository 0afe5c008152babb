"""An adopted plan is carried out: reported by owners and officers, reminded, planned and reviewed year by year."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from localities.models import Area
from plans import delivering, yearly
from plans.models import ActionReport, DeliveryYear, Indicator, Lesson, Milestone, PlanAction
from tests.plans.delivered import EVERYTHING, in_delivery, see
from tests.plans.measured import a_measure, an_indicator, values

DAY = datetime.timedelta(days=1)
set_stage = in_delivery


@pytest.fixture
def plan(cast, made):
    with cast.inside(*EVERYTHING):
        yield made


@pytest.fixture
def action(plan) -> PlanAction:
    return PlanAction.objects.filter(objective__plan=plan).order_by("pk").first()


def say(action, by, kind, **more):
    return delivering.report(action, by=by, by_name="Sam Reed", kind=kind, text="The hall is found.", **more)


def test_an_officer_says_what_became_of_an_action_and_it_is_kept_with_what_was_before(cast, plan, action):
    clerk, later = cast.users["clerk"], action.due_on + 20 * DAY
    was, stone = action.due_on, action.milestones.get()
    assert say(action, clerk, "going").published_at
    reached = say(action, clerk, "reached", milestone=stone)
    assert Milestone.objects.get(pk=stone.pk).reached_on == timezone.localdate() and reached.milestone == stone
    moved = say(action, clerk, "moved", now_due_on=later)
    assert (moved.was_due_on, moved.now_due_on) == (was, later)
    assert PlanAction.objects.get(pk=action.pk).due_on == later
    for wrong in (
        {"kind": "reached", "milestone": stone}, {"kind": "reached"}, {"kind": "moved"},
        {"kind": "moved", "now_due_on": timezone.localdate() - DAY},
        {"kind": "moved", "now_due_on": plan.ends_on + DAY},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            say(action, clerk, **wrong)
    say(action, clerk, "done")
    with pytest.raises(ValidationError, match="recorded as done"):
        say(action, clerk, "dropped")
    other = PlanAction.objects.filter(objective__plan=plan).order_by("pk").last()
    say(other, clerk, "dropped")
    assert PlanAction.objects.get(pk=other.pk).dropped_because == "The hall is found."
    public = cast.client()
    answer = public.get(f"/plans/{plan.pk}/delivery/")
    for words in ("It was to be done by", "1 of 2 actions are done", "1 was given up", "Hall booked: reached"):
        assert words.lower() in answer.content.decode().lower(), words
    tracker = public.get("/actions/figures/").content.decode()
    for label, value in (("Asked for", 1), ("Done", 1), ("Late", 0), ("Days, half done within", 100)):
        assert f'data-label="{label}">{value}</td>' in tracker, label


def test_only_an_adopted_plan_is_carried_out(cast, plan, action):
    plan.adopted_at = None
    plan.save()
    with pytest.raises(ValidationError, match="not adopted"):
        say(action, cast.users["clerk"], "going")
    assert cast.client().get(f"/plans/{plan.pk}/delivery/").status_code == 404


def test_the_owner_says_so_by_a_link_without_an_account(cast, plan, action, mails):
    clerk, owner = cast.client("clerk"), cast.client()
    assert clerk.post(f"/manage/plans/actions/{action.pk}/link/").status_code == 302
    letter = mails(about=f"plan-action:{action.pk}")[-1]
    action.refresh_from_db()
    path = f"/plans/progress/{delivering.token_of(action)}/"
    assert path in letter.body_text and letter.to_address == cast.people["county"].email
    page = owner.get(path)
    assert page.status_code == 200 and "It is given up" not in page.content.decode()
    assert owner.post(path, {"kind": "moved", "text": "Later", "by_name": "Jo"}).status_code == 200  # asks for the day
    assert owner.post(path, {"kind": "dropped", "text": "No", "by_name": "Jo"}).status_code == 200
    assert not ActionReport.objects.exists()
    assert owner.post(path, {"kind": "done", "text": "Held <b>ten</b> times", "by_name": "Jo"}).status_code == 302
    assert "Held &lt;b&gt;ten" in owner.get(f"/plans/{plan.pk}/delivery/").content.decode()
    assert mails(template="plan_action_heard")[0].to_address == cast.people["chair"].email
    assert owner.get(path).status_code == 410
    assert owner.get("/plans/progress/made-up/").status_code == 404
    see()
    said = ActionReport.objects.get()
    assert clerk.post(f"/manage/plans/reports/{said.pk}/", {"because": "Wrong action"}).status_code == 302
    assert "Jo: it is done" not in owner.get(f"/plans/{plan.pk}/delivery/").content.decode()


def test_owners_are_reminded_once_of_each_day_and_silence_is_said(cast, plan, action, mails):
    today = timezone.localdate()
    PlanAction.objects.filter(pk=action.pk).update(due_on=today - DAY)
    delivering.remind(today)
    delivering.remind(today)  # the clock may run twice
    first = mails(template="plan_action")
    assert len(first) == 1
    assert "1 day late" in first[0].subject
    assert "has not yet said" in cast.client().get(f"/plans/{plan.pk}/delivery/").content.decode()
    assert "1 action is late" in cast.client("clerk").get("/manage/plans/").content.decode()


def test_a_year_is_planned_published_reviewed_and_corrected_with_a_reason(cast, plan, action):
    clerk, today = cast.users["clerk"], timezone.localdate()
    year = yearly.following_year(plan)
    assert year.starts_on == plan.starts_on
    yearly.keep_year(year, [action], by=clerk)
    with pytest.raises(ValidationError, match="before you review"):
        yearly.review_year(year, by=clerk, achieved="a", not_achieved="b", changes="c")
    assert cast.client().get(f"/plans/years/{year.pk}/").status_code == 404
    see()
    assert yearly.agree_year(year, by=clerk).number == 1
    with pytest.raises(ValidationError, match="what is corrected"):
        yearly.agree_year(year, by=clerk)
    assert yearly.following_year(plan).starts_on == year.ends_on + DAY
    with pytest.raises(ValidationError, match="covers some"):
        yearly.keep_year(DeliveryYear(plan=plan, starts_on=today, ends_on=today + DAY), [action], by=clerk)
    DeliveryYear.objects.filter(pk=year.pk).update(ends_on=today - 70 * DAY)
    assert [late.days_late for late in yearly.overdue_reviews(today)] == [10]
    assert "review of this year is late" in cast.client().get(f"/plans/years/{year.pk}/").content.decode()
    say(action, clerk, "done")
    learned = {"title": "Ask early", "text": "Halls are full", "learned_on": today, "added_by": clerk}
    yearly.keep_lesson(Lesson(plan=plan, year=year, **learned), by=clerk)
    officer, area = cast.client("clerk"), Area.objects.get(name="Hill")
    a_measure(cast, action.objective, an_indicator(), area)
    values(Indicator.objects.get(), area, 90, 99)
    review, said = f"/manage/plans/years/{year.pk}/review/", {"achieved": "Ten classes", "changes": "More"}
    assert officer.post(review, said).status_code == 422
    assert officer.post(review, {**said, "not_achieved": "None"}).status_code == 302
    page = cast.client().get(f"/plans/years/{year.pk}/").content.decode()
    for words in ("Ten classes", "Ask early", "Halls are full", "Done.", "<strong>Behind, getting worse"):
        assert words in page, words
    assert "not the newest" in cast.client().get(f"/plans/years/{year.pk}/1/").content.decode()
    assert not yearly.overdue_reviews(today)
    see()
    with pytest.raises(ValidationError, match="reviewed"):
        yearly.keep_year(DeliveryYear.objects.get(pk=year.pk), [], by=clerk)
    found = cast.client().get("/plans/lessons/", {"q": "halls vale"}).content.decode()
    assert "Ask early" in found
    assert "No lesson is found" in cast.client().get("/plans/lessons/", {"q": "nothing such"}).content.decode()


def test_an_officer_plans_the_year_by_the_pages_and_refers_what_others_decide(cast, plan, action):
    officer = cast.client("clerk")
    first, last = plan.starts_on, plan.starts_on + 300 * DAY
    days = {
        f"{name}-{part}": getattr(on, part)
        for name, on in (("starts_on", first), ("ends_on", last))
        for part in ("day", "month", "year")
    }
    page = f"/manage/plans/{plan.pk}/years/new/"
    assert officer.post(page, {**days}).status_code == 422  # nothing chosen
    sent = officer.post(page, {**days, "actions": [action.pk], "about": "Start small"})
    assert sent.status_code == 302, sent.context["form"].errors
    year = plan.years.get()
    assert officer.post(f"/manage/plans/years/{year.pk}/agreement/").headers["Location"] == f"/plans/years/{year.pk}/"
    asked = {"body_kind": "cabinet", "body": "Cabinet", "request": "Money", "reason": "It works"}
    assert officer.post(f"/manage/plans/actions/{action.pk}/referral/", asked).status_code == 302
    assert PlanAction.objects.get(pk=action.pk).referral.title == action.text
    assert officer.post(f"/manage/plans/actions/{action.pk}/referral/", asked).status_code == 422
    assert officer.get(f"/manage/plans/actions/{action.pk}/report/").status_code == 200
    assert officer.get(f"/manage/plans/{plan.pk}/lessons/new/").status_code == 200
    for who in ("county", "partner", "resident"):
        assert cast.client(who).get(f"/manage/plans/{plan.pk}/delivery/").status_code == 403, who


def test_pages_ask_the_same_of_one_action_and_of_thirty(cast, plan):
    def counted(client, path):
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    public, officer = cast.client(), cast.client("clerk")
    paths = [(public, f"/plans/{plan.pk}/delivery/"), (public, "/plans/quick-wins/"), (public, "/plans/lessons/"),
             (public, "/actions/figures/"), (officer, f"/manage/plans/{plan.pk}/delivery/"),
             (officer, "/manage/plans/delivery/")]  # fmt: skip
    before = [counted(*each) for each in paths]
    one = PlanAction.objects.filter(objective__plan=plan).first()
    for number in range(28):
        one.pk, one.text = None, f"Class {number}"
        one.save()
    assert [counted(*each) for each in paths] == before
    assert max(before[:4]) <= 10 and max(before[4:]) <= 20, before
