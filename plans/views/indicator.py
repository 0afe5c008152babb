"""What is counted, for everybody: each indicator with its newest values, how it went, and its values as a table."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from foundation import access, panels
from foundation.downloads import table
from foundation.paging import page_of
from localities.importing import sheet
from localities.models import Area
from plans import wording
from plans.drawing_figures import line
from plans.forms.indicator import IndicatorFilter
from plans.models import Indicator, IndicatorValue
from plans.periods import words, written

PUBLIC = Indicator.objects.filter(published_at__isnull=False).select_related("theme", "comparator", "owner")
STANDING = IndicatorValue.objects.filter(replaced_at__isnull=True, published_at__isnull=False)
COLUMNS = ("GSS code", "area", "kind", "period", "value", "low", "high", "withheld", "note")


def _latest() -> Subquery:
    """Return, for a query of indicators, the newest value of the area with which each is compared."""
    rows = STANDING.filter(indicator=OuterRef("pk"), area=OuterRef("comparator")).order_by("-ends_on", "-starts_on")
    return Subquery(rows.values(facts=JSONObject(value="value", starts_on="starts_on", ends_on="ends_on"))[:1])


@login_not_required
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List what is counted by theme, with the newest value of the area with which others are compared."""
    asked = IndicatorFilter(request.GET)
    rows = asked.narrow(PUBLIC.filter(retired_at__isnull=True)).annotate(newest=_latest())
    page = page_of(request, rows.order_by("theme__position", "name", "pk"))
    for one in page:
        value = one.newest and one.newest["value"]
        one.newest_said = "" if value is None else wording.figure(one, value)
    return render(request, "plans/indicator/list.html", {"page": page, "search": asked})


@login_not_required
@require_safe
def indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Show what is counted and how, the newest value of each area, and how the area compared with went."""
    found = access.fetch(request, PUBLIC, access.PUBLIC, pk=indicator_id)
    rows = newest_of(found)
    other = next((row for row in rows if row.area_id == found.comparator_id), None)
    context = {
        "indicator": found,
        "kinds": _by_kind(found, rows, other),
        "other": other,
        **_history(found),
        "panels": panels.read("plans.indicator", [found])[found.pk],
    }
    return render(request, "plans/indicator/detail.html", context)


def newest_of(one: Indicator) -> list[IndicatorValue]:
    """Return the newest value of each area, the areas by kind and name."""
    rows = STANDING.filter(indicator=one).order_by("area_id", "-ends_on", "-starts_on").distinct("area_id")
    return sorted(rows.select_related("area"), key=lambda row: (row.area.kind, row.area.name))


def _by_kind(one: Indicator, rows: list[IndicatorValue], other: IndicatorValue | None) -> list[dict[str, Any]]:
    """Return the newest values by kind of area, in words and with the share of the longest bar."""
    found: dict[str, list[IndicatorValue]] = defaultdict(list)
    most = max((abs(row.value) for row in rows if row.value is not None), default=None)
    for row in rows:
        row.period = words(row.starts_on, row.ends_on)
        row.said = wording.figure(one, row.value) if row.value is not None else ""
        row.interval = wording.interval(one, row.low, row.high)
        row.bar = round(abs(row.value) / most * 100) if row.value and most else 0
        row.gap = _gap(one, row, other)
        found[row.area.kind].append(row)
    labels = {"parish": "Parishes", "county": "Counties"}
    order = [kind for kind in Area.Kind.values if kind in found]
    return [{"words": labels.get(kind, f"{kind.capitalize()}s"), "kind": kind, "rows": found[kind]} for kind in order]


def _gap(one: Indicator, row: IndicatorValue, other: IndicatorValue | None) -> str:
    is_other = other is None or other == row or one.unit == Indicator.Unit.NUMBER
    if is_other or row.value is None or other.value is None or row.ends_on != other.ends_on:
        return ""
    return wording.gap(one, row.value, other.value, other.area.name)


def _history(one: Indicator) -> dict[str, Any]:
    """Return how the area with which others are compared went: line, words and table."""
    if one.comparator_id is None:
        return {}
    rows = STANDING.filter(indicator=one, area=one.comparator_id).order_by("ends_on", "starts_on")
    series = [(words(row.starts_on, row.ends_on), row.value) for row in rows]
    known = [(period, value) for period, value in series if value is not None]
    return {
        "line": line([(period, value if value is None else float(value), None) for period, value in series]),
        "trend": wording.trend(one, known),
        "history": [(period, "not shown" if v is None else wording.figure(one, v)) for period, v in series],
    }


@login_not_required
@require_safe
def indicator_csv(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Give the values of an indicator as a table, in the form in which they are imported."""
    found = access.fetch(request, PUBLIC, access.PUBLIC, pk=indicator_id)
    rows = STANDING.filter(indicator=found).select_related("area").order_by("area__kind", "area__name", "starts_on")
    lines = [
        [
            row.area.gss_code, row.area.name, row.area.kind, written(row.starts_on, row.ends_on),
            *("" if number is None else f"{number.normalize():f}" for number in (row.value, row.low, row.high)),
            "*" if row.is_withheld else "", row.note,
        ]
        for row in rows
    ]  # fmt: skip
    return table(sheet(COLUMNS, lines), slugify(found.key) or "values")
