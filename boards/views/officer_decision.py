"""Delegated decisions of officers and ward members: the public list, and the records as officers keep them."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import deciding_alone, retaining
from boards.access import RECORD, VIEW_DRAFTS
from boards.forms.action import boards_of
from boards.forms.officer_decision import OfficerDecisionFilter, OfficerDecisionForm, OfficerPaperForm
from boards.models import Board, Kept, OfficerDecision, OfficerPaper
from foundation.access import PUBLIC, fetch
from foundation.forms import Form
from foundation.paging import page_of
from foundation.refusal import done, status, told

PAGE = 25
METHODS = ["GET", "HEAD", "POST"]
PUBLISHED = "It is published. What it said before stays in its history; everybody reads that it was corrected, and why."
ROWS = OfficerDecision.objects.select_related("board", "delegation__organisation", "organisation")


@login_not_required
@require_safe
def officer_decisions(request: HttpRequest) -> HttpResponse:
    """List what officers and ward members decided alone, newest first."""
    rows = OfficerDecision.objects.public()
    form = OfficerDecisionFilter(request.GET or None, boards=boards_of(rows))
    found = form.narrow(rows) if request.GET else rows
    page = page_of(request, found.select_related("board", "organisation"), PAGE)
    return render(request, "boards/officer_decision/public.html", {"page": page, "filter": form})


@login_not_required
@require_safe
def officer_decision(request: HttpRequest, key: int) -> HttpResponse:
    """Show one delegated decision: what, who, under which power, why, and its papers."""
    row = fetch(request, ROWS.public(), PUBLIC, pk=key)
    papers = row.papers.select_related("file").filter(published_at__isnull=False)
    context = {"row": row, "papers": papers, "may_keep": request.access.may(RECORD, row), **_open_until(row)}  # type: ignore[attr-defined]
    return render(request, "boards/officer_decision/detail.html", context)


def _open_until(row: OfficerDecision) -> dict[str, datetime.date | None]:
    """Return the days until which a record and its papers stay public at least, None for good."""
    rules = retaining.rules()
    kinds = {"open_until": Kept.OFFICER, "papers_until": Kept.OFFICER_PAPERS}
    return {name: retaining.kept_until(row, rules[kind]) for name, kind in kinds.items()}


@require_safe
def manage_officer_decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the delegated decisions of one board for its officers: what is to be published first."""
    board = fetch(request, Board.objects.select_related("kind"), VIEW_DRAFTS, slug=slug)
    rows = OfficerDecision.objects.filter(board=board)
    context = {
        "board": board,
        "waiting": rows.filter(published_at=None).order_by("publish_by", "pk"),
        "page": page_of(request, rows.public(), PAGE),
        "may_keep": request.access.may(RECORD, board),  # type: ignore[attr-defined]
    }
    return render(request, "boards/officer_decision/list.html", context)


@require_http_methods(METHODS)
def officer_decision_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a delegated decision."""
    board = fetch(request, Board.objects.select_related("kind"), RECORD, slug=slug)
    return _kept(request, OfficerDecision(board=board), "Record a delegated decision")


@require_http_methods(METHODS)
def officer_decision_change(request: HttpRequest, key: int) -> HttpResponse:
    """Change what is recorded, or correct what is published."""
    row = fetch(request, ROWS, RECORD, pk=key)
    return _kept(request, row, "Correct the record" if row.published_at else "Change the record")


def _kept(request: HttpRequest, row: OfficerDecision, title: str) -> HttpResponse:
    form = OfficerDecisionForm.of(request, instance=row)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        because = form.cleaned_data.get("because", "")
        kept = deciding_alone.record(form.instance, fields=form.changed_data, because=because, by=request.user)
        messages.success(request, "The record is saved.")
        return redirect(kept if kept.published_at else "officer_decision_publication", *_key(kept))

    if answer := done(request, form, act):
        return answer
    context = {
        "form": form, "title": title, "caption": row.board.name, "lead": PUBLISHED if row.published_at else "",
        "submit": "Save the record", "back": reverse("manage_officer_decisions", args=[row.board.slug]),
    }  # fmt: skip
    return render(request, "localities/manage/form.html", context, status=status(form))


def _key(row: OfficerDecision) -> list[int]:
    return [] if row.published_at else [row.pk]


@require_http_methods(METHODS)
def officer_decision_publication(request: HttpRequest, key: int) -> HttpResponse:
    """Check a record as everybody will read it, add its papers, publish it."""
    row = fetch(request, ROWS, RECORD, pk=key)
    form = Form.of(request)

    def act() -> HttpResponse:
        published = deciding_alone.publish(row, by=request.user)
        messages.success(request, "Published. Everybody can read it.")
        return redirect(published)

    if answer := done(request, form, act):
        return answer
    return _check(request, row, OfficerPaperForm())


def _check(request: HttpRequest, row: OfficerDecision, adding: OfficerPaperForm) -> HttpResponse:
    context = {
        "row": row,
        "papers": row.papers.select_related("file"),
        "form": adding,
        "empty": Form(),
        **_open_until(row),
    }
    return render(request, "boards/officer_decision/check.html", context, status=422 if adding.errors else 200)


@require_POST
def officer_paper_new(request: HttpRequest, key: int) -> HttpResponse:
    """Add a background paper."""
    row = fetch(request, ROWS, RECORD, pk=key)
    form = OfficerPaperForm.of(request)

    def act() -> HttpResponse:
        deciding_alone.add_paper(row, **form.cleaned_data, by=request.user)
        messages.success(request, "The paper is added.")
        return redirect("officer_decision_publication", key)

    return done(request, form, act) or _check(request, row, form)


@require_POST
def officer_paper_removal(request: HttpRequest, key: int) -> HttpResponse:
    """Take a background paper away, once it may go."""
    papers = OfficerPaper.objects.select_related("board", "decision__board")
    paper = fetch(request, papers, RECORD, pk=key)
    with told(request):
        deciding_alone.remove_paper(paper, by=request.user)
        messages.success(request, "The paper is taken away.")
    return redirect("officer_decision_publication", paper.decision_id)
