"""Delegations to boards: for everybody to read, for officers to record, correct and revoke."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boards import delegating
from boards.access import EDIT_BOARD, VIEW_DRAFTS
from boards.forms.action import boards_of
from boards.forms.delegation import DelegationFilter, DelegationForm, RevocationForm
from boards.models import Board, DecidingRight, Delegation
from foundation.access import fetch
from foundation.forms import Form
from foundation.paging import page_of
from foundation.refusal import done, status

PAGE = 25
COLOURS = {"In force": "green", "To come": "blue"}
METHODS = ["GET", "HEAD", "POST"]
ROWS = Delegation.objects.select_related("board", "organisation", "post__employer")


@login_not_required
@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """List what boards may decide in the place of sovereign bodies, what is in force and what is over."""
    rows = Delegation.objects.of_public_boards()
    form = DelegationFilter(request.GET or None, boards=boards_of(rows))
    found = form.narrow(rows, timezone.localdate()) if request.GET else rows
    page = page_of(request, found.select_related("board", "organisation", "post__employer"), PAGE)
    page.object_list = list(told(page.object_list))
    return render(request, "boards/delegation/public.html", {"page": page, "filter": form})


def told(rows: Iterable[Delegation]) -> Iterable[Delegation]:
    """Yield delegations, each with where it stands today in words."""
    today = timezone.localdate()
    for row in rows:
        row.stands = row.state(today)  # type: ignore[attr-defined]
        row.colour = COLOURS.get(row.stands, "grey")  # type: ignore[attr-defined]
        yield row


@require_safe
def board_delegations(request: HttpRequest, slug: str) -> HttpResponse:
    """List the delegations to one board for its officers."""
    board = fetch(request, Board.objects.select_related("kind"), VIEW_DRAFTS, slug=slug)
    rows = list(told(ROWS.filter(board=board)))
    context = {
        "board": board, "rows": rows, "form": Form(),
        "may_edit": request.access.may(EDIT_BOARD, board),  # type: ignore[attr-defined]
        "rights": DecidingRight.objects.on(timezone.localdate()).filter(board=board),
    }  # fmt: skip
    return render(request, "boards/delegation/list.html", context)


@require_http_methods(METHODS)
def delegation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a delegation to a board."""
    board = fetch(request, Board.objects.select_related("kind"), EDIT_BOARD, slug=slug)
    form = DelegationForm.of(request)

    def act() -> HttpResponse:
        facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
        delegating.record_delegation(board, by=request.user, **facts)
        messages.success(request, "The delegation is recorded.")
        return redirect("board_delegations", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "Record a delegation")


@require_http_methods(METHODS)
def delegation(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is recorded of a delegation."""
    row = fetch(request, ROWS, EDIT_BOARD, pk=key)
    form = DelegationForm.of(request, instance=row)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        delegating.correct_delegation(form.instance, by=request.user, fields=form.changed_data)
        messages.success(request, "The delegation is corrected. What it said before stays in its history.")
        return redirect("board_delegations", row.board.slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, row.board, form, "Correct a delegation")


@require_http_methods(METHODS)
def delegation_revocation(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a delegation from a day."""
    row = fetch(request, ROWS, EDIT_BOARD, pk=key)
    form = RevocationForm.of(request, initial={"since": timezone.localdate()})

    def act() -> HttpResponse:
        delegating.revoke_delegation(row, **form.cleaned_data, by=request.user)
        messages.success(request, "The delegation is revoked.")
        return redirect("board_delegations", row.board.slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, row.board, form, "Revoke a delegation", row)


def _form(
    request: HttpRequest, board: Board, form: Form, title: str, revokes: Delegation | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "caption": board.name,
        "back": reverse("board_delegations", args=[board.slug]),
    }
    if revokes:
        said = f"{revokes.organisation}: {revokes.scope}. What was decided under it stays decided."
        context |= {"lead": said, "submit": "Revoke it", "submit_kind": "warning"}
    return render(request, "localities/manage/form.html", context, status=status(form))
