"""Signing up for an activity without an account, and taking it back by link; officers see how many, and what they need.

Source: checklist D12, D13.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import counting_heads, signing_up
from engagement.access import PLAN, READ
from engagement.forms.taking_part import HeadCountForm, SignUpForm
from engagement.models import SignUp, rules_of
from engagement.telling_sign_ups import sign_up_token
from engagement.views.front import ACTIVITIES, PUBLIC, WHOM
from foundation import access, pacing
from foundation.refusal import done, status
from foundation.secret_link import private, row_of, unknown
from localities.views.form_page import form_page

FORM = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_http_methods(FORM)
def sign_up_new(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Ask how many will come and what they need; a name and an address are theirs to give or not."""
    found = access.fetch(request, PUBLIC, access.PUBLIC, pk=activity_id)
    if not found.takes_signups:
        return render(request, "engagement/sign_up/closed.html", {"activity": found})
    form = SignUpForm.of(request)

    def act() -> HttpResponse:
        made = signing_up.sign_up(found, **form.cleaned_data)
        return redirect("sign_up", sign_up_token(made))

    is_slowed = pacing.slow(request, form, "sign-up")
    page = {
        "form": form, "activity": found, "free": signing_up.free_places(found),
        "kept_days": rules_of(found.locality).contact_days,
    }  # fmt: skip
    answer = done(request, form, act)
    return answer or render(request, "engagement/sign_up/form.html", page, status=429 if is_slowed else status(form))


@login_not_required
@never_cache
@require_safe
def sign_up(request: HttpRequest, token: str) -> HttpResponse:
    """Show the holder of the link where their sign-up stands; opening the page changes nothing."""
    found = _by_link(request, token)
    if isinstance(found, HttpResponse):
        return found
    page = {"sign_up": found, "activity": found.activity, "token": token}
    return private(render(request, "engagement/sign_up/mine.html", page))


@login_not_required
@never_cache
@require_POST
def sign_up_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back."""
    found = _by_link(request, token)
    if isinstance(found, HttpResponse):
        return found
    signing_up.withdraw(found)
    messages.success(request, "Thank you for telling us. What you told us about yourself is deleted.")
    return private(redirect("sign_up", token))


def _by_link(request: HttpRequest, token: str) -> SignUp | HttpResponse:
    """Return what the link leads to, or the page that says that it leads nowhere."""
    rows = SignUp.objects.select_related("activity__locality", "activity__venue", "activity__partnership")
    return row_of(token, rows) or unknown(request, token, "a sign-up")


@require_safe
def manage_sign_ups(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show officers how many come, who waits, and what they need to take part."""
    found = access.fetch(request, ACTIVITIES, READ, pk=activity_id)
    rows = list(SignUp.objects.standing().filter(activity=found))
    placed = [row for row in rows if row.placed_at]
    context = {
        "activity": found,
        "placed": placed,
        "waiting": [row for row in rows if not row.placed_at],
        "people": sum(row.people for row in placed),
        "needs": [row for row in rows if row.needs],
        "kept_days": rules_of(found.locality).contact_days,
    }
    return render(request, "engagement/sign_up/list.html", context)


@require_http_methods(FORM)
def head_counts(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Ask an officer how many took part, in all and by group."""
    found = access.fetch(request, ACTIVITIES.prefetch_related(WHOM), PLAN, pk=activity_id)
    form = HeadCountForm.of(request, activity=found, counts=counting_heads.counts_of(found))

    def act() -> HttpResponse:
        given: dict[str, Any] = {"in_all": form.cleaned_data["in_all"], "groups": form.groups}
        counting_heads.count_heads(found, **given, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is kept how many took part.")
        return redirect("manage_activity", found.pk)

    return form_page(
        request, form, act, title="Who took part", caption=found, back=reverse("manage_activity", args=[found.pk]),
        lead="Leave a group empty where nobody counted it; write 0 where nobody came. One person may belong to "
        "several groups. Small numbers are never shown to the public.",
    )  # fmt: skip
