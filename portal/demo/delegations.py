"""What sovereign bodies of the examples let a board decide, and whose members decide about which money."""

import datetime
from typing import Any

from django.utils import timezone

from boards import completing, delegating
from boards.models import Board
from localities.models import Organisation

WEEK = datetime.timedelta(weeks=1)


def delegate(spec: dict[str, Any], boards: dict[str, Board]) -> None:
    """Record the delegations and the rights to decide of an example; days are in weeks from today."""
    today = timezone.localdate()
    for entry in spec.get("delegations", ()):
        starts, ends = entry["weeks"]
        row = delegating.record_delegation(
            boards[entry["to"]], organisation=Organisation.objects.get(name=entry["from"]), scope=entry["scope"],
            authority=entry["authority"], level=entry["level"], limit=entry.get("limit"),
            conditions=entry.get("conditions", ""), starts_on=today + starts * WEEK,
            ends_on=None if ends is None else today + ends * WEEK, by=None,
        )  # fmt: skip
        if because := entry.get("revoked_because"):
            delegating.revoke_delegation(row, since=today - WEEK, because=because, by=None)
    for name, tiers in spec.get("rights", ()):
        completing.give_right(boards[spec["main_board"]], name=name, tiers=tiers, by=None)
