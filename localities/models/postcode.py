"""Postcodes: in which ward and parish each lies, so that people find their place by what they know of it."""

from django.core.validators import RegexValidator
from django.db import models

from foundation.models import User

from .area import Area, OfPartnership

WELL_FORMED = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"


class Postcode(OfPartnership):
    """One postcode, written “ZZ99 1AA”, and the middle of its addresses. Source: ONS postcode directory."""

    code = models.CharField(max_length=8, validators=[RegexValidator(f"^{WELL_FORMED}$", "This is no postcode.")])
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="postcodes")
    parish = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="postcode_once"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="postcode_is_on_earth",
                violation_error_message="Latitude and longitude go together.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PostcodeTable(OfPartnership):
    """A table of postcodes that was checked, and how far it is saved; its rows go once they all are."""

    rows = models.JSONField(default=list)  # [[code, ward, parish or null, latitude or null, longitude or null]]
    total = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)  # lines of wards that are not ours
    done = models.PositiveIntegerField(default=0)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Table of {self.total:,} postcodes"
