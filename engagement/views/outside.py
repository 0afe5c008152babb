"""What other bodies consult on and what we answered: the list of last days, each answer, the officers' pages (A44)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import answering_others
from engagement.forms.outside import OutsideAnswerForm, OutsideForm
from engagement.models import OutsideAnswer, OutsideConsultation
from foundation import access
from foundation.models import EditionPart
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = require_http_methods(["GET", "HEAD", "POST"])
BACK = "/manage/engagement/others/"


def _rows() -> QuerySet[OutsideConsultation]:
    return OutsideConsultation.objects.select_related("board", "locality").annotate(
        public_on=F("answer__published_at"), sent=F("answer__sent_on")
    )


@login_not_required
@require_safe
def outside_list(request: HttpRequest) -> HttpResponse:
    """List what is open, the nearest last day first, and what was answered."""
    today = timezone.localdate()
    words = {
        "open": _rows().filter(closes_on__gte=today),
        "page": page_of(request, _rows().filter(closes_on__lt=today).order_by("-closes_on"), 25),
    }
    return render(request, "engagement/outside/list.html", words)


@login_not_required
@require_safe
def outside(request: HttpRequest, outside_id: int) -> HttpResponse:
    """Show one consultation, who of us answers, and the copy of what was sent."""
    row = access.fetch(request, _rows(), access.PUBLIC, pk=outside_id)
    part = EditionPart.objects.filter(edition__series=f"outside:{row.pk}").first() if row.public_on else None
    return render(request, "engagement/outside/detail.html", {"consultation": row, "part": part})


@anywhere(roles.READ)
@require_safe
def manage_outside_list(request: HttpRequest) -> HttpResponse:
    """List what other bodies consult on, the nearest last day first."""
    held, today = request.access, timezone.localdate()  # type: ignore[attr-defined]
    rows = _rows().filter(roles.where(held, roles.READ))
    words = {
        "open": rows.filter(closes_on__gte=today), "page": page_of(request, rows.filter(closes_on__lt=today)),
        "may_add": held.may_anywhere(roles.PLAN),
    }  # fmt: skip
    return render(request, "engagement/outside/manage_list.html", words)


@anywhere(roles.PLAN)
@PAGE
def outside_new(request: HttpRequest) -> HttpResponse:
    """Record what another body consults on."""
    return _facts(request, OutsideConsultation(), "Record another body’s consultation")


@PAGE
def outside_change(request: HttpRequest, outside_id: int) -> HttpResponse:
    """Change what is recorded of it."""
    row = access.fetch(request, OutsideConsultation.objects.select_related("locality"), roles.PLAN, pk=outside_id)
    return _facts(request, row, "Change what is recorded")


def _facts(request: HttpRequest, row: OutsideConsultation, title: str) -> HttpResponse:
    places = roles.choice_of(request.access, roles.PLAN)  # type: ignore[attr-defined]
    form = OutsideForm.of(request, instance=row, places=places)

    def act() -> HttpResponse:
        kept = answering_others.record_consultation(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Recorded. Everybody can read it.")
        return redirect("manage_outside", kept.pk)

    return form_page(request, form, act, title=title, back=BACK)


@PAGE
def manage_outside(request: HttpRequest, outside_id: int) -> HttpResponse:
    """Write the answer, record who agreed it and when it was sent."""
    wanted = roles.PLAN if request.method == "POST" else roles.READ
    row = access.fetch(request, _rows(), wanted, pk=outside_id)
    answer = OutsideAnswer.objects.filter(consultation=row).select_related("decision").first()
    form = OutsideAnswerForm.of(request, instance=answer or OutsideAnswer(), consultation=row)

    def act() -> HttpResponse:
        answering_others.save_answer(row, form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The answer is saved.")
        return redirect("manage_outside", row.pk)

    words = {
        "consultation": row, "answer": answer, "may_write": request.access.may(roles.PLAN, row),  # type: ignore[attr-defined]
        "warning": answering_others.late(row) if row.days_left < 0 and not row.sent else "",
    }  # fmt: skip
    return form_page(request, form, act, template="engagement/outside/manage.html", **words)


@require_POST
def outside_publication(request: HttpRequest, outside_id: int) -> HttpResponse:
    """Publish the copy of the answer that was sent."""
    rows = OutsideAnswer.objects.select_related("locality")
    answer = access.fetch(request, rows, roles.PLAN, consultation=outside_id)
    with told(request):
        answering_others.publish_answer(answer, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The copy is public.")
    return redirect("manage_outside", outside_id)
