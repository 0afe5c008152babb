"""The network of leaders and champions: its public list, joining, and leaving by link. Source: E6, E15; R34."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import networking
from engagement.forms.network import JoinForm
from engagement.models import NetworkListing, NetworkMember, rules_of
from foundation import access, pacing
from foundation.paging import page_of
from foundation.refusal import done, status, told
from foundation.secret_link import ended, private, row_of, unknown
from localities.access import anywhere

UNKNOWN = "engagement/network/unknown.html"
WHAT = "a member of the network"


@login_not_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Say what the network is and show who agreed to stand in the list."""
    page = page_of(request, NetworkListing.objects.select_related("locality"))
    return render(request, "engagement/network/list.html", {"page": page})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def network_join(request: HttpRequest) -> HttpResponse:
    """Ask to join."""
    form = JoinForm.of(request, consent=rules_of(None).network_consent)

    def act() -> HttpResponse:
        facts = {name: form.cleaned_data[name] for name in [*form.Meta.fields, "age", "wants_listing"]}
        networking.ask_to_join(request.partnership, **facts)  # type: ignore[attr-defined]
        return redirect("network_sent")

    pacing.slow(request, form, "network", burst=10, every=6)
    sent = done(request, form, act)
    return sent or render(request, "engagement/network/join.html", {"form": form}, status=status(form))


@login_not_required
@require_safe
def network_sent(request: HttpRequest) -> HttpResponse:
    """Say that a message was sent, and what to do with it."""
    return render(request, "engagement/network/sent.html")


@login_not_required
@never_cache
@require_safe
def network_membership(request: HttpRequest, token: str) -> HttpResponse:
    """Show the holder of the link what we keep of them; opening the page changes nothing."""
    member = _by_link(request, token)
    if isinstance(member, HttpResponse):
        return member
    return private(render(request, "engagement/network/mine.html", {"member": member, "token": token}))


@login_not_required
@never_cache
@require_POST
def network_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address as its owner's."""
    return _act(request, token, networking.confirm, "Thank you. An officer looks at it, and writes to you.", stays=True)


@login_not_required
@never_cache
@require_POST
def network_leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Take the consent back."""
    return _act(request, token, networking.leave, "You have left. What you wrote to us is deleted.")


@login_not_required
@never_cache
@require_POST
def network_unlisting(request: HttpRequest, token: str) -> HttpResponse:
    """Stay in the network, and stand in no list."""
    return _act(request, token, networking.stop_listing, "You stand in the public list no more.", stays=True)


def _by_link(request: HttpRequest, token: str) -> NetworkMember | HttpResponse:
    found = row_of(token, NetworkMember.objects.select_related("locality", "audience"))
    if found is None:
        return unknown(request, token, WHAT, UNKNOWN)
    return ended(request, found, WHAT, UNKNOWN) if networking.is_stale(found) else found


def _act(
    request: HttpRequest, token: str, act: Callable[[NetworkMember], Any], said: str, stays: bool = False
) -> HttpResponse:
    member = _by_link(request, token)
    if isinstance(member, HttpResponse):
        return member
    with told(request):
        act(member)
        messages.success(request, said)
    return private(redirect("network_membership", token) if stays else redirect("network"))


@anywhere(roles.READ)
@require_safe
def manage_network(request: HttpRequest) -> HttpResponse:
    """List who waits to be taken in and who belongs, with growth and whom they speak for in numbers."""
    held = request.access  # type: ignore[attr-defined]
    rows = NetworkMember.objects.filter(roles.where(held, roles.READ)).select_related("locality", "audience")
    words = {
        "waiting": rows.waiting(), "page": page_of(request, rows.current().order_by("-accepted_at")),
        "growth": networking.growth(), "diversity": networking.diversity(),
        "may_settle": held.may_anywhere(roles.PLAN),
    }  # fmt: skip
    return render(request, "engagement/network/manage.html", words)


@require_POST
def network_acceptance(request: HttpRequest, network_id: int) -> HttpResponse:
    """Take somebody into the network."""
    return _settle(request, network_id, networking.accept, "They belong to the network, and are told by email.")


@require_POST
def network_refusal(request: HttpRequest, network_id: int) -> HttpResponse:
    """Do not take somebody in."""
    return _settle(request, network_id, networking.decline, "They are told by email; what they wrote is deleted.")


def _settle(request: HttpRequest, key: int, act: Callable[..., Any], said: str) -> HttpResponse:
    member = access.fetch(request, NetworkMember.objects.select_related("locality"), roles.PLAN, pk=key)
    with told(request):
        act(member, by=request.user)
        messages.success(request, said)
    return redirect("manage_network")
