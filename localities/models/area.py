"""The places that exist whether or not a board does: counties, districts, divisions, wards, parishes."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from foundation.models import Partnership
from foundation.tenancy import TenantHistory, TenantModel

GSS = RegexValidator(r"^[EWNS]\d{8}$", "A GSS code is a letter and eight digits, such as E05003184.")


class DatedQuerySet(models.QuerySet):
    """Words for facts that start and end."""

    def on(self, day):
        """Keep what holds on this day."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


def must_be_in_order(starts_on: datetime.date | None, ends_on: datetime.date | None) -> None:
    """Refuse a last day before the first: raises ValidationError at the last day."""
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": f"The last day must be {starts_on:%-d %B %Y} or later"})


class Dated(models.Model):
    """A fact with a first and a last day; an empty one is open at that end."""

    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day) -> bool:
        """Say whether this is so on a day."""
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day <= self.ends_on)

    def end_on(self, day: datetime.date) -> None:
        """Give it its last day, not saved yet; raises ValidationError where that lies before the first."""
        must_be_in_order(self.starts_on, day)
        self.ends_on = day


class OfPartnership(TenantModel):
    """A record over which the roles of the whole partnership rule."""

    class Meta:
        abstract = True

    @property
    def permission_root(self) -> Partnership:
        """Return the partnership."""
        return self.partnership


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """Return the rule that a dated fact keeps, under this name."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="The last day must not be before the first day.",
    )


class Area(Dated, OfPartnership):
    """A county, district, division, ward or parish, with the dates between which it existed. Source: checklist X10."""

    class Kind(models.TextChoices):
        """Which tier draws its boundary."""

        COUNTY = "county", "County"
        DISTRICT = "district", "District or borough"
        DIVISION = "division", "County division"
        WARD = "ward", "District ward"
        PARISH = "parish", "Parish"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    gss_code = models.CharField("GSS code", max_length=9, blank=True, validators=[GSS])
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")

    history = TenantHistory()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            ends_after_it_starts("area_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["partnership", "gss_code"],
                condition=~Q(gss_code=""),
                name="one_area_a_gss_code",
                violation_error_message="Another area has this GSS code.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "kind", "name"], name="area_by_kind")]

    def __str__(self) -> str:
        return self.name
