"""Somebody asks to be told what becomes of an activity or an issue, and takes that back by the link in each mail."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import following
from engagement.forms.following import FollowForm
from engagement.models import Activity, Follower, Issue, rules_by_locality
from engagement.wording import around, page_language
from foundation import access, pacing
from foundation.refusal import done, status, told
from foundation.secret_link import ended, private, row_of, unknown

UNKNOWN = "engagement/following/unknown.html"
WHAT = "somebody who asked to be told"
PAGE = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@PAGE
def follow_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Ask to be told what changed because of an activity."""
    return _follow(request, access.fetch(request, Activity.objects.public(), access.PUBLIC, pk=activity_id))


@login_not_required
@never_cache
@PAGE
def follow_issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Ask to be told what becomes of an issue."""
    return _follow(request, access.fetch(request, Issue.objects.public(), access.PUBLIC, pk=issue_id))


def _follow(request: HttpRequest, about: Any) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    form = FollowForm.of(request, initial={"email": user.email if user else ""})

    def act() -> HttpResponse:
        kept = following.follow(about, email=form.cleaned_data["email"], by=user)  # type: ignore[arg-type]
        if kept.confirmed_at and user:
            messages.success(request, "We will tell you by email.")
            return redirect(about.get_absolute_url())
        return redirect("follow_sent")

    pacing.slow(request, form, "follow", burst=10, every=6)
    sent = done(request, form, act)
    words = {"form": form, "about": about}
    return sent or render(request, "engagement/following/form.html", words, status=status(form))


@login_not_required
@require_safe
def follow_sent(request: HttpRequest) -> HttpResponse:
    """Say that a message was sent, and what to do with it."""
    return render(request, "engagement/following/sent.html")


@login_not_required
@never_cache
@require_safe
def following_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the holder of the link what they are told of; opening the page changes nothing."""
    follower = _by_link(request, token)
    if isinstance(follower, HttpResponse):
        return follower
    kept_days = rules_by_locality()(follower.locality_id).follower_days
    words = {"follower": follower, "token": token, "kept_days": kept_days, **_spoken(request)}
    return private(render(request, "engagement/following/mine.html", words))


@login_not_required
@never_cache
@require_POST
def following_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address as its owner's."""
    return _act(request, token, following.confirm, "thanked")


@login_not_required
@never_cache
@require_POST
def following_ending(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address back."""
    return _act(request, token, following.leave, "gone")


def _by_link(request: HttpRequest, token: str) -> Follower | HttpResponse:
    found = row_of(token, Follower.objects.select_related("activity", "issue"))
    if found is None:
        return unknown(request, token, WHAT, UNKNOWN, **_spoken(request))
    return ended(request, found, WHAT, UNKNOWN, **_spoken(request)) if following.is_stale(found) else found


def _spoken(request: HttpRequest) -> dict[str, Any]:
    """Return what a page says of its language, which the link in the mail brings along."""
    code = request.GET.get("language", "en")
    language = page_language(code)
    return {"say": around(code), "page_language": language, "asked": f"?language={code}" if code == language else ""}


def _act(request: HttpRequest, token: str, act: Callable[[Follower], Any], said: str) -> HttpResponse:
    follower = _by_link(request, token)
    if isinstance(follower, HttpResponse):
        return follower
    with told(request):
        act(follower)
        spoken = _spoken(request)
        messages.success(
            request, format_html('<span lang="{}">{}</span>', spoken["page_language"], spoken["say"][said])
        )
    return private(redirect(follower.about.get_absolute_url()))
