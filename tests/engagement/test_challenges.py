"""A board challenges a provider about its plan, until it is satisfied or says why it stops. Source: J9, A16."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards.models import ItemProposal
from engagement import challenging
from engagement.models import Challenge, ChallengeRound, DeliveryPlan, EngagementRules
from engagement.tokens import challenge_token
from foundation.models import Act
from foundation.working_days import working_days_after
from tests.boards.drafts import a_meeting
from tests.cast import browser
from tests.foundation.upload_files import a_pdf

MANAGE = "/manage/engagement/challenges/"
NEW = "/manage/engagement/boards/hill-and-vale-board/challenges/new/"
PLAN = "/manage/engagement/boards/hill-and-vale-board/plans/new/"


def set_stage(cast):
    """A plan of the police on record, and a challenge that was sent."""
    clerk, today = cast.users["clerk"], timezone.localdate()
    plan = DeliveryPlan(
        board=cast.board, provider=cast.organisations["police"], title="Policing plan",
        link="https://police.example/plan", received_on=today,
    )  # fmt: skip
    challenging.record_plan(plan, by=clerk)
    return {"plan": plan, "sent": challenging.send(draft(cast, plan), by=clerk)}


def draft(cast, plan, **more):
    said = {
        "plan": plan, "title": "Patrols at night", "supports": "Safe streets", "asked": "Why are there none?",
        "due_on": challenging.answer_by(cast.board), "contact_name": "Sam Reed", "contact_email": "sam@police.example",
    }  # fmt: skip
    return challenging.challenge(cast.board, by=cast.users["clerk"], **{**said, **more})


def answered(cast, row, words="They start in May."):
    return challenging.answer(row, by=cast.users["clerk"], answer=words, answered_by="Sam Reed, inspector")


def judged(cast, row, judgement="not"):
    return challenging.judge(row, by=cast.users["clerk"], judgement=judgement, because="No number is named.")


def test_the_day_of_the_answer_comes_from_the_rules_of_the_place(inside):
    today = timezone.localdate()
    assert challenging.answer_by(inside.board) == working_days_after(today, 20)
    EngagementRules.objects.create(locality=inside.locality, challenge_days=5)
    assert challenging.answer_by(inside.board) == working_days_after(today, 5)


def test_a_clerk_puts_a_plan_on_record_and_challenges_it(inside, made, mails):
    clerk = inside.client("clerk")
    today = timezone.localdate()
    day = {f"received_on-{part}": getattr(today, part) for part in ("day", "month", "year")}
    said = {"provider": inside.organisations["police"].pk, "title": "Plan for 2027", **day}
    assert "Add the document, or the address" in clerk.post(PLAN, said).content.decode()
    late = {**day, "received_on-year": today.year + 1}
    assert "must be today or in the past" in clerk.post(PLAN, {**said, **late}).content.decode()
    wrong = {"document": SimpleUploadedFile("plan.exe", b"MZ\x90")}
    assert "There is a problem" in clerk.post(PLAN, {**said, **wrong}).content.decode()
    file = SimpleUploadedFile("plan.pdf", a_pdf(), "application/pdf")
    assert clerk.post(PLAN, {**said, "document": file}).headers["Location"] == NEW
    plan = DeliveryPlan.objects.get(title="Plan for 2027")
    assert inside.client().get(plan.file.get_absolute_url()).getvalue().startswith(b"%PDF")
    assert "Plan for 2027" in inside.client().get("/challenges/plans/").content.decode()

    assert "Choose" in clerk.get(NEW).content.decode() or "Policing plan" in clerk.get(NEW).content.decode()
    said = {"plan": plan.pk, "title": "Lamps", "supports": "<b>Light</b>", "asked": "Why none?"}
    past = {"due_on-day": 1, "due_on-month": 1, "due_on-year": 2026}
    assert "must have time to answer" in clerk.post(NEW, {**said, **past}).content.decode()
    page = clerk.post(NEW, {**said, "contact_email": "sam@police.example"}).headers["Location"]
    drafted = Challenge.objects.get(title="Lamps")
    assert inside.client().get(drafted.get_absolute_url()).status_code == 404
    assert "Lamps" not in inside.client().get("/challenges/").content.decode()
    assert "Nobody but officers sees this yet" in clerk.get(page).content.decode()
    clerk.post(f"{page}sending/")
    again = clerk.post(f"{page}sending/", follow=True).content.decode()
    assert f"This challenge is sent already. {inside.users['clerk']} did so on" in again
    letter = mails(to_address="sam@police.example", subject__contains="Lamps")
    assert len(letter) == 1 and "/challenges/answer/" in letter[0].body_text
    public = inside.client().get(drafted.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Light" in public and "sam@police.example" not in public


def test_the_provider_answers_by_link_once_and_each_question_has_a_link_of_its_own(inside, made, mails):
    stranger, row = inside.client(), made["sent"]
    first = f"/challenges/answer/{challenge_token(row)}/"
    assert "Why are there none?" in stranger.get(first).content.decode()
    assert "Enter your answer" in stranger.post(first, {"answered_by": "Sam"}).content.decode()
    said = {"answer": "In May.", "answered_by": "Sam Reed, inspector"}
    assert stranger.post(first, said).headers["Location"] == row.get_absolute_url()
    assert stranger.post(first, said).status_code == stranger.get(first).status_code == 410
    assert mails(subject__contains="answered: Patrols")
    judged(inside, row)
    again = challenging.ask_again(row, by=inside.users["clerk"], asked="How many?")
    second = f"/challenges/answer/{challenge_token(again)}/"
    assert stranger.get(first).status_code == 404 and stranger.get(second).status_code == 200
    stranger.post(second, {**said, "answer": "Four a night."})
    done = judged(inside, again, "satisfied")
    assert done.outcome == "satisfied" and done.closed_at
    page = stranger.get(row.get_absolute_url()).content.decode()
    for words in ("In May.", "Not satisfied", "How many?", "Four a night.", "The board is satisfied"):
        assert words in page
    acts = Act.objects.filter(verb="answered a challenge", target_id=row.pk)
    assert list(acts.values_list("by", "by_name")) == [(None, "Sam Reed, inspector")] * 2


def test_what_is_out_of_turn_is_refused_in_words(inside, made):
    clerk, row = inside.users["clerk"], made["sent"]
    drafted = draft(inside, made["plan"], title="Another")
    for act, said in [
        (lambda: challenging.judge(row, by=clerk, judgement="not", because="x"), "no answer to judge"),
        (lambda: challenging.ask_again(row, by=clerk, asked="x"), "Judge the last answer"),
        (lambda: challenging.discard(row, by=clerk), "It can be withdrawn"),
        (lambda: challenging.change(row, by=clerk, title="x"), "has been sent"),
        (lambda: challenging.answer(drafted, by=clerk, answer="x", answered_by="x"), "a draft"),
        (lambda: challenging.answer(row, by=None, answer="x", answered_by="x", link="made up"), "link has ended"),
        (lambda: challenging.escalate(row, by=clerk), "No meeting"),
    ]:
        with pytest.raises(ValidationError, match=said):
            act()
    answered(inside, row)
    with pytest.raises(ValidationError, match="Sam Reed, inspector answered this already"):
        answered(inside, row)
    with pytest.raises(ValidationError, match="needs no link"):
        challenging.send_link(row, by=clerk)
    closed = challenging.close(row, by=clerk, because="Overtaken")
    with pytest.raises(ValidationError, match="is closed: Withdrawn"):
        judged(inside, closed)
    second = ChallengeRound(
        board=row.board, challenge=row, number=2, asked="x", due_on=row.due_on, sent_at=timezone.now()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_an_unsatisfied_board_brings_it_to_its_next_meeting_or_says_why_it_stops(inside, made):
    clerk, row = inside.client("clerk"), made["sent"]
    judged(inside, answered(inside, row), "partly")
    meeting = a_meeting(inside)
    for _ in range(2):
        clerk.post(f"{MANAGE}{row.pk}/escalation/")
    assert ItemProposal.objects.get(meeting=meeting).title == "Testshire Police: Patrols at night"
    assert "Enter why it ends" in clerk.post(f"{MANAGE}{row.pk}/closing/", {}).content.decode()
    clerk.post(f"{MANAGE}{row.pk}/closing/", {"because": "The plan has ended."})
    page = inside.client().get(row.get_absolute_url()).content.decode()
    assert "Closed without being satisfied" in page and "The plan has ended." in page


def test_who_is_late_is_reminded_and_told_of_politely(inside, made, mails):
    row = made["sent"]
    assert challenging.remind(row.due_on + datetime.timedelta(days=1)) == 1
    assert challenging.remind(row.due_on) == 0
    Challenge.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=3))
    page = inside.client().get("/challenges/", {"state": "late"}).content.decode()
    assert "The answer was hoped for by" in page and "3 days ago" in page


def test_who_may_do_what(inside, elsewhere, made):
    path = f"{MANAGE}{made['sent'].pk}/"
    assert "Patrols at night" in inside.client("clerk").get(MANAGE).content.decode()
    assert inside.client("auditor").get(path).status_code == 200
    assert "Record the answer" not in inside.client("auditor").get(path).content.decode()
    for client in (inside.client("county"), inside.client("resident"), browser(inside, elsewhere.users["clerk"])):
        assert client.get(path).status_code in (403, 404)
        assert client.post(f"{path}closing/", {"because": "x"}).status_code in (403, 404)
    shown = inside.client("admin").get(f"/manage/organisations/{inside.organisations['police'].pk}/").content.decode()
    assert "Policing plan" in shown and "Patrols at night" in shown


def test_lists_ask_as_much_for_thirty_as_for_one(inside, made, django_assert_max_num_queries):
    for number in range(29):
        challenging.send(draft(inside, made["plan"], title=f"Challenge {number}"), by=inside.users["clerk"])
    stranger, clerk = inside.client(), inside.client("clerk")
    with django_assert_max_num_queries(8):
        stranger.get("/challenges/")
    with django_assert_max_num_queries(8):
        stranger.get(made["sent"].get_absolute_url())
    with django_assert_max_num_queries(8):
        stranger.get("/challenges/plans/")
    with django_assert_max_num_queries(20):
        clerk.get(MANAGE)
