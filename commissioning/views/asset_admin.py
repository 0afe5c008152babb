"""Officers keep the register of land and buildings. Source: checklist A27, A48, E33, E35."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commissioning import access as roles
from commissioning import keeping_assets, listing_assets
from commissioning.forms.asset import AssetForm, EndForm, OccupierForm, RoomForm
from commissioning.models import Asset, AssetOccupier, AssetRoom
from commissioning.views.asset import PAGE, ROWS
from foundation import access
from foundation.forms import Form
from foundation.paging import page_of
from foundation.reason_form import reason_form
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page

LIST = "/manage/assets/"


def page_of_asset(asset_id: int) -> str:
    """Return where officers keep what is said of land or a building."""
    return f"{LIST}{asset_id}/"


def _mine(request: HttpRequest, asset_id: int) -> Asset:
    return access.fetch(request, ROWS, roles.ASSETS, pk=asset_id)


@anywhere(roles.READ)
@require_safe
def manage_assets(request: HttpRequest) -> HttpResponse:
    """List the land and buildings that the person looks after."""
    held = request.access  # type: ignore[attr-defined]
    rows = Asset.objects.filter(roles.where(held, roles.READ)).order_by("left_at", "name", "pk")
    page = page_of(request, listing_assets.shown(rows), PAGE)
    context = {"page": page, "may": held.may_anywhere(roles.ASSETS)}
    return render(request, "commissioning/asset/manage_list.html", context)


@anywhere(roles.ASSETS)
def asset_new(request: HttpRequest) -> HttpResponse:
    """Enter land or a building."""
    made = Asset(partnership=request.partnership)  # type: ignore[attr-defined]
    form = AssetForm.of(request, instance=made, held=request.access)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        saved = keeping_assets.save_asset(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It stands in the register. Say who uses it, and where there is room.")
        return redirect(page_of_asset(saved.pk))

    return form_page(request, form, act, title="Add land or a building", submit="Add it", back=LIST)


@require_safe
def manage_asset(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Show land or a building from the officers' side, with what can be done."""
    found = access.fetch(request, ROWS, roles.READ, pk=asset_id)
    held = request.access  # type: ignore[attr-defined]
    context = {
        "asset": found, "occupiers": found.occupiers.select_related("organisation"),
        "rooms": found.rooms.filter(withdrawn_at__isnull=True), "transfers": found.transfers.all(),
        "listings": listing_assets.said(found.listings.prefetch_related("notices")),
        "may": held.may(roles.ASSETS, found) and not found.left_at,
    }  # fmt: skip
    return render(request, "commissioning/asset/officer.html", context)


def asset_change(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Change what the register says."""
    found = _mine(request, asset_id)
    form = AssetForm.of(request, instance=found, held=request.access)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        keeping_assets.save_asset(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The register is changed.")
        return redirect(page_of_asset(asset_id))

    return _page(request, form, act, found, title="Change what the register says")


def asset_leaving(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Take land or a building out of the register."""
    found = _mine(request, asset_id)
    form = reason_form("Why does it leave the register?", 300, "Everybody can read it.").of(request)

    def act() -> HttpResponse:
        keeping_assets.take_out(found, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It has left the register. Its page stays, and says why.")
        return redirect(page_of_asset(asset_id))

    return _page(request, form, act, found, title="Take it out of the register", submit="Take it out")


def occupier_new(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Record who uses it."""
    found = _mine(request, asset_id)
    form = OccupierForm.of(request, instance=AssetOccupier(asset=found, partnership=found.partnership))

    def act() -> HttpResponse:
        keeping_assets.add_occupier(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is recorded.")
        return redirect(page_of_asset(asset_id))

    return _page(request, form, act, found, title="Who uses it?")


def occupier_ending(request: HttpRequest, occupier_id: int) -> HttpResponse:
    """Record the last day on which somebody uses it."""
    rows = AssetOccupier.objects.select_related("asset", "organisation", "board", "locality")
    found = access.fetch(request, rows, roles.ASSETS, pk=occupier_id)
    form = EndForm.of(request)

    def act() -> HttpResponse:
        keeping_assets.end_occupation(found, on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is recorded.")
        return redirect(page_of_asset(found.asset_id))

    return _page(request, form, act, found.asset, title=f"Until when does {found.organisation} use it?")


def room_new(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Offer room for others to use."""
    found = _mine(request, asset_id)
    return _room(request, AssetRoom(asset=found, partnership=found.partnership), "Offer a room")


def _its_room(request: HttpRequest, offer_id: int) -> AssetRoom:
    rows = AssetRoom.objects.to_share().select_related("asset", "board", "locality")
    return access.fetch(request, rows, roles.ASSETS, pk=offer_id)


def room_change(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Change what is said of a room."""
    return _room(request, _its_room(request, offer_id), "Change the room")


def _room(request: HttpRequest, room: AssetRoom, title: str) -> HttpResponse:
    form = RoomForm.of(request, instance=room)

    def act() -> HttpResponse:
        keeping_assets.offer_room(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Others can find the room now.")
        return redirect(page_of_asset(room.asset_id))

    return _page(request, form, act, room.asset, title=title)


@require_POST
def room_withdrawal(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Offer a room no longer."""
    room = _its_room(request, offer_id)
    with told(request):
        keeping_assets.withdraw_room(room, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The room is not offered any more.")
    return redirect(page_of_asset(room.asset_id))


def _page(request: HttpRequest, form: Form, act: Any, found: Asset, **page: Any) -> HttpResponse:
    return form_page(request, form, act, back=page_of_asset(found.pk), caption=found.name, **page)
