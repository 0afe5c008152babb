"""The answer to a referral: by a link that needs no account, or kept by an officer; and its way to a meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards import responding
from boards.access import REFER
from boards.forms.referral import AnswerForm
from boards.views.referral import REFERRALS
from foundation import access
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link answer without an account, once; opening the page changes nothing."""
    referral = responding.by_link(token)
    if referral is None:
        return unknown(request, token, "a referral")
    if not responding.is_open(referral):
        return ended(request, referral, "a referral")
    form = AnswerForm.of(request, initial={"answered_by": referral.contact_name})

    def act() -> HttpResponse:
        responding.answer(referral, by=None, link=token, **form.cleaned_data)
        messages.success(request, "Your answer is kept. This is how everybody reads it.")
        return redirect("referral", referral.pk)

    context = {"form": form, "referral": referral}
    return private(done(request, form, act) or render(request, "boards/referral/respond.html", context))


def answer(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Answer for a board that is asked, or keep an answer that came by another way."""
    referral = access.fetch(request, REFERRALS, access.PUBLIC, pk=referral_id)
    access.require(request, REFER, referral.answering_board)
    form = AnswerForm.of(request, initial={"answered_by": referral.contact_name or str(referral.to_name)})

    def act() -> HttpResponse:
        responding.answer(referral, by=request.user, **form.cleaned_data)
        messages.success(request, "The answer is kept.")
        return redirect("manage_referral", referral_id)

    words = {"form": form, "referral": referral}
    return done(request, form, act) or render(request, "boards/referral/answer.html", words)


@require_POST
def to_meeting(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Propose the referral, or its answer, for the next meeting of the person's board."""
    referral = access.fetch(request, REFERRALS, access.PUBLIC, pk=referral_id)
    board = referral.from_board if referral.answered_at and referral.from_board else referral.answering_board
    access.require(request, REFER, board)
    with told(request):
        meeting = responding.bring(referral, board, by=request.user)
        messages.success(request, f"Proposed for the {meeting}. Accept it on the agenda of that meeting.")
    return redirect("manage_referral", referral_id)
