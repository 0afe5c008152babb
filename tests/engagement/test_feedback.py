"""What changed, what did not and why: owed after each activity, an edition, told to who asked (E30, R31)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards.models import AgendaItem, Decision, Meeting
from engagement import feeding_back, following, owing, reminding_feedback
from engagement.models import EngagementRules, Feedback, FeedbackLink, FeedbackPoint, Theme
from foundation.models import EditionPart
from tests.engagement.voices import an_activity, in_days

PUBLIC_QUERIES = 8
OFFICER_QUERIES = 20
OF_THE_TEST = 2  # a savepoint instead of a transaction
SAID = {
    "heading": "A later last bus",
    "said": "The last bus is too early",
    "changed": "It runs until 11pm",
    "why": "200 asked",
}


def set_stage(cast):
    theme = Theme.objects.create(key="roads", name="Roads and transport")
    meeting = Meeting.objects.create(
        board=cast.board,
        starts_at=timezone.now(),
        ends_at=timezone.now() + datetime.timedelta(hours=2),
        venue=cast.venue,
        announced_at=timezone.now(),
    )
    item = AgendaItem.objects.create(board=cast.board, meeting=meeting, position=1, title="Buses", purpose="decision")
    decision = Decision.objects.create(
        board=cast.board, meeting=meeting, item=item, minute="4", title="Evening buses", text="Run them",
        outcome="agreed", decided_on=timezone.localdate(), published_at=timezone.now(),
    )  # fmt: skip
    return {"theme": theme, "decision": decision, "activity": an_activity(cast, ended=68)}


def drafted(cast, made, activity=None, points=1) -> Feedback:
    clerk = cast.users["clerk"]
    feedback = feeding_back.save_summary(activity or made["activity"], summary="200 people answered", by=clerk)
    for _ in range(points):
        point = FeedbackPoint(**SAID, theme=made["theme"], decision=made["decision"])
        feeding_back.save_point(feedback, point, by=clerk)
    return feedback


def test_an_officer_writes_theme_by_theme_checks_and_publishes(inside, made, mails):
    clerk, activity = inside.client("clerk"), made["activity"]
    following.confirm(following.follow(activity, email="jo@home.example"))
    page = f"/manage/engagement/feedback/{activity.pk}/"
    assert "Buses in the evening" in clerk.get("/manage/engagement/feedback/").content.decode()
    assert clerk.post(page, {"summary": "200 people answered"}).url == page
    with inside.inside():
        feedback = Feedback.objects.get()
    draft = f"/manage/engagement/feedback/drafts/{feedback.pk}"
    empty = clerk.post(f"{draft}/publication/", {"note": ""})
    assert empty.status_code == 422 and "Write about one theme at least" in empty.content.decode()
    for lacks, words in (
        ("why", "Enter why it changed, or why it did not"),
        ("said", "Enter what people said"),
        ("changed", "Enter what changed, or"),
    ):
        answer = clerk.post(f"{draft}/new/", {**SAID, "theme": made["theme"].pk, lacks: ""})
        page = answer.content.decode()
        assert answer.status_code == 422 and SAID["heading"] in page and words in page
    said = {**SAID, "theme": made["theme"].pk, "decision": made["decision"].pk}
    assert clerk.post(f"{draft}/new/", said).status_code == 302
    home = clerk.get(f"/manage/engagement/feedback/{activity.pk}/").content.decode()
    assert f"by {inside.users['clerk']}" in home and "Last changed" in home
    assert inside.client().get(f"/feedback/{feedback.pk}/").status_code == 404, "a draft is nobody else's"
    assert "It runs until 11pm" in clerk.get(f"{draft}/publication/").content.decode()
    assert clerk.post(f"{draft}/publication/", {}).url == f"/feedback/{feedback.pk}/"
    shown = inside.client().get(f"/feedback/{feedback.pk}/").content.decode()
    assert all(words in shown for words in (*SAID.values(), "200 people answered", "Evening buses"))
    (letter,) = mails(template="feedback_published")
    assert letter.to_address == "jo@home.example" and "no longer hold" in letter.body_text
    decided = inside.client().get(f"/decisions/{made['decision'].pk}/").content.decode()
    assert "What people said before it" in decided and f"/feedback/{feedback.pk}/" in decided


def test_a_correction_is_another_edition_and_tells_nobody_twice(inside, made, mails):
    clerk = inside.users["clerk"]
    following.confirm(following.follow(made["activity"], email="jo@home.example"))
    feedback = drafted(inside, made)
    feeding_back.publish_feedback(feedback, by=clerk)
    with pytest.raises(ValidationError, match="nothing has changed"):
        feeding_back.publish_feedback(feedback, by=clerk)
    point = feedback.points.get()
    point.changed = "It runs until midnight"
    feeding_back.save_point(feedback, point, by=clerk)
    path = f"/feedback/{feedback.pk}/"
    assert "until 11pm" in inside.client().get(path).content.decode(), "what is written now is a draft"
    with inside.inside():
        feeding_back.publish_feedback(feedback, note="The hour", by=clerk)
    assert "until midnight" in inside.client().get(path).content.decode()
    old = inside.client().get(f"{path}editions/1/").content.decode()
    assert "superseded" in old and "until 11pm" in old
    assert inside.client().get(f"{path}editions/3/").status_code == 404
    assert len(mails(template="feedback_published")) == 1
    with inside.inside():
        assert EditionPart.objects.filter(edition__series=f"feedback:{feedback.pk}").count() == 4


def test_what_is_late_stands_in_plain_words_for_everybody(inside, made):
    words = f"Feedback was due on {in_days(-12).strftime('%-d %B %Y')}; it is 12 days late."
    assert words in inside.client().get("/feedback/").content.decode()
    assert owing.OF_AN_ACTIVITY.read([made["activity"]])[made["activity"].pk].words == words
    assert "1 is late" in inside.client("clerk").get("/manage/engagement/").content.decode()
    with inside.inside():
        EngagementRules.objects.create(locality=inside.locality, feedback_days=70)
        (one,) = owing.waiting()
        assert one.words.startswith("Feedback is due by") and one.days_late == 0
        an_activity(inside, cancelled_at=timezone.now(), cancelled_because="Snow")
        an_activity(inside, ended=-3)
        an_activity(inside, published_at=None)
        assert len(owing.waiting()) == 1
        feeding_back.publish_feedback(drafted(inside, made), by=inside.users["clerk"])
        assert not owing.waiting()


def test_officers_and_the_owner_are_reminded_before_and_each_week_it_is_late(inside, made, mails):
    for _ in range(2):
        reminding_feedback.remind()
    assert {mail.to_address for mail in mails(template="feedback_due")} == {
        "clerk@testshire.example",
        "owner@county.example",
    }
    soon = an_activity(inside, ended=50, contact_email="")
    an_activity(inside, ended=2)
    reminding_feedback.remind()
    assert [mail.to_address for mail in mails(about=f"feedback:{soon.pk}")] == ["clerk@testshire.example"]
    assert len(mails(template="feedback_due")) == 3
    type(soon).objects.filter(pk=made["activity"].pk).update(ends_on=in_days(-68), title="x")
    EngagementRules.objects.create(locality=inside.locality, feedback_days=48)
    reminding_feedback.remind()
    assert len(mails(about=f"feedback:{made['activity'].pk}")) == 4


def test_the_database_takes_no_theme_without_a_reason_and_no_feedback_before_the_end(inside, made):
    feedback = drafted(inside, made)
    for lacks in ({"why": ""}, {"said": ""}, {"changed": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackPoint.objects.create(
                feedback=feedback, locality=inside.locality, theme=made["theme"], **{**SAID, **lacks}
            )
    with pytest.raises(ValidationError, match="when the activity is over"):
        feeding_back.save_summary(an_activity(inside, ended=0), summary="x", by=inside.users["clerk"])
    FeedbackLink.objects.create(feedback=feedback, locality=inside.locality, theme=made["theme"])
    with inside.inside("draft:board:*"):
        assert not Feedback.objects.exists() and not FeedbackPoint.objects.exists()
        assert not FeedbackLink.objects.exists()


def test_pages_cost_the_same_with_one_and_with_many(inside, made, django_assert_max_num_queries):
    clerk, rows, other = inside.users["clerk"], 12, Theme.objects.create(key="other", name="Something else")
    for number in range(rows):
        activity = an_activity(inside, title=f"Number {number}")
        feeding_back.publish_feedback(drafted(inside, made, activity, points=2), by=clerk)
        an_activity(inside, ended=70 + number)
    pages = {
        "/feedback/": PUBLIC_QUERIES,
        f"/feedback/?place={inside.locality.pk}&theme={made['theme'].pk}": PUBLIC_QUERIES,
    }
    for path, most in pages.items():
        with django_assert_max_num_queries(most + OF_THE_TEST):
            page = inside.client().get(path).content.decode()
        assert page.count("A later last bus") == 20
    assert "Nothing fits" in inside.client().get(f"/feedback/?theme={other.pk}").content.decode()
    assert inside.client().get("/feedback/?theme=x&place=y&page=z").status_code == 200
    admin = inside.client("clerk")
    with django_assert_max_num_queries(OFFICER_QUERIES):
        assert admin.get("/manage/engagement/feedback/").content.decode().count(" days late") >= rows


def test_an_officer_of_elsewhere_and_an_auditor_write_nothing(inside, elsewhere, made):
    feedback = drafted(inside, made)
    point = feedback.points.get()
    new, change = (
        f"/manage/engagement/feedback/drafts/{feedback.pk}/new/",
        f"/manage/engagement/feedback/themes/{point.pk}/",
    )
    assert inside.client("auditor").get(f"/manage/engagement/feedback/{feedback.activity_id}/").status_code == 200
    for client, wanted in (
        (inside.client("auditor"), 403),
        (inside.client("resident"), 404),
        (elsewhere.client("clerk"), 404),
    ):
        assert {client.post(path, SAID).status_code for path in (new, change, f"{change}removal/")} == {wanted}
    assert inside.client("clerk").post(f"{change}removal/").status_code == 302
    with inside.inside():
        assert not FeedbackPoint.objects.exists()
