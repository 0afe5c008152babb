"""Whom items concern, and which share of a board's business concerns each tier. Source: checklist A4."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from boards.models import AgendaItem, Board, ItemConcern, SeatHolding, Tier, tier_of
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Organisation, Person

SEATED = ("organisation", "seat__organisation", "mandate__council")


@transaction.atomic
def name_concerned(
    item: AgendaItem, *, tiers: Collection[str], bodies: Collection[Organisation], by: User
) -> list[ItemConcern]:
    """Keep which tiers as a whole and which organisations an item concerns; what was said before goes."""
    item = lock(item, "board", "meeting__board")
    wanted: set[tuple[str, int | None]] = {(tier, None) for tier in tiers}
    wanted |= {(tier_of(body), body.pk) for body in bodies}
    there = {(row.tier, row.organisation_id): row for row in ItemConcern.objects.filter(item=item)}
    for key, row in there.items():
        if key not in wanted:
            row.delete()
    for tier, body in wanted - set(there):
        ItemConcern.objects.create(board=item.board, item=item, tier=tier, organisation_id=body)
    if wanted != set(there):
        audit.record(
            by, "said whom an item concerns at", item.meeting, item=item.pk, tiers=sorted(t for t, _ in wanted)
        )
    return list(ItemConcern.objects.filter(item=item).select_related("organisation"))


def bodies_of(board: Board, on: datetime.date) -> QuerySet[Organisation]:
    """Return the organisations that sit on a board on a day: those that an item of it can concern."""
    held = SeatHolding.objects.on(on).filter(board=board).select_related(*SEATED)
    keys = {body.pk for holding in held if (body := holding.speaks_for)}
    return Organisation.objects.filter(pk__in=keys).order_by("name")


def take_proposers(item: AgendaItem, person: Person | None, *, by: User) -> None:
    """Say of an item that a member proposed that it concerns the body for which they sit there."""
    held = SeatHolding.objects.on(item.meeting.date).filter(board=item.board_id, person=person)
    bodies = [body for holding in held.select_related(*SEATED) if (body := holding.speaks_for)] if person else []
    if bodies:
        name_concerned(item, tiers=(), bodies=bodies, by=by)


@dataclass
class Share:
    """How many items of business concern a tier, and how many its members proposed; ``of`` is how many there were."""

    tier: str
    of: int
    concern: int = 0
    proposed: int = 0

    @property
    def percent(self) -> int:
        """Return the share of a hundred items."""
        return round(100 * self.concern / self.of) if self.of else 0


@dataclass(frozen=True)
class Business:
    """What a board dealt with in a period, by tier."""

    shares: list[Share]
    items: int
    untold: int  # items of which nobody said whom they concern


def business(board: Board, days: tuple[datetime.date, datetime.date]) -> Business:
    """Return the share of a board's published business that concerns each tier; standing items are none. Four queries.

    An item concerns a tier once, whether as a whole or through its organisations.
    """
    rows = AgendaItem.objects.standing().filter(
        board=board, key="", meeting__agenda_edition__isnull=False, meeting__cancelled_at__isnull=True,
        meeting__postponed_at__isnull=True, meeting__starts_at__date__range=days,
    )  # fmt: skip
    items = list(rows.select_related("meeting").prefetch_related("concerns"))
    held = SeatHolding.objects.filter(board=board, person__in={item.proposed_by_id for item in items})
    return count(items, held.select_related(*SEATED))


def count(items: Collection[AgendaItem], holdings: Iterable[SeatHolding]) -> Business:
    """Count items by the tiers that they concern and by those whose members proposed them."""
    seats = defaultdict(list)
    for holding in holdings:
        seats[holding.person_id].append(holding)
    shares = {tier: Share(str(tier.label), len(items)) for tier in Tier}
    untold = 0
    for item in items:
        concerned = {row.tier for row in item.concerns.all()}  # type: ignore[attr-defined]
        untold += not concerned
        for tier in concerned:
            shares[Tier(tier)].concern += 1
        sat = [one for one in seats[item.proposed_by_id or 0] if one.holds_on(item.meeting.date)]
        for tier in {tier_of(holding.speaks_for) for holding in sat}:
            shares[Tier(tier)].proposed += 1
    return Business(list(shares.values()), len(items), untold)
