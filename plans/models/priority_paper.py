"""The paper under an item of business that says how one priority stands. Source: issue 5 §4; checklist A14."""

from django.db import models

from boards.models import Report
from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory

from .place import DRAFT, OfPlans
from .priority import Priority


class PriorityPaper(OfPlans):
    """A report that was written from the records of a priority, and what was written, to know it from what a person
    wrote into it since."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="papers")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="priority_paper")
    written = models.JSONField(default=dict)  # the text of each section, by its key
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory(excluded_fields=["written"])

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return f"Paper about {self.priority}"
