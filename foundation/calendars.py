"""Calendar files (iCalendar): one meeting to save, or a feed of many to subscribe to."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from icalendar import Calendar, Event, Timezone

from foundation.working_days import LONDON

ZONE = "Europe/London"
CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Locality boards//Meetings//EN"
# A subscriber's program asks again after so long.
REFRESH = datetime.timedelta(hours=6)
# The clock's two changes as law has had them since 1996, without an end.
LONDON_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class CalendarEvent:
    """One meeting as a calendar sees it; ``sequence`` rises with each change, so that calendars follow."""

    uid: str  # the same for ever, such as "meeting-12@copeland.example"
    title: str
    starts_at: datetime.datetime | datetime.date  # a date where it takes whole days
    ends_at: datetime.datetime | datetime.date  # then the day after the last
    changed_at: datetime.datetime
    sequence: int = 0
    cancelled: bool = False
    place: str = ""
    description: str = ""
    url: str = ""
    organiser: str = ""  # the address that answers for the meeting


def calendar(events: Iterable[CalendarEvent], *, name: str = "", url: str = "") -> bytes:
    """Return a calendar file of these meetings, in London's time whatever zone they are given in.

    A file of one meeting that is cancelled takes it out of the calendars that have it; a named feed only says so.
    Source: RFC 5546, 3.2.1 and 3.2.5.
    """
    events = list(events)
    withdraws = not name and events and all(event.cancelled for event in events)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "CANCEL" if withdraws else "PUBLISH")
    if name:
        made.add("x-wr-calname", _line(name))
        made.add("x-wr-timezone", ZONE)
        made.add("x-published-ttl", _duration(REFRESH))
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    if url:
        made.add("url", url)
    made.add_component(Timezone.from_ical(LONDON_ZONE))
    for event in events:
        made.add_component(_component(event))
    return made.to_ical()


def response(events: Iterable[CalendarEvent], filename: str, *, name: str = "", url: str = "") -> HttpResponse:
    """Return the calendar file as an answer; one meeting is saved, a named feed is read where it is."""
    answer = HttpResponse(calendar(events, name=name, url=url), content_type=CONTENT_TYPE)
    manner = "inline" if name else "attachment"
    answer["Content-Disposition"] = f'{manner}; filename="{filename}"'
    return answer


def _component(event: CalendarEvent) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at.astimezone(datetime.UTC))
    made.add("last-modified", event.changed_at.astimezone(datetime.UTC))
    made.add("dtstart", _local(event.starts_at))
    made.add("dtend", _local(event.ends_at))
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("summary", f"Cancelled: {_line(event.title)}" if event.cancelled else _line(event.title))
    made.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    for key, value in (("location", _line(event.place)), ("description", event.description), ("url", event.url)):
        if value:
            made.add(key, value)
    if event.organiser:
        made.add("organizer", f"mailto:{event.organiser}")
    return made


def _local(moment: datetime.datetime | datetime.date) -> datetime.datetime | datetime.date:
    if not isinstance(moment, datetime.datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("A meeting's time needs its time zone.")
    return moment.astimezone(LONDON)


def _line(text: str) -> str:
    return " ".join(text.split())


def _duration(length: datetime.timedelta) -> str:
    return f"PT{int(length.total_seconds() // 3600)}H"
