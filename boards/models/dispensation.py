"""Dispensations: leave to take part in spite of an interest. Source: standards R10; Localism Act 2011, section 33."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Mandate, Person

from .board import Board, OfBoard

LONGEST_DAYS = 4 * 365 + 1  # four years


class DispensationQuerySet(models.QuerySet["Dispensation"]):
    """Words for dispensations."""

    def on(self, day: datetime.date) -> "DispensationQuerySet":
        """Keep those that stand on a day."""
        in_time = self.filter(starts_on__lte=day, ends_on__gte=day)
        return in_time.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))


class Dispensation(OfBoard, TenantModel):
    """Leave for one member to speak, or to speak and vote, in spite of an interest; it is open to inspection."""

    class Ground(models.TextChoices):
        """The grounds of the law, in words."""

        NUMBERS = "numbers", "So many are barred that the business could not be done"
        BALANCE = "balance", "Without it the balance of the political groups would be upset"
        RESIDENTS = "residents", "It is in the interest of people who live in the area"
        EXECUTIVE = "executive", "Every member of the executive would be barred"
        OTHERWISE = "otherwise", "It is otherwise appropriate"

    class Extent(models.TextChoices):
        """What it gives leave for."""

        SPEAK = "speak", "Speak, and not vote"
        VOTE = "vote", "Speak and vote"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="dispensations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dispensations")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.TextField("interest and business that it covers")
    ground = models.CharField(max_length=20, choices=Ground)
    extent = models.CharField(max_length=10, choices=Extent)
    granted_by = models.CharField("who granted it", max_length=200)
    granted_on = models.DateField()
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.TextField(blank=True)

    objects = DispensationQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + LONGEST_DAYS),
                name="dispensation_lasts_four_years_at_most",
                violation_error_message="A dispensation lasts four years at most (Localism Act 2011, section 33(3)).",
            ),
            models.CheckConstraint(
                condition=Q(granted_on__lte=F("starts_on")),
                name="dispensation_is_granted_before_it_starts",
                violation_error_message="It must be granted before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | ~Q(revoked_because=""),
                name="dispensation_is_revoked_for_a_reason",
                violation_error_message="Say why it is revoked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_extent_display()}: {self.subject}"

    def stands_on(self, day: datetime.date) -> bool:
        """Say whether it stands on a day."""
        return self.starts_on <= day <= self.ends_on and (self.revoked_on is None or self.revoked_on > day)

    @property
    def stands_today(self) -> bool:
        """Say whether it stands today."""
        return self.stands_on(timezone.localdate())
