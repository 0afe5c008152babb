"""What an officer, or a ward member, decides alone under delegated powers. Source: standards R8, R9; SI 2014/2095."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import File, User
from foundation.published import PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from foundation.working_days import working_days_after
from localities.models import Organisation

from .board import Board, OfBoard
from .delegation import Delegation
from .meeting import DRAFT


class OfficerDecisionQuerySet(PublishedQuerySet["OfficerDecision"]):
    """Words for delegated decisions."""

    def late(self, today: datetime.date) -> "OfficerDecisionQuerySet":
        """Keep what should have been published by now."""
        return self.filter(published_at=None, publish_by__lt=today)


class OfficerDecision(OfBoard, TenantModel):
    """One decision taken by one person in the place of a sovereign body, with the record that the law asks for."""

    class Kind(models.TextChoices):
        """Why it needs a published record."""

        PERMISSION = "permission", "It grants a permission or a licence"
        RIGHTS = "rights", "It affects the rights of an individual"
        SPENDING = "spending", "It awards a contract or spends a material sum"
        WARD = "ward", "A ward member decided it"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="officer_decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="officer_decisions"
    )
    taken_by = models.CharField("name and office of who decided", max_length=200)
    decided_on = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField("what was decided")
    reason = models.TextField()
    options = models.TextField("options considered and rejected")
    interests = models.TextField("interests declared by members who were asked", blank=True)
    amount = models.PositiveBigIntegerField("money that it commits, in pence", null=True, blank=True)
    publish_by = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_because = models.CharField("why it was corrected", max_length=300, blank=True)

    objects = OfficerDecisionQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(kind="ward", delegation__isnull=True) | ~Q(kind="ward") & Q(delegation__isnull=False),
                name="officer_decides_under_a_delegation",
                violation_error_message="Choose the delegation under which an officer decided (R8). A ward member’s "
                "decision rests on the law itself and has none (R9).",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(reason="") & ~Q(options="") & ~Q(taken_by=""),
                name="officer_decision_is_complete",
                violation_error_message="Say what was decided, by whom, why, and which options were rejected (R8).",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(corrected_because=""),
                name="officer_decision_is_corrected_for_a_reason",
                violation_error_message="Say why it is corrected.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-decided_on"], name="officer_decision_newest")]

    def __str__(self) -> str:
        return self.title

    is_public = True  # what is not published is not shown by the wall

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/officer-decisions/{self.pk}/"

    def due_on(self) -> datetime.date:
        """Return by when it is to be published, as the board's rules say. Source: standards R8, R9."""
        if self.kind == self.Kind.WARD:
            return self.decided_on + relativedelta(months=self.board.ward_record_months)
        return working_days_after(self.decided_on, self.board.officer_record_days)

    @property
    def kept_from(self) -> datetime.date:
        """Return the day from which the years count for which it stays public."""
        return self.decided_on

    @property
    def days_late(self) -> int:
        """Return how many days ago it was to be published, 0 where it is published or not due yet."""
        return 0 if self.published_at else max((timezone.localdate() - self.publish_by).days, 0)


class OfficerPaper(OfBoard, TenantModel):
    """A background paper of a delegated decision, open as long as the law asks."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(OfficerDecision, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["decision", "id"]
        constraints = [ConfidentialWall(roots=DRAFT, opened="published_at")]

    def __str__(self) -> str:
        return self.title
