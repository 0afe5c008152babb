"""Activities as entries of a calendar, and the year of a plan as a table of audiences and months."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from engagement.models import Activity, Audience
from engagement.overlapping import audiences_of
from foundation.calendars import CalendarEvent

DAY = datetime.timedelta(days=1)


def entry(activity: Activity, *, site: str) -> CalendarEvent:
    """Return an activity as a calendar entry of whole days, or of its meeting's hours where it is one.

    ``site`` is the partnership's address, such as "https://copeland.example".
    """
    meeting, url = activity.meeting, f"{site}{activity.get_absolute_url()}"
    said = [activity.cancelled_because, activity.times, activity.about, url]
    return CalendarEvent(
        uid=f"activity-{activity.pk}.{activity.partnership_id}@locality-boards",
        title=activity.title,
        starts_at=meeting.starts_at if meeting else activity.starts_on,
        ends_at=meeting.ends_at if meeting else activity.ends_on + DAY,
        changed_at=activity.changed_at,
        sequence=int((activity.changed_at - activity.created_at).total_seconds()),
        cancelled=activity.cancelled_at is not None,
        place=activity.where,
        description="\n".join(part for part in said if part),
        url=url,
    )


@dataclass(frozen=True)
class Cell:
    """What is planned for one audience in one month."""

    month: datetime.date
    activities: list[Activity]


@dataclass(frozen=True)
class Programme:
    """An audience's year."""

    audience: Audience
    cells: list[Cell]

    @property
    def total(self) -> int:
        """Return how many activities of the year are for it."""
        return len({one.pk for cell in self.cells for one in cell.activities})


def months_of(year: int) -> list[datetime.date]:
    """Return the first day of each month of a year."""
    return [datetime.date(year, month, 1) for month in range(1, 13)]


def programmes(year: int, activities: Iterable[Activity], audiences: Iterable[Audience]) -> list[Programme]:
    """Return what is planned for each audience month by month; what goes on longer stands in each of its months."""
    there: dict[tuple[int, int], list[Activity]] = defaultdict(list)
    for activity in activities:
        first = activity.starts_on.month if activity.starts_on.year == year else 1
        last = activity.ends_on.month if activity.ends_on.year == year else 12
        for audience in audiences_of(activity):
            for month in range(first, last + 1):
                there[audience.pk, month].append(activity)
    return [
        Programme(audience, [Cell(day, there[audience.pk, day.month]) for day in months_of(year)])
        for audience in audiences
    ]
