"""Who of which council speaks with a voluntary organisation, and which of them leads. Source: checklist A19."""

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Dated, Organisation, ends_after_it_starts

from .place import DRAFT, OfPlace


class VoluntaryContact(Dated, OfPlace):
    """The named contact of one council for one organisation; at most one of them leads for all."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="council_contacts")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="voluntary_contacts")
    name = models.CharField("who", max_length=160)
    role = models.CharField("their post", max_length=160, blank=True)
    email = models.EmailField(blank=True)
    is_lead = models.BooleanField("leads for all councils", default=False)

    history = TenantHistory()

    class Meta:
        ordering = ["-is_lead", "council__name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            ends_after_it_starts("voluntary_contact_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_lead=True, ends_on__isnull=True), name="one_council_leads",
                violation_error_message="Another council leads already. End that first, or leave the box empty.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "council"], condition=Q(ends_on__isnull=True), name="one_contact_a_council",
                violation_error_message="This council has a contact there already. End that one first.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.council}"
