"""The one calendar of all partners, by month or by week, as a list that fits a phone; and as a feed. Source: A43."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from engagement import showing_plan
from engagement.access import READ
from engagement.forms.activity import ActivityFilter
from engagement.models import Activity
from engagement.overlapping import WEEK, week_of
from engagement.views.front import ACTIVITIES, PUBLIC
from foundation import calendars, links
from localities.access import anywhere

IN_FEED = datetime.timedelta(days=400)  # behind and ahead
YEARS = range(2000, 2101)


@dataclass
class Span:
    """The days that one page of the calendar shows."""

    by: str  # "month" or "week"
    first: datetime.date

    @property
    def last(self) -> datetime.date:
        """Return the last of its days."""
        return self.after - datetime.timedelta(days=1)

    @property
    def after(self) -> datetime.date:
        """Return the first day of the next page."""
        if self.by == "week":
            return self.first + WEEK
        return (self.first + datetime.timedelta(days=32)).replace(day=1)

    @property
    def before(self) -> datetime.date:
        """Return a day of the page before."""
        return self.first - datetime.timedelta(days=1)

    @property
    def words(self) -> str:
        """Return how the page is called."""
        if self.by == "month":
            return date_format(self.first, "F Y")
        return f"{date_format(self.first, 'j F')} to {date_format(self.last, 'j F Y')}"


@dataclass
class Part:
    """One week of a month, or one day of a week, with what begins in it."""

    words: str
    rows: list[Activity] = field(default_factory=list)


@login_not_required
@require_safe
def engagement_calendar(request: HttpRequest) -> HttpResponse:
    """Show everybody what all partners do in a month or a week."""
    return _calendar(request, PUBLIC, {"feed": reverse("engagement_ics"), "here": reverse("engagement_calendar")})


@require_safe
@anywhere(READ)
def manage_calendar(request: HttpRequest) -> HttpResponse:
    """Show officers the same with the drafts that they may read."""
    return _calendar(request, ACTIVITIES.all(), {"is_officer": True, "here": reverse("manage_calendar")})


@login_not_required
@require_safe
def engagement_ics(request: HttpRequest) -> HttpResponse:
    """Give the public calendar as a feed to subscribe to, narrowed as the page is; a cancelled one says so."""
    today, partnership = timezone.localdate(), request.partnership  # type: ignore[attr-defined]
    rows = ActivityFilter(request.GET).narrow(PUBLIC.between(today - IN_FEED, today + IN_FEED))
    site = links.address(partnership)
    entries = [showing_plan.entry(one, site=site) for one in rows.select_related("meeting")]
    name, url = f"Have your say: {partnership.short_name}", f"{site}{reverse('engagement_calendar')}"
    return calendars.response(entries, "have-your-say.ics", name=name, url=url)


def _calendar(request: HttpRequest, rows: Any, words: dict[str, Any]) -> HttpResponse:
    asked, span = ActivityFilter(request.GET), _span(request)
    shown = list(asked.narrow(rows.between(span.first, span.last)).order_by("starts_on", "ends_on", "pk"))
    query = request.GET.copy()
    for name in ("by", "from"):
        query.pop(name, None)
    context = {
        "span": span,
        "since_before": [one for one in shown if one.starts_on < span.first],
        "parts": _parts(span, [one for one in shown if one.starts_on >= span.first]),
        "filter": asked,
        "query": query.urlencode(),
        **words,
    }
    return render(request, "engagement/calendar/calendar.html", context)


def _span(request: HttpRequest) -> Span:
    """Return the month or the week asked for; this month where that makes no sense."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        day = None
    day = day if day and day.year in YEARS else timezone.localdate()
    return Span("week", week_of(day)) if request.GET.get("by") == "week" else Span("month", day.replace(day=1))


def _parts(span: Span, rows: list[Activity]) -> list[Part]:
    if span.by == "week":
        days = groupby(rows, key=lambda one: one.starts_on)
        return [Part(date_format(day, "l j F"), list(found)) for day, found in days]
    weeks = groupby(rows, key=lambda one: max(week_of(one.starts_on), span.first))
    return [Part(f"Week from {date_format(day, 'l j F')}", list(found)) for day, found in weeks]
