"""The clerk screens what the public sent; it is printed, heard, minuted and answered. Source: D29, R12, R37."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import agenda_building, answering, asking, indexing, minuting, publishing, recording, screening
from boards.models import Minutes, Override, PublicQuestion, PublicRule
from boards.recording import state_of
from boards.tokens import question_token
from foundation.models import EditionPart, SearchEntry
from tests.boards.asking import CANARY, WORDS, accepted, coming, kept, letters, sent
from tests.boards.sittings import begun, item

ANSWER = "The county council has ordered the part."


@pytest.fixture
def meeting(inside):
    return coming(inside)


def page(cast, row, who="clerk") -> str:
    return cast.client(who).get(f"/manage/questions/{row.pk}/").content.decode()


def do(cast, row, verb: str, prefix: str, **data):
    data = {f"{prefix}-{name}": value for name, value in {"seen": state_of(row), **data}.items()}
    return cast.client("clerk").post(f"/manage/questions/{row.pk}/{verb}/", data)


def test_the_clerk_finds_what_waits_from_the_meeting_s_own_page(inside, meeting):
    row = sent(meeting)
    asking.ask(meeting, kind="question", question="Not confirmed", asker="X", email="x@example.org")
    client = inside.client("clerk")
    assert "1 to look at" in client.get(f"/manage/meetings/{meeting.pk}/").content.decode()
    queue = client.get(f"/manage/meetings/{meeting.pk}/questions/").content.decode()
    assert "Waits for you" in queue and WORDS in queue and "Not confirmed" not in queue
    assert "printed as “a member of the public”" in page(inside, row)


def test_an_accepted_question_is_told_printed_and_published_without_the_name(inside, meeting, work_off):
    row = sent(meeting)
    at = screening.usual_item(meeting)
    assert do(inside, row, "acceptance", "accept", item=at.pk).status_code == 302
    assert "goes to" in letters(inside, "question_accepted")[0].subject
    with inside.inside():
        reasons = dict.fromkeys(("cadence", "cycle", "venue", "notice", "invitations", "gap"), "In a test")
        edition = publishing.publish_agenda(meeting, by=inside.users["clerk"], reasons=reasons)
        part = edition.parts.get(key=f"item:{at.pk}")
        assert part.content["questions"][0]["asker"] == "A member of the public"
    public = inside.client().get(meeting.get_absolute_url()).content.decode()
    assert WORDS in public and "Question from A member of the public" in public and CANARY not in public


@pytest.mark.parametrize(("agreed", "named"), [(True, True), (False, False)])
def test_the_name_is_printed_only_where_the_asker_agreed(inside, meeting, agreed, named):
    row = accepted(inside, meeting, may_name_asker=agreed)
    assert (CANARY in row.shown_asker) is named


def test_what_was_accepted_after_publication_makes_a_supplement(inside, meeting):
    reasons = dict.fromkeys(("cadence", "cycle", "venue", "notice", "invitations", "gap"), "In a test")
    clerk = inside.users["clerk"]
    publishing.publish_agenda(meeting, by=clerk, reasons=reasons)
    meeting.refresh_from_db()
    row = sent(meeting)
    answer = do(inside, row, "acceptance", "accept", item=screening.usual_item(meeting).pk)
    assert (
        "Publish a supplement" in inside.client("clerk").get(answer.url).content.decode() or answer.status_code == 302
    )
    with inside.inside():
        edition = publishing.publish_agenda(
            type(meeting).objects.get(pk=meeting.pk), by=clerk, reasons=reasons, reason="supplement", note="A question"
        )
        assert edition.number == 2 and edition.parts.filter(content__questions__0__text=WORDS).exists()


def test_a_refusal_has_a_lawful_reason_and_is_told(inside, meeting):
    row = sent(meeting)
    assert "Select the lawful reason" in do(inside, row, "refusal", "refuse").content.decode()
    assert do(inside, row, "refusal", "refuse", because="same", words="See the minutes of May.").status_code == 302
    letter = letters(inside, "question_refused")[0].body_text
    assert "substantially the same" in letter and "See the minutes of May." in letter
    mine = inside.client().get(f"/questions/{question_token(row)}/").content.decode()
    assert "substantially the same" in mine and "Withdraw it" not in mine


def test_the_asker_changes_the_words_and_the_clerk_sees_them_again(inside, meeting):
    row = sent(meeting)
    do(inside, row, "change", "change", wanted="Leave the name of the builder out")
    address = f"/questions/{question_token(row)}/"
    client = inside.client()
    assert "Leave the name of the builder out" in client.get(address).content.decode()
    seen = {"seen": "Leave the name of the builder out"}
    assert "Enter your words" in client.post(f"{address}words/", {"words": "", **seen}).content.decode()
    assert "Shorten it" in client.post(f"{address}words/", {"words": "w " * 101, **seen}).content.decode()
    assert client.post(f"{address}words/", {"words": "When is it mended?", **seen}).status_code == 302
    row = kept(inside)[0]
    assert (row.question, row.state) == ("When is it mended?", "To be looked at")
    answer = client.post(f"{address}words/", {"words": "Twice", **seen})
    assert "no longer waiting" in answer.content.decode() and kept(inside)[0].question == "When is it mended?"


def test_the_later_of_two_clerks_is_told_and_changes_nothing(inside, meeting):
    row = sent(meeting)
    seen, at = state_of(row), screening.usual_item(meeting)
    screening.accept(row, item=at, seen=seen, by=inside.users["clerk"])
    data = {"refuse-seen": seen, "refuse-because": "same"}
    answer = inside.client("clerk").post(f"/manage/questions/{row.pk}/refusal/", data)
    assert "Somebody else dealt with it meanwhile" in answer.content.decode()
    assert kept(inside)[0].state == "Accepted" and letters(inside, "question_refused") == []


def test_more_than_the_board_takes_is_warned_of_or_refused_by_status(inside, meeting):
    PublicRule.objects.create(board=inside.board, kind="question", most=1)
    first = sent(meeting)
    second = asking.enter(
        meeting, by=inside.users["clerk"], how="phone", kind="question", question="And?", asker="B", reason="Pressing"
    )
    at = screening.usual_item(meeting)
    screening.accept(first, item=at, seen=state_of(first), reason="Two belong together", by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="Give the reason"):
        screening.accept(second, item=at, seen=state_of(second), by=inside.users["clerk"])
    assert Override.objects.filter(rule="public").count() == 2
    inside.board.legal_status = "joint"
    inside.board.save()
    with pytest.raises(ValidationError, match="has 1 already"):
        screening.accept(second, item=at, seen=state_of(second), reason="Please", by=inside.users["clerk"])


@pytest.mark.parametrize("who", ["chair", "county", "partner", "auditor", "resident", None])
def test_nobody_but_officers_screens(inside, meeting, who):
    row = sent(meeting)
    for address in (f"/manage/questions/{row.pk}/", f"/manage/meetings/{meeting.pk}/questions/"):
        answer = inside.client(who).get(address)
        assert answer.status_code in (302, 403, 404) and CANARY not in answer.content.decode()


def test_the_database_keeps_off_the_agenda_what_was_not_accepted(inside, meeting):
    row = sent(meeting)
    for wrong in ({"item": screening.usual_item(meeting)}, {"refused_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicQuestion.objects.filter(pk=row.pk).update(**wrong)


def test_an_answer_at_the_meeting_stands_in_the_minutes_and_is_sent_when_they_are_published(inside):
    meeting = begun(inside)
    clerk = inside.users["clerk"]
    row = asking.enter(
        meeting, by=clerk, how="phone", kind="petition", question=WORDS, asker=CANARY, email="x@example.org",
        signatures=40, reason="In a test",
    )  # fmt: skip
    screening.accept(row, item=item(meeting, "Public questions"), seen=state_of(row), by=clerk)
    recording.open_meeting(meeting, by=clerk)
    live = inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/live/items/{row_item(inside)}/").content.decode()
    assert WORDS in live and "(not to be named)" in live
    with inside.inside():
        row = PublicQuestion.objects.get()
        row.answer, row.answered_by, row.supplementary = ANSWER, "The chair", "And after that?"
        recording.write_down(row, meeting=meeting, by=clerk)
        recording.close_meeting(meeting, by=clerk)
        minuting.draft_minutes(meeting, by=clerk)
        minuting.publish_minutes(Minutes.objects.get(meeting=meeting), by=clerk)
        said = EditionPart.objects.get(edition__series=f"minutes:{meeting.pk}", title="Public questions").content[
            "text"
        ]
        assert "presented a petition" in said and ANSWER in said and "And after that?" in said and CANARY not in said
    assert [ANSWER in letter.body_text for letter in letters(inside, "question_answered")] == [True]


def row_item(cast) -> int:
    return kept(cast)[0].item_id


def test_what_the_public_sent_is_not_struck_out_at_the_meeting(inside):
    meeting = begun(inside)
    clerk = inside.users["clerk"]
    row = asking.enter(meeting, by=clerk, how="post", kind="question", question=WORDS, asker="A", reason="Test")
    with pytest.raises(ValidationError, match="The public sent this"):
        recording.strike_out(row, meeting=meeting, by=clerk)


def test_a_written_answer_is_owed_overdue_then_published_and_found(inside, meeting, work_off):
    row = accepted(inside, meeting)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    due = {f"due_on-{part}": getattr(yesterday, part) for part in ("day", "month", "year")}
    assert "Enter the answer, or the day" in do(inside, row, "answer", "answer").content.decode()
    do(inside, row, "answer", "answer", **due)
    queue = inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/questions/").content.decode()
    assert "Answer overdue" in queue and "An answer is owed" in queue
    row = kept(inside)[0]
    with inside.inside():
        seen = state_of(row)
    data = {"answer-seen": seen, "answer-answer": ANSWER, "answer-answered_by": "The chair"}
    inside.client("clerk").post(f"/manage/questions/{row.pk}/answer/", data)
    assert inside.client("clerk").post(f"/manage/questions/{row.pk}/publication/").status_code == 302
    public = inside.client().get(f"/meetings/{meeting.pk}/questions/").content.decode()
    assert ANSWER in public and "A member of the public asked" in public and CANARY not in public
    with inside.inside():
        assert not EditionPart.objects.filter(content__icontains=CANARY).exists()
        assert answering.published(meeting)[0].edition.series == f"answers:{meeting.pk}"
    assert len(letters(inside, "question_answered")) == 1


def test_no_name_of_the_public_reaches_editions_search_or_pages(inside, meeting, work_off):
    accepted(inside, meeting)
    reasons = dict.fromkeys(("cadence", "cycle", "venue", "notice", "invitations", "gap"), "In a test")
    edition = publishing.publish_agenda(meeting, by=inside.users["clerk"], reasons=reasons)
    indexing.index(edition.pk)
    assert SearchEntry.objects.filter(body__contains=WORDS).exists()
    assert not SearchEntry.objects.filter(body__contains=CANARY).exists()
    for address in (meeting.get_absolute_url(), f"/meetings/{meeting.pk}/agenda/1/", f"/search/?q={CANARY.split()[1]}"):
        assert CANARY not in inside.client().get(address).content.decode()


def test_the_queue_costs_the_same_with_thirty(inside, meeting, django_assert_max_num_queries):
    for number in range(30):
        sent(meeting, email=f"{number}@example.org")
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        assert client.get(f"/manage/meetings/{meeting.pk}/questions/").status_code == 200


def test_a_published_answer_is_withdrawn_by_a_new_version_that_says_why(inside, meeting, work_off):
    row = accepted(inside, meeting)
    answering.answer(row, words=ANSWER, answered_by="The chair", seen=state_of(row), by=inside.users["clerk"])
    answering.publish(PublicQuestion.objects.get(pk=row.pk), by=inside.users["clerk"])
    clerk, path = inside.client("clerk"), f"/manage/questions/{row.pk}/answer/withdrawal/"
    assert path in page(inside, row) and "There is a problem" in clerk.post(path, {"because": " "}).content.decode()
    assert clerk.post(path, {"because": "It named a household"}).status_code == 302
    public = inside.client().get(f"/meetings/{meeting.pk}/questions/").content.decode()
    assert ANSWER not in public and "The answer was withdrawn: It named a household" in public and WORDS in public
    assert "withdrawn it already" in clerk.post(path, {"because": "Once more"}).content.decode()
    with inside.inside():
        (part,) = answering.published(meeting)
        assert (part.edition.number, part.edition.reason, part.edition.note) == (
            2,
            "withdrawal",
            "It named a household",
        )
        answering.publish(PublicQuestion.objects.get(pk=row.pk), by=inside.users["clerk"])
        assert answering.published(meeting)[0].content["answer"] == ANSWER
    assert inside.client("county").get(path).status_code == 404


def test_a_question_under_an_item_that_goes_is_moved_or_its_asker_told(inside, meeting):
    row = accepted(inside, meeting)
    other = item(meeting, "Police priorities")
    PublicQuestion.objects.filter(pk=row.pk).update(item=other)
    agenda_building.remove_item(other, by=inside.users["clerk"])
    assert PublicQuestion.objects.get(pk=row.pk).item == screening.usual_item(meeting)
    assert not letters(inside, "question_unplaced")
    agenda_building.remove_item(screening.usual_item(meeting), by=inside.users["clerk"])
    row = PublicQuestion.objects.get(pk=row.pk)
    assert row.item is None and row.accepted_at and len(letters(inside, "question_unplaced")) == 1
    assert "1 without an item" in inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/").content.decode()


def test_the_hub_says_how_many_wait(inside, meeting):
    client, hub = inside.client("clerk"), f"/manage/meetings/{meeting.pk}/"
    assert "to look at" not in client.get(hub).content.decode()
    with inside.inside():
        sent(meeting)
        sent(meeting, email="other@example.org")
    assert "2 to look at" in client.get(hub).content.decode()
