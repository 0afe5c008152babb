"""Drafts are open for comment, each comment is answered, and no name is published (B25, B26, D10, R34)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.models import Act, EditionPart
from plans import answering_comments, commenting
from plans.models import Comment, Commenter, CommentRound
from tests.engagement.voices import link_in
from tests.plans.drafts import ALL, a_cycle, a_plan, a_priority, a_set, let_end

PUBLIC_QUERIES = 8
OFFICER_QUERIES = 20
OF_THE_TEST = 2  # a savepoint instead of a transaction
SAID = {"text": "The last bus must run on Sundays too", "part": ""}


def set_stage(cast):
    draft = a_set(cast.board, a_cycle())
    closed = a_set(cast.board, a_cycle(name="Later"), shared=False)
    return {
        "set": draft,
        "closed": closed,
        "priority": a_priority(draft),
        "hidden": a_plan(cast.board, published=False),
    }


def opened(cast, made) -> CommentRound:
    return commenting.open_round(made["set"], about="Which buses?", by=cast.users["clerk"])


def test_people_comment_officers_answer_and_everybody_reads_both(inside, made, mails):
    clerk, client = inside.client("clerk"), inside.client()
    assert str(made["set"]) in clerk.get("/manage/plans/comments/").content.decode()
    until = timezone.localdate() + datetime.timedelta(days=9)
    day = {"closes_on-day": until.day, "closes_on-month": until.month, "closes_on-year": until.year}
    sent = clerk.post(f"/manage/plans/comments/sets/{made['set'].pk}/", {"about": "Which buses?", **day})
    round = CommentRound.objects.get()
    page, manage = f"/comments/{round.pk}/", f"/manage/plans/comments/rounds/{round.pk}/"
    assert sent.url == manage and round.closes_on == until
    assert "Which buses?" in client.get(page).content.decode()
    asked = {letter.to_address: letter.body_text for letter in mails(template="comment_asked")}
    assert f"/comments/{round.pk}/" in asked["partner@testshire.example"], "who speaks for a partner is written to"
    key = commenting.part_key(made["priority"])
    assert "checked" in client.get(f"{page}new/?part={key}").content.decode()
    said = {**SAID, "part": key, "name": "Jo Canary", "email": "jo@home.example"}
    assert client.post(f"{page}new/", said).url == f"{page}sent/"
    police = inside.organisations["police"]
    partner = {"text": "We agree", "organisation": police.pk, "name": "Sam Force", "email": "sam@police.example"}
    assert client.post(f"{page}new/", partner).status_code == 302
    assert client.post(f"{page}new/", {"text": "Buy gold", "website": "x"}).status_code == 302, "a program is thanked"
    assert client.post(f"{page}new/", {"text": "Buy my gold"}).status_code == 302
    link = link_in(mails(to_address="jo@home.example")[0], "comments/mine")
    assert "Is this your address?" in client.get(link).content.decode()
    assert client.post(f"{link}confirmation/").url == link
    assert "Sundays too" not in client.get(page).content.decode(), "nothing is public before it is answered"
    answer = clerk.get(manage)
    queue, seen = answer.content.decode(), answer.context["partners"]
    assert seen.heard == [police] and inside.organisations["county"] in seen.silent
    assert queue.count("To answer") == 3 and "Jo Canary" in queue and "address not confirmed" in queue
    assert "3 wait for an answer." in clerk.get("/manage/plans/").content.decode()
    _answer_all(clerk, manage, let_end(round))
    shown = client.get(page).content.decode()
    for words in ("Sundays too", "We changed the draft", "It will", "1 more is not published", "Buses first"):
        assert words in shown
    assert not [words for words in ("Jo Canary", "home.example", "Sam Force", "gold") if words in shown]
    (letter,) = mails(template="comment_answered")
    assert letter.to_address == "jo@home.example" and "no longer hold" in letter.body_text
    assert client.get(link).status_code == 404, "the address is with us no more"
    _nobody_is_kept(inside)


def _nobody_is_kept(inside):
    with inside.inside(*ALL):
        assert not Commenter.objects.exclude(email="", name="").exists()
        assert not Act.objects.filter(target_name__contains="Canary").exists()
        assert EditionPart.objects.filter(edition=CommentRound.objects.get().answer_edition).count() == 3


def _answer_all(clerk, manage, round):
    with_jo, partner, gold = Comment.objects.filter(round=round).order_by("pk")
    assert clerk.get(f"{manage}publication/").status_code == 200
    early = clerk.post(f"{manage}publication/", {"answer": "Buses first"})
    assert early.status_code == 422 and "3 comments wait for an answer." in early.content.decode()
    ours = "/manage/plans/comments/"
    empty = clerk.post(f"{ours}{with_jo.pk}/", {"outcome": "", "response": "", "shown": with_jo.text})
    assert empty.status_code == 422 and "Enter your answer" in empty.content.decode()
    answer = {"outcome": "changed", "response": "It will", "shown": with_jo.text}
    for each in (with_jo, partner):
        assert clerk.post(f"{ours}{each.pk}/", {**answer, "shown": each.text}).url == manage
    assert clerk.post(f"{ours}{gold.pk}/setting-aside/", {"because": ""}).status_code == 422
    assert clerk.post(f"{ours}{gold.pk}/setting-aside/", {"because": "Advertising"}).url == manage
    clerk.post(f"{ours}{gold.pk}/taking-up/")
    clerk.post(f"{ours}{gold.pk}/setting-aside/", {"because": "Advertising"})
    partner.refresh_from_db()
    assert partner.organisation is None, "nobody checked that it came from there"
    assert clerk.post(f"{manage}publication/", {"answer": "Buses first"}).url == f"/comments/{round.pk}/"
    again = clerk.post(f"{manage}publication/", {"answer": "Buses first", "note": "Nothing"})
    assert again.status_code == 422 and "nothing has changed" in again.content.decode()
    less = {**answer, "shown": "Sundays too"}
    assert clerk.post(f"{ours}{with_jo.pk}/", less).url == manage
    corrected = clerk.post(f"{manage}publication/", {"answer": "Buses first, then trains", "note": "Trains"})
    assert corrected.status_code == 302
    with_jo.refresh_from_db()
    assert with_jo.text == with_jo.shown == "Sundays too", "what the edition left out is kept nowhere"
    clerk.post(f"{ours}{with_jo.pk}/", less)
    with_jo.refresh_from_db()
    assert with_jo.shown, "that words were taken out is still said"
    old = clerk.get(f"/comments/{round.pk}/editions/1/").content.decode()
    assert "were corrected" in old and "then trains" not in old
    assert clerk.get(f"/comments/{round.pk}/editions/9/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "Write your comment"),
        ({"text": "word " * 5001}, "You wrote 5,001 words. Send 5,000 at most."),
        ({"email": "nowhere"}, "Enter an email address in the correct format"),
        ({"part": "priority-0"}, "Select an answer to “What is it about?”"),
        ({"organisation": "police"}, "we check who speaks for an organisation"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept_on_the_page(inside, made, wrong, words):
    round = opened(inside, made)
    if wrong.get("organisation"):
        wrong = {"organisation": inside.organisations["police"].pk}
    answer = inside.client().post(f"/comments/{round.pk}/new/", {**SAID, "name": "Jo Typed", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "Jo Typed" in page
    with inside.inside(*ALL):
        assert not Comment.objects.exists()


def test_a_closed_round_and_a_hidden_draft_take_nothing(inside, made):
    clerk, client = inside.users["clerk"], inside.client()
    with inside.inside(*ALL):
        for draft in (made["closed"], made["hidden"]):
            with pytest.raises(ValidationError, match="People cannot read this draft yet"):
                commenting.open_round(draft, by=clerk)
        round = opened(inside, made)
        with pytest.raises(ValidationError, match="open for comment already"):
            opened(inside, made)
        with pytest.raises(ValidationError, match="never earlier"):
            commenting.extend_round(round, closes_on=timezone.localdate(), by=clerk)
        with pytest.raises(ValidationError, match="People may comment until"):
            answering_comments.publish_answer(round, answer="Done", by=clerk)
        let_end(round)
        for late in ({"by": None}, {"by": clerk}):
            if late["by"]:
                assert commenting.comment(round, text="By post", **late).entered_by == clerk
            else:
                with pytest.raises(ValidationError, match="It is closed now"):
                    commenting.comment(round, text="Late", **late)
    page = f"/comments/{round.pk}/new/"
    sent = client.post(page, SAID)
    assert (
        sent.status_code == 422
        and "It is closed now" in sent.content.decode()
        and SAID["text"] in sent.content.decode()
    )
    assert "It is closed now" in client.get(page).content.decode()
    assert client.get(f"/comments/{round.pk + 99}/").status_code == 404
    clerks = inside.client("clerk")
    assert clerks.post(f"/manage/plans/comments/sets/{made['closed'].pk}/", {}).status_code == 422


def test_somebody_takes_back_what_they_sent_and_an_unconfirmed_address_is_forgotten(inside, made, mails):
    round = opened(inside, made)
    for number in range(3):
        commenting.comment(round, text=f"Number {number}", email="jo@home.example")
    with pytest.raises(ValidationError, match="not confirmed"), inside.inside():
        commenting.comment(round, text="More", email="JO@home.example")
    client, link = inside.client(), link_in(mails(template="comment_to_confirm")[0], "comments/mine")
    assert "deleted" in client.post(f"{link}withdrawal/", follow=True).content.decode()
    with inside.inside(*ALL):
        assert Comment.objects.count() == 2
        Comment.objects.update(sent_at=timezone.now() - datetime.timedelta(days=60))
        assert commenting.forget_unconfirmed() == 2 and commenting.forget_unconfirmed() == 0
    with inside.inside("draft:board:*"):
        assert not Comment.objects.exists() and not Commenter.objects.exists(), "the wall hides both"


def test_who_plans_elsewhere_reads_and_answers_nothing(inside, elsewhere, made):
    said = commenting.comment(opened(inside, made), text="Mine")
    paths = [f"/manage/plans/comments/{said.pk}/{act}" for act in ("", "setting-aside/", "taking-up/")]
    paths += [
        f"/manage/plans/comments/rounds/{said.round_id}/{act}" for act in ("extension/", "entry/", "publication/")
    ]
    for client, wanted in (
        (inside.client("auditor"), {403}),
        (inside.client("resident"), {403, 404}),
        (inside.client("county"), {403, 404}),
        (elsewhere.client("clerk"), {404}),
    ):
        assert {client.post(path, {}).status_code for path in paths} <= wanted


def test_pages_cost_the_same_with_one_and_with_many(inside, made, django_assert_max_num_queries):
    clerk, round = inside.users["clerk"], opened(inside, made)
    with inside.inside(*ALL):
        for number in range(12):
            said = commenting.comment(round, text=f"Number {number}", part=made["priority"])
            answering_comments.answer_comment(said, outcome="kept", response="No", by=clerk)
        let_end(round)
    admin = inside.client("clerk")
    for path in ("/manage/plans/comments/", f"/manage/plans/comments/rounds/{round.pk}/"):
        with django_assert_max_num_queries(OFFICER_QUERIES):
            assert admin.get(path).status_code == 200
    with inside.inside(*ALL):
        answering_comments.publish_answer(round, answer="No", by=clerk)
    for path in ("/comments/", f"/comments/{round.pk}/"):
        with django_assert_max_num_queries(PUBLIC_QUERIES + OF_THE_TEST):
            assert inside.client().get(path).status_code == 200
