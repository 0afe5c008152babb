"""What the clerk enters under an item while the meeting goes on: declarations, motions, questions, urgent business."""

import pytest
from django.core.exceptions import ValidationError

from boards import recording, sitting
from boards.models import (
    Action,
    Declaration,
    Motion,
    PublicQuestion,
)
from localities.models import Mandate
from tests.boards.pages import send
from tests.boards.sittings import begun, item, rolled
from tests.boards.test_live import path


def set_stage(cast):
    return begun(cast)


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def test_a_person_with_two_mandates_declares_for_one_of_them(inside, meeting):
    rolled(inside, meeting)
    county = inside.people["county"]
    second = Mandate.objects.create(person=county, council=inside.organisations["district"])
    page = inside.client("clerk").get(path(meeting, "items", item(meeting).pk)).content.decode()
    assert f"{county}, for Testshire County Council" in page
    at = item(meeting)
    typed = {"item": at.pk, "holder": f"{county.pk}:{second.pk}", "kind": "other", "nature": "On its committee"}
    sent = {f"declaration-{name}": value for name, value in typed.items()}
    inside.client("clerk").post(path(meeting, "items", at.pk, "declarations"), sent)
    declared = Declaration.objects.get(item=at)
    assert (declared.mandate, declared.left_room) == (second, False)


def test_each_kind_of_entry_is_added_changed_and_removed(inside, meeting):
    rolled(inside, meeting)
    client, at = inside.client("clerk"), item(meeting)
    owner = inside.organisations["police"].pk
    mover, seconder = inside.people["chair"].pk, inside.people["county"].pk
    sent = {
        "question": {"question": "Why?", "answer": "Because."},
        "motion": {"text": "That it be done", "mover": mover, "seconder": seconder, "outcome": "carried"},
        "action": {"text": "Do it", "owner": owner, "due_on-day": "3", "due_on-month": "6", "due_on-year": "2027"},
    }
    models = {"question": PublicQuestion, "motion": Motion, "action": Action}
    for noun, typed in sent.items():
        data = {f"{noun}-{name}": value for name, value in typed.items()}
        client.post(path(meeting, "items", at.pk, f"{noun}s"), data)
        row = models[noun].objects.get(item=at)
        changed = {**data, f"{noun}-{'question' if noun == 'question' else 'text'}": "Said better"}
        answer = send(client, path(meeting, "items", at.pk, f"{noun}s", row.pk), changed)
        assert answer.status_code == 302
        assert "Said better" in client.get(path(meeting, "items", at.pk)).content.decode()
        client.post(path(meeting, "items", at.pk, f"{noun}s", row.pk, "removal"))
        assert not models[noun].objects.filter(item=at).exists()


def test_what_is_missing_is_told_at_the_field_and_what_was_typed_stays(inside, meeting):
    rolled(inside, meeting)
    at = item(meeting)
    sent = {"action-text": "Write to the county about the lamp", "action-due_on-day": "31", "action-due_on-month": "2"}
    answer = inside.client("clerk").post(path(meeting, "items", at.pk, "actions"), sent)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "rganisation that will do it</a>" in words
    assert "Write to the county about the lamp" in words
    assert not Action.objects.filter(item=at).exists()


def test_what_is_refused_is_drawn_in_few_queries(inside, meeting, django_assert_max_num_queries):
    rolled(inside, meeting)
    client, at = inside.client("clerk"), item(meeting)
    for noun in ("actions", "declarations", "motions", "questions"):
        with django_assert_max_num_queries(26):
            assert client.post(path(meeting, "items", at.pk, noun), {}).status_code == 422


def test_a_motion_is_not_seconded_by_its_mover(inside, meeting):
    rolled(inside, meeting)
    at, chair = item(meeting), inside.people["chair"].pk
    sent = {"motion-text": "That", "motion-mover": chair, "motion-seconder": chair}
    answer = inside.client("clerk").post(path(meeting, "items", at.pk, "motions"), sent)
    assert "someone other than the mover" in answer.content.decode()
    assert not Motion.objects.filter(item=at).exists()


def test_sending_an_entry_twice_adds_it_once(inside, short_wait, meeting):
    client, at = inside.client("clerk"), item(meeting)
    sent = {"question-question": "Why?", "question-sending": "6a1cf8a1-6f0c-4d6f-8a53-0d3b1a2e9d11"}
    for _ in range(2):
        client.post(path(meeting, "items", at.pk, "questions"), sent)
    assert PublicQuestion.objects.filter(item=at).count() == 1


def test_urgent_business_is_refused_without_the_chairs_reason(inside, meeting, clerk):
    before = meeting.items.count()
    answer = inside.client("clerk").post(
        path(meeting, "urgent"), {"urgent-title": "Flood", "urgent-purpose": "decision"}
    )
    assert answer.status_code == 422
    assert "pecial circumstances</a>" in answer.content.decode()
    with pytest.raises(ValidationError):
        recording.add_urgent_item(meeting, title="Flood", because=" ", agreed_by="", purpose="decision", by=clerk)
    assert meeting.items.count() == before


def test_urgent_business_stands_last_so_that_no_number_changes(inside, meeting):
    sent = {"title": "Flood", "purpose": "decision", "because": "The river rose", "agreed_by": "Councillor Chair"}
    inside.client("clerk").post(path(meeting, "urgent"), {f"urgent-{name}": value for name, value in sent.items()})
    seat = sitting.read(meeting)
    assert (seat.items[-1].title, seat.items[-1].number) == ("Flood", "9")
    assert seat.items[-1].late_because == "The river rose"


def test_something_to_decide_that_no_report_asked_for(inside, meeting):
    at = item(meeting, "Police priorities")
    inside.client("clerk").post(path(meeting, "items", at.pk, "proposals"), {"proposal-text": "To thank the sergeant"})
    assert at.recommendations.get().text == "To thank the sergeant"
