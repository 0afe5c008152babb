"""The public asks without an account, one thing a page, under the board's rules. Source: D29, R12."""

import datetime

import pytest
from django.utils import timezone

from boards import asking, taking_part
from boards.models import Override, PublicQuestion, PublicRule
from boards.tokens import question_token
from foundation import working_days
from foundation.models import Act
from tests.boards.asking import ADDRESS, CANARY, FACTS, SENT, WORDS, coming, kept, letters, link, sent
from tests.cast import browser

PUBLIC_QUERIES = 8


@pytest.fixture
def meeting(inside):
    return coming(inside)


def new(meeting) -> str:
    return f"/meetings/{meeting.pk}/questions/new/"


def test_the_meeting_s_page_says_what_may_be_sent_and_until_when(inside, meeting):
    page = inside.client().get(meeting.get_absolute_url()).content.decode()
    assert "Questions: until" in page and f"/meetings/{meeting.pk}/questions/" in page
    about = inside.client().get(f"/meetings/{meeting.pk}/questions/").content.decode()
    assert "Bring a petition" in about and "No more than 100 words." in about and "Start now" in about


def test_three_clear_working_days_end_at_midnight_before_them(inside, meeting):
    offer = asking.offer_of(meeting, "question")
    closes = timezone.localtime(offer.closes_at)
    assert working_days.clear_days_between(closes, meeting.date) == 3 and closes.date() < meeting.date
    assert (closes.hour, closes.minute) == (23, 59)


def test_one_thing_is_asked_at_a_time_and_nothing_is_lost(inside, meeting):
    client, answers = inside.client(), {}
    assert "What do you want to send?" in client.get(new(meeting)).content.decode()
    for step, (given, asked) in enumerate(
        (
            ({"kind": "question"}, "What is your question?"),
            ({"question": WORDS}, "Why do you ask this board?"),
            ({"asks_as": "resident"}, "Your email address"),
            ({"asker": CANARY, "email": ADDRESS}, "May we print your name?"),
            ({"naming": "no"}, "Check your answers"),
        ),
        start=1,
    ):
        answers |= given
        page = client.post(new(meeting), {**answers, "step": step}).content.decode()
        assert asked in page and all(f'value="{value}"' in page for value in answers.values()), asked
    assert not kept(inside) and "sessionid" not in client.cookies
    answer = client.post(new(meeting), {**answers, "step": 5, "send": "yes"})
    assert answer.status_code == 302 and CANARY not in answer.url
    assert "check your email" in client.get(answer.url).content.decode()
    assert kept(inside)[0].state == "Not confirmed" and len(letters(inside, "question_to_confirm")) == 1


def test_going_back_to_change_one_answer_keeps_the_others(inside, meeting):
    page = inside.client().post(new(meeting), {**SENT, "go": "2"}).content.decode()
    assert "What is your question?" in page and WORDS in page and "error-summary" not in page
    page = inside.client().post(new(meeting), {**SENT, "question": "Why?", "step": 5}).content.decode()
    assert "Check your answers" in page and "Why?" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "ballot"}, "from what the list offers now"),
        ({"question": ""}, "Enter the words"),
        ({"question": "word " * 101}, "It has 101 words. Shorten it to 100 words or fewer."),
        ({"asks_as": ""}, "Select what joins you to the area"),
        ({"asks_as": "group"}, "Enter the name of the group or organisation"),
        ({"asker": ""}, "Enter your name"),
        ({"email": "nowhere"}, "Enter an email address in the correct format"),
        ({"naming": ""}, "Select whether we may print your name"),
        ({"kind": "petition", "signatures": "nineteen"}, "must be a whole number"),
        ({"kind": "petition", "signatures": "19"}, "A petition needs at least 20 signatures."),
        ({"kind": "deputation", "speakers": "4"}, "No more than three people may speak."),
        ({"question": "a\x00b"}, "a character that cannot be seen"),
    ],
)
def test_what_is_wrong_is_said_on_the_page_that_asked(inside, meeting, wrong, words):
    answer = inside.client().post(new(meeting), {**SENT, **wrong, "send": "yes"})
    page = answer.content.decode()
    assert words in page
    assert answer.status_code == 422 and not kept(inside)
    assert wrong.get("asker") == "" or f'value="{CANARY}"' in page


def test_after_the_time_the_form_is_closed_and_a_late_sending_is_refused(inside, meeting):
    client = inside.client()
    meeting.starts_at = timezone.now() + datetime.timedelta(hours=20)
    meeting.ends_at = meeting.starts_at + datetime.timedelta(hours=1)
    meeting.save()
    for answer in (client.get(new(meeting)), client.post(new(meeting), {**SENT, "send": "yes"})):
        assert "The time for this meeting has ended" in answer.content.decode()
    assert not kept(inside)


@pytest.mark.parametrize("public_access", ["watch", "closed"])
def test_a_board_that_takes_no_questions_says_so(inside, meeting, public_access):
    inside.board.public_access = public_access
    inside.board.save()
    assert "takes no questions" in inside.client().get(new(meeting)).content.decode()
    assert inside.client().get(f"/meetings/{meeting.pk}/questions/").status_code == 200


def test_opening_the_link_confirms_nothing_and_pressing_twice_is_once(inside, meeting):
    asking.ask(meeting, **FACTS)
    client, address = inside.client(), link(inside)
    for _ in range(2):
        assert "Confirm and send" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(f"{address}confirmation/").url == address
    assert Act.objects.filter(verb="confirmed").count() == 1 and len(letters(inside, "question_received")) == 1
    assert [letter.to_address for letter in letters(inside, "question_to_screen")] == [inside.people["clerk"].email]
    assert "An officer looks at it" in client.get(address).content.decode()


def test_a_link_that_was_tampered_with_or_has_run_out_reveals_nothing(inside, meeting):
    row = asking.ask(meeting, **FACTS)
    address, client = link(inside), inside.client()
    for wrong in (f"{address[:-2]}x/", "/questions/none/", f"{address[:-2]}x/confirmation/"):
        answer = client.get(wrong) if wrong.count("/") == 3 else client.post(wrong)
        assert answer.status_code == 404 and WORDS not in answer.content.decode()
    with inside.inside():
        PublicQuestion.objects.filter(pk=row.pk).update(at=timezone.now() - datetime.timedelta(days=3))
    assert client.get(address).status_code == 410 and client.post(f"{address}confirmation/").status_code == 410
    with inside.inside():
        assert asking.forget_unconfirmed() == 1 and not PublicQuestion.history.filter(id=row.pk).exists()


def test_a_link_opens_nothing_in_another_partnership(inside, elsewhere, meeting):
    asking.ask(meeting, **FACTS)
    assert browser(elsewhere).get(link(inside)).status_code == 404


def test_an_asker_withdraws_and_the_question_leaves_the_agenda(inside, meeting):
    row = sent(meeting)
    address = f"/questions/{question_token(row)}/"
    client = inside.client()
    for _ in range(2):
        client.post(f"{address}withdrawal/")
    assert kept(inside)[0].state == "Withdrawn" and Act.objects.filter(verb="withdrew").count() == 1
    assert "Withdrawn" in client.get(address).content.decode()


def test_one_person_and_one_address_cannot_flood_a_meeting(inside, meeting):
    for _ in range(2):
        sent(meeting)
    assert "that is the most from one person" in _tried(inside, meeting, email=ADDRESS.upper())
    for _ in range(asking.MOST_UNCONFIRMED):
        asking.ask(meeting, **{**FACTS, "email": "other@example.org"})
    assert "were not confirmed" in _tried(inside, meeting, email="other@example.org")


def _tried(cast, meeting, network="127.0.0.1", **more) -> str:
    answer = cast.client().post(new(meeting), {**SENT, **more, "send": "yes"}, REMOTE_ADDR=network)
    return answer.content.decode()


def test_a_library_s_computers_may_send_a_class_s_worth_and_then_wait(inside, meeting, monkeypatch):
    monkeypatch.setattr("boards.views.asking.MOST_AN_HOUR", 2)
    pages = [_tried(inside, meeting, "192.0.2.7", email=f"{name}@example.org") for name in "abc"]
    page = pages.pop()
    assert not any("Nothing is lost" in sent for sent in pages)
    assert "Nothing is lost" in page and WORDS in page and len(kept(inside)) == 2


def test_a_board_s_own_rule_goes_before_its_kind_s_and_the_usual_one(inside, meeting):
    board = inside.board
    assert taking_part.rules_of(board)["question"].most_words == 100
    PublicRule.objects.create(board_kind=board.kind, kind="question", most_words=60)
    assert taking_part.rules_of(board)["question"].most_words == 60
    PublicRule.objects.create(board=board, kind="question", most_words=40, hours_before=24)
    assert taking_part.rules_of(board)["question"].most_words == 40
    closes = asking.offer_of(meeting, "question").closes_at
    assert closes == meeting.starts_at - datetime.timedelta(hours=24)


@pytest.mark.parametrize(
    ("who", "asks_as", "is_heard"),
    [("anyone", "other", True), ("local", "works", True), ("local", "other", False), ("groups", "resident", False)],
)
def test_who_may_ask_is_the_board_s_rule(inside, meeting, who, asks_as, is_heard):
    PublicRule.objects.create(board=inside.board, kind="question", who=who)
    page = _tried(inside, meeting, asks_as=asks_as)
    assert bool(kept(inside)) is is_heard and ("This board takes them from" in page) is not is_heard


def test_paper_that_came_late_is_refused_by_statute_and_entered_with_a_reason_elsewhere(inside, meeting):
    clerk = inside.client("clerk")
    meeting.starts_at = timezone.now() + datetime.timedelta(hours=20)
    meeting.ends_at = meeting.starts_at + datetime.timedelta(hours=1)
    meeting.save()
    address = f"/manage/meetings/{meeting.pk}/questions/new/"
    facts = {**FACTS, "how": "post", "email": ""}
    assert "Give the reason for going past" in clerk.post(address, facts).content.decode()
    assert clerk.post(address, {**facts, "reason": "It lay in the post"}).status_code == 302
    row = kept(inside)[0]
    assert row.state == "To be looked at" and Override.objects.get(rule="public").reason == "It lay in the post"
    inside.board.legal_status = "joint"
    inside.board.save()
    page = clerk.post(address, {**facts, "reason": "It lay in the post"}).content.decode()
    assert "The time for this meeting ended" in page and len(kept(inside)) == 1


def test_contact_details_go_a_year_after_the_meeting(inside, meeting):
    row = sent(meeting)
    assert asking.forget_contacts() == 0
    for model in (type(meeting).objects.filter(pk=meeting.pk),):
        model.update(starts_at=timezone.now() - datetime.timedelta(days=366), ends_at=timezone.now())
    assert asking.forget_contacts() == 1
    row.refresh_from_db()
    assert (row.email, row.token_hash) == ("", "") and not hasattr(PublicQuestion.history.first(), "email")


def test_the_log_names_neither_the_asker_nor_the_words(inside, meeting):
    sent(meeting)
    for act in Act.objects.filter(target_kind="boards.publicquestion"):
        assert CANARY not in f"{act.by_name} {act.target_name} {act.detail}" and WORDS not in act.target_name


def test_the_page_of_rules_costs_the_same_with_thirty_questions(inside, meeting, django_assert_max_num_queries):
    for number in range(30):
        sent(meeting, email=f"{number}@example.org")
    with django_assert_max_num_queries(PUBLIC_QUERIES + 2):  # and the savepoint that a test puts around the request
        assert inside.client().get(f"/meetings/{meeting.pk}/questions/").status_code == 200
