"""At the meeting: the roll, quorum, what is written down, and two clerks at once."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import recording
from boards.models import (
    Action,
    Attendance,
    ItemRecord,
    Meeting,
    Motion,
)
from tests.boards.sittings import begun, fill, item, rolled


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
    client, at = inside.client("clerk"), item(meeting, "Police priorities")
    page = client.post(path(meeting, "items", at.pk, "start"), follow=True).content.decode()
    assert "The meeting is closed. Undo that first" in page and "Start this item" not in page and "Next: " in page
    assert "/start/" not in page and not ItemRecord.objects.filter(item=at).exists()
    client.post(path(meeting, "closing"), {"reopen": "1"})
    meeting.refresh_from_db()
    assert meeting.closed_at is None and "Start this item" in client.get(path(meeting, "items", at.pk)).content.decode()


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
