"""Strategy frameworks as officers keep them: from the example, from a table or by hand. Source: checklist E1, E2."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.refusal import told
from foundation.templatetags.words import counted
from localities.access import anywhere
from localities.models import Locality
from localities.views.form_page import form_page
from localities.views.record import FORM, edit
from localities.views.sheet import sheet
from plans import access as roles
from plans import framing, reviewing_stages
from plans.forms.framework import EndingForm, FrameworkForm, MeasureForm, OutcomeForm
from plans.importing_frameworks import Import
from plans.models import STAGES, Framework, FrameworkOutcome, StageMeasure

EXAMPLE = """outcome,stage,measure,short
People shape their area,1,Each parish knows whom to ask,Voice
People shape their area,2,Residents set the agenda twice a year,Voice"""
SUMMARY = "{} is public now, with what was assessed."


def waits(request: HttpRequest) -> str:
    """Say how many measures are to be looked at again where a person assesses."""
    places = Locality.objects.on(timezone.localdate())
    mine = [place for place in places if request.access.may(roles.ASSESS, place)]
    number = sum(one.number for one in reviewing_stages.due(mine))
    return f"{counted(number, 'measure')} to look at again" if number else ""


@anywhere(roles.READ)
@require_safe
def manage_frameworks(request: HttpRequest) -> HttpResponse:
    """List frameworks, what is due in each, and how to begin."""
    held = request.access
    context = {
        "frameworks": Framework.objects.select_related("locality", "board"),
        "due": reviewing_stages.due(),
        "may_plan": held.may(roles.PLAN, request.partnership),
    }
    return render(request, "plans/framework/list.html", context)


def _of_all(request: HttpRequest) -> None:
    """Refuse who does not plan for the whole partnership: a framework is for all localities."""
    access.require(request, roles.PLAN, request.partnership)


@anywhere(roles.PLAN)
@require_POST
def framework_example(request: HttpRequest) -> HttpResponse:
    """Add the example strategy as a draft."""
    _of_all(request)
    with told(request):
        made = framing.start_from_example(by=request.user)
        messages.success(request, "The example is added as a draft. Change what is different here, then publish it.")
        return redirect(_page(made))
    return redirect("manage_frameworks")


def _page(framework: Framework) -> str:
    return reverse("manage_framework", args=[framework.pk])


def _fetched(request: HttpRequest, framework_id: int, permission: str = roles.PLAN) -> Framework:
    rows = Framework.objects.select_related("locality", "board", "partnership")
    return access.fetch(request, rows, permission, pk=framework_id)  # type: ignore[no-any-return]


@anywhere(roles.READ)
@require_safe
def manage_framework(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Show a framework with its outcomes and measures, to change them, put them in order, and publish it."""
    found = _fetched(request, framework_id, access.PUBLIC)
    outcomes = [(one, _by_stage(one)) for one in found.outcomes.prefetch_related("measures")]
    may = request.access.may(roles.PLAN, found)
    return render(request, "plans/framework/detail.html", {"framework": found, "outcomes": outcomes, "may_plan": may})


def _by_stage(outcome: FrameworkOutcome) -> list[tuple[int, list[StageMeasure]]]:
    measures = sorted(outcome.measures.all(), key=lambda one: (one.ended_on is not None, one.position, one.pk))
    return [(stage, [one for one in measures if one.stage == stage]) for stage in STAGES]


@require_http_methods(FORM)
@anywhere(roles.PLAN)
def framework_form(request: HttpRequest, framework_id: int | None = None) -> HttpResponse:
    """Add a framework, or change its words and rules."""
    _of_all(request)
    found = _fetched(request, framework_id) if framework_id else Framework(partnership=request.partnership)
    title, back = "Add a framework", reverse("manage_frameworks")
    if framework_id:
        title, back = f"Change {found}", _page(found)
    form = FrameworkForm.of(request, instance=found)
    return edit(request, form, then=_page, act=framing.keep_framework, title=title, back=back)


@require_http_methods(FORM)
@anywhere(roles.PLAN)
def framework_import(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Add outcomes and measures from a table."""
    found = _fetched(request, framework_id)
    page = {"title": f"Import measures into {found}", "back": _page(found), "example": EXAMPLE}
    return sheet(request, Import(found), page)


@anywhere(roles.PLAN)
@require_POST
def framework_order(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Move an outcome or a measure one place."""
    found = _fetched(request, framework_id)
    kind, _, key = request.POST.get("item", "").partition("-")
    measures = StageMeasure.objects.filter(outcome__framework=found)
    rows: Any = {"outcome": found.outcomes.all(), "measure": measures}.get(kind)
    if rows is None or not key.isdecimal() or len(key) > 18 or request.POST.get("move") not in ("up", "down"):
        raise BadRequest("Name what is moved, and whether it goes up or down.")
    with told(request):
        row = access.fetch(request, rows, access.PUBLIC, pk=key)
        framing.move(row, up=request.POST["move"] == "up", by=request.user)
    return redirect(f"{_page(found)}#{kind}-{key}")


@anywhere(roles.PLAN)
@require_POST
def framework_publication(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Open a framework to everybody."""
    found = _fetched(request, framework_id)
    with told(request):
        messages.success(request, SUMMARY.format(framing.publish(found, by=request.user)))
    return redirect(_page(found))


@require_http_methods(FORM)
@anywhere(roles.PLAN)
def outcome_form(request: HttpRequest, framework_id: int, outcome_id: int | None = None) -> HttpResponse:
    """Add an outcome, or change its words."""
    found = _fetched(request, framework_id)
    rows = found.outcomes.select_related("framework")
    new = FrameworkOutcome(framework=found, partnership=request.partnership)
    outcome = access.fetch(request, rows, access.PUBLIC, pk=outcome_id) if outcome_id else new
    title = "Change an outcome" if outcome_id else "Add an outcome"
    form = OutcomeForm.of(request, instance=outcome)
    return edit(
        request,
        form,
        then=lambda _: _page(found),
        act=framing.keep_outcome,
        title=title,
        caption=found,
        back=_page(found),
    )


@require_http_methods(FORM)
@anywhere(roles.PLAN)
def measure_form(
    request: HttpRequest, framework_id: int, outcome_id: int | None = None, stage_measure_id: int | None = None
) -> HttpResponse:
    """Add a measure to an outcome, or change it."""
    found = _fetched(request, framework_id)
    if stage_measure_id:
        measure, title = _measure(request, found, stage_measure_id), "Change a measure"
    else:
        outcome = access.fetch(request, found.outcomes.all(), access.PUBLIC, pk=outcome_id)
        measure, title = StageMeasure(outcome=outcome, partnership=request.partnership), "Add a measure"
    form, back = MeasureForm.of(request, instance=measure), _page(found)
    page = {"title": title, "caption": measure.outcome, "back": back}
    return edit(request, form, then=lambda kept: f"{back}#measure-{kept.pk}", act=framing.keep_measure, **page)


def _measure(request: HttpRequest, framework: Framework, stage_measure_id: int) -> StageMeasure:
    rows = StageMeasure.objects.filter(outcome__framework=framework).select_related("outcome__framework")
    return access.fetch(request, rows, access.PUBLIC, pk=stage_measure_id)  # type: ignore[no-any-return]


@require_http_methods(FORM)
@anywhere(roles.PLAN)
def measure_ending(request: HttpRequest, framework_id: int, stage_measure_id: int) -> HttpResponse:
    """Let a measure count no more, or remove one that nobody assessed."""
    found = _fetched(request, framework_id)
    measure, form = _measure(request, found, stage_measure_id), EndingForm.of(request)

    def act() -> HttpResponse:
        ended = framing.end_measure(measure, form.cleaned_data["because"], by=request.user)
        messages.success(request, "The measure counts no more." if ended.pk else "The measure is removed.")
        return redirect(_page(found))

    lead = f"“{measure}” What was said of it stays and is read as on earlier days. From today no stage depends on it."
    return form_page(request, form, act, title="End a measure", lead=lead, back=_page(found), submit="End it")
