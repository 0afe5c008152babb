"""Where the money goes, for everybody to read. Source: checklist A29, D7."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning import spending
from engagement import charting
from foundation.forms import FilterForm

SHOWN = 12  # bars of the picture; the table has every line


class SpendFilter(FilterForm):
    """By what the money is summed, and of which year."""

    by = forms.ChoiceField(label="Sum it", choices=[(key, words) for key, (words, _) in spending.KINDS.items()])
    year = forms.TypedChoiceField(label="Year", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shown = [("", "All years"), *((year, spending.year_words(year)) for year in spending.years())]
        self.fields["year"].choices = shown


@login_not_required
@require_safe
def spend(request: HttpRequest) -> HttpResponse:
    """Show what is set aside and paid, by place, stream, priority, organisation or year."""
    form = SpendFilter(request.GET or {"by": "place"})
    said = form.cleaned_data if form.is_valid() else {}
    kind = said.get("by") or "place"
    lines = spending.lines(kind, said.get("year"))
    whole = sum(line.aside for line in lines)
    bars = charting.bars((line.name, line.aside / whole if whole else None) for line in lines[:SHOWN])
    context = {
        "form": form, "kind": kind, "words": spending.KINDS[kind][0], "lines": lines, "picture": bars, "whole": whole,
        "paid": sum(line.paid for line in lines),
    }  # fmt: skip
    return render(request, "commissioning/spend/spend.html", context)
