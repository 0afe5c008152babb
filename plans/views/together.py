"""Two indicators on one picture over time: satisfaction against resources, or any other two. Source: checklist A31."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.forms import FilterForm
from localities.models import Area
from plans import periods, picturing_measures, wording
from plans.models import Indicator, IndicatorValue
from plans.presets.indicators import CONTENT_AND_MEANS

START = Decimal(100)  # each line starts there, so that pounds and percent stand on one picture
PUBLIC = Indicator.objects.filter(published_at__isnull=False)


class TogetherForm(FilterForm):
    """Which two, and where."""

    first = forms.ModelChoiceField(label="First indicator", queryset=Indicator.objects.none(), empty_label="Choose one")
    second = forms.ModelChoiceField(
        label="Second indicator", queryset=Indicator.objects.none(), empty_label="Choose one"
    )
    area = forms.ModelChoiceField(label="Where", queryset=Area.objects.none(), empty_label="Choose one")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = PUBLIC.all()  # type: ignore[attr-defined]
        counted = IndicatorValue.objects.filter(replaced_at__isnull=True, published_at__isnull=False)
        self.fields["area"].queryset = Area.objects.filter(pk__in=counted.values("area")).order_by("kind", "name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse one indicator beside itself."""
        said = super().clean() or {}
        if said.get("first") and said["first"] == said.get("second"):
            self.add_error("second", "Choose another indicator than the first")
        return said


@login_not_required
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """Show how two indicators went in one area: a picture in which both start at 100, and the table of their values."""
    form = TogetherForm(request.GET or _usual())
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _pair(**form.cleaned_data)
    return render(request, "plans/measure/together.html", context)


def _usual() -> dict[str, int] | None:
    """Return what the page opens with: satisfaction beside spending, in the widest area that has both; else nothing."""
    first, second = (Indicator.objects.filter(key=key, published_at__isnull=False) for key in CONTENT_AND_MEANS)
    rows = IndicatorValue.objects.filter(replaced_at__isnull=True, published_at__isnull=False, value__isnull=False)
    there = rows.filter(indicator__in=first, area__in=rows.filter(indicator__in=second).values("area"))
    said = there.order_by("area__kind", "area__name").values_list("indicator", "area").first()
    beside = second.values_list("pk", flat=True).first()
    return {"first": said[0], "second": beside, "area": said[1]} if said and beside else None


def _pair(first: Indicator, second: Indicator, area: Area) -> dict[str, Any]:
    rows = IndicatorValue.objects.filter(
        indicator__in=(first, second), area=area, replaced_at__isnull=True, published_at__isnull=False
    )
    found: dict[int, list[IndicatorValue]] = defaultdict(list)
    for row in rows.order_by("ends_on"):
        found[row.indicator_id].append(row)
    pair = [(one, found[one.pk]) for one in (first, second)]
    lines = [_from_start(values) for _, values in pair]
    is_drawn = all(len(points) > 1 for points in lines)
    picture = picturing_measures.lines(lines, lambda value: f"{value:.0f}") if is_drawn else ""
    tables = [(one, [(_period(row), _said(one, row)) for row in reversed(values)]) for one, values in pair]
    return {"first": first, "second": second, "area": area, "picture": picture, "tables": tables}


def _from_start(values: list[IndicatorValue]) -> list[tuple[datetime.date, Decimal]]:
    """Return a series as percent of its first value; empty where that is nothing."""
    known = [(row.ends_on, row.value) for row in values if row.value is not None]
    return [(day, value / known[0][1] * START) for day, value in known] if known and known[0][1] else []


def _period(row: IndicatorValue) -> str:
    return periods.words(row.starts_on, row.ends_on)


def _said(indicator: Indicator, row: IndicatorValue) -> str:
    return wording.WITHHELD if row.value is None else wording.figure(indicator, row.value)
