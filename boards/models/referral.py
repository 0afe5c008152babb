"""Referrals: what a board asks of another body, or is asked, with a clock for all to see. Source: A13, D27, D28."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import Partnership, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting
from .minutes import Decision
from .report import Report


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Words for referrals."""

    def public(self) -> "ReferralQuerySet":
        """Keep what was sent: a draft is the clerk's own."""
        return self.filter(sent_at__isnull=False)

    def waiting(self) -> "ReferralQuerySet":
        """Keep what was sent and waits for an answer."""
        return self.public().filter(answered_at__isnull=True, withdrawn_at__isnull=True)

    def late(self) -> "ReferralQuerySet":
        """Keep what waits although its day has passed."""
        return self.waiting().filter(due_on__lt=timezone.localdate())

    def of_board(self, board: Board) -> "ReferralQuerySet":
        """Keep what a board sent or was sent."""
        return self.filter(Q(from_board=board) | Q(to_board=board))


class Referral(OfBoard, TenantModel):
    """A request from one body to another, with a day by which it is answered; one of the two is a board here."""

    class BodyKind(models.TextChoices):
        """What sort of body stands at the other end."""

        COUNCIL = "council", "Full council"
        CABINET = "cabinet", "Cabinet or executive"
        PORTFOLIO = "portfolio", "Portfolio holder"
        SCRUTINY = "scrutiny", "Overview and scrutiny committee"
        LOCAL = "local", "Local committee"
        AGENCY = "agency", "Agency or service"
        BOARD = "board", "Board"

    class Outcome(models.TextChoices):
        """What the body that was asked says."""

        AGREED = "agreed", "Agreed"
        PARTLY = "partly", "Agreed in part"
        NOTED = "noted", "Noted"
        DECLINED = "declined", "Not agreed"
        REFUSED = "refused", "Not taken: it is for somebody else"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")  # who sends it, or else is asked
    from_board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_out")
    to_board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_in")
    body = models.CharField("the other body", max_length=200, blank=True)
    body_kind = models.CharField("what sort of body it is", max_length=20, choices=BodyKind, default=BodyKind.BOARD)
    contact_name = models.CharField("who answers for it", max_length=160, blank=True)
    contact_email = models.EmailField(blank=True)
    # A board of another partnership: which, at what address there, and the name of this referral on both sides.
    partner = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner_board = models.SlugField(max_length=100, blank=True)
    thread = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200)
    request = models.TextField("what is asked")
    reason = models.TextField("why it is asked")
    due_on = models.DateField("answer wanted by")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )  # that caused it
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="referrals")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="referrals")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)  # of the link by which it is answered without an account
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField("who answered", max_length=200, blank=True)
    outcome = models.CharField("what they say", max_length=20, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.TextField(blank=True)
    heard_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # of the board that is asked
    returned_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # of the board that asked, with the answer

    objects = ReferralQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["token_hash", "contact_email"])

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="sent_at"),
            models.CheckConstraint(
                condition=Q(from_board__isnull=False, to_board__isnull=False, body="")
                | Q(from_board__isnull=False, to_board__isnull=True) & ~Q(body="")
                | Q(from_board__isnull=True, to_board__isnull=False) & ~Q(body=""),
                name="referral_joins_two_bodies",
                violation_error_message="A referral has a board here at one end and another body at the other.",
            ),
            models.CheckConstraint(
                condition=Q(from_board__isnull=True) | Q(to_board__isnull=True) | ~Q(from_board=F("to_board")),
                name="referral_leaves_its_board",
                violation_error_message="A board refers to another body, not to itself.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="", answer="")
                | Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer="") & ~Q(answered_by=""),
                name="referral_answer_has_words",
                violation_error_message="An answer says what was decided, in words, and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="referral_answered_or_withdrawn",
                violation_error_message="A referral is answered or withdrawn, not both.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="referral_withdrawal_has_a_reason",
                violation_error_message="Say why the referral is withdrawn.",
            ),
            models.UniqueConstraint(fields=["partnership", "thread"], name="one_referral_a_thread"),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="referral_link_unique"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "due_on"], name="referral_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/referrals/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether the public may know of it."""
        return self.sent_at is not None

    @property
    def from_name(self) -> str:
        """Return who asks."""
        return str(self.from_board) if self.from_board_id else self.body

    @property
    def to_name(self) -> str:
        """Return who is asked."""
        return str(self.to_board) if self.to_board_id else self.body

    @property
    def answering_board(self) -> Board:
        """Return the board whose officers keep the answer: the one asked, or the one that asked a body elsewhere."""
        return self.to_board or self.board

    @property
    def is_waiting(self) -> bool:
        """Say whether an answer is waited for."""
        return self.sent_at is not None and self.answered_at is None and self.withdrawn_at is None

    @property
    def is_answered_here(self) -> bool:
        """Say whether an officer here keeps the answer: that of another partnership comes from there by itself."""
        return self.is_waiting and not (self.partner_id and self.from_board_id)

    @property
    def sent_on(self) -> datetime.date | None:
        """Return the day on which it was sent, or came."""
        return timezone.localtime(self.sent_at).date() if self.sent_at else None

    @property
    def days_taken(self) -> int:
        """Return how many days it has been, or was, with the body that is asked."""
        until = self.answered_at or self.withdrawn_at
        end = timezone.localtime(until).date() if until else timezone.localdate()
        return (end - self.sent_on).days if self.sent_on else 0

    @property
    def days_late(self) -> int:
        """Return how many days past its day it waits, 0 where it is not late."""
        return max(0, (timezone.localdate() - self.due_on).days) if self.is_waiting else 0
