"""How boards see themselves, for everybody to read; and their officers keep it. Source: checklist A30, A32."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.models import Board
from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import assessing_boards
from plans.forms.self_assessment import SelfAssessmentForm
from plans.models import SelfAssessment

PAGE = 25
ASSESSMENTS = SelfAssessment.objects.select_related("board", "locality")


@login_not_required
@require_safe
def self_assessments(request: HttpRequest) -> HttpResponse:
    """List what boards said of themselves, the newest first."""
    page = page_of(request, ASSESSMENTS.filter(published_at__isnull=False), PAGE)
    return render(request, "plans/self_assessment/list.html", {"page": page})


@login_not_required
@require_safe
def self_assessment(request: HttpRequest, self_assessment_id: int) -> HttpResponse:
    """Show one assessment, and how each statement stood before."""
    found = access.fetch(
        request, ASSESSMENTS.filter(published_at__isnull=False), access.PUBLIC, pk=self_assessment_id
    )  # fmt: skip
    return _show(request, found, "plans/self_assessment/detail.html")


def _show(request: HttpRequest, found: SelfAssessment, page: str) -> HttpResponse:
    scores = found.scores.select_related("statement", "evidence")
    context = {"assessment": found, "scores": scores, "trend": assessing_boards.trend(found.board)}  # type: ignore[arg-type]
    context["may"] = request.access.may(roles.ASSESS, found)  # type: ignore[attr-defined]
    return render(request, page, context)


@require_safe
@anywhere(roles.READ)
def manage_self_assessments(request: HttpRequest) -> HttpResponse:
    """List the assessments of the person's boards, drafts among them, and the boards that may make one."""
    held = request.access  # type: ignore[attr-defined]
    page = page_of(request, ASSESSMENTS.filter(roles.where(held, roles.READ)), PAGE)
    boards = [board for board in Board.objects.open().select_related("locality") if held.may(roles.ASSESS, board)]
    return render(request, "plans/self_assessment/manage.html", {"page": page, "boards": boards})


@require_http_methods(["GET", "HEAD", "POST"])
def self_assessment_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a board says of itself."""
    board = access.fetch(request, Board.objects.select_related("locality"), roles.ASSESS, slug=slug)
    form = SelfAssessmentForm.of(request)

    def act() -> HttpResponse:
        made = assessing_boards.assess(board, by=request.user, **form.said)  # type: ignore[arg-type]
        messages.success(request, "Kept as a draft. Look at it, then publish it.")
        return redirect("manage_self_assessment", made.pk)

    page = {
        "title": "How the board sees itself", "caption": board.name, "submit": "Keep the draft",
        "back": "/manage/plans/self-assessments/",
    }  # fmt: skip
    return form_page(request, form, act, **page)


@require_safe
def manage_self_assessment(request: HttpRequest, self_assessment_id: int) -> HttpResponse:
    """Show an assessment from the officers' side."""
    return _show(request, _mine(request, self_assessment_id, roles.READ), "plans/self_assessment/officer.html")


@require_POST
def self_assessment_publication(request: HttpRequest, self_assessment_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = _mine(request, self_assessment_id, roles.ASSESS)
    with told(request):
        assessing_boards.publish(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Published. Everybody can read it.")
    return redirect("manage_self_assessment", self_assessment_id)


@require_POST
def self_assessment_removal(request: HttpRequest, self_assessment_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = _mine(request, self_assessment_id, roles.ASSESS)
    with told(request):
        assessing_boards.discard(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The draft is thrown away.")
        return redirect("manage_self_assessments")
    return redirect("manage_self_assessment", self_assessment_id)


def _mine(request: HttpRequest, self_assessment_id: int, permission: str) -> SelfAssessment:
    return access.fetch(request, ASSESSMENTS, permission, pk=self_assessment_id)
