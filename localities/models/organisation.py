"""Organisations that sit together: councils of three tiers, agencies, groups, schools, businesses."""

from django.db import models

from foundation.access import Root
from foundation.tenancy import TenantHistory, TenantModel

from .area import Area, Dated, OfPartnership, ends_after_it_starts
from .identifier import check_identifier


class Organisation(Dated, OfPartnership):
    """A partner, by type. Source: checklist A46."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        COUNTY = "county", "County council"
        DISTRICT = "district", "District or borough council"
        PARISH = "parish", "Parish or town council"
        POLICE = "police", "Police and criminal justice"
        FIRE = "fire", "Fire and rescue"
        HEALTH = "health", "Health"
        HOUSING = "housing", "Housing provider"
        EDUCATION = "education", "School, college or training provider"
        BUSINESS = "business", "Business"
        VOLUNTARY = "voluntary", "Voluntary and community"
        FAITH = "faith", "Faith group"
        REGENERATION = "regeneration", "Regeneration partnership"
        OTHER = "other", "Other"

    PRINCIPAL = (Kind.COUNTY, Kind.DISTRICT)  # councils of the two upper tiers, as the law calls them
    COUNCILS = (*PRINCIPAL, Kind.PARISH)

    kind = models.CharField("type", max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    seats = models.PositiveIntegerField("number of members", null=True, blank=True)  # of a council (A7)
    register_days = models.PositiveSmallIntegerField(
        "days to register an interest", default=28
    )  # of a council's members (R10; Localism Act 2011, sections 30 and 31)
    identifier = models.CharField(
        "identifier in open data", max_length=40, blank=True, validators=[check_identifier]
    )  # R20, R21
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    about = models.TextField(blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        constraints = [
            ends_after_it_starts("organisation_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_organisation_a_name",
                violation_error_message="Another organisation has this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_council(self) -> bool:
        """Say whether its members are elected."""
        return self.kind in self.COUNCILS


class Venue(TenantModel):
    """A place to meet, "on the patch" where it is in the locality. Source: checklist D20."""

    name = models.CharField(max_length=160)
    address = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)
    locality = models.ForeignKey("Locality", null=True, blank=True, on_delete=models.SET_NULL, related_name="venues")
    access = models.TextField("access for disabled people", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_venue_a_name",
                violation_error_message="Another venue has this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def permission_root(self) -> Root:
        """Return the locality in which it lies, where its own administrator rules, else the partnership."""
        return self.locality or self.partnership
