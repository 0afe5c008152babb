"""Powers that a sovereign body lets a board, or the holder of a post, use in its place. Source: checklist A35, X3."""

from django.db import models
from django.db.models import F, Q

from foundation.models import User
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Dated, Organisation, Post, ends_after_it_starts
from localities.models.area import DatedQuerySet

from .board import Board, OfBoard


class Level(models.TextChoices):
    """At which level something is decided. Source: checklist A36."""

    COUNTY = "county", "County"
    DISTRICT = "district", "District"
    LOCALITY = "locality", "Locality"
    PARISH = "parish", "Parish"


class DelegationQuerySet(DatedQuerySet):
    """Words for delegations."""

    def in_force(self, on) -> "DelegationQuerySet":
        """Keep what may be used on a day: begun, not run out, not revoked."""
        return self.on(on).filter(Q(revoked_from__isnull=True) | Q(revoked_from__gt=on))

    def of_public_boards(self) -> "DelegationQuerySet":
        """Leave out what a board has that is not announced yet."""
        return self.filter(Q(board__shadow_from__isnull=False) | Q(board__live_from__isnull=False))


class Delegation(OfBoard, Dated, TenantModel):
    """What a board may decide in the place of a sovereign body: its limits, its days, its end."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegations", verbose_name="sovereign body"
    )
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    scope = models.TextField("functions that are delegated")
    limit = models.PositiveBigIntegerField("most that one decision may commit, in pence", null=True, blank=True)
    level = models.CharField(max_length=20, choices=Level)
    conditions = models.TextField(blank=True)
    authority = models.CharField("decision by which it was delegated", max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_from = models.DateField("first day on which it no longer holds", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.TextField(blank=True)

    objects = DelegationQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["board__name", "-starts_on", "id"]
        constraints = [
            ends_after_it_starts("delegation_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False),
                name="delegation_has_a_first_day",
                violation_error_message="Enter the first day of the delegation.",
            ),
            models.CheckConstraint(
                condition=~Q(scope="") & ~Q(authority=""),
                name="delegation_says_what_and_by_whose_decision",
                violation_error_message="Say what is delegated, and by which decision.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_from__isnull=True, revoked_at__isnull=True)
                | Q(revoked_from__isnull=False, revoked_at__isnull=False, revoked_from__gte=F("starts_on"))
                & ~Q(revoked_because=""),
                name="revocation_has_a_day_and_a_reason",
                violation_error_message="Say from which day it is revoked, not before it began, and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.scope[:80]}"

    def in_force(self, on) -> bool:
        """Say whether it may be used on a day."""
        return self.holds_on(on) and (self.revoked_from is None or on < self.revoked_from)

    def state(self, on) -> str:
        """Return where it stands on a day, in words."""
        if self.revoked_from and self.revoked_from <= on:
            return "Revoked"
        if self.ends_on and self.ends_on < on:
            return "Ended"
        return "To come" if self.starts_on and self.starts_on > on else "In force"
