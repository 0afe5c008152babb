"""What is exempt, as officers see it: marked on its own page, listed by the day of its review, opened."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from boards import access as roles
from boards import exempting
from boards.forms.exemption import ExemptionForm, OpeningForm, ReviewForm
from boards.models import AgendaItem, Appendix, Exemption, Meeting, TemplateSection
from boards.views.authoring import Writing, officers
from foundation import access
from foundation.forms import Form, once

PAGE = 25
EXEMPTIONS = Exemption.objects.select_related("board", "meeting__board", "opened_by")


@dataclass(frozen=True)
class Target:
    """What is to be marked, in words, and the page to go back to."""

    meeting: Meeting
    key: str
    words: str
    title: str
    back: str


def item_exemption(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Mark an item of the agenda as likely exempt."""
    items = AgendaItem.objects.standing().select_related("board", "meeting__board")
    item = access.fetch(request, items, roles.EDIT_AGENDA, meeting_id=meeting_id, pk=item_id)
    back = f"/manage/meetings/{meeting_id}/agenda/#item-{item.pk}"
    return _mark(request, Target(item.meeting, f"item:{item.pk}", "this item", item.title, back))


@officers
def report_exemption(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Mark a report with all that belongs to it."""
    report = writing.report
    return _of_report(request, writing, f"report:{report.pk}", "this report", report.title, writing.base)


@officers
def section_exemption(request: HttpRequest, writing: Writing, section_id: int) -> HttpResponse:
    """Mark what a report says under one heading."""
    section = access.fetch(
        request, TemplateSection.objects, access.OWN, template=writing.report.template_id, pk=section_id
    )
    key = f"report:{writing.report.pk}/{section.key}"
    return _of_report(request, writing, key, "this section", section.heading, writing.base)


@officers
def appendix_exemption(request: HttpRequest, writing: Writing, appendix_id: int) -> HttpResponse:
    """Mark an appendix."""
    row = access.fetch(request, Appendix.objects, access.OWN, report=writing.report, pk=appendix_id)
    back = f"{writing.base}appendices/"
    return _of_report(request, writing, f"appendix:{row.pk}", "this appendix", str(row), back)


def _of_report(request: HttpRequest, writing: Writing, key: str, words: str, title: str, back: str) -> HttpResponse:
    meeting = writing.report.meeting
    if meeting is None:
        messages.error(request, "Put the report on an agenda first: what is exempt is exempt at a meeting.")
        return redirect(back)
    return _mark(request, Target(meeting, key, words, title, back))


def _mark(request: HttpRequest, target: Target) -> HttpResponse:
    standing = Exemption.objects.standing().filter(key=target.key).first()
    form = ExemptionForm.of(request, instance=standing or Exemption(board=target.meeting.board, meeting=target.meeting))
    if request.method == "POST" and form.is_valid():
        try:
            exempting.mark(target.meeting, target.key, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, "Marked as exempt. The check before publishing shows what the public will read.")
            return redirect(target.back)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"form": form, "target": target, "standing": standing,
               "is_published": bool(standing and exempting.is_published(standing))}  # fmt: skip
    return render(request, "boards/exemption/form.html", context, status=422 if form.errors else 200)


@require_safe
def exemptions(request: HttpRequest) -> HttpResponse:
    """List what is exempt on the officer's boards, the review that is due longest first."""
    boards = roles.boards_with(request.access, roles.PUBLISH_AGENDA)  # type: ignore[attr-defined]
    if not request.access.may_anywhere(roles.PUBLISH_AGENDA):  # type: ignore[attr-defined]
        raise PermissionDenied
    rows = EXEMPTIONS.standing().filter(board__in=boards).order_by("review_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    due = rows.filter(review_on__lte=timezone.localdate()).count()
    named = exempting.titles(page.object_list)
    context = {"page": page, "due": due, "rows": [{"row": row, "title": named[row.key]} for row in page]}
    return render(request, "boards/exemption/list.html", context)


@require_POST
def exemption_removal(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """Take a mark back before it was published."""
    row = _row(request, exemption_id)
    try:
        exempting.unmark(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "No longer marked as exempt: it will be published with the rest.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("manage_meeting_agenda", row.meeting_id)


def exemption_review(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """Keep something private after a review."""
    row, form = _row(request, exemption_id), ReviewForm.of(request)
    if request.method == "POST" and form.is_valid():
        exempting.keep_closed(row, review_on=form.cleaned_data["review_on"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Kept private. You are reminded on the day that you set.")
        return redirect("exemptions")
    return _page(request, "review", row, form)


def exemption_opening(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """Open something exempt to the public, as a new edition where it was published."""
    row, form = _row(request, exemption_id), OpeningForm.of(request)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _opened(request, row, form.cleaned_data["because"]))
    return _page(request, "opening", row, form)


def _opened(request: HttpRequest, row: Exemption, because: str) -> HttpResponse:
    edition = exempting.open_to_public([row], because=because, by=request.user)  # type: ignore[arg-type]
    told = f" as edition {edition.number}. The page shows it now; its PDFs follow." if edition else "."
    messages.success(request, f"Opened to the public{told}")
    return redirect("exemptions")


def _page(request: HttpRequest, name: str, row: Exemption, form: Form) -> HttpResponse:
    context = {"row": row, "form": form, "title": exempting.titles([row])[row.key]}
    return render(request, f"boards/exemption/{name}.html", context, status=422 if form.errors else 200)


def _row(request: HttpRequest, exemption_id: int) -> Exemption:
    return access.fetch(request, EXEMPTIONS.standing(), roles.PUBLISH_AGENDA, pk=exemption_id)
