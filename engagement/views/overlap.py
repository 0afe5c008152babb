"""Who asks the same people in the same weeks, whom nobody asks, and the year's programme for each audience.

Source: checklist A18, A43, C30.
"""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement import overlapping, showing_plan
from engagement.access import PLAN, READ
from engagement.forms.activity import ActivityFilter, PeriodFilter
from engagement.models import Activity, Audience, Theme
from engagement.views.calendar import YEARS
from engagement.views.front import ACTIVITIES, WHOM
from engagement.views.hub import ROOMS, Room
from foundation.paging import page_of
from localities.access import anywhere

HALF_A_YEAR = datetime.timedelta(days=182)
STANDING: Any = ACTIVITIES.standing().prefetch_related(WHOM)
ROOMS += [
    Room("Overlaps and gaps", "/manage/engagement/overlaps/", "Who asks the same people at once; whom nobody asks."),
    Room("Programme of the year", "/manage/engagement/year/", "What is planned for each audience, month by month."),
]


@require_safe
@anywhere(READ)
def overlaps(request: HttpRequest) -> HttpResponse:
    """Show which activities of a period meet, and which audiences and subjects nobody plans to hear."""
    asked, today = PeriodFilter(request.GET), timezone.localdate()
    first, last = asked.period((today, today + HALF_A_YEAR))
    rows: list[Activity] = list(_narrowed(asked).between(first, last))
    context = {
        "filter": asked,
        "first": first,
        "last": last,
        "page": page_of(request, overlapping.overlaps(rows)),
        "gaps": overlapping.gaps(rows, _listed(Audience), _listed(Theme)),
        "place": asked.cleaned_data.get("place"),
        "may_plan": request.access.may_anywhere(PLAN),  # type: ignore[attr-defined]
    }
    return render(request, "engagement/overlap/overlaps.html", context)


@require_safe
@anywhere(READ)
def engagement_year(request: HttpRequest) -> HttpResponse:
    """Show the programme of a year: a row for each audience, a column for each month."""
    asked, said = ActivityFilter(request.GET), request.GET.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 and int(said) in YEARS else timezone.localdate().year
    rows = _narrowed(asked).between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    context = {
        "filter": asked,
        "year": year,
        "months": showing_plan.months_of(year),
        "programmes": showing_plan.programmes(year, rows, _listed(Audience)),
        "place": asked.cleaned_data.get("place"),
    }
    return render(request, "engagement/overlap/year.html", context)


def _narrowed(asked: ActivityFilter) -> Any:
    """Return the activities of the place asked for; an audience or subject alone would hide what meets them."""
    asked.is_valid()
    return STANDING.of_place(asked.cleaned_data.get("place"))


def _listed(model: Any) -> Any:
    return model.objects.filter(retired_at__isnull=True)
