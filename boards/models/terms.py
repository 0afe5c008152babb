"""Terms of reference as they are drafted; what is in force is an edition."""

from django.db import models

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

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
