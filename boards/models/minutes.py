"""Minutes: drafted from what was recorded, published as a draft, approved at a later meeting, then locked (R5)."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting
from .report import Recommendation


class Minutes(OfBoard, TenantModel):
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

    @property
    def is_public(self) -> bool:
        """Say whether the public may know of them."""
        return self.published_at is not None


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


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Words for decisions."""

    def public(self) -> "DecisionQuerySet":
        """Keep what has been published."""
        return self.filter(published_at__isnull=False)


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
    how = models.JSONField(default=dict, blank=True)  # positions or votes as published: as `decided.how` made them
    decided_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-decided_on", "board", "id"]
        constraints = [ConfidentialWall(roots=DRAFT, opened="published_at")]
        indexes = [models.Index(fields=["partnership", "-decided_on"], name="decision_newest")]

    def __str__(self) -> str:
        return self.title

    is_public = True  # what is not published is not shown by the wall

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/decisions/{self.pk}/"

    def get_outcome_display(self) -> str:
        """Return what the board did, in words."""
        return str(Recommendation.Outcome(self.outcome).label) if self.outcome else ""
