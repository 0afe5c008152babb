"""Referrals: asked of another body, with a clock, answered by link or by a board, brought back to a meeting (D27)."""

import datetime

import pytest
from django.db import Error, transaction
from django.utils import timezone

from boards import referring, responding
from boards.models import ItemProposal, Referral
from boards.tokens import referral_token
from foundation import tenancy
from foundation.models import Act, Message
from tests.boards.drafts import a_meeting
from tests.dates import in_days

ASKED = {"title": "A bus to the hospital", "request": "Pay for an evening bus.", "reason": "Nobody can get home."}


CABINET = {**ASKED, "body": "Cabinet of Testshire", "body_kind": "cabinet", "contact_name": "Jo Hill",
           "contact_email": "jo@cabinet.example"}  # fmt: skip


TYPED = {"outcome": "partly", "answer": "Until March.", "answered_by": "Jo Hill, leader"}


def posted(**fields) -> dict:
    """Return what a browser sends for a referral to a body outside."""
    day = fields.pop("due_on", in_days(20))
    parts = {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}
    return {**CABINET, "to": "body", **parts, **fields}


def sent(cast, *, days=20, **fields) -> Referral:
    """Return a referral of the cast's board to a cabinet, sent just now."""
    draft = referring.refer(cast.board, by=cast.users["clerk"], due_on=in_days(days), **{**CABINET, **fields})
    return referring.send(draft, by=cast.users["clerk"])


def sent_before(cast, days_ago: int, *, days=20, **fields) -> Referral:
    """Return a referral that was sent some days ago, to be answered so many days from today."""
    referral = sent(cast, **fields)
    Referral.objects.filter(pk=referral.pk).update(
        sent_at=timezone.now() - datetime.timedelta(days=days_ago), due_on=in_days(days)
    )
    referral.refresh_from_db()
    return referral


def link(referral: Referral) -> str:
    return f"/respond/{referral_token(referral)}/"


def test_a_referral_is_drafted_sent_answered_by_link_and_comes_back_to_the_next_agenda(inside, work_off):
    clerk, stranger = inside.client("clerk"), inside.client()
    started = clerk.post("/manage/boards/hill-and-vale-board/referrals/new/", posted())
    referral = Referral.objects.get()
    assert started.url == f"/manage/referrals/{referral.pk}/"
    assert stranger.get(referral.get_absolute_url()).status_code in (403, 404)
    clerk.post(f"/manage/referrals/{referral.pk}/sending/")
    referral.refresh_from_db()
    page = stranger.get(referral.get_absolute_url()).content.decode()
    assert "With Cabinet of Testshire for 0 days" in page and "jo@cabinet.example" not in page
    assert stranger.get(link(referral)).status_code == 200
    answered = stranger.post(link(referral), TYPED, follow=True).content.decode()
    assert "Agreed in part" in answered and "Until March." in answered
    meeting = a_meeting(inside)
    clerk.post(f"/manage/referrals/{referral.pk}/return/")
    proposal = ItemProposal.objects.get(meeting=meeting)
    assert proposal.title == "Answer of Cabinet of Testshire: A bus to the hospital"
    assert "Until March." in proposal.reason
    assert meeting.get_absolute_url() in stranger.get(referral.get_absolute_url()).content.decode()


def test_who_answers_gets_the_link_and_the_clerk_gets_the_answer(inside):
    with inside.inside():
        referral = sent(inside)
        responding.answer(referral, by=None, link=referral_token(referral), **TYPED)
    tenancy.clear("draft:mail:*")

    letters = {row.to_address: row for row in Message.objects.filter(about=f"referral:{referral.pk}")}
    assert link(referral) in letters["jo@cabinet.example"].body_text
    assert "Until March." in letters["clerk@testshire.example"].body_text


@pytest.mark.parametrize("damage", ["used", "expired", "withdrawn", "renewed"])
def test_a_link_that_has_ended_is_refused_and_reveals_nothing(inside, damage, caplog):
    referral = sent(inside)
    address, clerk = link(referral), inside.users["clerk"]
    if damage == "used":
        responding.answer(referral, by=None, link=referral_token(referral), **TYPED)
    elif damage == "expired":
        Referral.objects.update(link_ends_at=timezone.now() - datetime.timedelta(minutes=1))
    elif damage == "withdrawn":
        referring.withdraw(referral, by=clerk, because="Settled")
    else:
        referring.send_link(referral, by=clerk)
    client = inside.client()
    for answer in (client.get(address), client.post(address, {**TYPED, "answer": "Never"})):
        assert answer.status_code == (404 if damage == "renewed" else 410)
        assert "hospital" not in answer.content.decode() and answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "link of a referral" in caplog.text and "Never" not in Referral.objects.get().answer
    logged = Act.objects.filter(verb__startswith="tried a link").values_list("target_kind", "target_id")
    target = inside.partnership if damage == "renewed" else referral
    assert list(logged) == [(target._meta.label_lower, target.pk)]  # once, however often it is tried


@pytest.mark.parametrize("token", ["x", "no-such-token", "a" * 43])
def test_a_made_up_link_opens_nothing(inside, token, caplog):
    sent(inside)
    assert inside.client().post(f"/respond/{token}/", TYPED).status_code == 404
    assert "leads nowhere" in caplog.text


def test_a_link_does_not_work_in_another_partnership(inside, elsewhere):
    referral = sent(inside)
    assert elsewhere.client().get(link(referral)).status_code == 404


def test_opening_the_link_changes_nothing_however_often_a_scanner_does(inside):
    referral = sent(inside)
    for _ in range(3):
        assert inside.client().get(link(referral)).status_code == 200
    referral.refresh_from_db()
    assert referral.is_waiting and not Act.objects.filter(verb="answered a referral").exists()


def test_the_second_of_two_answers_is_told_of_the_first(inside):
    referral = sent(inside)
    responding.answer(referral, by=None, link=referral_token(referral), **TYPED)
    late = inside.client("clerk").post(f"/manage/referrals/{referral.pk}/answer/", {**TYPED, "answer": "No"})
    assert "Jo Hill, leader answered this referral on" in late.content.decode()
    referral.refresh_from_db()
    assert referral.answer == "Until March."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter"),
        ({"request": ""}, "Enter what you ask for"),
        ({"reason": ""}, "Enter why you ask"),
        ({"to": "board:0"}, "Select"),
        ({"to": "board:x"}, "Select"),
        ({"body": ""}, "Enter the name of the body that is asked"),
        ({"body_kind": ""}, "Select what sort of body is asked"),
        ({"contact_email": "jo at cabinet"}, "email address in the correct format"),
        ({"due_on": in_days(0)}, "must have time to answer (checklist D27)"),
        ({"title": "x" * 201}, "200 characters"),
    ],
)
def test_a_request_that_says_too_little_is_refused_and_nothing_is_lost(inside, wrong, words):
    page = inside.client("clerk").post("/manage/boards/hill-and-vale-board/referrals/new/", posted(**wrong))
    assert page.status_code == 200 and words in page.content.decode()
    assert not Referral.objects.exists()


def test_a_sent_referral_is_not_changed_thrown_away_or_withdrawn_after_its_answer(inside):
    clerk = inside.client("clerk")
    referral = sent(inside)
    base = f"/manage/referrals/{referral.pk}"
    assert "has been sent" in clerk.post(f"{base}/change/", posted(title="Other")).content.decode()
    assert "has been sent" in clerk.post(f"{base}/removal/", follow=True).content.decode()
    responding.answer(referral, by=None, link=referral_token(referral), **TYPED)
    assert "cannot be withdrawn" in clerk.post(f"{base}/withdrawal/", {"because": "No"}).content.decode()
    referral.refresh_from_db()
    assert referral.title == ASKED["title"] and referral.withdrawn_at is None


def test_two_officers_changing_one_draft_see_both(inside):
    draft = referring.refer(inside.board, by=inside.users["clerk"], due_on=in_days(9), **CABINET)
    address = f"/manage/referrals/{draft.pk}/change/"
    saw = inside.client("clerk").get(address).context["form"]["saw"].value()
    inside.client("clerk").post(address, posted(title="First", saw=saw))
    page = inside.client("admin").post(address, posted(title="Second", saw=saw))
    assert page.status_code == 409 and "First" in page.content.decode()
    draft.refresh_from_db()
    assert draft.title == "First"


@pytest.mark.parametrize(
    ("due", "told"), [(7, 1), (1, 1), (-1, 1), (-8, 1), (-22, 1), (6, 0), (0, 0), (-2, 0), (-40, 0)]
)
def test_who_was_asked_is_reminded_before_and_after_the_day_and_once_a_morning(inside, due, told):
    sent_before(inside, 30, days=due)
    tenancy.clear("draft:mail:*")

    for _ in range(2):
        referring.remind(timezone.localdate())
    assert Message.objects.filter(template="referral_reminder").count() == told


def test_a_late_answer_is_told_in_days(inside):
    referral = sent_before(inside, 12, days=-2)
    page = inside.client().get(referral.get_absolute_url()).content.decode()
    assert "With Cabinet of Testshire for 12 days" in page and "2 days ago" in page
    assert "Late" in inside.client().get("/referrals/?state=late").content.decode()


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("admin", 200), ("chair", 200), ("county", 403)])
def test_officers_keep_referrals_and_the_chair_reads_them(inside, who, status):
    referral = sent(inside)
    for address in ("/manage/referrals/", f"/manage/referrals/{referral.pk}/"):
        assert inside.client(who).get(address).status_code == status


def test_the_outsider_finds_none_of_it(inside, elsewhere):
    referral = sent(inside)
    client = elsewhere.client("admin")
    for address in (referral.get_absolute_url(), f"/manage/referrals/{referral.pk}/"):
        assert client.get(address).status_code == 404
    assert ASKED["title"] not in client.get("/referrals/").content.decode()


def test_a_draft_is_invisible_to_sql_without_clearance(inside):
    referring.refer(inside.board, by=inside.users["clerk"], due_on=in_days(9), **CABINET)
    for cleared, seen in (("", 0), ("draft:board:0", 0), (inside.board.root, 0), (f"draft:{inside.board.root}", 1)):
        tenancy.activate(inside.partnership.pk, [cleared])
        assert Referral.objects.count() == Referral.history.count() == seen


@pytest.mark.parametrize(
    "change",
    [
        {"body": ""},
        {"from_board": None},
        {"answered_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
        {"answer": "x", "answered_at": timezone.now(), "answered_by": "x"},
    ],
)
def test_the_database_refuses_half_a_referral(inside, change):
    referral = sent(inside)
    with pytest.raises(Error, match="referral_"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**change)


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_as_little_of_thirty(inside, number, django_assert_max_num_queries):
    for _ in range(number):
        referral = sent(inside)
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(8):
        inside.client().get("/referrals/")
    with django_assert_max_num_queries(8):
        inside.client().get(referral.get_absolute_url())
    with django_assert_max_num_queries(20):
        clerk.get("/manage/referrals/")
    with django_assert_max_num_queries(20):
        clerk.get(f"/manage/referrals/{referral.pk}/")


@pytest.mark.parametrize(
    ("kind", "came", "by"),
    [
        ("scrutiny", (2027, 1, 15), (2027, 3, 14)), ("scrutiny", (2026, 12, 31), (2027, 2, 28)),
        ("scrutiny", (2026, 11, 1), (2026, 12, 31)), ("cabinet", (2027, 1, 15), (2027, 2, 12)),
    ],
)  # fmt: skip
def test_scrutiny_is_answered_within_the_two_months_of_the_law(inside, kind, came, by):
    assert referring.answer_by(inside.board, kind, datetime.date(*came)) == datetime.date(*by)


def test_a_referral_without_a_day_gets_that_of_its_body(inside):
    empty = {"due_on-day": "", "due_on-month": "", "due_on-year": ""}
    page = inside.client("clerk").get("/manage/boards/hill-and-vale-board/referrals/new/").content.decode()
    assert "for overview and scrutiny in 2 months, as the law has it" in page
    inside.client("clerk").post(
        "/manage/boards/hill-and-vale-board/referrals/new/", posted(**empty, body_kind="scrutiny")
    )
    assert Referral.objects.get().due_on == referring.answer_by(inside.board, "scrutiny", timezone.localdate())
