"""Minutes: drafted from what was recorded, published as a draft, approved at a later meeting, then locked (R5)."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Organisation, Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .delegation import Level
from .meeting import DRAFT, Meeting
from .report import Recommendation


class Minutes(Published, OfBoard, TenantModel):
    """The minutes of one meeting as the clerk works on them."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    drafted_at = models.DateTimeField(auto_now_add=True)
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_approved"
    )
    # The numbers of the minutes that were not as the draft had been published: "3, 5".
    approved_with_changes = models.CharField(max_length=200, blank=True)

    history = TenantHistory()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(approved_meeting__isnull=False),
                name="minutes_approved_at_a_meeting",
                violation_error_message="Minutes are approved at a meeting: choose which.",
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"


class MinuteEntry(OfBoard, TenantModel):
    """One numbered minute; the database refuses to change it once the minutes are approved."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)  # of the item, as the agenda printed it
    title = models.CharField(max_length=200)
    drafted = models.TextField(blank=True)  # what the record made of it, before the clerk edited
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    history = TenantHistory()

    class Meta:
        ordering = ["minutes", "position"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(fields=["minutes", "position"], name="one_minute_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def key(self) -> str:
        """Return its name in every edition."""
        return f"minute:{self.item_id}" if self.item_id else "attendance"


class Answer(models.TextChoices):
    """What a sovereign body made of what a board agreed. Source: checklist B37."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class DecisionQuerySet(PublishedQuerySet["Decision"]):
    """Words for decisions."""


class Decision(OfBoard, TenantModel):
    """A decision as published: a row of the public register, made from the outcome of a recommendation."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    recommendation = models.OneToOneField(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minute = models.CharField("minute number", max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField()
    outcome = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    record = models.JSONField(default=dict, blank=True)  # as published: as `recorded.facts` made it (R7)
    awaiting = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_awaited"
    )  # whose decision it needs before it takes effect
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_note = models.CharField("where it was decided, and what was said", max_length=300, blank=True)
    how = models.JSONField(default=dict, blank=True)  # positions or votes as published: as `decided.how` made them
    decided_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-decided_on", "board", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answered_on__gte=F("decided_on"), awaiting__isnull=False) & ~Q(answer=""),
                name="answer_has_its_body_and_its_day",
                violation_error_message="The answer needs its day, which is not before the board decided.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-decided_on"], name="decision_newest")]

    def __str__(self) -> str:
        return self.title

    is_public = True  # what is not published is not shown by the wall

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/decisions/{self.pk}/"

    @property
    def timetable(self) -> list[dict[str, Any]]:
        """Return the steps that follow, each with its day. Source: checklist C5."""
        steps = self.record.get("timetable", [])
        return [{**step, "on": datetime.date.fromisoformat(step["on"])} for step in steps]

    @property
    def status(self) -> str:
        """Return what its outcome waits for, or what became of that, and until when it is held. Source: B37; R11."""
        return f"{self.answered}; held for call-in {self.held_until}" if self.held_until else self.answered

    @property
    def answered(self) -> str:
        """Return what its outcome waits for, or what became of that. Source: checklist B37."""
        if not self.awaiting:
            return ""
        if not self.answer or not self.answered_on:
            return f"Agreed by the board, awaiting the decision of {self.awaiting}"
        return f"{self.get_answer_display()} by {self.awaiting} on {date_format(self.answered_on, 'j F Y')}"

    @property
    def held_until(self) -> str:
        """Return until when it is held for call-in, in words; nothing when it may be acted on. Source: R11."""
        hold = getattr(self, "hold", None)
        return hold.until(timezone.localdate()) if hold else ""

    def get_outcome_display(self) -> str:
        """Return what the board did, in its own words where it has some. Source: checklist B14."""
        if verb := self.record.get("verb"):
            return str(verb)
        return str(Recommendation.Outcome(self.outcome).label) if self.outcome else ""


class DecisionMember(OfBoard, TenantModel):
    """Who took part in a published decision and answers for it. Source: checklist A5."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions_taken")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decision", "person__name"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(fields=["decision", "person"], name="one_part_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.person)
