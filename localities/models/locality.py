"""Localities: the places that a partnership chose to work in, made of areas."""

from django.db import models

from foundation.access import Root
from foundation.models import Grant
from foundation.tenancy import TenantHistory, TenantModel

from .area import Area, Dated, ends_after_it_starts


class Locality(Dated, TenantModel):
    """A place that works together; a partnership has as many as it likes. Source: checklist X4."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80)
    about = models.TextField(blank=True)
    settings = models.JSONField(default=dict, blank=True)  # what this locality does its own way (C26, D2)

    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "localities"
        permissions = [
            ("district", "District administrator"),
            ("engagement", "Engagement officer"),
            ("planner", "Planning officer"),
            ("finance", "Finance officer"),
        ]
        constraints = [
            ends_after_it_starts("locality_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="one_locality_a_slug",
                violation_error_message="Another locality has this address.",
            ),
        ]

    is_public = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/localities/{self.slug}/"

    @property
    def permission_root(self) -> Root:
        """Return the record on which its roles are granted: itself."""
        return self

    def permission_scopes(self) -> list[tuple[str, int]]:
        """Return the records whose roles count here, nearest first."""
        return [("localities.locality", self.pk), ("foundation.partnership", self.partnership_id)]

    def areas(self, on):
        """Return the areas of which it is made on a day."""
        return Area.objects.filter(locality_links__in=self.area_links.on(on)).order_by("kind", "name")


class LocalityGrant(Grant):
    """A role in one locality: a district's own administrator in a county partnership. Source: checklist B18."""

    content_object = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "permission", "content_object"], name="one_locality_grant")
        ]


class LocalityArea(Dated, TenantModel):
    """An area's place in a locality."""

    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="area_links")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="locality_links")

    history = TenantHistory()

    class Meta:
        constraints = [
            ends_after_it_starts("locality_area_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["locality", "area", "starts_on"],
                nulls_distinct=False,
                name="area_once_in_a_locality",
                violation_error_message="This area is in the locality already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.locality}"

    @property
    def permission_root(self) -> Root:
        """Return the locality on which roles are granted."""
        return self.locality
