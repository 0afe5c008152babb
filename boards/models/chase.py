"""Chasing a report: each time that its author and the lead officer were reminded. Source: issue 3, section 4."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.templatetags.words import counted
from foundation.tenancy import ConfidentialWall, TenantModel

from .board import Board, OfBoard
from .meeting import DRAFT
from .report import Report


class Chase(OfBoard, TenantModel):
    """One reminder of a report: at a stage of its deadline, or by hand."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="chases")
    due_on = models.DateField()  # a new deadline has its stages anew
    days_left = models.SmallIntegerField("stage: days left until the deadline", null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # who chased by hand
    told = models.TextField("who was told")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(fields=["report", "due_on", "days_left"], name="one_chase_a_stage"),
            models.CheckConstraint(
                condition=Q(days_left__isnull=True) | Q(by__isnull=True), name="stages_are_chased_by_the_clock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.report}"

    @property
    def stage(self) -> str:
        """Return when it was, as the log says it."""
        if self.days_left is None:
            return "Chased by hand"
        days = counted(abs(self.days_left), "day")
        if self.days_left == 0:
            return "On the day"
        return f"{days} before the day" if self.days_left > 0 else f"{days} late"
