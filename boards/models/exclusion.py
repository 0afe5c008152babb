"""Whether the meeting agreed to exclude the public while it took an item."""

from django.db import models
from django.db.models import F, Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT


class Exclusion(OfBoard, TenantModel):
    """A resolution to exclude the public, moved, seconded, and carried or lost; one for each exempt item.

    Source: standards R3; Local Government Act 1972, section 100A(4) and (5).
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        CARRIED = "carried", "Carried: the public leaves"
        LOST = "lost", "Lost: the item is taken in public and its papers are opened"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="exclusion")
    grounds = models.TextField()  # the paragraphs in words, as they stood when it was put
    mover = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seconder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome)
    at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["item"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=~Q(mover=F("seconder")),
                name="exclusion_mover_and_seconder_differ",
                violation_error_message="The seconder must be someone other than the mover.",
            ),
            models.CheckConstraint(
                condition=~Q(grounds=""),
                name="exclusion_has_grounds",
                violation_error_message="A resolution to exclude the public states its paragraph of Schedule 12A.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.item}"

    @property
    def is_carried(self) -> bool:
        """Say whether the public left."""
        return self.outcome == self.Outcome.CARRIED
