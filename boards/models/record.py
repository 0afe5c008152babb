"""What was said and moved under each item, as the clerk typed it."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT
from .report import Recommendation


class ItemRecord(OfBoard, TenantModel):
    """The clerk's notes on one item, saved as they type; the later of two saves is told."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="record")
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)

    history = TenantHistory()

    class Meta:
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return f"Notes on {self.item}"


class Motion(TenantModel):
    """A motion or an amendment: mover, seconder, words, what became of it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        CARRIED = "carried", "Carried"
        LOST = "lost", "Lost"
        WITHDRAWN = "withdrawn", "Withdrawn"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="motions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.SET_NULL, related_name="motions"
    )
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="amendments")
    text = models.TextField()
    mover = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seconder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    history = TenantHistory()

    class Meta:
        ordering = ["item", "at"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=Q(mover__isnull=True) | Q(seconder__isnull=True) | ~Q(mover=models.F("seconder")),
                name="mover_and_seconder_differ",
                violation_error_message="The seconder must be someone other than the mover.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
