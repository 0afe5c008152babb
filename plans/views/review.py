"""Overlaps among partnerships and strategies, their reviews, and what everybody reads of it. Source: A26, B41, B42."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.models import Board
from foundation import access, downloads
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import finding_overlaps, reviewing
from plans.forms.review import OutcomeForm, ReviewForm, TieForm
from plans.models import PartnershipReview

PAGE = require_http_methods(["GET", "HEAD", "POST"])
ROWS = PartnershipReview.objects.select_related(
    "entry__register", "strategy", "with_entry__register", "with_strategy", "decision", "locality", "partnership",
    "board",
)  # fmt: skip


@login_not_required
@require_safe
def partnership_reviews(request: HttpRequest) -> HttpResponse:
    """Show what is proposed for partnerships and strategies, and what was decided: fewer and leaner ones."""
    rows = ROWS.filter(published_at__isnull=False)
    words = {
        "page": page_of(request, rows, 25), "done": rows.filter(done_on__isnull=False, decided__in=["merge", "close"]),
    }  # fmt: skip
    return render(request, "plans/review/list.html", words)


@anywhere(roles.READ)
@require_safe
def manage_reviews(request: HttpRequest) -> HttpResponse:
    """Show which partnerships and strategies overlap, and the reviews."""
    held = request.access  # type: ignore[attr-defined]
    found = finding_overlaps.pairs(finding_overlaps.items())
    reviews = ROWS.filter(roles.where(held, roles.READ))
    words = {
        "pairs": found[:50], "number": len(found), "page": page_of(request, reviews, 25),
        "may_plan": held.may_anywhere(roles.PLAN),
        "boards": [board for board in Board.objects.open().order_by("name") if held.may(roles.PLAN, board)],
    }  # fmt: skip
    return render(request, "plans/review/manage.html", words)


@anywhere(roles.READ)
@require_safe
def duplication_csv(request: HttpRequest) -> HttpResponse:
    """Return every overlap as a table."""
    return downloads.table(finding_overlaps.table(finding_overlaps.pairs(finding_overlaps.items())), "overlaps")


@PAGE
@anywhere(roles.PLAN)
def review_new(request: HttpRequest) -> HttpResponse:
    """Review a partnership or a strategy."""
    form = ReviewForm.of(request, initial={name: request.GET.get(name, "") for name in ("subject", "partner")})

    def act() -> HttpResponse:
        review = form.review()
        access.require(request, roles.PLAN, review.locality or request.partnership)  # type: ignore[attr-defined]
        reviewing.save_review(review, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The review is kept. Publish the proposal when it is ready.")
        return redirect("manage_reviews")

    return form_page(request, form, act, back=reverse("manage_reviews"), title="Review a partnership or strategy")


@require_POST
def review_publication(request: HttpRequest, partnership_review_id: int) -> HttpResponse:
    """Let everybody read what is proposed."""
    review = access.fetch(request, ROWS, roles.PLAN, pk=partnership_review_id)
    with told(request):
        reviewing.propose(review, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Everybody can read the proposal now.")
    return redirect("manage_reviews")


@PAGE
def review_outcome(request: HttpRequest, partnership_review_id: int) -> HttpResponse:
    """Keep what a board decided, and when it was carried out."""
    review = access.fetch(request, ROWS, roles.PLAN, pk=partnership_review_id)
    known = {"decision": review.decision_id, "decided": review.decided or review.proposal, "done_on": review.done_on}
    form = OutcomeForm.of(request, initial=known)

    def act() -> HttpResponse:
        reviewing.settle(review, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "What was decided is kept, and public.")
        return redirect("manage_reviews")

    caption = review.subject
    return form_page(request, form, act, back=reverse("manage_reviews"), title="What was decided", caption=caption)


@PAGE
def board_tie(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how a board relates to a partnership."""
    board = access.fetch(request, Board.objects.select_related("locality"), roles.PLAN, slug=slug)
    form = TieForm.of(request)

    def act() -> HttpResponse:
        reviewing.tie(board, form.tie(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Kept. It stands on the board’s page.")
        return redirect("manage_reviews")

    return form_page(
        request, form, act, back=reverse("manage_reviews"), title="Relation to a partnership", caption=board
    )
