"""The records of what a meeting decides: which are complete, and what each says. Rights to decide of a board."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import completing, deciding, recorded, sitting
from boards.access import EDIT_BOARD, RECORD, VIEW_DRAFTS
from boards.forms.decision_record import DecisionRecordForm, RightForm
from boards.models import Board, DecidingRight, DecisionRecord, Meeting, Recommendation
from boards.views.deciding import recommendation_of
from foundation.access import fetch
from foundation.refusal import done, status

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def manage_decisions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """List what a meeting is asked to decide, with what the record of each still lacks."""
    meeting = fetch(request, Meeting.objects.select_related("board"), VIEW_DRAFTS, pk=meeting_id)
    seat = sitting.read(meeting)
    rows = [(item, row, recorded.missing(row)) for item in seat.items for row in sitting.recommendations_of(item)]
    context = {
        "meeting": meeting, "rows": rows, "lacking": sum(1 for _, _, lacks in rows if lacks),
        "may_record": request.access.may(RECORD, meeting) and not meeting.minutes_approved_at,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "boards/decision_record/list.html", context)


@require_http_methods(METHODS)
def manage_decision(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Complete the record of one decision."""
    row = recommendation_of(request, meeting_id, item_id, key)
    form = DecisionRecordForm.of(request, instance=_record(row))

    def act() -> HttpResponse:
        form.must_be_as_seen()
        completing.complete_record(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, "The record of the decision is saved.")
        return redirect("manage_decisions", meeting_id)

    if answer := done(request, form, act):
        return answer
    item = deciding.item_of(row)
    context = {"form": form, "row": row, "item": item, "meeting": item.meeting, "lacks": recorded.missing(row)}
    return render(request, "boards/decision_record/form.html", context, status=status(form))


def _record(row: Recommendation) -> DecisionRecord:
    """Return the record of a recommendation, or one to begin."""
    board = row.board
    return recorded.record_of(row) or DecisionRecord(board=board, recommendation=row, power=recorded.power_of(board))


@require_http_methods(METHODS)
def deciding_right(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whose members decide where a kind of money or power is at stake."""
    board = fetch(request, Board.objects.all(), EDIT_BOARD, slug=slug)
    form = RightForm.of(request)

    def act() -> HttpResponse:
        right = completing.give_right(board, **form.cleaned_data, by=request.user)
        messages.success(request, f"{right} is decided by members of {right.tiers_words}.")
        return redirect("board_delegations", slug)

    if answer := done(request, form, act):
        return answer
    back = reverse("board_delegations", args=[slug])
    context = {"form": form, "title": "Right to decide by tier", "caption": board.name, "back": back}
    return render(request, "localities/manage/form.html", context, status=status(form))


@require_POST
def deciding_right_ending(request: HttpRequest, right_id: int) -> HttpResponse:
    """End a right to decide by tier today."""
    right = fetch(
        request, DecidingRight.objects.on(timezone.localdate()).select_related("board"), EDIT_BOARD, pk=right_id
    )
    completing.end_right(right, by=request.user)
    messages.success(request, "It ended yesterday: from today on it is no longer asked for.")
    return redirect("board_delegations", right.board.slug)
