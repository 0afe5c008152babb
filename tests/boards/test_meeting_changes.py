"""A meeting that is moved, postponed, adjourned or cancelled on its page, and who hears of it."""

import datetime

import pytest
from django.utils import timezone

from boards import summoning
from boards.models import MeetingChange
from tests.boards.dates import evening, held, working_day
from tests.boards.test_scheduling import date_boxes, filled


def test_a_change_of_time_and_place_leaves_its_trace(inside):
    meeting = held(inside, weeks=8, room="Main hall")
    sent = filled(inside, starts="7pm", room="Annexe", because="The choir needs the hall.")
    answer = inside.client("clerk").post(f"/manage/meetings/{meeting.pk}/change/", sent)
    assert answer.status_code == 302
    assert set(MeetingChange.objects.values_list("kind", flat=True)) == {"time", "venue"}
    page = inside.client("clerk").get(answer.url).content.decode()
    assert "The choir needs the hall." in page


def test_a_change_without_a_reason_or_to_the_past_is_not_made(inside):
    meeting = held(inside, weeks=8)
    client = inside.client("clerk")
    without = client.post(f"/manage/meetings/{meeting.pk}/change/", filled(inside, because=""))
    assert "Enter why it changes" in without.content.decode()
    past = client.post(
        f"/manage/meetings/{meeting.pk}/change/", filled(inside, datetime.date(2020, 1, 8), because="Typo")
    )
    assert "must be in the future" in past.content.decode()
    meeting.refresh_from_db()
    assert meeting.sequence == 0


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("cancellation", {"because": "Snow"}),
        ("postponement", {"because": "Snow", "to-time": "6:30pm", **date_boxes("to", working_day(12))}),
        ("change", {}),
    ],
)
def test_each_change_is_made_once_and_shown(inside, act, sent):
    meeting = held(inside, weeks=8)
    summoning.summon(meeting, by=inside.users["clerk"])
    if act == "change":
        sent = filled(inside, starts="7pm", because="Later")
    client = inside.client("clerk")
    assert client.get(f"/manage/meetings/{meeting.pk}/{act}/").status_code == 200
    answers = [client.post(f"/manage/meetings/{meeting.pk}/{act}/", sent) for _ in range(2)]
    assert answers[0].status_code == 302
    meeting.refresh_from_db()
    kinds = list(meeting.changes.values_list("kind", flat=True))
    expected = {"cancellation": ["cancelled"], "postponement": ["postponed"], "change": ["time", "venue"]}[act]
    assert kinds == expected
    assert client.get(f"/manage/meetings/{meeting.pk}/").status_code == 200


@pytest.mark.parametrize("act", ["cancellation", "postponement", "adjournment"])
def test_no_meeting_is_broken_off_without_a_reason(inside, act):
    meeting = held(inside, weeks=8)
    sent = {"to-time": "6:30pm", **date_boxes("to", working_day(12))}
    answer = inside.client("clerk").post(f"/manage/meetings/{meeting.pk}/{act}/", sent)
    assert "There is a problem" in answer.content.decode() and not MeetingChange.objects.exists()


def test_a_meeting_that_has_begun_is_adjourned_from_its_page(inside):
    meeting = held(inside, starts_at=timezone.now() - datetime.timedelta(hours=1))
    client = inside.client("clerk")
    assert "Adjourn it" in client.get(f"/manage/meetings/{meeting.pk}/").content.decode()
    sent = {"because": "Fire alarm", "to-time": "7pm", **date_boxes("to", working_day(3))}
    client.post(f"/manage/meetings/{meeting.pk}/adjournment/", sent)
    meeting.refresh_from_db()
    assert meeting.adjourned_to == evening(working_day(3)) + datetime.timedelta(minutes=30)


def test_the_officer_hears_who_must_be_told_of_a_change_by_hand(inside):
    parish = inside.people["parish"].__class__.objects.get(pk=inside.people["parish"].pk)
    parish.email = ""
    parish.save()
    meeting, client = held(inside, weeks=8), inside.client("clerk")
    summoning.summon(meeting, by=inside.users["clerk"])
    sent = client.post(f"/manage/meetings/{meeting.pk}/cancellation/", {"because": "Snow"}, follow=True)
    assert f"3 people are told by e-mail. Without e-mail, so tell them by hand: {parish}." in sent.content.decode()
