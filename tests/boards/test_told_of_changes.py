"""Those who were summoned are told what changes at their meeting, and calendars follow."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import changing_meetings, summoning
from boards.models import Meeting, MeetingChange, Summons
from tests.boards.dates import evening, held, working_day


def line(calendar: str, begin: str) -> str:
    (found,) = (line for line in calendar.splitlines() if line.startswith(begin))
    return found


def test_those_summoned_are_told_of_a_new_place_and_the_calendar_follows(inside, mails):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    changing_meetings.change(meeting, {"room": "Upstairs"}, because="The hall is let.", by=inside.users["clerk"])
    told = mails(template="meeting_changed")
    assert len(told) == 4 and "Upstairs" in told[0].body_text and "The hall is let." in told[0].body_text
    assert "SEQUENCE:1" in told[0].calendar
    (change,) = MeetingChange.objects.filter(meeting=meeting)
    assert (change.kind, change.by) == ("venue", inside.users["clerk"])


def test_a_cancelled_meeting_leaves_its_trace_and_cancels_the_calendar_entry(inside, mails):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    for _ in range(2):
        changing_meetings.cancel(meeting, because="Snow", by=inside.users["clerk"])
    told = mails(template="meeting_changed")
    assert len(told) == 4 and "STATUS:CANCELLED" in told[0].calendar and "Snow" in told[0].body_text
    (invited, *_), gone = mails(template="summons"), told[0].calendar
    assert "METHOD:PUBLISH" in invited.calendar and "METHOD:CANCEL" in gone
    assert "SEQUENCE:0" in invited.calendar and "SEQUENCE:1" in gone
    for same in ("UID:", "ORGANIZER:mailto:"):
        assert line(invited.calendar, same) == line(gone, same)
    assert MeetingChange.objects.get(meeting=meeting).kind == "cancelled"


def test_a_postponed_meeting_takes_its_business_and_its_people_along(inside, mails):
    meeting = held(inside)
    item = meeting.items.create(board=inside.board, position=1, title="Roads")
    summoning.summon(meeting, by=inside.users["clerk"])
    later = changing_meetings.postpone(
        meeting, to=evening(working_day(10)), because="No quorum in sight.", by=inside.users["clerk"]
    )
    again = changing_meetings.postpone(
        meeting, to=evening(working_day(11)), because="Twice pressed.", by=inside.users["clerk"]
    )
    item.refresh_from_db()
    assert again == later and item.meeting == later and later.venue == inside.venue
    assert later.ends_at - later.starts_at == datetime.timedelta(hours=2)
    assert Summons.objects.filter(meeting=later).count() == 4
    assert len(mails(template="summons")) == 8 and len(mails(template="meeting_changed")) == 4


def test_only_a_meeting_that_has_begun_is_adjourned(inside):
    meeting = held(inside)
    with pytest.raises(ValidationError, match="not begun"):
        changing_meetings.adjourn(meeting, because="Fire alarm", by=inside.users["clerk"])
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=timezone.now())
    to = evening(working_day(8))
    changing_meetings.adjourn(meeting, because="Fire alarm", to=to, by=inside.users["clerk"])
    meeting.refresh_from_db()
    assert meeting.adjourned_to == to and meeting.state == "Adjourned"
    assert Meeting.objects.upcoming().filter(pk=meeting.pk).exists()


def test_a_meeting_that_has_begun_is_not_moved_or_cancelled(inside):
    meeting = held(inside, opened_at=timezone.now())
    for act in (
        lambda: changing_meetings.cancel(meeting, because="x", by=inside.users["clerk"]),
        lambda: changing_meetings.change(meeting, {"room": "x"}, because="x", by=inside.users["clerk"]),
        lambda: changing_meetings.postpone(meeting, to=evening(working_day(9)), because="x", by=inside.users["clerk"]),
    ):
        with pytest.raises(ValidationError, match="has begun"):
            act()


def test_what_nobody_knew_of_changes_without_a_trace(inside):
    meeting = held(inside, announced_at=None)
    changing_meetings.change(meeting, {"room": "Upstairs"}, because="", by=inside.users["clerk"])
    assert not MeetingChange.objects.exists()


def test_a_known_meeting_changes_only_with_a_reason(inside):
    meeting = held(inside)
    with pytest.raises(ValidationError, match="reason"):
        changing_meetings.change(meeting, {"room": "Upstairs"}, because=" ", by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="reason"):
        changing_meetings.cancel(meeting, because=" ", by=inside.users["clerk"])


def test_nothing_changed_tells_nobody(inside):
    meeting = held(inside)
    assert changing_meetings.change(meeting, {"room": ""}, because="", by=inside.users["clerk"]) == []
    meeting.refresh_from_db()
    assert meeting.sequence == 0
