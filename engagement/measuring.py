"""How services keep their standards: counted by the database, small numbers left out. Source: D24, D33, R33."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from engagement.models import rules_of
from localities.importing import sheet
from localities.models import Locality

# What came to a service in the period; what was passed on counts where it lies, what was taken back nowhere.
COUNTED = """
SELECT o.name, s.name, l.name, r.owner_id, r.service_id, r.locality_id,
  grouping(r.owner_id), grouping(r.service_id), grouping(r.locality_id),
  count(*), count(r.answered_at), count(*) FILTER (WHERE r.answered_at IS NULL),
  count(*) FILTER (WHERE r.answered_at IS NULL AND r.due_on < %(today)s),
  count(*) FILTER (WHERE (r.answered_at AT TIME ZONE 'Europe/London')::date <= r.due_on),
  percentile_disc(0.5) WITHIN GROUP (ORDER BY r.days_taken) FILTER (WHERE r.days_taken IS NOT NULL),
  percentile_disc(0.9) WITHIN GROUP (ORDER BY r.days_taken) FILTER (WHERE r.days_taken IS NOT NULL)
FROM engagement_servicerequest r
JOIN engagement_service s ON s.id = r.service_id
JOIN localities_organisation o ON o.id = r.owner_id
LEFT JOIN localities_locality l ON l.id = r.locality_id
WHERE r.published_at IS NOT NULL AND (r.closed_at IS NULL OR r.answered_at IS NOT NULL)
  AND r.routed_at >= %(since)s AND r.routed_at < %(until)s
  AND (%(locality)s::bigint IS NULL OR r.locality_id = %(locality)s)
  AND (%(service)s::bigint IS NULL OR r.service_id = %(service)s)
GROUP BY GROUPING SETS (
  (), (r.owner_id, o.name), (r.owner_id, o.name, r.service_id, s.name),
  (r.owner_id, o.name, r.service_id, s.name, r.locality_id, l.name))
ORDER BY o.name NULLS FIRST, s.name NULLS FIRST, grouping(r.locality_id) DESC, l.name NULLS FIRST
"""
COLUMNS = (
    "agency", "service", "place", "asked", "answered", "answered_in_time", "per_cent_in_time",
    "median_working_days", "ninetieth_percentile_working_days", "still_open", "late",
)  # fmt: skip
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Figure:
    """How one service, one agency or all of them answered; percentiles are None where too few answers are known."""

    owner: str
    service: str
    locality: str
    service_id: int | None
    asked: int
    answered: int
    open: int
    late: int
    in_time: int
    median: int | None
    ninetieth: int | None
    share: int | None  # per cent of what was answered, or should have been

    @property
    def level(self) -> str:
        """Return what it sums up: everything, an agency, a service, or a service in one place."""
        names = (("place", self.locality), ("service", self.service), ("agency", self.owner))
        return next((level for level, name in names if name), "all")


def figures(
    since: datetime.date, until: datetime.date, *, locality: Locality | None = None, service_id: int | None = None
) -> list[Figure]:
    """Return the figures of what came to services from a day to a day, both counted: of all, each agency, each
    service, each service in one place.
    """
    asked: dict[str, Any] = {
        "since": _midnight(since), "until": _midnight(until + datetime.timedelta(days=1)),
        "today": timezone.localdate(), "locality": locality and locality.pk, "service": service_id,
    }  # fmt: skip
    smallest = rules_of(locality).smallest_shown
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        return [_figure(row, smallest) for row in cursor]


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _figure(row: tuple[Any, ...], smallest: int) -> Figure:
    owner, service, locality, _, service_id, _, *grouped = row
    (no_owner, no_service, no_locality), counts = grouped[:3], grouped[3:]
    asked, answered, still_open, late, in_time, median, ninetieth = counts
    everywhere = "" if no_locality else locality or "No one place"
    is_enough = answered >= smallest
    return Figure(
        "" if no_owner else owner, "" if no_service else service, everywhere, service_id, asked, answered, still_open,
        late, in_time, median if is_enough else None, ninetieth if is_enough else None,
        round(100 * in_time / (answered + late)) if is_enough else None,
    )  # fmt: skip


def of_service(service_id: int, today: datetime.date) -> Figure | None:
    """Return how a service answered in the last twelve months; None where nothing was asked of it."""
    found = figures(today - YEAR, today, service_id=service_id)
    return next((figure for figure in found if figure.level == "service"), None)


def table(found: Iterable[Figure]) -> str:
    """Return figures as CSV for spreadsheets."""
    return sheet(COLUMNS, ([str("" if cell is None else cell) for cell in _cells(figure)] for figure in found))


def _cells(figure: Figure) -> tuple[Any, ...]:
    return (
        figure.owner or "All agencies", figure.service, figure.locality, figure.asked, figure.answered, figure.in_time,
        figure.share, figure.median, figure.ninetieth, figure.open, figure.late,
    )  # fmt: skip
