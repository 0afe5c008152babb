"""The agenda as it is drafted, item by item. What the public saw is an edition."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .board import Board, OfBoard
from .meeting import DRAFT, Meeting
from .template import Purpose, Standing

# An author who was asked for a report sees the item that it is for, and no other.
ITEM_OF_AUTHOR = {**DRAFT, "item:": "id"}


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Words for items."""

    def standing(self) -> "AgendaItemQuerySet":
        """Keep what is on the agenda; what was removed keeps its record."""
        return self.filter(removed_at__isnull=True)

    def in_order(self) -> "AgendaItemQuerySet":
        """Order as they will print."""
        return self.order_by("position", "pk")


class AgendaItem(OfBoard, TenantModel):
    """One item of business, in order; its number is its place."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, choices=Standing, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)  # rich text under the title
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.INFORMATION)
    lead = models.CharField("who introduces it", max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField("time in minutes", null=True, blank=True)
    is_lettered = models.BooleanField("part of the item before it, with a letter", default=False)  # 5(a): C1
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # A4
    about_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # whose minutes are to be approved
    late_because = models.TextField("special circumstances", blank=True)  # R2
    late_agreed_by = models.CharField("chair who agreed", max_length=160, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AgendaItemQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["meeting", "position", "id"]
        constraints = [
            ConfidentialWall(roots=ITEM_OF_AUTHOR),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_item_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


def numbers(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return the number of each item as it prints, by id: 5, or 5(a) for a part of item 5. Source: checklist C1."""
    found: dict[int, str] = {}
    whole = part = 0
    for item in items:
        if item.is_lettered and whole:
            part += 1
            found[item.pk] = f"{whole}({chr(96 + part)})" if part <= 26 else f"{whole}({part})"
        else:
            whole, part = whole + 1, 0
            found[item.pk] = str(whole)
    return found


def number_of(item: AgendaItem | None) -> str:
    """Return the number of one item; nothing for an item that is not on the agenda."""
    if item is None or item.removed_at:
        return ""
    return numbers(AgendaItem.objects.standing().in_order().filter(meeting=item.meeting_id)).get(item.pk, "")


class ItemProposal(OfBoard, TenantModel):
    """An item that a member asks for; the clerk accepts it or says why not. Source: checklist A4."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField(max_length=200)
    reason = models.TextField("why the board should talk about it")
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.DISCUSSION)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # what it became
    declined_because = models.TextField(blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "proposer:": "proposed_by_id"}),
            models.CheckConstraint(
                condition=~Q(title=""), name="proposal_has_a_title", violation_error_message="Enter a title."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_declined(self) -> bool:
        """Say whether the clerk said no."""
        return bool(self.declined_because)
