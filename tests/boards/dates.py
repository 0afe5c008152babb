"""Meetings for the tests of dates and summonses."""

import datetime
from zoneinfo import ZoneInfo

from boards.models import Meeting
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")


def evening(day: datetime.date, hour: int = 18) -> datetime.datetime:
    """Return an hour of a day in London."""
    return datetime.datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)


def working_day(weeks: int) -> datetime.date:
    """Return a Wednesday so many weeks from now, which no bank holiday of ours falls on."""
    today = datetime.datetime.now(LONDON).date()
    return today + datetime.timedelta(days=(2 - today.weekday()) % 7, weeks=weeks)


def planned(cast: Cast, weeks: int = 6, **fields) -> Meeting:
    """Return an unsaved meeting of the cast's board at its own hall."""
    starts_at = fields.pop("starts_at", None) or evening(working_day(weeks))
    kept = {"board": cast.board, "venue": cast.venue, "ends_at": starts_at + datetime.timedelta(hours=2), **fields}
    return Meeting(starts_at=starts_at, **kept)


def held(cast: Cast, weeks: int = 6, **fields) -> Meeting:
    """Return a meeting that stands in the calendar, announced unless told otherwise."""
    meeting = planned(cast, weeks, **{"announced_at": datetime.datetime.now(LONDON), **fields})
    meeting.save()
    return meeting
