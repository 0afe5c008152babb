"""Composition by seats: rules make seats, each seat has one holder at a time. Source: checklist D21, J11."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Func, Q

from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Area, Dated, Mandate, Organisation, Person, ends_after_it_starts

from .board import Board, OfBoard


class SeatRule(OfBoard, TenantModel):
    """Makes seats: one from each ward, division or parish council of the locality, or a fixed number."""

    class Source(models.TextChoices):
        """Where the seats come from."""

        WARD = "ward", "One elected member from each district ward"
        DIVISION = "division", "One elected member from each county division"
        EVERY_WARD_MEMBER = "ward-members", "Every elected member of each district ward"
        EVERY_DIVISION_MEMBER = "division-members", "Every elected member of each county division"
        PARISH = "parish", "One member from each parish council"
        ORGANISATION = "organisation", "One representative of each organisation of a kind"
        FIXED = "fixed", "A fixed number"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seat_rules")
    source = models.CharField(max_length=20, choices=Source)
    label = models.CharField(max_length=160)
    count = models.PositiveSmallIntegerField(default=1)
    # For seats of organisations: one from each of these kinds, such as ["police", "health"].
    organisation_kinds = models.JSONField(default=list, blank=True)
    can_vote = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class Seat(OfBoard, Dated, TenantModel):
    """A place at the table, from when to when it exists."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats")
    rule = models.ForeignKey(SeatRule, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(max_length=200)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="seats_made")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats_made"
    )
    number = models.PositiveSmallIntegerField(default=1)
    can_vote = models.BooleanField(default=True)

    history = TenantHistory()

    class Meta:
        ordering = ["rule__position", "label", "number"]
        constraints = [
            ends_after_it_starts("seat_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["board", "rule", "area", "organisation", "number"],
                condition=Q(ends_on__isnull=True, rule__isnull=False),
                nulls_distinct=False,
                name="one_seat_a_place",
                violation_error_message="This seat exists already.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Days(Func):
    """The days of a dated fact, both ends in."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Number(Func):
    """A number as a range from itself to itself, so that an exclusion constraint needs no extension."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, '[]')"


class SeatHolding(OfBoard, Dated, TenantModel):
    """Who holds a seat, or stands in for its holder, and when."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="holdings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings"
    )
    substitute_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="substitutes"
    )
    seniority = models.CharField("post in their own organisation", max_length=160, blank=True)
    may_commit = models.BooleanField("has authority to commit the organisation", default=False)  # B35
    ended_because = models.CharField(max_length=200, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["seat", "starts_on"]
        constraints = [
            ends_after_it_starts("holding_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_holder_at_a_time",
                expressions=[(Number("seat", "seat"), "&&"), (Days("starts_on", "ends_on"), "&&")],
                condition=Q(substitute_for__isnull=True),
                violation_error_message="Someone else holds this seat in that time.",
            ),
        ]
        indexes = [models.Index(fields=["board", "starts_on", "ends_on"], name="holding_of_board")]

    def __str__(self) -> str:
        return f"{self.person} ({self.seat})"

    @property
    def speaks_for(self) -> Organisation | None:
        """Return the partner that the holder speaks for: the organisation, else the council that they were elected to.

        Somebody from the community speaks for no partner. Source: checklist B36.
        """
        return self.organisation or self.seat.organisation or (self.mandate.council if self.mandate else None)
