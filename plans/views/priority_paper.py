"""The paper about a priority: looked at, and written under an item of a coming meeting with one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boards.access import EDIT_AGENDA, EDIT_REPORTS
from foundation import access
from localities.views.form_page import form_page
from plans import access as roles
from plans import writing_papers
from plans.forms.paper import PaperForm
from plans.models import Measure, Priority


def may_write(request: HttpRequest, of: Priority | Measure) -> bool:
    """Say whether the person writes papers about a priority for the agenda of its board."""
    held = request.access  # type: ignore[attr-defined]
    return bool(of.board) and held.may(roles.PLAN, of) and held.may(EDIT_REPORTS, of.board)


@require_http_methods(["GET", "HEAD", "POST"])
def priority_paper(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Show what the paper would say now, and write it, or write it again, under an item."""
    rows = Priority.objects.select_related("board", "locality")
    priority = access.fetch(request, rows, roles.PLAN, pk=priority_id)
    access.require(request, EDIT_REPORTS, priority.board)
    may_add = request.access.may(EDIT_AGENDA, priority.board)  # type: ignore[attr-defined]
    form = PaperForm.of(request, priority=priority, may_add=may_add)

    def act() -> HttpResponse:
        item, meeting = form.cleaned_data.get("item"), form.cleaned_data.get("meeting")
        write = writing_papers.write_paper if item else writing_papers.write_as_new_item
        paper, kept = write(priority, item or meeting, by=request.user)  # type: ignore[arg-type, operator]
        words = f" These sections were changed by hand and stay as they are: {', '.join(kept)}." if kept else ""
        messages.success(request, f"The paper is written as a draft.{words}")
        return redirect("report_preview", paper.report_id)

    papers = priority.papers.select_related("report__item__meeting")
    context = {"priority": priority, "papers": papers, "sections": writing_papers.headed(priority)}
    return form_page(request, form, act, template="plans/paper/paper.html", **context)
