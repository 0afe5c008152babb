"""The register of referrals, for everybody to read and for officers to keep."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import responding
from boards.access import REFER, VIEW_DRAFTS, boards_with
from boards.forms.referral import ReferralFilter
from boards.models import Board, Referral
from foundation import access
from foundation.paging import page_of

PAGE = 25
RELATED = ("board__locality", "from_board__locality", "to_board__locality", "partner")
REFERRALS = Referral.objects.select_related(*RELATED)
# What waits stands first, by its day; what is over follows, the newest first.
ORDER = (F("answered_at").desc(nulls_first=True), F("withdrawn_at").desc(nulls_first=True), "due_on", "-pk")


@login_not_required
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """List what boards asked of other bodies and were asked, what waits longest first."""
    return _list(request, REFERRALS.public(), "boards/referral/list.html", {})


@login_not_required
@require_safe
def referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Show one referral: who asks whom for what, its clock, where it comes from, the answer and what follows."""
    rows = REFERRALS.public().select_related("decision", "item__meeting", "report", "heard_at", "returned_to")
    found = access.fetch(request, rows, access.PUBLIC, pk=referral_id)
    return render(request, "boards/referral/detail.html", {"referral": found})


@require_safe
def manage_referrals(request: HttpRequest) -> HttpResponse:
    """List the referrals of the boards that the person serves, drafts among them."""
    if not request.access.may_anywhere(VIEW_DRAFTS):
        raise PermissionDenied
    read = boards_with(request.access, VIEW_DRAFTS)
    rows = REFERRALS.filter(Q(from_board__in=read) | Q(to_board__in=read))
    serves = boards_with(request.access, REFER).open().order_by("name")
    return _list(request, rows, "boards/referral/manage.html", {"boards": serves})


@require_safe
def manage_referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Show a referral from the officers' side, with what can be done next."""
    rows = REFERRALS.select_related("decision", "item__meeting", "report", "heard_at", "returned_to", "sent_by")
    found = access.fetch(request, rows, access.PUBLIC, pk=referral_id)
    ends = [board for board in (found.from_board, found.to_board) if board]
    readable = next((board for board in ends if request.access.may(VIEW_DRAFTS, board)), found.board)
    access.require(request, VIEW_DRAFTS, readable)
    return render(request, "boards/referral/officer.html", {"referral": found, **_may(request, found)})


def _may(request: HttpRequest, found: Referral) -> dict[str, Any]:
    """Return what the person may do next, and to which meeting they may bring it."""
    asks, asked = (board and request.access.may(REFER, board) for board in (found.from_board, found.to_board))
    returns = found.from_board if asks and found.answered_at else None
    hears = found.to_board if asked and found.is_waiting else None
    return {
        "may_change": asks and found.sent_at is None,
        "may_withdraw": asks and found.is_waiting,
        "may_answer": found.is_answered_here and request.access.may(REFER, found.answering_board),
        "returns_to": returns and _next(returns, found.returned_to_id),
        "heard_at": hears and _next(hears, found.heard_at_id),
        "returning_board": returns,
        "hearing_board": hears,
    }


def _next(board: Board, known: int | None):
    """Return the meeting to which it can be brought; nothing where it is on its way there already."""
    meeting = responding.next_meeting(board)
    return None if meeting and meeting.pk == known else meeting


def _list(request: HttpRequest, rows: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    boards = Board.objects.filter(Q(referrals_out__in=rows.order_by()) | Q(referrals_in__in=rows.order_by())).distinct()
    form = ReferralFilter(request.GET or None, boards=boards)
    found = form.narrow(rows) if request.GET else rows
    page = page_of(request, found.order_by(*ORDER), PAGE)
    return render(request, template, {"page": page, "filter": form, **context})
