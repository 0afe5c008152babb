"""Dispensations of a board's members: listed, recorded, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boards import dispensing
from boards.access import EDIT_BOARD
from boards.forms.dispensation import DispensationForm, RevocationForm
from boards.models import Board, Dispensation
from foundation.access import fetch
from foundation.paging import page_of
from foundation.refusal import done


@require_http_methods(["GET", "HEAD", "POST"])
def board_dispensations(request: HttpRequest, slug: str) -> HttpResponse:
    """List the dispensations of a board's members, and record another."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    form = DispensationForm.of(request, board=board)

    def act() -> HttpResponse:
        given = dispensing.grant(form.save(commit=False), by=request.user)
        messages.success(request, f"The dispensation of {given.person} is recorded.")
        return redirect("board_dispensations", slug)

    if answer := done(request, form, act):
        return answer
    rows = board.dispensations.select_related("person", "mandate__council", "mandate__area", "revoked_by")
    context = {"board": board, "form": form, "page": page_of(request, rows)}
    return render(request, "boards/dispensation/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dispensation_revocation(request: HttpRequest, dispensation_id: int) -> HttpResponse:
    """Revoke a dispensation, with the reason."""
    rows = Dispensation.objects.select_related("board__locality", "person").filter(revoked_on__isnull=True)
    given = fetch(request, rows, EDIT_BOARD, pk=dispensation_id)
    form, back = RevocationForm.of(request), reverse("board_dispensations", args=[given.board.slug])

    def act() -> HttpResponse:
        dispensing.revoke(given, by=request.user, **form.cleaned_data)
        messages.success(request, f"The dispensation of {given.person} is revoked from today.")
        return redirect(back)

    if answer := done(request, form, act):
        return answer
    context = {"form": form, "title": "Revoke a dispensation", "caption": given.person, "lead": str(given),
               "submit": "Revoke", "back": back}  # fmt: skip
    return render(request, "localities/manage/form.html", context)
