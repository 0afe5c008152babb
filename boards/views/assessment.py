"""What the sections of a report hold beside their text, and the review of its equality impact assessment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import assessing
from boards.access import EDIT_REPORTS, VIEW_DRAFTS, boards_with
from boards.documents import held
from boards.forms.assessment import AssessmentForm, ConsultedForm, ResourcesForm, ReviewForm
from boards.models import Consulted, ImpactAssessment, TemplateSection
from boards.views.authoring import Writing
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done, status, told

Holds = TemplateSection.Holds


def consultation(request: HttpRequest, writing: Writing, consulted_id: int | None = None) -> HttpResponse:
    """List who was consulted, add somebody or change one."""
    report = writing.report
    own = Consulted.objects.filter(report=report)
    row = access.fetch(request, own, access.PUBLIC, pk=consulted_id) if consulted_id else Consulted(report=report)
    form = ConsultedForm.of(request, instance=row)

    def act() -> HttpResponse:
        assessing.save_consulted(row, **writing.by, fields=form.cleaned_data)
        return redirect(f"{writing.base}consultation/")

    if answer := done(request, form, act):
        return answer
    context = {"form": form, "writing": writing, "row": row if consulted_id else None, "rows": own}
    return render(request, "boards/report/consultation.html", context)


@require_POST
def consultation_removal(request: HttpRequest, writing: Writing, consulted_id: int) -> HttpResponse:
    """Take somebody off the list."""
    row = access.fetch(request, writing.report.consulted, access.PUBLIC, pk=consulted_id)
    with told(request):
        assessing.remove_consulted(row, **writing.by)
        messages.success(request, f"“{row.who}” removed.")
    return redirect(f"{writing.base}consultation/")


def resources(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Say where the resources stand."""
    form = ResourcesForm.of(request, instance=writing.report)

    def act() -> HttpResponse:
        assessing.set_resources(writing.report, **writing.by, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(writing.base)

    if answer := done(request, form, act):
        return answer
    return _page(request, writing, form, "Where the resources stand")


def assessment(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Assess the equality impact of what the report proposes."""
    row = getattr(writing.report, "assessment", None) or ImpactAssessment(report=writing.report)
    form = AssessmentForm.of(request, instance=row)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        assessing.assess(form.save(commit=False), **writing.by)
        messages.success(request, "The assessment is saved. It is published with the report.")
        return redirect(writing.base)

    if answer := done(request, form, act):
        return answer
    return _page(request, writing, form, "Equality impact assessment")


def _page(request: HttpRequest, writing: Writing, form, title: str) -> HttpResponse:
    context = {"form": form, "writing": writing, "title": title}
    return render(request, "boards/report/held.html", context, status=status(form))


@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """List the assessments that are to be looked at again, the soonest first."""
    if not request.access.may_anywhere(VIEW_DRAFTS):
        raise PermissionDenied
    rows = ImpactAssessment.objects.to_review().filter(board__in=boards_with(request.access, VIEW_DRAFTS))
    page = page_of(request, rows.select_related("board__locality", "report"))
    return render(request, "boards/assessment/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_review(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Record what a review of an assessment found."""
    rows = ImpactAssessment.objects.select_related("board__locality", "report__item__meeting__board", "reviewed_by")
    row = access.fetch(request, rows, EDIT_REPORTS, pk=assessment_id)
    form = ReviewForm.of(request)

    def act() -> HttpResponse:
        reviewed = assessing.review(row, **form.cleaned_data, by=request.user)
        after = "It is looked at again on the day you chose." if reviewed.review_on else "No review follows."
        messages.success(request, f"The review is recorded. {after}")
        return redirect("assessments")

    if answer := done(request, form, act):
        return answer
    said = held(row.report, Holds.EQUALITY)
    context = {"row": row, "form": form, "section": said, "back": reverse("assessments")}
    return render(request, "boards/assessment/review.html", context)
