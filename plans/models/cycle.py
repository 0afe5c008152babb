"""The yearly cycle of priorities with its gates, and the set that each board takes through it. Source: B20-B29; R24."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from boards.models import Decision
from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import OfPartnership

from .place import DRAFT, OfPlans


class Cycle(OfPartnership):
    """One year of priorities: by when boards draft, share and settle them, and from when they are delivered."""

    name = models.CharField(max_length=60)  # "2027 to 2028"
    draft_by = models.DateField("priorities are drafted by")
    share_from = models.DateField("they are shared from")
    share_until = models.DateField("they are shared until")
    final_by = models.DateField("plans are final by")
    starts_on = models.DateField("delivery starts on")
    ends_on = models.DateField("delivery ends on")
    fewest = models.PositiveSmallIntegerField("fewest priorities", default=3, validators=[MinValueValidator(1)])
    most = models.PositiveSmallIntegerField("most priorities", default=5, validators=[MinValueValidator(1)])

    history = TenantHistory()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="one_cycle_a_name",
                violation_error_message="There is a cycle of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(
                    share_from__gt=F("draft_by"), share_until__gte=F("share_from"), final_by__gte=F("share_until"),
                    starts_on__gt=F("final_by"), ends_on__gt=F("starts_on"),
                ),
                name="gates_follow_one_another",
                violation_error_message="The days must follow one another: draft, share, final, start, end.",
            ),
            models.CheckConstraint(
                condition=Q(most__gte=F("fewest"), fewest__gte=1), name="most_priorities_not_below_fewest",
                violation_error_message="The most priorities must not be below the fewest.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PrioritySet(OfPlans):
    """The priorities of one board for one cycle, and which gates they have passed. No gate can be skipped."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="sets")
    submitted_at = models.DateTimeField(null=True, blank=True)  # gate 1: three to five are chosen
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)  # gate 2: partners and people read and comment
    shared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)  # gate 3: final, by a decision of the board
    agreed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delivery_at = models.DateTimeField(null=True, blank=True)  # gate 4: delivery has started
    delivery_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(
        "why a gate was passed late, or early", default=dict, blank=True
    )  # in words, by the gate: everybody reads them
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the newest

    history = TenantHistory()

    class Meta:
        ordering = ["-cycle__starts_on", "board__name"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="shared_at"),
            models.UniqueConstraint(
                fields=["board", "cycle"], name="one_set_a_board_and_cycle",
                violation_error_message="The board has its priorities for this cycle already.",
            ),
            models.CheckConstraint(condition=Q(board__isnull=False), name="priorities_are_a_boards"),
            models.CheckConstraint(
                condition=(Q(shared_at__isnull=True) | Q(submitted_at__isnull=False, shared_at__gte=F("submitted_at")))
                & (Q(agreed_at__isnull=True) | Q(shared_at__isnull=False, agreed_at__gte=F("shared_at")))
                & (Q(delivery_at__isnull=True) | Q(agreed_at__isnull=False, delivery_at__gte=F("agreed_at"))),
                name="no_gate_is_skipped",
                violation_error_message="The gates are passed in order: chosen, shared, agreed, in delivery (R24).",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Priorities of {self.board} for {self.cycle}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/priorities/sets/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.shared_at is not None

    @property
    def state(self) -> str:
        """Return where it stands, in words. Source: checklist B23."""
        gates = ((self.closed_at, "Closed"), (self.delivery_at, "In delivery"), (self.agreed_at, "Agreed"),
                 (self.shared_at, "Consultation"), (self.submitted_at, "Chosen"))  # fmt: skip
        return next((words for passed, words in gates if passed), "Draft")
