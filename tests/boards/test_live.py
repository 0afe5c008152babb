"""At the meeting: the roll, quorum, what is written down, and two clerks at once."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import attending, recording, sitting
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    Declaration,
    ItemRecord,
    Meeting,
    Motion,
    PublicQuestion,
)
from foundation.meanwhile import ChangedMeanwhile
from localities.models import Mandate
from tests.boards.at_once import together, within
from tests.boards.pages import send
from tests.boards.sittings import begun, fill, item, proposal, rolled
from tests.cast import make_cast


def path(meeting, *rest):
    return "/".join([f"/manage/meetings/{meeting.pk}/live", *map(str, rest), ""])


@pytest.fixture
def meeting(inside):
    return begun(inside)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


# Opening, closing, items


def test_the_clerk_opens_the_meeting_and_the_chair_presides(inside, meeting):
    rolled(inside, meeting)
    inside.client("clerk").post(path(meeting, "opening"), {"hour-at": "6:30pm"})
    meeting.refresh_from_db()
    assert meeting.chaired_by == inside.people["chair"]
    assert timezone.localtime(meeting.opened_at).strftime("%H:%M") == "18:30"


def test_a_time_that_is_none_is_refused_beside_the_field(inside, meeting):
    answer = inside.client("clerk").post(path(meeting, "opening"), {"hour-at": "25:70"})
    assert answer.status_code == 422
    assert "Enter a real time" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.opened_at is None


def test_a_meeting_is_not_opened_before_its_day(inside, meeting, clerk):
    starts = timezone.now() + datetime.timedelta(days=2)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))
    page = inside.client("clerk").post(f"/manage/meetings/{meeting.pk}/live/opening/", {"hour-at": "6:30pm"})
    assert "It can be opened on that day." in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.opened_at is None


def test_a_cancelled_meeting_is_not_opened(meeting, clerk):
    meeting.cancelled_at, meeting.cancelled_because = timezone.now(), "Snow"
    meeting.save()
    with pytest.raises(ValidationError):
        recording.open_meeting(meeting, by=clerk)


def test_closing_can_be_taken_back(inside, meeting, clerk):
    recording.open_meeting(meeting, at=meeting.starts_at, by=clerk)
    recording.close_meeting(meeting, by=clerk)
    inside.client("clerk").post(path(meeting, "closing"), {"reopen": "1"})
    meeting.refresh_from_db()
    assert meeting.closed_at is None


def test_starting_an_item_makes_it_the_current_one(inside, meeting):
    at = item(meeting, "Police priorities")
    inside.client("clerk").post(path(meeting, "items", at.pk, "start"))
    page = inside.client("clerk").get(path(meeting)).content.decode()
    assert '<h2 class="govuk-heading-l" id="live-item-title"><span class="app-live__number">7</span> Police' in page


# Notes


def notes(client, meeting, at, words, version, *, script=True):
    headers = {"accept": "application/json"} if script else {}
    return client.post(path(meeting, "items", at.pk, "notes"), {"notes": words, "version": version}, headers=headers)


def test_notes_are_saved_as_they_are_typed(inside, meeting):
    client, at = inside.client("clerk"), item(meeting)
    first = notes(client, meeting, at, "The chair", 0).json()
    assert first["version"] == 1
    assert notes(client, meeting, at, "The chair spoke", 1).json()["version"] == 2
    assert ItemRecord.objects.get(item=at).notes == "The chair spoke"


def test_the_later_of_two_saves_is_told_and_shown_both(inside, meeting):
    at = item(meeting)
    notes(inside.client("clerk"), meeting, at, "What the first clerk heard", 0)
    answer = notes(inside.client("admin"), meeting, at, "What the second clerk heard", 0)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "What the first clerk heard" in words
    assert "What the second clerk heard" in words
    assert 'data-version="1"' in words
    assert ItemRecord.objects.get(item=at).notes == "What the first clerk heard"


def test_without_script_the_later_save_is_told_too(inside, meeting):
    at = item(meeting)
    notes(inside.client("clerk"), meeting, at, "First", 0, script=False)
    answer = notes(inside.client("admin"), meeting, at, "Second", 0, script=False)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "changed this while you were writing" in words
    assert ">\nSecond</textarea>" in words


# Entries


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


# Two clerks at once, on a database of several connections


@pytest.fixture
def real(transactional_db):
    """A partnership of its own, committed, with a meeting that has begun."""
    cast = make_cast(f"live{timezone.now():%H%M%S%f}"[:20])
    with cast.inside():
        meeting = begun(cast)
        attending.call_roll(meeting, by=cast.users["clerk"])
        asked = proposal(meeting)
    return cast, meeting, asked


def test_two_clerks_saving_notes_at_the_same_moment(real):
    cast, meeting, _ = real
    clerk = cast.users["clerk"]

    def save(words):
        return within(cast, lambda: recording.save_notes(item(meeting), words, version=0, by=clerk))

    raised = together(save("One"), save("Two"))
    assert sorted(type(error) for error in raised if error) == [ChangedMeanwhile]
    with cast.inside():
        kept = ItemRecord.objects.get(item=item(meeting))
        assert kept.version == 1
        assert kept.notes == ("One" if raised[0] is None else "Two")
        lost = next(error for error in raised if error)
        assert lost.current.notes == kept.notes


def test_two_clerks_taking_urgent_business_at_the_same_moment(real):
    cast, meeting, _ = real
    clerk = cast.users["clerk"]

    def take(title):
        words = {"because": "It cannot wait", "agreed_by": "The chair", "purpose": "decision"}
        return within(cast, lambda: recording.add_urgent_item(meeting, title=title, by=clerk, **words))

    assert together(take("One"), take("Two")) == [None, None]
    with cast.inside():
        places = list(AgendaItem.objects.filter(meeting=meeting).values_list("position", flat=True))
        assert len(places) == len(set(places))


# Who may


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("admin", 200),
        ("chair", 403),
        ("county", 403),
        ("partner", 403),
        ("auditor", 403),
        ("resident", 403),
    ],
)
def test_only_the_clerk_and_administrators_keep_the_record(inside, meeting, who, status):
    assert inside.client(who).get(path(meeting)).status_code == status


def test_the_outsider_finds_no_such_meeting(inside, elsewhere, meeting):
    at = item(meeting)
    assert elsewhere.client("clerk").get(path(meeting)).status_code == 404
    assert notes(elsewhere.client("clerk"), meeting, at, "Mine", 0).status_code == 404
    with inside.inside():
        assert not ItemRecord.objects.filter(item=at).exists()


def test_a_visitor_is_asked_to_sign_in(inside, meeting):
    assert inside.client().get(path(meeting)).status_code == 302


def test_an_item_of_another_meeting_is_not_found(inside, meeting):
    other = item(begun(inside, days_ago=30))
    assert inside.client("clerk").get(path(meeting, "items", other.pk)).status_code == 404
    assert notes(inside.client("clerk"), meeting, other, "Mine", 0).status_code == 404


@pytest.mark.parametrize(("members", "items"), [(1, 1), (40, 30)])
def test_the_page_asks_as_little_of_forty_members_and_thirty_items(
    inside, meeting, members, items, django_assert_max_num_queries
):
    fill(inside, meeting, members=members, items=items)
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        assert client.get(path(meeting)).status_code == 200
    at, somebody = item(meeting), Attendance.objects.filter(meeting=meeting).last()
    entries = {
        "actions": {"action-text": "Write to the county", "action-owner": inside.organisations["county"].pk},
        "motions": {"motion-text": "That it be done"},
        "questions": {"question-question": "When?", "question-answer": "In May"},
        "declarations": {
            "declaration-item": at.pk, "declaration-holder": f"{somebody.person_id}:", "declaration-kind": "other",
            "declaration-nature": "Lives there",
        },
        "notes": {"notes": "The board heard the hall", "version": 0},
    }  # fmt: skip
    for name, typed in entries.items():
        with django_assert_max_num_queries(25):
            assert client.post(path(meeting, "items", at.pk, name), typed).status_code == 302, name
    with django_assert_max_num_queries(25):
        mark = client.post(path(meeting, "people", somebody.pk), {"does": "out", "version": somebody.version})
    assert mark.status_code == 302


def test_what_was_typed_when_the_session_ended_is_back_after_signing_in(inside, meeting):
    rolled(inside, meeting)
    client, at = inside.client("clerk"), item(meeting)
    home = path(meeting, "items", at.pk)
    client.get(home)
    session = client.cookies.pop("sessionid")
    sent = {
        "action-text": "Write to the county about the lamp",
        "action-sending": "6a1cf8a1-6f0c-4d6f-8a53-0d3b1a2e9d44",
    }
    answer = client.post(f"{home}actions/", sent, headers={"referer": f"http://{inside.host}{home}"})
    back = parse_qs(urlsplit(answer.url).query)["next"][0]
    client.cookies["sessionid"] = session.value
    page = client.get(back).content.decode()
    assert "Write to the county about the lamp</textarea>" in page
    assert '<details class="govuk-details" id="add-action" open' in page
    assert '<details class="govuk-details" id="add-motion" open' not in page
    assert not Action.objects.filter(item=at).exists()


def test_two_clerks_changing_one_motion_see_both(inside, meeting):
    rolled(inside, meeting)
    motion = Motion.objects.create(board=meeting.board, item=item(meeting), text="That it be done")
    address = path(meeting, "items", item(meeting).pk, "motions", motion.pk)
    first, second = inside.client("clerk"), inside.client("admin")
    seen = recording.state_of(motion)
    first.post(address, {"motion-text": "As the first heard it", "motion-seen": seen})
    answer = second.post(address, {"motion-text": "As the second heard it", "motion-seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "As the first heard it</dd>" in page
    assert "As the second heard it</textarea>" in page
    motion.refresh_from_db()
    assert motion.text == "As the first heard it"
    again = {"motion-text": "As both heard it", "motion-seen": recording.state_of(motion)}
    assert second.post(address, again).status_code == 302
