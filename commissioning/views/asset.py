"""Land and buildings, for everybody to read: the register, its map, one of them, room to share. A27, E33-E35."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning import listing_assets, mapping_assets
from commissioning.forms.asset import AssetFilter, RoomFilter
from commissioning.models import Asset, AssetRoom, AssetTransfer
from foundation import access
from foundation.paging import page_of

PAGE = 30
ON_A_MAP = 60  # numbers that can still be told apart
ROWS = Asset.objects.select_related("owner", "locality", "area", "board")


@login_not_required
@require_safe
def assets(request: HttpRequest) -> HttpResponse:
    """List land and buildings of all partners, with who uses them."""
    page, form = _found(request, PAGE)
    return render(request, "commissioning/asset/list.html", {"page": page, "filter": form})


@login_not_required
@require_safe
def assets_map(request: HttpRequest) -> HttpResponse:
    """Show land and buildings as numbers on the map of wards, with the list beside it."""
    page, form = _found(request, ON_A_MAP)
    rows = list(enumerate(page.object_list, page.start_index()))
    context = {"page": page, "filter": form, "rows": rows, "drawing": mapping_assets.drawing(rows)}
    return render(request, "commissioning/asset/map.html", context)


def _found(request: HttpRequest, size: int):
    form = AssetFilter(request.GET or None)
    rows = Asset.objects.kept()
    return page_of(request, listing_assets.shown(form.narrow(rows) if request.GET else rows), size), form


@login_not_required
@require_safe
def asset(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Show one of them: whose it is, who uses it, what it costs, how somebody gets in, and where there is room."""
    found = access.fetch(request, listing_assets.shown(ROWS), access.PUBLIC, pk=asset_id)
    context = {"asset": found, "rooms": AssetRoom.objects.to_share().filter(asset=found)}
    context["listings"] = listing_assets.said(found.listings.prefetch_related("notices"))
    context["transfers"] = AssetTransfer.objects.public().filter(asset=found)
    return render(request, "commissioning/asset/detail.html", context)


@login_not_required
@require_safe
def rooms_to_share(request: HttpRequest) -> HttpResponse:
    """Find room that partners let others use."""
    form = RoomFilter(request.GET or None)
    rows = AssetRoom.objects.to_share().select_related("asset__locality", "asset__area", "asset__owner")
    page = page_of(request, form.narrow(rows) if request.GET else rows, PAGE)
    return render(request, "commissioning/asset/rooms.html", {"page": page, "filter": form})
