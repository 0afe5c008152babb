"""Which priorities the business of a board serves, and which business serves none. Source: checklist B29.

The public reads items as their agenda was published; what it says of them is joined to the edition in force, so that
no draft and no exempt title shows.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from boards.models import AgendaItem, Board, Decision, Meeting
from foundation import audit
from foundation.locking import lock
from foundation.models import EditionPart, User
from foundation.panels import Panel
from plans.models import Priority, PriorityItem, PrioritySet

PRINTED = "An item that every agenda has, such as apologies or minutes, serves no priority."


def choices(item: AgendaItem) -> QuerySet[Priority]:
    """Return the priorities of the item's board that it could serve: those on which it works, or drafts."""
    rows = Priority.objects.standing().filter(board=item.board_id, closed_at__isnull=True, set__closed_at__isnull=True)
    return rows.select_related("set__cycle").order_by("-set__cycle__starts_on", "position", "pk")


@transaction.atomic
def serve(item: AgendaItem, priorities: Iterable[Priority], *, by: User) -> None:
    """Say which priorities an item serves; none is an answer too."""
    item = lock(item)
    if item.key:
        raise ValidationError(PRINTED)
    wanted = {priority.pk: priority for priority in priorities}
    links = PriorityItem.objects.filter(item=item)
    links.exclude(priority__in=wanted).delete()
    there = set(links.values_list("priority_id", flat=True))
    PriorityItem.objects.bulk_create(
        PriorityItem(
            priority=priority, item=item, meeting_id=item.meeting_id, board_id=priority.board_id,
            locality_id=priority.locality_id, published_at=priority.published_at,
        )
        for key, priority in wanted.items() if key not in there
    )  # fmt: skip
    audit.record(by, "said which priorities an item serves", item.meeting, item=item.pk)


def _printed(column: str) -> Subquery:
    """Return a fact of an item as its agenda is published now; nothing for an item that is not."""
    key = Concat(Value("item:"), Cast(OuterRef("item_id"), TextField()), output_field=TextField())
    rows = EditionPart.objects.filter(edition=OuterRef("meeting__agenda_edition"), key=key)
    return Subquery(rows.values(column)[:1])


def published() -> QuerySet[PriorityItem]:
    """Return the links that everybody reads, each with the title and the number that its item was printed with."""
    rows = PriorityItem.objects.filter(
        published_at__isnull=False, priority__withdrawn_at__isnull=True, meeting__announced_at__isnull=False
    )
    return rows.annotate(title=_printed("title"), number=_printed("content__number")).filter(title__isnull=False)


def business_of(priority: Priority) -> list[PriorityItem]:
    """Return the items that serve a priority as everybody reads them, the newest meeting first, with decisions."""
    rows = published().filter(priority=priority).select_related("meeting__board").order_by("-meeting__starts_at", "pk")
    found = list(rows)
    taken: dict[int, list[Decision]] = {}
    for decision in Decision.objects.public().filter(item__in=[row.item_id for row in found]).order_by("pk"):
        taken.setdefault(decision.item_id or 0, []).append(decision)
    for row in found:
        row.decisions = taken.get(row.item_id, [])  # type: ignore[attr-defined]
    return found


def without(board: Board, taken: PrioritySet) -> QuerySet[AgendaItem]:
    """Return the items of a board's meetings in a cycle, standing ones left out, with whether each serves something."""
    held = Q(meeting__starts_at__date__range=(taken.cycle.starts_on, taken.cycle.ends_on))
    rows = AgendaItem.objects.standing().filter(held, meeting__board=board, meeting__cancelled_at__isnull=True, key="")
    served = Exists(PriorityItem.objects.filter(item=OuterRef("pk")))
    return rows.annotate(serves=served).select_related("meeting").order_by("-meeting__starts_at", "position", "pk")


def _at_a_meeting() -> ArraySubquery:
    links = published().filter(meeting=OuterRef("pk")).order_by("item", "priority__position", "pk")
    return ArraySubquery(
        links.values(facts=JSONObject(key="priority_id", priority="priority__title", title="title", number="number"))
    )


def _by_a_decision() -> ArraySubquery:
    links = PriorityItem.objects.filter(item=OuterRef(OuterRef("item_id")), published_at__isnull=False)
    rows = Priority.objects.public().filter(
        Q(pk__in=links.values("priority")) | Q(set__decision=OuterRef("pk"), withdrawn_at__isnull=True)
    )
    return ArraySubquery(rows.order_by("position", "pk").values(facts=JSONObject(key="pk", title="title")))


def _of_a_board() -> ArraySubquery:
    rows = Priority.objects.public().standing().filter(
        set__board=OuterRef("pk"), set__closed_at__isnull=True, closed_at__isnull=True
    )  # fmt: skip
    ordered = rows.order_by("-set__cycle__starts_on", "position", "pk")
    facts = JSONObject(key="pk", title="title", set="set_id", cycle="set__cycle__name", board="set__board__slug")
    return ArraySubquery(ordered.values(facts=facts))


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _serves_none() -> ArraySubquery:
    """Return, for a query of boards, the items in the cycle that it delivers, and how many of them serve none."""
    cycle = (OuterRef(OuterRef("cycle__starts_on")), OuterRef(OuterRef("cycle__ends_on")))
    meetings = Meeting.objects.public().filter(
        board=OuterRef(OuterRef("board_id")), starts_at__date__gte=cycle[0], starts_at__date__lte=cycle[1],
        cancelled_at__isnull=True,
    )  # fmt: skip
    items = EditionPart.objects.filter(edition__in=meetings.values("agenda_edition"), kind="item", content__standing="")
    served = published().filter(
        meeting__board=OuterRef("board_id"), meeting__starts_at__date__gte=OuterRef("cycle__starts_on"),
        meeting__starts_at__date__lte=OuterRef("cycle__ends_on"), meeting__cancelled_at__isnull=True,
    )  # fmt: skip
    sets = PrioritySet.objects.filter(board=OuterRef("pk"), delivery_at__isnull=False, closed_at__isnull=True)
    counted = sets.annotate(items=_count(items, "pk"), served=_count(served, "item"))
    return ArraySubquery(
        counted.order_by("-cycle__starts_on").values(
            facts=JSONObject(set="pk", cycle="cycle__name", items="items", served="served")
        )[:1]
    )


def _links(items: list[AgendaItem]) -> dict[int, Any]:
    """Return for each item whether it can serve priorities, and those that it does."""
    rows = PriorityItem.objects.filter(item__in=items).select_related("priority").order_by("priority__position", "pk")
    found: dict[int, Any] = {item.pk: {"item": item, "links": []} for item in items if not item.key}
    for row in rows:
        if row.item_id in found:
            found[row.item_id]["links"].append(row.priority)
    return found


AT_A_MEETING = Panel("Priorities that this business serves", "plans/serving/_meeting.html", _at_a_meeting())
BY_A_DECISION = Panel("Priorities that it serves", "plans/serving/_decision.html", _by_a_decision())
OF_A_BOARD = Panel("Its priorities", "plans/serving/_board.html", _of_a_board())
SERVES_NONE = Panel("Business and priorities", "plans/serving/_none.html", _serves_none())
OF_AN_ITEM = Panel("Priorities that it serves", "plans/serving/_item.html", _links)
