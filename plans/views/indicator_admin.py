"""Indicators as officers keep them: add, change, publish, retire; a value by hand, and a correction."""

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.access import choice_of
from foundation import access
from foundation.forms import answered
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from localities.views.record import FORM, edit
from plans import access as roles
from plans import keeping_indicators, recording_values, wording
from plans.forms.indicator import IndicatorFilter, IndicatorForm, UsualForm, ValueForm
from plans.models import Indicator
from plans.periods import words, written

ROWS = Indicator.objects.select_related("locality", "board", "partnership", "theme", "comparator", "owner")
SHOWN = 60  # values on an officer's page


@require_safe
@anywhere(roles.READ)
def manage_indicators(request: HttpRequest) -> HttpResponse:
    """List indicators, drafts and retired ones among them."""
    asked = IndicatorFilter(request.GET)
    page = page_of(request, asked.narrow(ROWS).order_by("retired_at", "name", "pk"))
    may_add = request.access.may_anywhere(roles.MEASURE)
    context = {"page": page, "search": asked, "may_add": may_add}
    return render(request, "plans/indicator/manage_list.html", context)


@require_safe
@anywhere(roles.READ)
def manage_indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Show an indicator with its newest values, and what they replaced."""
    found = access.fetch(request, ROWS, access.PUBLIC, pk=indicator_id)
    rows = found.values.filter(Q(replaced_at__isnull=True) | Q(replaced_by__isnull=False)).select_related(
        "area", "replaced_by", "came_by"
    )
    page = page_of(
        request,
        rows.order_by("-ends_on", "area__name", "area_id", F("replaced_at").desc(nulls_first=True), "-pk"),
        SHOWN,
    )
    for row in page:
        row.period = words(row.starts_on, row.ends_on)
        row.said = "not shown" if row.value is None else wording.figure(found, row.value)
        row.again = f"area={row.area_id}&period={written(row.starts_on, row.ends_on)}"
    may_change = request.access.may(roles.MEASURE, found)
    context = {"indicator": found, "page": page, "may_change": may_change}
    return render(request, "plans/indicator/manage.html", context)


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def indicator_form(request: HttpRequest, indicator_id: int | None = None) -> HttpResponse:
    """Add an indicator, or change it."""
    new = Indicator(partnership=request.partnership)
    found = access.fetch(request, ROWS, roles.MEASURE, pk=indicator_id) if indicator_id else new
    form = IndicatorForm.of(request, instance=found, places=choice_of(request.access, roles.MEASURE))
    title, back = (f"Change {found}", _page(found)) if indicator_id else ("Add an indicator", LIST)
    return edit(request, form, then=_page, act=keeping_indicators.keep_indicator, title=title, back=back)


LIST = "/manage/plans/indicators/"


def _page(found: Indicator) -> str:
    return reverse("manage_indicator", args=[found.pk])


@require_POST
@anywhere(roles.MEASURE)
def indicator_publication(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Let everybody read an indicator and its values."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=indicator_id)
    with told(request):
        keeping_indicators.publish_indicator(found, by=request.user)
        messages.success(request, f"Everybody can read {found} and its values.")
    return redirect(_page(found))


@require_POST
@anywhere(roles.MEASURE)
def indicator_retirement(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Take an indicator out of the lists, or take it up again."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=indicator_id)
    kept = keeping_indicators.retire_indicator(found, is_used=request.POST.get("use") == "yes", by=request.user)
    messages.success(request, f"{kept} is {'retired' if kept.retired_at else 'in use again'}.")
    return redirect(_page(found))


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def indicator_value_new(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Record one value, in place of the one that is there."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=indicator_id)
    form = ValueForm.of(request, indicator=found, initial=_there(request, found))

    def act() -> HttpResponse:
        said = form.cleaned_data
        made = recording_values.record_value(found, **said, by=request.user)
        what = "is kept as not to be shown" if made.is_withheld else "is saved"
        messages.success(request, f"The value of {made.area} for {said['period'].words} {what}.")
        return redirect(_page(found))

    if answer := answered(request):
        return answer
    lead = "Where a value is there already, it stays as replaced, with who changed it and when."
    return form_page(request, form, act, title="Record a value", caption=found, back=_page(found), lead=lead)


def _there(request: HttpRequest, found: Indicator) -> dict[str, str]:
    """Return what the form begins with where a value is to be put right."""
    area = request.GET.get("area", "")
    return {"area": area, "period": request.GET.get("period", "")[:60]} if area.isdecimal() else {}


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def indicators_usual(request: HttpRequest) -> HttpResponse:
    """Add some of the indicators that most partnerships have."""
    usual, places = keeping_indicators.usual_left(), choice_of(request.access, roles.MEASURE)
    form = UsualForm.of(request, usual=usual, places=places)

    def act() -> HttpResponse:
        made = keeping_indicators.add_usual(**form.cleaned_data, by=request.user)
        messages.success(request, f"{len(made)} added as drafts. Record or import values, then publish each.")
        return redirect(LIST)

    if answer := answered(request):
        return answer
    lead = "Each is added as a draft that you can change." if usual else "All of them are here already."
    return form_page(request, form, act, title="Add usual indicators", back=LIST, lead=lead, submit="Add these")
