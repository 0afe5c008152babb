"""Who was summoned to a meeting, by which message, and what they answered. Source: checklist A2."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantModel
from localities.models import Person

from .board import Board, OfBoard
from .meeting import Meeting
from .seat import SeatHolding


class SummonsQuerySet(models.QuerySet["Summons"]):
    """Words for summonses."""

    def served(self) -> "SummonsQuerySet":
        """Keep those that went out, by e-mail or by hand."""
        return self.filter(Q(sent_at__isnull=False, failed_at__isnull=True) | Q(told_at__isnull=False))

    def unanswered(self) -> "SummonsQuerySet":
        """Keep those that wait for a reply."""
        return self.filter(reply="")


class Summons(OfBoard, TenantModel):
    """One person's summons to one meeting, answered by a link that needs no account."""

    class Capacity(models.TextChoices):
        """Why they are asked."""

        MEMBER = "member", "Member"
        SUBSTITUTE = "substitute", "Substitute"
        ADVISER = "adviser", "Adviser"

    class Reply(models.TextChoices):
        """What they answered."""

        ATTENDING = "attending", "Attending"
        VIRTUAL = "virtual", "Attending by video"
        APOLOGIES = "apologies", "Apologies"
        SUBSTITUTE = "substitute", "Apologies, a substitute attends"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="summonses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="summonses")
    holding = models.ForeignKey(SeatHolding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity)
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField(default=timezone.now)  # when it was last put into the outbox
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    reply = models.CharField(max_length=20, choices=Reply, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by_link = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    substitute = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    substitute_name = models.CharField("substitute who is not known here", max_length=160, blank=True)
    # How somebody without e-mail, or whose message failed, was told all the same.
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    told_how = models.CharField(max_length=200, blank=True)

    objects = SummonsQuerySet.as_manager()

    class Meta:
        ordering = ["capacity", "person__name"]
        verbose_name_plural = "summonses"
        constraints = [
            ConfidentialWall(
                roots={"draft:board:": "board_id", "self:person:": "person_id", "token:": "token_hash"},
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_summons_a_person"),
            models.UniqueConstraint(fields=["token_hash"], name="summons_token_unique"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | Q(~Q(reply=""), replied_at__isnull=False),
                name="reply_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"

    @property
    def is_asked(self) -> bool:
        """Say whether an answer is waited for: a substitute is told, and comes only when the holder asks."""
        return self.capacity != self.Capacity.SUBSTITUTE

    @property
    def is_served(self) -> bool:
        """Say whether the person was told, by e-mail or by hand."""
        return self.told_at is not None or (self.sent_at is not None and self.failed_at is None)

    @property
    def is_on_its_way(self) -> bool:
        """Say whether a message waits in the outbox: it is owed, and the person will be told."""
        return bool(self.email) and self.sent_at is None and self.failed_at is None

    @property
    def stand_in(self) -> str:
        """Return the name of the substitute who was named."""
        return str(self.substitute) if self.substitute_id else self.substitute_name
