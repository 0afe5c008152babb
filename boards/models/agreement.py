"""What the chair said to the draft of an agenda before it was published."""

from django.db import models
from django.db.models import Q

from foundation.models import Rendering, User
from foundation.tenancy import ConfidentialWall, TenantModel

from .board import Board, OfBoard
from .meeting import DRAFT, Meeting


class AgendaAgreement(OfBoard, TenantModel):
    """One draft pack that the chair was asked to agree, and the answer."""

    class Answer(models.TextChoices):
        """What the chair said."""

        AGREED = "agreed", "Agreed"
        CHANGE = "change", "Change asked for"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    rendering = models.ForeignKey(Rendering, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField("what to change", blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | Q(~Q(answer=""), answered_at__isnull=False),
                name="agreement_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer="change") | ~Q(note=""),
                name="asked_change_says_what",
                violation_error_message="Say what to change.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display() or 'Asked'}: {self.meeting}"
