"""Which places an item affects, and which of their members were told before it was published. Source: checklist B7."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantModel
from localities.models import Area, Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT


class ItemPlace(OfBoard, TenantModel):
    """A ward, division or parish that an item affects."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="places")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["area__name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(fields=["item", "area"], name="place_once_an_item"),
        ]

    def __str__(self) -> str:
        return str(self.area)


class WardNotice(OfBoard, TenantModel):
    """That a member was told of an item which affects their place: the proof of who, when and of what."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="ward_notices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # for which they were elected
    email = models.EmailField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(failed_at__isnull=True), name="one_ward_notice_an_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} was told of {self.item}"
