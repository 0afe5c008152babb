"""Which agencies were told of a decision, and whether they said that they have it. Source: checklist D26, C25, A33."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Organisation

from .board import Board, OfBoard
from .minutes import Decision


class DecisionNoticeQuerySet(models.QuerySet["DecisionNotice"]):
    """Words for notices of decisions."""

    def waiting(self) -> "DecisionNoticeQuerySet":
        """Keep what was sent, still stands in the register and was not acknowledged."""
        sent = self.filter(told_at__isnull=False, acknowledged_at__isnull=True)
        return sent.filter(decision__published_at__isnull=False)


class DecisionNotice(OfBoard, TenantModel):
    """That an organisation was told of a published decision, by a link on which it says that it has it.

    Everybody reads it with the decision. One letter tells an organisation of all that was decided at once: its notices
    share the moment and the link.
    """

    class Concern(models.TextChoices):
        """Why it is told."""

        ACTION = "action", "It has something to do"
        LEAD = "lead", "It leads the work"
        AWAITING = "awaiting", "It must decide next"
        CHOSEN = "chosen", "The board wants it to know"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    concern = models.CharField("why it is told", max_length=20, choices=Concern)
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)  # nothing while no address is known
    token_hash = models.CharField(max_length=64, blank=True, default="")
    link_ends_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField("who acknowledged it", max_length=200, blank=True)
    acknowledged_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # nobody where it was done by the link

    objects = DecisionNoticeQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "organisation"],
                name="one_notice_an_organisation",
                violation_error_message="This organisation is told of this decision already.",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by="")
                | Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by=""),
                name="notice_acknowledged_by_somebody",
                violation_error_message="Say who acknowledges it.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "token_hash"], name="decision_notice_link")]

    def __str__(self) -> str:
        return f"Notice of {self.decision} to {self.organisation}"

    is_public = True

    @property
    def days_silent(self) -> int:
        """Return for how many days nothing was heard, 0 once it was acknowledged."""
        if self.told_at is None or self.acknowledged_at:
            return 0
        return (timezone.localdate() - timezone.localdate(self.told_at)).days
