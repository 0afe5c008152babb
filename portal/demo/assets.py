"""Land and buildings of an example: who owns and uses them, and where there is room."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board
from commissioning import keeping_assets, protecting, transferring
from commissioning.models import Asset, AssetOccupier, AssetRoom, ValueListing
from foundation.models import User
from localities.models import Area, Organisation

from .data.assets import ASSETS


def keep_assets(main: Board, clerk: User) -> list[Asset]:
    """Enter one building or piece of land a ward, for the first wards of the main board's locality."""
    bodies = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    wards = list(Area.objects.filter(kind="ward", locality_links__locality=main.locality).order_by("name"))
    made = [_asset(facts, wards[place % len(wards)], main, bodies, clerk) for place, facts in enumerate(ASSETS)]
    _hand_over(made[3], main, clerk)
    _protect(made[0], clerk)
    return made


def _hand_over(asset: Asset, main: Board, clerk: User) -> None:
    """Let a group ask for a building and put its case; the board's decision is the next step."""
    contact = transferring.express_interest(
        asset, group="The Depot Trust", purpose="Workshops that young people rent by the week.", wants="lease",
        name="The secretary", email="depot.trust@example.org",
    )  # fmt: skip
    moved = contact.transfer
    transferring.open_transfer(moved, group=moved.group, purpose=moved.purpose, by=clerk)
    case = "Twelve workshops, rents that cover the upkeep by the third year, and £40,000 promised by a lottery fund."
    transferring.take_step(moved, "case", on=timezone.localdate(), note=case, by=clerk)


def _protect(asset: Asset, clerk: User) -> None:
    """List a hall as of community value, whose owner wants to sell."""
    today = timezone.localdate()
    listing = protecting.nominate(
        ValueListing(
            asset=asset, nominated_by="The parish council", nominated_on=today - datetime.timedelta(days=120),
            reason="The only hall in walking distance, used on six days of the week.",
        ),
        by=clerk,
    )  # fmt: skip
    day = today - datetime.timedelta(days=80)
    protecting.decide(listing, outcome="listed", on=day, because="Its main use serves the community.", by=clerk)
    protecting.give_notice(listing, told_on=today - datetime.timedelta(days=10), by=clerk)


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
