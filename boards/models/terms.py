"""Terms of reference as they are drafted; what is in force is an edition that needs no agreement, or has it."""

from django.db import models
from django.db.models import Q

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Organisation

from .board import Board, OfBoard
from .meeting import DRAFT


class TermsOfReference(OfBoard, TenantModel):
    """The text that governs a board, in draft; publishing it makes a numbered edition."""

    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="terms")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        verbose_name_plural = "terms of reference"
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return f"Terms of reference of {self.board}"


class TermsAgreement(OfBoard, TenantModel):
    """The agreement of a sovereign council that an edition of the terms needs to be in force. Source: checklist C4."""

    class Answer(models.TextChoices):
        """What the council said."""

        AGREED = "agreed", "It agreed"
        REFUSED = "refused", "It did not agree"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="terms_agreements")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="terms_agreement")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    minute = models.CharField("where it is minuted", max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-edition__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | ~Q(answer="") & Q(answered_on__isnull=False) & ~Q(minute=""),
                name="terms_answer_has_its_day_and_its_minute",
                violation_error_message="Say on which day the council answered, and where it is minuted.",
            ),
            models.UniqueConstraint(
                fields=["board"], condition=Q(answer=""), name="one_change_of_terms_waits",
                violation_error_message="One change of the terms waits for agreement already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.council}: {self.get_answer_display() or 'not answered yet'}"

    @property
    def is_agreed(self) -> bool:
        """Say whether the edition may be in force."""
        return self.answer == TermsAgreement.Answer.AGREED
