"""Officers refer: draft, change, send, take back, and enter what came from outside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import referring
from boards.access import REFER
from boards.forms.referral import CAUSES, ReceivedForm, ReferralForm, WithdrawalForm
from boards.models import Board, Referral
from boards.views.order import number
from boards.views.referral import REFERRALS
from foundation import access
from foundation.refusal import done, status, told

BOARDS = Board.objects.select_related("locality")


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a referral of a board, from a decision, an item or a report where the address names one."""
    board = access.fetch(request, BOARDS, REFER, slug=slug)
    cause, row = _cause(request, board)
    form = ReferralForm.of(request, board=board, initial={"title": str(row or "")[:200]})

    def act() -> HttpResponse:
        said = {**form.cleaned_data, **({cause: row} if row else {})}
        said.pop("saw", None)
        return redirect("manage_referral", referring.refer(board, by=request.user, **said).pk)

    words = {"form": form, "board": board, "cause": cause, "row": row}
    return done(request, form, act) or render(request, "boards/referral/form.html", words)


def change(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Change a draft."""
    referral = _mine(request, referral_id)
    form = ReferralForm.of(request, instance=referral, board=referral.board)

    def act() -> HttpResponse:
        referring.change_referral(referral, by=request.user, **form.cleaned_data)
        messages.success(request, "The draft is changed.")
        return redirect("manage_referral", referral_id)

    words = {"form": form, "board": referral.board, "referral": referral}
    return done(request, form, act) or render(request, "boards/referral/form.html", words, status=status(form))


@require_POST
def removal(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Throw a draft away."""
    referral = _mine(request, referral_id)
    with told(request):
        referring.discard(referral, by=request.user)
        messages.success(request, "The draft is thrown away.")
        return redirect("manage_referrals")
    return redirect("manage_referral", referral_id)


@require_POST
def sending(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Send a referral."""
    referral = _mine(request, referral_id)
    with told(request):
        sent = referring.send(referral, by=request.user)
        by_hand = not (sent.to_board or sent.partner or sent.contact_email)
        how = "They have no e-mail address here, so tell them yourself." if by_hand else "They have been told."
        messages.success(request, f"Sent to {sent.to_name}. {how}")
    return redirect("manage_referral", referral_id)


@require_POST
def link(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Send a new link to who answers."""
    referral = _mine(request, referral_id)
    with told(request):
        referring.send_link(referral, by=request.user)
        messages.success(request, f"A new link went to {referral.contact_email}. The one before no longer works.")
    return redirect("manage_referral", referral_id)


def withdrawal(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Take a referral back, with the reason."""
    referral = _mine(request, referral_id)
    form = WithdrawalForm.of(request)

    def act() -> HttpResponse:
        referring.withdraw(referral, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, "The referral is withdrawn.")
        return redirect("manage_referral", referral_id)

    words = {"form": form, "referral": referral}
    return done(request, form, act) or render(request, "boards/referral/withdrawal.html", words)


def received(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what a body outside asked of a board."""
    board = access.fetch(request, BOARDS, REFER, slug=slug)
    form = ReceivedForm.of(request, board=board, initial={"received_on": timezone.localdate()})

    def act() -> HttpResponse:
        referral = referring.receive(board, by=request.user, **form.cleaned_data)
        messages.success(request, "The referral is in the register, and its clock runs.")
        return redirect("manage_referral", referral.pk)

    words = {"form": form, "board": board}
    return done(request, form, act) or render(request, "boards/referral/received.html", words)


def _mine(request: HttpRequest, referral_id: int) -> Referral:
    """Return a referral that the person's board sends: who is asked may read it, not change it."""
    return access.fetch(request, REFERRALS.filter(from_board__isnull=False), REFER, pk=referral_id)


def _cause(request: HttpRequest, board: Board) -> tuple[str, Any]:
    """Return the decision, item or report of this board that the address names, if it names one."""
    for cause, model in CAUSES.items():
        if key := number(request.GET.get(cause)):
            return cause, model.objects.filter(board=board, pk=key).first()
    return "", None
