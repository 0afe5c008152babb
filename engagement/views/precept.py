"""Parish precepts: what residents were asked, what they said, what was set; by year and parish. Source: E14."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement import access as roles
from engagement.forms.precept import PreceptForm
from engagement.models import PreceptConsultation
from engagement.recording_precepts import record_precept
from foundation import access
from foundation.paging import page_of
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _rows() -> QuerySet[PreceptConsultation]:
    return PreceptConsultation.objects.select_related("council", "activity", "locality")


@login_not_required
@require_safe
def precepts(request: HttpRequest) -> HttpResponse:
    """Show what each parish council asked and set, the newest year first, or one year or parish alone."""
    years = list(PreceptConsultation.objects.order_by("-year").values_list("year", flat=True).distinct())
    rows, year, council = _rows(), request.GET.get("year", ""), request.GET.get("council", "")
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if council.isdecimal() and len(council) < 10:
        rows = rows.filter(council=int(council))
    words = {"page": page_of(request, rows), "years": [(y, f"{y}/{(y + 1) % 100:02}") for y in years], "year": year}
    return render(request, "engagement/precept/list.html", words)


@anywhere(roles.READ)
@require_safe
def manage_precepts(request: HttpRequest) -> HttpResponse:
    """List the consultations that are recorded, to add to them."""
    held = request.access  # type: ignore[attr-defined]
    page = page_of(request, _rows().filter(roles.where(held, roles.READ)))
    return render(request, "engagement/precept/manage.html", {"page": page, "may_add": held.may_anywhere(roles.PLAN)})


@anywhere(roles.PLAN)
@PAGE
def precept_new(request: HttpRequest) -> HttpResponse:
    """Record one more."""
    return _form(request, PreceptConsultation(), "Record a precept consultation")


@PAGE
def precept_change(request: HttpRequest, precept_id: int) -> HttpResponse:
    """Add the answers, the decision, or change what is recorded."""
    row = access.fetch(request, _rows(), roles.PLAN, pk=precept_id)
    return _form(request, row, "Change a precept consultation")


def _form(request: HttpRequest, row: PreceptConsultation, title: str) -> HttpResponse:
    places = roles.choice_of(request.access, roles.PLAN)  # type: ignore[attr-defined]
    form = PreceptForm.of(request, instance=row, places=places)

    def act() -> HttpResponse:
        record_precept(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The consultation is recorded. Everybody can read it.")
        return redirect("manage_precepts")

    return form_page(request, form, act, title=title, back="/manage/engagement/precepts/")
