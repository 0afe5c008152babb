"""Officers measure priorities and objectives, and say what is done where a measure is behind. Source: R25, A14."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.forms import Form
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import measuring, picturing_measures
from plans.forms.measure import CorrectionDoneForm, CorrectionForm, MeasureForm
from plans.judging_measures import RELATED, Standing, standings
from plans.models import CorrectiveAction, Measure, Objective, Priority
from plans.views.priority_paper import may_write

FORM = ["GET", "HEAD", "POST"]
PAGE = 50
MEASURES = Measure.objects.select_related(*RELATED)
CORRECTIONS = CorrectiveAction.objects.select_related("measure__indicator", "measure__area", "board", "locality")
WHOLES: dict[type, Any] = {
    Priority: Priority.objects.select_related("board", "locality"),
    Objective: Objective.objects.select_related("board", "locality", "plan"),
}


def owed(request: HttpRequest) -> list[Standing]:
    """Return the measures of the person's places that are behind and for which nothing is done, the longest first."""
    mine = roles.where(request.access, roles.MEASURE)  # type: ignore[attr-defined]
    found = [one for one in standings(MEASURES.standing().filter(mine)) if one.is_owed]
    return sorted(found, key=lambda one: one.red_since or one.today)


def waits(request: HttpRequest) -> str:
    """Return how many measures are behind with nothing done about them, in words."""
    number = len(owed(request))
    return f"{number} behind with nothing done about it." if number else ""


@require_safe
@anywhere(roles.READ)
def manage_measures(request: HttpRequest) -> HttpResponse:
    """List the measures of the person's places; first those for which something must be done."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    rows = MEASURES.standing().filter(mine).order_by("board__name", "locality__name", "indicator__name", "pk")
    page = page_of(request, rows, PAGE)
    held = request.access  # type: ignore[attr-defined]
    may = held.may_anywhere(roles.MEASURE)
    context = {
        "page": page, "shown": standings(page.object_list), "owed": owed(request) if may else [], "may": may,
        "priorities": _to_measure(WHOLES[Priority].standing(), held) if may else [],
        "objectives": _to_measure(WHOLES[Objective].filter(plan__ended_at__isnull=True), held) if may else [],
    }  # fmt: skip
    return render(request, "plans/measure/manage.html", context)


def _to_measure(rows: Any, held: access.Access) -> Any:
    return rows.filter(roles.where(held, roles.MEASURE), measures__isnull=True).order_by("board__name", "title")[:PAGE]


@require_safe
def manage_measure(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Show a measure from the officers' side, with what can be done next."""
    found = access.fetch(request, MEASURES, roles.READ, pk=measure_id)
    (standing,) = standings([found])
    context = {
        "measure": found, "standing": standing, "picture": picturing_measures.course(standing),
        "may": request.access.may(roles.MEASURE, found),  # type: ignore[attr-defined]
        "may_write": found.priority_id and may_write(request, found),
    }  # fmt: skip
    return render(request, "plans/measure/officer.html", context)


@require_http_methods(FORM)
def priority_measure_new(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Measure a priority."""
    return _new(request, access.fetch(request, WHOLES[Priority], roles.MEASURE, pk=priority_id))


@require_http_methods(FORM)
def objective_measure_new(request: HttpRequest, objective_id: int) -> HttpResponse:
    """Measure an objective."""
    return _new(request, access.fetch(request, WHOLES[Objective], roles.MEASURE, pk=objective_id))


def _new(request: HttpRequest, whole: Priority | Objective) -> HttpResponse:
    form = MeasureForm.of(request, instance=Measure())

    def act() -> HttpResponse:
        made = measuring.add_measure(whole, by=request.user, **form.said)  # type: ignore[arg-type]
        messages.success(request, "The measure is added.")
        return redirect("manage_measure", made.pk)

    return _page(request, form, act, "Add a measure", "Add it", caption=whole.title)


@require_http_methods(FORM)
def measure_change(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Change a measure."""
    found = _mine(request, measure_id)
    form = MeasureForm.of(request, instance=found)

    def act() -> HttpResponse:
        saw = form.cleaned_data["saw"]
        measuring.change_measure(found, by=request.user, saw=saw, **form.said)  # type: ignore[arg-type]
        messages.success(request, "The measure is changed. What it said before stays in its history.")
        return redirect("manage_measure", measure_id)

    return _page(request, form, act, "Change the measure", "Save it", found=found)


@require_POST
def measure_ending(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Measure by it no more."""
    found = _mine(request, measure_id)
    with told(request):
        measuring.end_measure(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is measured no more. What it showed stays readable.")
    return redirect("manage_measure", measure_id)


@require_http_methods(FORM)
def correction_new(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Say what is done about a measure that is behind."""
    found = _mine(request, measure_id)
    form = CorrectionForm.of(request)

    def act() -> HttpResponse:
        measuring.correct(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Kept. Everybody who reads the measure reads what is done about it.")
        return redirect("manage_measure", measure_id)

    lead = "A measure that is behind needs somebody who does something about it, by a day that is named."
    return _page(request, form, act, "What is done about it?", "Keep it", lead, found=found)


@require_http_methods(FORM)
def correction_done(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Record that it is done, and what came of it."""
    row = access.fetch(request, CORRECTIONS, roles.MEASURE, pk=correction_id)
    form = CorrectionDoneForm.of(request)

    def act() -> HttpResponse:
        measuring.finish_correction(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Recorded as done.")
        return redirect("manage_measure", row.measure_id)

    return _page(request, form, act, "What came of it?", "Record it as done", row.text, found=row.measure)


def _mine(request: HttpRequest, measure_id: int) -> Measure:
    return access.fetch(request, MEASURES, roles.MEASURE, pk=measure_id)


def _page(
    request: HttpRequest, form: Form, act: Callable[[], HttpResponse], title: str, submit: str,
    lead: str = "", *, found: Measure | None = None, caption: str = "",
) -> HttpResponse:  # fmt: skip
    back = reverse("manage_measure", args=[found.pk]) if found else reverse("manage_measures")
    caption = str(found) if found else caption
    return form_page(request, form, act, title=title, submit=submit, lead=lead, back=back, caption=caption)
