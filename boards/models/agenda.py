"""The agenda as it is drafted, item by item. What the public saw is an edition."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .board import Board
from .meeting import DRAFT, Meeting
from .template import Purpose, Standing


class AgendaItem(TenantModel):
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
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # A4
    about_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # whose minutes are to be approved
    late_because = models.TextField("special circumstances", blank=True)  # R2
    late_agreed_by = models.CharField("chair who agreed", max_length=160, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["meeting", "position", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_item_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def permission_root(self):
        """Return the board on which roles are granted."""
        return self.board
