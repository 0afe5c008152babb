"""Officers of the partnership set up the yearly cycle with its days. Source: checklist B21; standards R24."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation import access
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import cycling
from plans.access import PLAN, READ
from plans.forms.cycle import CycleForm
from plans.models import Cycle

FORM = ["GET", "HEAD", "POST"]


@require_safe
@anywhere(READ)
def manage_cycles(request: HttpRequest) -> HttpResponse:
    """List the cycles with their days, the newest first."""
    may = request.access.may(PLAN, request.partnership)  # type: ignore[attr-defined]
    context = {"cycles": Cycle.objects.all(), "may": may, "today": timezone.localdate()}
    return render(request, "plans/cycle/list.html", context)


@require_http_methods(FORM)
def cycle_new(request: HttpRequest) -> HttpResponse:
    """Set up the next cycle; the form proposes its days."""
    new = cycling.proposed()
    new.partnership = request.partnership  # type: ignore[attr-defined]
    return _edit(request, new, "Set up a yearly cycle")


@require_http_methods(FORM)
def cycle_change(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Move the days of a cycle."""
    found = access.fetch(request, Cycle.objects.select_related("partnership"), PLAN, pk=cycle_id)
    return _edit(request, found, f"Change {found}")


def _edit(request: HttpRequest, cycle: Cycle, title: str) -> HttpResponse:
    access.require(request, PLAN, request.partnership)  # type: ignore[attr-defined]
    form = CycleForm.of(request, instance=cycle)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = cycling.keep_cycle(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The cycle {kept} is saved.")
        return redirect("manage_cycles")

    return form_page(request, form, act, title=title, back=reverse("manage_cycles"))
