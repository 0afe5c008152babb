"""How long what was published stays public, what a legal hold keeps beyond it, what was deleted after its date."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import OfPartnership

from .board import Board, OfBoard
from .meeting import DRAFT, Meeting
from .officer_decision import OfficerDecision


class Kept(models.TextChoices):
    """What is kept for a time of its own."""

    AGENDA = "agenda", "Agendas"
    REPORT = "report", "Open reports and their appendices"
    BACKGROUND = "background", "Lists of background papers"
    MINUTES = "minutes", "Minutes"
    OFFICER = "officer", "Delegated decisions of officers and ward members"
    OFFICER_PAPERS = "officer-papers", "Background papers of delegated decisions"


OF_DECISIONS = (Kept.OFFICER, Kept.OFFICER_PAPERS)  # counted from the day of the decision, the others from the meeting


class RetentionRule(OfPartnership):
    """For how many years something stays public. Source: standards R4, R8, R9, R13, R38."""

    kind = models.CharField(max_length=20, choices=Kept)
    years = models.PositiveSmallIntegerField("years", null=True, blank=True)  # None: for good

    history = TenantHistory()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind"], name="one_retention_rule_a_kind"),
            models.CheckConstraint(
                condition=Q(years__isnull=True)
                | Q(years__gte=6)
                | Q(kind__in=("background", "officer-papers"), years__gte=4),
                name="retention_keeps_what_the_law_asks",
                violation_error_message="The law keeps this public for longer: six years, four for background papers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def words(self) -> str:
        """Return how long it is kept, in words."""
        since = "decision" if self.kind in OF_DECISIONS else "meeting"
        return "for good" if self.years is None else f"{self.years} years from the {since}"


class LegalHold(OfBoard, TenantModel):
    """Nothing of a meeting, or of the whole board, is deleted while it stands: a claim, an inquiry. Source: R38.

    A hold on the board keeps its delegated decisions too.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="legal_holds")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="legal_holds"
    )  # None: everything of the board
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["lifted_at", "-placed_at"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=~Q(reason="") & (Q(lifted_at__isnull=True) | ~Q(lifted_because="")),
                name="legal_hold_has_its_reasons",
                violation_error_message="Say why the hold is placed, and why it is lifted.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting or self.board)

    def covers(self, one: Meeting | OfficerDecision) -> bool:
        """Say whether it keeps something of its board."""
        return self.board_id == one.board_id and self.meeting in (None, one)


class Disposal(OfBoard, TenantModel):
    """What an officer confirmed for deletion after its date, and what was done. Source: standards R38."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="disposals")
    decision = models.ForeignKey(
        OfficerDecision, null=True, blank=True, on_delete=models.SET_NULL, related_name="disposals"
    )
    title = models.CharField(max_length=200, blank=True)  # of the decision, which may itself be what went
    kind = models.CharField(max_length=20, choices=Kept)
    kept_until = models.DateField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    parts = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    stopped_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-confirmed_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["meeting", "kind"], condition=Q(stopped_because=""), name="disposed_of_once",
                violation_error_message="Somebody has confirmed this already.",
            ),
            models.UniqueConstraint(
                fields=["decision", "kind"], condition=Q(stopped_because=""), name="decision_disposed_of_once",
                violation_error_message="Somebody has confirmed this already.",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, decision__isnull=True) | Q(meeting__isnull=True) & ~Q(title=""),
                name="disposal_says_of_what",
                violation_error_message="Say of which meeting or decision something is deleted.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.meeting or self.title}"
