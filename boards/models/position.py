"""What each partner holds of a recommendation. Source: checklist B36; standards R22."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Organisation

from .board import Board, OfBoard
from .meeting import DRAFT
from .report import Recommendation


class Position(OfBoard, TenantModel):
    """One partner's position on one recommendation; an objection stays in the record when it is withdrawn."""

    class Kind(models.TextChoices):
        """Where the partner stands."""

        SUPPORT = "support", "Supports"
        ASIDE = "aside", "Stands aside"
        OBJECT = "object", "Objects"
        ABSENT = "absent", "Absent"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField("who withdrew it for the partner", max_length=160, blank=True)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["recommendation", "organisation__name", "pk"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["recommendation", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_position_a_partner",
                violation_error_message="This partner has a position already.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="object") | ~Q(reason=""),
                name="objection_has_a_reason",
                violation_error_message="Say why the partner objects.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(kind="object") & ~Q(withdrawn_by="") & ~Q(withdrawn_because=""),
                name="withdrawal_says_who_and_why",
                violation_error_message="Say who withdrew the objection, and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display().lower()}"

    @property
    def objects_still(self) -> bool:
        """Say whether it is an objection that stands."""
        return self.kind == self.Kind.OBJECT and self.withdrawn_at is None
