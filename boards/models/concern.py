"""Which tiers and organisations an item of business concerns. Source: checklist A4."""

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantModel
from localities.models import Organisation

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT


class Tier(models.TextChoices):
    """Who sits at the table: a tier of council, or the others."""

    COUNTY = "county", "County council"
    DISTRICT = "district", "District or borough council"
    PARISH = "parish", "Parish or town council"
    PARTNER = "partner", "Other partners"
    COMMUNITY = "community", "Community representatives"


def tier_of(body: Organisation | None) -> str:
    """Return the tier of an organisation; of nobody in particular, the community."""
    if body is None:
        return Tier.COMMUNITY
    return body.kind if body.is_council else Tier.PARTNER


class ItemConcern(OfBoard, TenantModel):
    """A tier that an item concerns as a whole, or one organisation of it."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="concerns")
    tier = models.CharField(max_length=20, choices=Tier)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="item_concerns"
    )

    class Meta:
        ordering = ["tier", "organisation__name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="concern_of_a_known_tier"),
            models.UniqueConstraint(
                fields=["item", "tier", "organisation"], nulls_distinct=False, name="concern_once_an_item"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.get_tier_display())
