"""What partners commit to a plan, and the money, people and things of its actions. Source: checklist C11, C27."""

from django.db import models
from django.db.models import F, Q

from foundation.tenancy import TenantHistory
from localities.models import Organisation

from .place import Part, opened_with_the_whole
from .plan import Objective, Plan, PlanAction


class Commitment(Part):
    """What a provider commits to a plan, dated. Source: checklist C11."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="commitments")
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    words = models.TextField("what it commits to")
    given_on = models.DateField("given on")
    given_by = models.CharField("by whom", max_length=160)
    ended_on = models.DateField("taken back on", null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(given_by=""), name="commitment_says_what",
                violation_error_message="Say what is committed, and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("given_on")) & ~Q(ended_because=""),
                name="commitment_taken_back_for_a_reason",
                violation_error_message="Say why it was taken back, on a day after it was given.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.words}"


class PlanResource(Part):
    """Money, people or things that an action has, and what follows when they end. Source: checklist C27, B40."""

    class Kind(models.TextChoices):
        """What it is."""

        MONEY = "money", "Money"
        PEOPLE = "people", "People’s time"
        IN_KIND = "in-kind", "Something in kind"

    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=20, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="from whom")
    what = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField("amount in pence", null=True, blank=True)
    ends_on = models.DateField("last day, where it ends", null=True, blank=True)
    afterwards = models.TextField("how it goes on when it ends", blank=True)  # C27
    warned_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(amount__isnull=False), name="money_has_an_amount",
                violation_error_message="Give the amount.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | ~Q(afterwards=""), name="what_ends_says_what_follows",
                violation_error_message="It ends: say how the work goes on then (C27).",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what
