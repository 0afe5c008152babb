"""Land and buildings of an example: who owns and uses them, and where there is room."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board
from commissioning import keeping_assets
from commissioning.models import Asset, AssetOccupier, AssetRoom
from foundation.models import User
from localities.models import Area, Organisation

from .data.assets import ASSETS


def keep_assets(main: Board, clerk: User) -> list[Asset]:
    """Enter one building or piece of land a ward, for the first wards of the main board's locality."""
    bodies = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    wards = list(Area.objects.filter(kind="ward", locality_links__locality=main.locality).order_by("name"))
    return [_asset(facts, wards[place % len(wards)], main, bodies, clerk) for place, facts in enumerate(ASSETS)]


def _asset(
    facts: dict[str, Any], ward: Area, main: Board, bodies: dict[str, Organisation], clerk: User
) -> Asset:  # fmt: skip
    today = timezone.localdate()
    lease = facts.get("lease")
    name = facts["name"].format(ward.name)
    made = keeping_assets.save_asset(
        Asset(
            name=name, kind=facts["kind"], address="High Street", area=ward, board=main,
            owner=bodies.get(facts["owner"], bodies["district"]), tenure=facts.get("tenure", "freehold"),
            tenure_ends_on=today + datetime.timedelta(days=lease) if lease else None,
            running_pence=facts["pounds"] * 100, condition=facts["condition"], steps=facts["steps"],
            looked_on=today - datetime.timedelta(days=200) if facts["condition"] else None,
            about=facts.get("about", ""),
        ),
        by=clerk,
    )  # fmt: skip
    for kind, what_for in facts["users"]:
        if kind in bodies:
            user = AssetOccupier(asset=made, organisation=bodies[kind], what_for=what_for)
            keeping_assets.add_occupier(user, by=clerk)
    fields = ("name", "kind", "places", "steps", "loop", "when", "terms")
    for room in facts["rooms"]:
        keeping_assets.offer_room(AssetRoom(asset=made, **dict(zip(fields, room, strict=True))), by=clerk)
    return made
