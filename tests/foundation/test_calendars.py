import datetime

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from foundation.calendars import CalendarEvent, calendar, response

SUMMER = datetime.datetime(2026, 6, 15, 17, 30, tzinfo=datetime.UTC)
WINTER = datetime.datetime(2026, 12, 17, 18, 30, tzinfo=datetime.UTC)
HOURS = datetime.timedelta(hours=2)


def a_meeting(starts_at=SUMMER, **changes) -> CalendarEvent:
    given_values = {
        "uid": "meeting-12@copeland.example",
        "title": "Harbour Locality Board",
        "starts_at": starts_at,
        "ends_at": starts_at + HOURS,
        "changed_at": SUMMER - 10 * HOURS,
        "place": "Village Hall, Main Street; upper room",
        "description": "Read the agenda:\nhttps://copeland.example/meetings/12/",
        "url": "https://copeland.example/meetings/12/",
    }
    return CalendarEvent(**given_values | changes)


def read(data: bytes):
    made = vobject.readOne(data.decode())
    assert made.validate(raiseException=True)
    return made


def test_a_meeting_is_a_valid_calendar_in_london_time():
    made = read(calendar([a_meeting()]))
    event = made.vevent
    assert event.dtstart.value.strftime("%H:%M %z") == "18:30 +0100"
    assert b"DTSTART;TZID=Europe/London:20260615T183000\r\n" in calendar([a_meeting()])
    assert event.uid.value == "meeting-12@copeland.example"
    assert event.location.value == "Village Hall, Main Street; upper room"
    assert event.description.value.splitlines()[1] == event.url.value == "https://copeland.example/meetings/12/"
    assert (event.status.value, event.sequence.value) == ("CONFIRMED", "0")
    assert event.dtstamp.value.utcoffset() == datetime.timedelta(0)


def test_the_zone_is_written_out_with_both_of_its_times():
    text = calendar([a_meeting()]).decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/London" in text
    assert "BEGIN:DAYLIGHT" in text and "BEGIN:STANDARD" in text
    zone = next(iter(icalendar.Calendar.from_ical(text).walk("VTIMEZONE"))).to_tz()
    assert SUMMER.astimezone(zone).hour == 18
    assert WINTER.astimezone(zone).hour == 18
    assert datetime.datetime(2031, 7, 1, 12, tzinfo=datetime.UTC).astimezone(zone).hour == 13
    # The clock goes forward at one in the morning, Greenwich time.
    assert datetime.datetime(2027, 3, 28, 0, 59, tzinfo=datetime.UTC).astimezone(zone).hour == 0
    assert datetime.datetime(2027, 3, 28, 1, 0, tzinfo=datetime.UTC).astimezone(zone).hour == 2


def test_a_winter_meeting_is_at_the_same_hour():
    assert read(calendar([a_meeting(WINTER)])).vevent.dtstart.value.strftime("%H:%M %z") == "18:30 +0000"


def test_a_cancelled_meeting_says_so_and_frees_the_time():
    event = read(calendar([a_meeting(cancelled=True, sequence=3)])).vevent
    assert (event.status.value, event.sequence.value, event.transp.value) == ("CANCELLED", "3", "TRANSPARENT")
    assert event.summary.value == "Cancelled: Harbour Locality Board"


def test_a_feed_has_a_name_and_all_its_meetings():
    meetings = [a_meeting(uid=f"meeting-{number}@x", starts_at=SUMMER + number * HOURS) for number in range(30)]
    made = read(calendar(meetings, name="Harbour Locality Board", url="https://x.example/boards/harbour/meetings.ics"))
    assert len(made.vevent_list) == 30
    assert made.x_wr_calname.value == "Harbour Locality Board"
    assert made.contents["x-published-ttl"][0].value == "PT6H"


def test_a_board_without_meetings_still_has_a_calendar():
    assert b"BEGIN:VTIMEZONE" in calendar([], name="Harbour Locality Board")


def test_nothing_in_a_title_can_add_a_line_of_its_own():
    made = read(calendar([a_meeting(title="Board\r\nATTENDEE:mailto:x@example.org", place="Hall\nSTATUS:CANCELLED")]))
    assert "attendee" not in made.vevent.contents
    assert made.vevent.status.value == "CONFIRMED"


@given(st.text(max_size=90), st.text(max_size=90))
def test_any_words_survive_the_way_there_and_back(title, place):
    title, place = (" ".join(words.split()) for words in (title, place))
    found = icalendar.Calendar.from_ical(calendar([a_meeting(title=f"x{title}", place=f"x{place}")])).walk("VEVENT")[0]
    assert " ".join(str(found["summary"]).split()) == " ".join(f"x{title}".split())
    assert " ".join(str(found["location"]).split()) == " ".join(f"x{place}".split())


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        calendar([a_meeting(datetime.datetime(2026, 6, 15, 18, 30))])


def test_one_meeting_is_saved_and_a_feed_is_read_in_place():
    assert response([a_meeting()], "meeting.ics")["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert response([], "meetings.ics", name="Board")["Content-Disposition"].startswith("inline")
    assert response([a_meeting()], "meeting.ics")["Content-Type"] == "text/calendar; charset=utf-8"


def test_a_cancelled_meeting_leaves_the_calendars_that_have_it_and_a_feed_says_so():
    gone = a_meeting(cancelled=True, sequence=2, organiser="clerk@copeland.example")
    made = read(calendar([gone]))
    assert (made.method.value, made.vevent.status.value, made.vevent.sequence.value) == ("CANCEL", "CANCELLED", "2")
    assert made.vevent.organizer.value == "mailto:clerk@copeland.example"
    assert read(calendar([gone], name="Meetings")).method.value == "PUBLISH"
    assert read(calendar([gone, a_meeting(uid="meeting-13@copeland.example")])).method.value == "PUBLISH"
    assert b"METHOD:PUBLISH" in calendar([])
