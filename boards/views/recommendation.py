"""What a report asks of the board, and the documents that it relied on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boards import reporting
from boards.documents import report_document
from boards.forms.report import BackgroundForm, RecommendationForm
from boards.models import BackgroundPaper, Recommendation, TemplateSection
from boards.views import order
from boards.views.authoring import Writing
from foundation import access, richtext
from foundation.meanwhile import ChangedMeanwhile
from foundation.refusal import done, told

Kind = TemplateSection.Kind


def recommendations(request: HttpRequest, writing: Writing) -> HttpResponse:
    """List what the board is asked to do, and add to it."""
    form = RecommendationForm.of(request)
    if answer := done(request, form, lambda: _recommended(writing, form.cleaned_data["text"])):
        return answer
    report = writing.report
    context = {
        "form": form,
        "writing": writing,
        "rows": [{**row, "id": row["key"].rpartition(":")[2]} for row in report_document(report)["recommendations"]],
        "section": report.template.sections.filter(kind=Kind.RECOMMENDATIONS).first(),
    }
    return render(request, "boards/report/recommendations.html", context)


@require_POST
def recommendation_order(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Move a recommendation a step up or down, or to a place."""
    order.move(request, writing.report.recommendations.all(), reporting.move_recommendation, **writing.by)
    return redirect(f"{writing.base}recommendations/")


def recommendation(request: HttpRequest, writing: Writing, recommendation_id: int) -> HttpResponse:
    """Change the words of a recommendation; newer words are shown beside what was typed."""
    row = _recommendation(request, writing, recommendation_id)
    form = RecommendationForm.of(request, initial={"text": row.text, "version": row.version})
    context: dict[str, Any] = {"form": form, "writing": writing, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            reporting.change_recommendation(row, **writing.by, **form.cleaned_data)
            return redirect(f"{writing.base}recommendations/")
        except ChangedMeanwhile as newer:
            mine = form.cleaned_data["text"]
            again = RecommendationForm(initial={"text": mine, "version": newer.current.version})
            conflict = {"mine": richtext.from_plain(mine), "theirs": richtext.from_plain(newer.current.text)}
            page = {**context, "form": again, "conflict": conflict, "version": newer.current.version}
            return render(request, "boards/report/recommendation.html", page, status=409)
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "boards/report/recommendation.html", context)


@require_POST
def recommendation_removal(request: HttpRequest, writing: Writing, recommendation_id: int) -> HttpResponse:
    """Remove a recommendation."""
    row = _recommendation(request, writing, recommendation_id)
    with told(request):
        reporting.remove_recommendation(row, **writing.by)
        messages.success(request, "Recommendation removed.")
    return redirect(f"{writing.base}recommendations/")


def background(request: HttpRequest, writing: Writing, paper_id: int | None = None) -> HttpResponse:
    """List the documents that the report relied on, add one or change one."""
    report = writing.report
    own = BackgroundPaper.objects.filter(report=report)
    paper = access.fetch(request, own, access.PUBLIC, pk=paper_id) if paper_id else BackgroundPaper(report=report)
    form = BackgroundForm.of(request, instance=paper)
    if answer := done(request, form, lambda: _named(writing, paper, form.cleaned_data)):
        return answer
    context = {
        "form": form,
        "writing": writing,
        "paper": paper if paper_id else None,
        "rows": own,
        "section": report.template.sections.filter(kind=Kind.BACKGROUND).first(),
    }
    return render(request, "boards/report/background.html", context)


@require_POST
def background_removal(request: HttpRequest, writing: Writing, paper_id: int) -> HttpResponse:
    """Take a document off the list."""
    paper = access.fetch(request, writing.report.background_papers, access.PUBLIC, pk=paper_id)
    with told(request):
        reporting.remove_background(paper, **writing.by)
        messages.success(request, f"“{paper.title}” removed.")
    return redirect(f"{writing.base}background/")


def _recommendation(request: HttpRequest, writing: Writing, recommendation_id: int) -> Recommendation:
    return access.fetch(request, writing.report.recommendations, access.PUBLIC, pk=recommendation_id)


def _recommended(writing: Writing, text: str) -> HttpResponse:
    reporting.add_recommendation(writing.report, **writing.by, text=text)
    return redirect(f"{writing.base}recommendations/")


def _named(writing: Writing, paper: BackgroundPaper, fields: dict[str, Any]) -> HttpResponse:
    reporting.save_background(paper, **writing.by, fields=fields)
    return redirect(f"{writing.base}background/")
