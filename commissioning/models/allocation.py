"""An allocation: what money is set aside for, by which decision, and the priority it serves. Source: checklist A45."""

from django.db import models
from django.db.models import Q

from boards.models import Decision, OfficerDecision
from foundation.models import User
from foundation.tenancy import TenantHistory
from localities.models import Organisation
from plans.models import PlanAction, Priority

from .fund import Fund
from .place import OfMoney


class Allocation(OfMoney):
    """Money of a fund set aside for one thing; how much is the sum of its entries. It is public from the start.

    It belongs to the board, the locality or the partnership of its fund; ``place`` is where it is spent.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="allocations")
    title = models.CharField("what it pays for", max_length=200)
    about = models.TextField("what will come of it", blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="who receives it, or spends it"
    )
    place = models.ForeignKey(
        "localities.Locality", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="where it is spent",
    )  # fmt: skip
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="allocations")  # A45
    action = models.ForeignKey(
        PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations",
        verbose_name="action of a plan that it pays for",
    )  # fmt: skip
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    officer_decision = models.ForeignKey(
        OfficerDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consulted = models.CharField("when the chair was consulted, and what they said", max_length=300, blank=True)  # A35
    into = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="fed_by",
        verbose_name="the fund that it is paid into",
    )  # a county's money devolved to a board (A35)  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)  # when the board was told of what an officer decided

    history = TenantHistory()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="allocation_says_what_for",
                violation_error_message="Say what it pays for.",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, officer_decision__isnull=True)
                | Q(decision__isnull=True, officer_decision__isnull=False),
                name="allocation_rests_on_one_decision",
                violation_error_message=(
                    "Choose the decision by which it was set aside: one of a board, or one that was delegated (A45)."
                ),
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=True) | ~Q(into=models.F("fund")), name="fund_does_not_feed_itself",
                violation_error_message="Choose another fund: this is the one that the money comes from.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["fund", "-created_at"], name="allocation_newest")]

    def __str__(self) -> str:
        return self.title

    is_public = True  # money is open from the start, and a draft fund has none

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/money/allocations/{self.pk}/"

    @property
    def rests_on(self) -> Decision | OfficerDecision:
        """Return the decision by which it was set aside."""
        return self.decision or self.officer_decision  # type: ignore[return-value]
