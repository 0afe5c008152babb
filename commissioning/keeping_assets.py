"""Land and buildings enter the register, change and leave it, with who uses them and room to share. A27, E33."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commissioning.models import Asset, AssetOccupier, AssetRoom
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from localities import locating

FIELDS = (
    "name", "kind", "uprn", "address", "postcode", "area", "latitude", "longitude", "owner", "tenure", "tenure_ends_on",
    "running_pence", "condition", "looked_on", "steps", "access", "about",
)  # fmt: skip


@transaction.atomic
def save_asset(asset: Asset, *, by: User | None) -> Asset:
    """Enter land or a building, or keep what is said of it; its ward is known by its postcode where none is named.

    It belongs to the locality of its board, else to the one of its ward. Raises ValidationError once it has left.
    """
    is_new = asset._state.adding
    if is_new:
        asset.created_by = by
    elif lock(asset).left_at:
        raise ValidationError("It has left the register, and what is said of it stays.")
    _place(asset)
    asset.full_clean(exclude=["partnership"])
    asset.save()
    audit.record(by, "entered in the register of assets" if is_new else "changed in the register of assets", asset)
    return asset


def _place(asset: Asset) -> None:
    asset.postcode = locating.written(asset.postcode) or asset.postcode
    known = locating.by_postcode(asset.postcode) if asset.postcode else None
    if known:
        asset.area = asset.area or known.parish or known.ward
    if known and asset.latitude is None and asset.longitude is None:
        asset.latitude, asset.longitude = known.latitude, known.longitude
    if asset.board:
        asset.locality_id = asset.board.locality_id
    elif asset.locality_id is None:
        asset.locality = locating.locality_of(asset.area)


@transaction.atomic
def take_out(asset: Asset, *, because: str, by: User | None) -> Asset:
    """Take land or a building out of the register, for a reason that everybody reads; its page stays."""
    row = lock(asset)
    if row.left_at:
        raise already(row, "took out of the register of assets", "It has left the register already.")
    row.left_at, row.left_by, row.left_because = timezone.now(), by, because.strip()
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "took out of the register of assets", row, because=because)
    return row


@transaction.atomic
def add_occupier(occupier: AssetOccupier, *, by: User | None) -> AssetOccupier:
    """Record who uses it; raises ValidationError where they are named already, or it has left the register."""
    asset = _open(occupier.asset)
    occupier.belong_with(asset)
    occupier.full_clean(exclude=["partnership"])
    occupier.save()
    audit.record(by, f"recorded that {occupier.organisation} uses", asset)
    return occupier


@transaction.atomic
def end_occupation(occupier: AssetOccupier, *, on: datetime.date, by: User | None) -> AssetOccupier:
    """Record the last day on which somebody uses it; raises ValidationError where that is known already."""
    row = lock(occupier, "asset", "organisation")
    if row.ends_on:
        raise ValidationError(f"Their last day is recorded already: {row.ends_on:%-d %B %Y}.")
    row.end_on(on)
    row.save()
    audit.record(by, f"recorded until when {row.organisation} uses", row.asset, until=on.isoformat())
    return row


@transaction.atomic
def offer_room(room: AssetRoom, *, by: User | None) -> AssetRoom:
    """Offer room for others to use, or change what is said of it; raises ValidationError once it is withdrawn."""
    asset = _open(room.asset)
    is_new = room._state.adding
    if not is_new and lock(room).withdrawn_at:
        raise ValidationError("The room is not offered any more.")
    room.belong_with(asset)
    room.full_clean(exclude=["partnership"])
    room.save()
    audit.record(by, "offered a room of" if is_new else "changed a room of", asset, room=room.pk)
    return room


@transaction.atomic
def withdraw_room(room: AssetRoom, *, by: User | None) -> AssetRoom:
    """Offer a room no longer."""
    row = lock(room, "asset")
    if row.withdrawn_at:
        raise ValidationError("The room is not offered any more.")
    row.withdrawn_at = timezone.now()
    row.save()
    audit.record(by, "no longer offers a room of", row.asset, room=row.pk)
    return row


def _open(asset: Asset) -> Asset:
    row = lock(asset)
    if row.left_at:
        raise ValidationError("It has left the register.")
    return row
