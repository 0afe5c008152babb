"""How much is devolved to a locality: informed, consulted … up to its own decisions, and since when. Source: C24."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q

from foundation.access import Root
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Dated, Locality, RegisterEntry, ends_after_it_starts

from .minutes import Decision
from .seat import Days, Number


class Devolution(Dated, TenantModel):
    """The level that a locality has in a time, and the decision or agreement by which it has it."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="devolutions")
    level = models.CharField("level of devolution", max_length=80)  # in the partnership's words of that day
    about = models.TextField("what that means here", blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField("decision of another body", max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["locality__name", "-starts_on"]
        constraints = [
            ends_after_it_starts("devolution_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | Q(agreement__isnull=False) | ~Q(authority=""),
                name="devolution_by_a_decision",
                violation_error_message="Say by which decision or agreement it has this level (checklist C24).",
            ),
            ExclusionConstraint(
                name="one_level_at_a_time",
                expressions=[(Number("locality", "locality"), "&&"), (Days("starts_on", "ends_on"), "&&")],
                violation_error_message="The locality has another level in that time.",
            ),
        ]

    is_public = True

    def __str__(self) -> str:
        return f"{self.locality}: {self.level}"

    @property
    def permission_root(self) -> Root:
        """Return the locality on which roles are granted."""
        return self.locality
