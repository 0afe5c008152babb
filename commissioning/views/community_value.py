"""Land and buildings of community value: the list for everybody, and what officers record. Source: standards R32."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning import access as roles
from commissioning import listing_assets, protecting
from commissioning.forms.transfer import BidForm, ListForm, NominationForm, NoticeForm, RemoveForm
from commissioning.models import Asset, DisposalNotice, ValueListing
from commissioning.views.asset import PAGE, ROWS
from commissioning.views.asset_admin import page_of_asset
from foundation import access
from foundation.paging import page_of
from localities.views.form_page import form_page

LISTINGS = ValueListing.objects.select_related("asset", "board", "locality")


@login_not_required
@require_safe
def community_value(request: HttpRequest) -> HttpResponse:
    """List what was nominated, listed and refused, with the moratoria that run."""
    page = page_of(request, ValueListing.objects.select_related("asset__owner").prefetch_related("notices"), PAGE)
    context = {"page": page, "rows": listing_assets.said(page.object_list)}
    return render(request, "commissioning/community_value/list.html", context)


def listing_new(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Record a nomination."""
    asset = access.fetch(request, ROWS, roles.ASSETS, pk=asset_id)
    form = NominationForm.of(request, instance=ValueListing(asset=asset, partnership=asset.partnership))

    def act() -> Any:
        return protecting.nominate(form.save(commit=False), by=request.user)  # type: ignore[arg-type]

    return _page(request, form, act, asset, title="Who nominated it?")


def _listing(request: HttpRequest, listing_id: int) -> ValueListing:
    return access.fetch(request, LISTINGS, roles.ASSETS, pk=listing_id)


def listing_decision(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Record what was decided on a nomination."""
    row, form = _listing(request, listing_id), ListForm.of(request)

    def act() -> Any:
        return protecting.decide(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _page(request, form, act, row.asset, title="What was decided?")


def listing_removal(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Take it off the list."""
    row, form = _listing(request, listing_id), RemoveForm.of(request)

    def act() -> Any:
        return protecting.remove(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _page(request, form, act, row.asset, title="Take it off the list")


def disposal_new(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Record that the owner wants to sell."""
    row, form = _listing(request, listing_id), NoticeForm.of(request)

    def act() -> Any:
        return protecting.give_notice(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _page(request, form, act, row.asset, title="The owner wants to sell")


def disposal_bid(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """Record that a community group asked to bid."""
    rows = DisposalNotice.objects.select_related("listing__asset", "board", "locality")
    notice = access.fetch(request, rows, roles.ASSETS, pk=disposal_id)
    form = BidForm.of(request)

    def act() -> Any:
        return protecting.ask_to_bid(notice, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

    return _page(request, form, act, notice.listing.asset, title="A community group asks to bid")


def _page(request: HttpRequest, form: Any, act: Any, asset: Asset, **page: Any) -> HttpResponse:
    back = page_of_asset(asset.pk)

    def done() -> HttpResponse:
        act()
        messages.success(request, "It is recorded.")
        return redirect(back)

    return form_page(request, form, done, back=back, caption=asset.name, submit="Record it", **page)
