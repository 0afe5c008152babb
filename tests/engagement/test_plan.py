"""One engagement plan: officers draft, check, publish, cancel and copy; everybody reads it at one front door."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagement import scheduling
from engagement.models import Activity, ActivityAudience
from foundation import tenancy
from tests.engagement.plans import audiences, in_days, plan
from tests.localities.test_people import days


def set_stage(cast):
    return {
        "now": plan(cast, "Buses at night", at=-3, days=10, heard=("residents", "older-people")),
        "next": plan(cast, "Tea and talk", at=20, heard=("older-people",), locality=None),
        "draft": plan(cast, "A secret plan", at=8, publish=False),
        "over": plan(cast, "Last year’s fair", at=-90),
    }


def typed(cast, **more):
    return {
        "kind": "drop-in", "title": "A new drop-in", "about": "Ask us", "level": "involve",
        "locality": cast.locality.pk,
        "owner": cast.organisations["police"].pk, "audiences": [one.pk for one in audiences("residents", "carers")],
        "place": "The green", **days("starts_on", in_days(9)), **days("ends_on", in_days(9)), **more,
    }  # fmt: skip


def test_everybody_reads_what_is_open_and_what_comes_and_no_draft(inside, made):
    page = inside.client().get("/have-your-say/").content.decode()
    now, rest = page.split("What comes next", 1)
    doors = page.split("Take part now")[0]
    assert 'href="/issues/new/"' in doors and 'href="/services/"' in doors
    assert "Buses at night" in now and "Tea and talk" in rest and "Last year’s fair" in rest
    assert "A secret plan" not in page and "Ask a question at a meeting" in page
    home = inside.client().get("/").content.decode()
    assert "Buses at night" in home and "A secret plan" not in home
    older, kind = audiences("older-people")[0].pk, "survey"
    assert "Tea and talk" in inside.client().get(f"/have-your-say/?audience={older}").content.decode()
    assert "Buses at night" not in inside.client().get(f"/have-your-say/?kind={kind}").content.decode()
    assert inside.client().get(f"/have-your-say/{made['draft'].pk}/").status_code == 404
    assert inside.client("clerk").get("/have-your-say/?audience=x&place=999").status_code == 200


def test_whom_a_draft_means_to_hear_no_query_without_clearance_sees(inside, made):
    for cleared, seen in (("", 0), ("draft:engagement:0", 0), (f"draft:engagement:{inside.locality.pk}", 1)):
        tenancy.activate(inside.partnership.pk, [cleared])
        assert ActivityAudience.objects.filter(activity=made["draft"].pk).count() == seen, cleared
        assert ActivityAudience.objects.filter(activity=made["now"].pk).count() == 2, cleared
    scheduling.publish(made["draft"], by=inside.users["clerk"])
    tenancy.activate(inside.partnership.pk)
    assert ActivityAudience.objects.filter(activity=made["draft"].pk).exists()


def test_the_calendar_shows_months_weeks_and_days_and_goes_out_as_a_feed(inside, made):
    for by in ("month", "week"):
        page = inside.client().get(f"/have-your-say/calendar/?by={by}&from={in_days(20)}").content.decode()
        assert "Tea and talk" in page
    assert inside.client().get("/have-your-say/calendar/?from=9999-99-99").status_code == 200
    drafts = f"calendar/?by=week&from={in_days(8)}"
    assert "A secret plan" in inside.client("clerk").get(f"/manage/engagement/{drafts}").content.decode()
    assert "A secret plan" not in inside.client().get(f"/have-your-say/{drafts}").content.decode()
    feed = inside.client().get("/have-your-say/calendar/feed/").content.decode()
    assert f"DTSTART;VALUE=DATE:{in_days(-3):%Y%m%d}" in feed and f"DTEND;VALUE=DATE:{in_days(7):%Y%m%d}" in feed
    assert "A secret plan" not in feed


def test_an_officer_plans_checks_and_publishes(inside, made):
    clerk = inside.client("clerk")
    assert clerk.post("/manage/engagement/activities/new/", typed(inside)).status_code == 302
    drafted = Activity.objects.get(title="A new drop-in")
    assert {str(link.audience) for link in drafted.audience_links.all()} == {"Residents", "Carers"}
    page = clerk.get(f"/manage/engagement/activities/{drafted.pk}/").content.decode()
    assert "Nothing says how everybody can take part" in page and "2 partners ask residents in these weeks" in page
    assert inside.client().get(drafted.get_absolute_url()).status_code == 404
    clerk.post(f"/manage/engagement/activities/{drafted.pk}/publication/")
    public = inside.client().get(drafted.get_absolute_url()).content.decode()
    assert drafted.get_absolute_url() in inside.client().get("/search/?q=drop-in&kind=activity").content.decode()
    assert "A secret plan" not in inside.client().get("/search/?q=secret+plan&kind=activity").content.decode()
    assert "The green" in public and "worked into the choices" in public and "Testshire Police" in public
    assert "Engagement plan" in clerk.get("/manage/engagement/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter the title"),
        ({"audiences": []}, "Select at least one group"),
        ({"ends_on-year": "2001"}, "must not be before the first day"),
        ({"places": "10"}, "Give the last day to sign up"),
        ({"address": "not an address"}, "Enter a web address"),
        ({"locality": ""}, "locality"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(inside, made, wrong, words):
    answer = inside.client("clerk").post("/manage/engagement/activities/new/", typed(inside, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "There is a problem" in page and "Ask us" in page
    assert "Choose a kind" in page and "-----" not in page


def test_a_statutory_consultation_names_its_duty_or_is_not_published(inside, made):
    inside.client("clerk").post("/manage/engagement/activities/new/", typed(inside, kind="statutory", duty="health"))
    usual = Activity.objects.get(title="A new drop-in")
    assert "National Health Service Act 2006" in usual.statute
    unnamed = plan(inside, "Something by law", kind="statutory", publish=False)
    with pytest.raises(ValidationError, match="under which statute"):
        scheduling.publish(unnamed, by=inside.users["clerk"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=unnamed.pk).update(published_at=unnamed.created_at)


def test_a_co_design_project_goes_through_four_stages_that_everybody_reads(inside, made):
    clerk, new = inside.client("clerk"), "/manage/engagement/activities/new/"
    spread = days("starts_on", in_days(-5)) | days("ends_on", in_days(90)) | {"kind": "co-design"}
    begins = {"understand_on": -5, "design_on": 20, "try_on": 40, "review_on": 70}

    def sent(**other):
        each = [days(name, in_days(day)) for name, day in {**begins, **other}.items()]
        return typed(inside, **spread, **{key: part for parts in each for key, part in parts.items()})

    refused = clerk.post(new, sent(design_on=-9))
    assert refused.status_code == 422 and "Give the first day of all four stages" in refused.content.decode()
    assert clerk.post(new, sent()).status_code == 302
    park = Activity.objects.get(title="A new drop-in")
    scheduling.publish(park, by=inside.users["clerk"])
    again = scheduling.copy(park, starts_on=in_days(195), by=inside.users["clerk"])
    assert again.review_on == in_days(270)
    assert clerk.post(new, {**sent(), "kind": "drop-in", "title": "No project"}).status_code == 302
    assert Activity.objects.get(title="No project").understand_on is None, "only a co-design project has stages"
    with pytest.raises(ValidationError, match="each stage begins"):
        plan(inside, "Without stages", kind="co-design")
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=park.pk).update(try_on=None)
    page = inside.client().get(park.get_absolute_url()).content.decode()
    stages = [page.index(words) for words in ("Understand", "Now", "Design together", "Try out", "Review")]
    assert stages == sorted(stages)


def test_it_is_cancelled_for_a_reason_that_everybody_reads(inside, made):
    path = f"/manage/engagement/activities/{made['next'].pk}/cancellation/"
    assert inside.client("clerk").post(path, {"reason": "The hall is flooded"}).status_code in (403, 404)
    assert inside.client("admin").post(path, {"reason": ""}).status_code == 422
    assert inside.client("admin").post(path, {"reason": "The hall is flooded"}).status_code == 302
    page = inside.client().get(made["next"].get_absolute_url()).content.decode()
    assert "This is cancelled" in page and "The hall is flooded" in page
    assert "The hall is flooded" in inside.client().get("/have-your-say/").content.decode()
    assert "Cancelled: Tea and talk" in inside.client().get("/have-your-say/calendar/feed/").content.decode()
    again = inside.client("admin").post(path, {"reason": "Snow"})
    assert again.status_code == 422 and "cancelled already: The hall is flooded." in again.content.decode()
    assert f"{inside.users['admin']} did so on" in again.content.decode()
    twice = inside.client("clerk").post(f"/manage/engagement/activities/{made['now'].pk}/publication/", follow=True)
    assert "It is public already." in twice.content.decode() and "is public.<" not in twice.content.decode()
    with pytest.raises(ValidationError, match="It is over"):
        scheduling.cancel(made["over"], "Too late", by=inside.users["clerk"])


def test_the_next_cycle_starts_from_this_one(inside, made):
    path = f"/manage/engagement/activities/{made['now'].pk}/copy/"
    assert inside.client("clerk").post(path, days("starts_on", in_days(100))).status_code == 302
    copied = Activity.objects.get(title="Buses at night", published_at__isnull=True)
    assert (copied.starts_on, copied.ends_on) == (in_days(100), in_days(109))
    assert copied.audience_links.count() == 2 and copied.about == made["now"].about


def test_a_published_activity_does_not_move_and_a_draft_takes_its_groups_along(inside, made):
    draft, clerk = made["draft"], inside.users["clerk"]
    draft.locality = None
    scheduling.keep_activity(draft, audiences("carers"), by=clerk)
    assert draft.audience_links.get().locality_id is None
    made["now"].locality = None
    with pytest.raises(ValidationError, match="plan another"):
        scheduling.keep_activity(made["now"], [], by=clerk)


def test_nobody_plans_for_another_locality_and_who_comes_second_is_told(inside, made, elsewhere):
    draft, clerk = made["draft"], inside.client("clerk")
    path = f"/manage/engagement/activities/{draft.pk}/change/"
    saw = clerk.get(path).context["form"]["saw"].value()
    assert clerk.post(path, typed(inside, title="First", saw=saw)).status_code == 302
    assert clerk.post(path, typed(inside, title="Second", saw=saw)).status_code == 409
    assert clerk.post("/manage/engagement/activities/new/", typed(inside, locality=999)).status_code == 422
    for who in ("chair", "county", "resident", "auditor"):
        assert inside.client(who).post(path, typed(inside)).status_code in (403, 404), who
    assert elsewhere.client("admin").get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_pages_cost_the_same_for_thirty(inside, made, django_assert_max_num_queries, number):
    for each in range(number):
        plan(inside, f"Activity {each}", heard=("carers", "residents"))
    for who, path, most in (
        (None, "/have-your-say/", 8), (None, made["now"].get_absolute_url(), 8), (None, "/have-your-say/calendar/", 8),
        ("clerk", "/manage/engagement/activities/", 20),
        ("clerk", f"/manage/engagement/activities/{made['draft'].pk}/", 20),
    ):  # fmt: skip
        client = inside.client(who)
        with django_assert_max_num_queries(most + 2):  # the two of the savepoint in which a test runs it
            assert client.get(path).status_code == 200
