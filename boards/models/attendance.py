"""Who was there, when they came and went, and what they declared."""

import datetime

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Mandate, Organisation, Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .dispensation import Dispensation
from .meeting import DRAFT, Meeting
from .seat import SeatHolding


class Attendance(OfBoard, TenantModel):
    """One person at one meeting; a member of the public is not named. Source: checklist A3."""

    class Kind(models.TextChoices):
        """How they were there, or were not."""

        EXPECTED = "expected", "Expected"
        PRESENT = "present", "Present"
        VIRTUAL = "virtual", "Present by video"
        SUBSTITUTE = "substitute", "Present as substitute"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        IN_ATTENDANCE = "in-attendance", "In attendance"

    AT_THE_TABLE = (Kind.PRESENT, Kind.VIRTUAL, Kind.SUBSTITUTE)

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    holding = models.ForeignKey(SeatHolding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    representing = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    substitute_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.EXPECTED)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)  # a member's, with the minutes

    history = TenantHistory()

    class Meta:
        ordering = ["meeting", "person__name"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class Movement(TenantModel):
    """An arrival or departure during the meeting."""

    class Kind(models.TextChoices):
        """Which way."""

        ARRIVED = "arrived", "Arrived"
        LEFT = "left", "Left the meeting"
        OUT = "out", "Left the room for an item"
        BACK = "back", "Came back"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="movements")

    class Meta:
        ordering = ["at", "id"]
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return f"{self.attendance.person} {self.get_kind_display().lower()}"


class Declaration(TenantModel):
    """An interest declared in an item, once for each mandate that it touches. Source: standards R10."""

    class Kind(models.TextChoices):
        """What sort of interest."""

        PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
        OTHER = "other", "Other registrable interest"
        PERSONAL = "personal", "Personal interest"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    nature = models.TextField("what the interest is")
    left_room = models.BooleanField(default=False)
    dispensation = models.ForeignKey(
        Dispensation, null=True, blank=True, on_delete=models.PROTECT, related_name="declarations"
    )  # under which they take part all the same
    at = models.DateTimeField(auto_now_add=True)

    history = TenantHistory()

    class Meta:
        ordering = ["item", "at"]
        constraints = [
            # A member may declare beforehand, and reads then what they declared.
            ConfidentialWall(roots={**DRAFT, "self:person:": "person_id"}),
            models.CheckConstraint(
                condition=~Q(nature=""),
                name="declaration_says_what",
                violation_error_message="Say what the interest is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    def leave_on(self, day: datetime.date) -> Dispensation | None:
        """Return the dispensation under which its holder takes part on a day, where one stands for them."""
        given = self.dispensation
        if given is None or given.person_id != self.person_id or given.board_id != self.board_id:
            return None
        is_theirs = given.mandate_id in (None, self.mandate_id)
        return given if is_theirs and given.stands_on(day) else None

    def must_leave_on(self, day: datetime.date) -> bool:
        """Say whether its holder may neither speak nor vote, nor stay. Source: standards R10."""
        return self.kind == self.Kind.PECUNIARY and self.leave_on(day) is None

    def bars_on(self, day: datetime.date) -> bool:
        """Say whether it keeps its holder from deciding; the database says the same in boards_is_barred."""
        given = self.leave_on(day)
        may_vote = given is not None and given.extent == Dispensation.Extent.VOTE
        return self.left_room or (self.kind == self.Kind.PECUNIARY and not may_vote)
