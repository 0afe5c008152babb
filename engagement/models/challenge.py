"""What a board asks of a provider's delivery plan, answer by answer, for everybody to read. Source: J9, A16."""

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from boards.models import Board, Decision, Meeting
from boards.models.board import OfBoard
from boards.models.meeting import DRAFT
from foundation.models import File, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Dated, Organisation, ends_after_it_starts


class DeliveryPlan(Dated, OfBoard, TenantModel):
    """A plan by which a provider says what it will deliver, as a board received it; everybody may read it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")  # which put it on record
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delivery_plans")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField("where it is published", max_length=500, blank=True)
    received_on = models.DateField("day on which it was received")
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            ends_after_it_starts("delivery_plan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(link=""), name="delivery_plan_can_be_read",
                violation_error_message="Add the document, or the address where it is published.",
            ),
        ]  # fmt: skip

    is_public = True

    def __str__(self) -> str:
        return self.title


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Words for challenges."""

    def public(self) -> "ChallengeQuerySet":
        """Keep what was sent: a draft is the clerk's own."""
        return self.filter(sent_at__isnull=False)

    def open(self) -> "ChallengeQuerySet":
        """Keep what was sent and is not closed."""
        return self.public().filter(closed_at__isnull=True)

    def waiting(self) -> "ChallengeQuerySet":
        """Keep what waits for an answer."""
        asked = ChallengeRound.objects.filter(challenge=OuterRef("pk"), answered_at__isnull=True)
        return self.open().filter(Exists(asked))

    def late(self) -> "ChallengeQuerySet":
        """Keep what waits although its day has passed."""
        return self.waiting().filter(due_on__lt=timezone.localdate())


class Challenge(OfBoard, TenantModel):
    """A board's question to a provider about its plan, asked until the board is satisfied or says why it stops."""

    class Outcome(models.TextChoices):
        """How it ended."""

        SATISFIED = "satisfied", "The board is satisfied"
        RESTS = "rests", "Closed without being satisfied"
        WITHDRAWN = "withdrawn", "Withdrawn"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="challenges")
    plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="challenges")
    title = models.CharField(max_length=200)
    supports = models.TextField("which priorities the plan should support")
    asked = models.TextField("what is asked")
    due_on = models.DateField("answer wanted by")  # of what is asked now
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # behind it
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # behind it
    contact_name = models.CharField("who answers for the provider", max_length=160, blank=True)
    contact_email = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)  # of the link by which it is answered without an account
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # whose draft agenda it was proposed for
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closed_because = models.TextField(blank=True)

    objects = ChallengeQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["token_hash", "contact_email"])

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="sent_at"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="challenge_closed_with_an_outcome",
                violation_error_message="Say how it ended.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=("rests", "withdrawn")) | ~Q(closed_because=""),
                name="challenge_left_for_a_reason",
                violation_error_message="Say why it ends although the board is not satisfied.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="challenge_link_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/challenges/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.sent_at is not None

    @property
    def provider(self) -> Organisation:
        """Return who is challenged."""
        return self.plan.provider

    @property
    def last(self) -> "ChallengeRound | None":
        """Return what was asked last; None for a draft."""
        return max(self.rounds.all(), key=lambda one: one.number, default=None)

    @property
    def is_waiting(self) -> bool:
        """Say whether an answer is waited for."""
        return bool(self.closed_at is None and self.last and self.last.answered_at is None)

    @property
    def is_to_judge(self) -> bool:
        """Say whether the board has an answer to judge."""
        return bool(self.closed_at is None and self.last and self.last.answered_at and not self.last.judgement)

    @property
    def is_unsatisfied(self) -> bool:
        """Say whether the board was not satisfied and has to say what follows."""
        return bool(self.closed_at is None and self.last and self.last.judgement)

    @property
    def days_late(self) -> int:
        """Return how many days past its day it waits, 0 where it is not late."""
        return max(0, (timezone.localdate() - self.due_on).days) if self.is_waiting else 0


class ChallengeRound(OfBoard, TenantModel):
    """One question, its answer, and whether the board is satisfied with it. Each is public from the day it is sent."""

    class Judgement(models.TextChoices):
        """What the board says of an answer."""

        SATISFIED = "satisfied", "Satisfied"
        PARTLY = "partly", "Satisfied in part"
        NOT = "not", "Not satisfied"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    asked = models.TextField()
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    judgement = models.CharField(max_length=20, choices=Judgement, blank=True)
    judged_because = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="one_round_a_number"),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(judgement=""), name="one_round_at_a_time",
                violation_error_message="Judge the last answer before you ask again.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_by=""),
                name="challenge_answer_has_words",
                violation_error_message="An answer has words, and says who gave it.",
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, judgement="")
                | Q(judged_at__isnull=False, answered_at__isnull=False) & ~Q(judgement="") & ~Q(judged_because=""),
                name="challenge_is_judged_for_a_reason",
                violation_error_message="Judge an answer that has come, and give the reason.",
            ),
        ]  # fmt: skip

    is_public = True

    def __str__(self) -> str:
        return f"{self.challenge}, {self.number}"

    @property
    def answered_late(self) -> int:
        """Return how many days after its day the answer came."""
        return max(0, (timezone.localtime(self.answered_at).date() - self.due_on).days) if self.answered_at else 0

    @property
    def asked_on(self) -> datetime.date:
        """Return the day on which it was asked."""
        return timezone.localtime(self.sent_at).date()
