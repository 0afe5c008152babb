"""The rules of money, as data with a default: for the partnership, and for a locality that does it its own way."""

from collections.abc import Callable
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from foundation.tenancy import TenantHistory
from localities.models import Locality, RulesQuerySet

from .place import OfMoney

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class CommissioningRules(OfMoney):
    """One set of rules; the row without a locality is the partnership's."""

    end_warn_days = models.PositiveSmallIntegerField(
        "calendar days before the last day of a fund on which its keepers are warned", default=90
    )  # C27
    last_warn_days = models.PositiveSmallIntegerField(
        "calendar days before the last day of a fund on which its keepers are warned once more", default=7
    )  # C27
    levy_percent = models.PositiveSmallIntegerField(
        "percent of the Community Infrastructure Levy of a place that is its neighbourhood share",
        default=15, validators=PERCENT,
    )  # R30 (CIL Regulations 2010, regulation 59A)  # fmt: skip
    levy_plan_percent = models.PositiveSmallIntegerField(
        "percent of it where a neighbourhood plan is made", default=25, validators=PERCENT
    )  # R30
    levy_most_a_dwelling = models.DecimalField(
        "most pounds for each dwelling in a year, where no neighbourhood plan is made",
        max_digits=8, decimal_places=2, default=Decimal(100), validators=[MinValueValidator(0)],
    )  # R30; it rises with the index of building costs  # fmt: skip

    objects = RulesQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        verbose_name_plural = "commissioning rules"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "locality"], nulls_distinct=False, name="one_set_of_commissioning_rules"
            ),
            models.CheckConstraint(condition=Q(board__isnull=True), name="commissioning_rules_are_of_a_locality"),
            models.CheckConstraint(
                condition=Q(levy_percent__lte=100, levy_plan_percent__lte=100, levy_most_a_dwelling__gte=0),
                name="commissioning_rules_share_a_levy",
                violation_error_message="Give a number from 0 to 100.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Rules of money of {self.locality or 'the partnership'}"


def rules_of(locality: Locality | None) -> CommissioningRules:
    """Return the rules that hold in a locality: its own, else the partnership's, else the defaults."""
    return CommissioningRules.objects.of(locality)


def rules_by_locality() -> Callable[[int | None], CommissioningRules]:
    """Return what gives the rules that hold in a locality by its id, all of them read in one query."""
    return CommissioningRules.objects.by_locality()
