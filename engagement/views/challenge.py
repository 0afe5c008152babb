"""Challenges to providers, for everybody to read and for a provider to answer. Source: J9, A16."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagement import challenging
from engagement.forms.challenge import ChallengeFilter, ProviderAnswerForm
from engagement.models import Challenge, DeliveryPlan
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done
from foundation.secret_link import ended, private, unknown

PAGE = 25
CHALLENGES = Challenge.objects.select_related("board__locality", "plan__provider").prefetch_related("rounds")
WHOLE = CHALLENGES.select_related("plan__file", "decision", "meeting", "escalated_to")
# What is open stands first, by its day; what is closed follows, the newest first.
ORDER = (F("closed_at").desc(nulls_first=True), "due_on", "-pk")


@login_not_required
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """List what boards asked of providers, what waits longest first."""
    form = ChallengeFilter(request.GET or None)
    rows = CHALLENGES.public()
    page = page_of(request, (form.narrow(rows) if request.GET else rows).order_by(*ORDER), PAGE)
    return render(request, "engagement/challenge/list.html", {"page": page, "filter": form})


@login_not_required
@require_safe
def challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Show one challenge: the plan, what was asked, each answer, what the board said of it, and what followed."""
    found = access.fetch(request, WHOLE.public(), access.PUBLIC, pk=challenge_id)
    return render(request, "engagement/challenge/detail.html", {"challenge": found})


@login_not_required
@require_safe
def delivery_plans(request: HttpRequest) -> HttpResponse:
    """List the plans of providers that boards have on record."""
    rows = DeliveryPlan.objects.select_related("provider", "board", "file")
    return render(request, "engagement/challenge/plans.html", {"page": page_of(request, rows, PAGE)})


@login_not_required
@never_cache
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link answer without an account, once; opening the page changes nothing."""
    found = challenging.by_link(token)
    if found is None:
        return unknown(request, token, "a challenge")
    if not challenging.takes_answers(found):
        return ended(request, found, "a challenge")
    form = ProviderAnswerForm.of(request, initial={"answered_by": found.contact_name})

    def act() -> HttpResponse:
        challenging.answer(found, by=None, link=token, **form.cleaned_data)
        messages.success(request, "Your answer is kept. This is how everybody reads it.")
        return redirect(found)

    context = {"form": form, "challenge": found}
    return private(done(request, form, act) or render(request, "engagement/challenge/respond.html", context))
