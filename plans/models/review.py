"""Partnerships and strategies under review: keep, merge or close; and how each board relates to them.

Source: checklist A26, A49, B41, B42, C23, X2.
"""

from django.db import models
from django.db.models import Q

from boards.models import Decision
from foundation.models import User
from foundation.published import Published
from foundation.tenancy import TenantHistory
from localities.models import RegisterEntry

from .place import OfPlans, Part, opened_with_the_whole
from .strategy import Strategy


class PartnershipReview(Published, Part):
    """What a partnership or a strategy is worth and costs, what is proposed for it, and what was decided."""

    class Proposal(models.TextChoices):
        """What should become of it. Source: checklist C23."""

        KEEP = "keep", "Keep it"
        MERGE = "merge", "Merge it with another"
        CLOSE = "close", "Close it"

    entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="partnership_reviews"
    )
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    value = models.TextField("what it achieves, and for whom")
    pence = models.PositiveBigIntegerField("what it costs a year, all partners together", null=True, blank=True)
    finding = models.TextField("what was found")
    proposal = models.CharField(max_length=20, choices=Proposal)
    with_entry = models.ForeignKey(RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    with_strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided = models.CharField("what was decided", max_length=20, choices=Proposal, blank=True)
    done_on = models.DateField("carried out on", null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, strategy__isnull=True)
                | Q(entry__isnull=True, strategy__isnull=False),
                name="review_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(proposal="merge") | Q(with_entry__isnull=False) | Q(with_strategy__isnull=False),
                name="merger_says_with_which",
                violation_error_message="Say with which one it is to be merged.",
            ),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(finding=""), name="review_has_a_finding",
                violation_error_message="Say what it achieves and what was found.",
            ),
            models.CheckConstraint(
                condition=Q(decided="", done_on__isnull=True) | ~Q(decided="") & Q(decision__isnull=False),
                name="review_decided_by_a_decision",
                violation_error_message="Choose the decision by which it was settled.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Review of {self.subject}"

    @property
    def subject(self) -> RegisterEntry | Strategy | None:
        """Return what is reviewed."""
        return self.entry or self.strategy

    @property
    def partner(self) -> RegisterEntry | Strategy | None:
        """Return what it is to be merged with."""
        return self.with_entry or self.with_strategy

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        if self.done_on:
            return "Done"
        return "Decided" if self.decided else "Proposed" if self.published_at else "Draft"


class BoardTie(OfPlans):
    """How a board relates to a partnership that exists already. Source: checklist A49, X2."""

    class Kind(models.TextChoices):
        """How closely."""

        OVERSEES = "oversees", "Oversees it"
        ENGAGES = "engages", "Works with it"
        LINKS = "links", "Is linked to it"
        INDEPENDENT = "independent", "Independent of it"

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="board_ties")
    kind = models.CharField("how the board relates to it", max_length=20, choices=Kind)
    how = models.CharField("in practice", max_length=300, blank=True)
    since = models.DateField("since", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["entry__name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(board__isnull=False), name="tie_is_of_a_board"),
            models.UniqueConstraint(
                fields=["board", "entry"], condition=Q(ended_on=None), name="one_tie_a_board_and_partnership",
                violation_error_message="The board’s relation to it is on record. End it first.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.entry}"
