"""A year of the Community Infrastructure Levy: what was raised in a place, and its neighbourhood share. Source: R30."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantHistory
from plans.models.place import Part

from .fund import Fund
from .place import DRAFT


class LevyYear(Part):
    """What was raised in the place of a fund in one financial year, and the rule by which its share is counted.

    The rule is kept with the year, so that what was due once does not change with the rules of today.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="levy_years")
    year = models.PositiveSmallIntegerField(
        "year in which it began", validators=[MinValueValidator(2010), MaxValueValidator(2199)]
    )
    raised = models.PositiveBigIntegerField("levy that was raised in the place, in pence")
    plan_made_on = models.DateField("day on which the neighbourhood plan was made", null=True, blank=True)
    dwellings = models.PositiveIntegerField("dwellings in the place", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("share in percent")
    most_a_dwelling = models.PositiveBigIntegerField("most for each dwelling, in pence", null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-year"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["fund", "year"], name="one_levy_a_year",
                violation_error_message="The levy of this year is kept already: change it.",
            ),
            models.CheckConstraint(
                condition=Q(plan_made_on__isnull=False, most_a_dwelling__isnull=True)
                | Q(plan_made_on__isnull=True, dwellings__isnull=False, most_a_dwelling__isnull=False),
                name="levy_is_capped_without_a_plan",
                violation_error_message=(
                    "Say how many dwellings there are: without a neighbourhood plan each has a limit (R30)."
                ),
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="levy_is_shared"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.fund}, levy of {self.year} to {self.year + 1}"

    @property
    def share(self) -> int:
        """Return what is due to the place of that year, in pence."""
        due = self.raised * self.percent // 100
        if self.most_a_dwelling is None or self.dwellings is None:
            return due
        return min(due, self.most_a_dwelling * self.dwellings)

    @property
    def is_capped(self) -> bool:
        """Say whether the limit for each dwelling makes the share smaller."""
        return self.share < self.raised * self.percent // 100
