"""A picture of a locality's stages over time: a row for each outcome, a dot for each half year, and its table."""

import datetime
from dataclasses import dataclass
from typing import Any

import pygal
from dateutil.relativedelta import relativedelta
from django.utils.safestring import SafeString

from engagement.charting import PLAIN, drawn
from localities.models import Locality
from plans.maturity import Maturity, Standing

HALF_YEARS = 6
MONTHS = 6
ROW = 44


@dataclass(frozen=True)
class Picture:
    """The picture, and what its table says."""

    svg: SafeString
    days: list[datetime.date]
    rows: list[tuple[Any, list[Standing]]]


def half_years(on: datetime.date) -> list[datetime.date]:
    """Return the days of the picture that ends on a day."""
    return [on - relativedelta(months=MONTHS * back) for back in range(HALF_YEARS, -1, -1)]


def over_time(seen: Maturity, locality: Locality) -> Picture | None:
    """Return how the stages of a locality moved over the days that were read; None where there are not two of them."""
    days = [day for day in sorted(seen.newest) if seen.newest[day]]
    if len(days) < 2:
        return None
    rows = [(outcome, [seen.at(outcome, locality, day) for day in days]) for outcome in seen.outcomes]
    return Picture(_dots(rows, days), days, rows)


def _dots(rows: list[tuple[Any, list[Standing]]], days: list[datetime.date]) -> SafeString:
    chart = pygal.Dot(**PLAIN | {"range": (0, 3), "height": ROW * (len(rows) + 1)})
    chart.x_labels = [f"{day:%b %Y}" for day in days]
    for outcome, standings in rows:
        chart.add(outcome.short_title, [one.reached for one in standings], formatter=str)
    return drawn(chart, "app-picture--dots")
