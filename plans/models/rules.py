"""The rules of plans, as data with a default: for the partnership, and for a locality that does it its own way."""

from collections.abc import Callable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from foundation.tenancy import TenantHistory
from localities.models import Locality, RulesQuerySet

from .place import OfPlans

COMMON = (
    "people local locality area place partners partnership community communities board work working better improve "
    "more less need needs service services support help make year years council resident residents who live every "
    "together each both other with without from into over that this these those what which where when their they them "
    "than then have been will about also only"
)


class PlanRules(OfPlans):
    """One set of rules; the row without a locality is the partnership's."""

    comment_days = models.PositiveSmallIntegerField(
        "calendar days for partners and people to comment on a draft", default=42, validators=[MinValueValidator(1)]
    )  # B26, D10
    amber_percent = models.PositiveSmallIntegerField(
        "percent of the way to a target by which a measure may lag and still be amber",
        default=10,
        validators=[MaxValueValidator(100)],
    )  # R25
    improving_is_amber = models.BooleanField(
        "a measure that is behind and gets better counts as amber", default=False
    )  # R25 (Havering)
    value_remind_days = models.PositiveSmallIntegerField(
        "calendar days before a value is due on which its keeper is reminded", default=7
    )
    value_due_days = models.PositiveSmallIntegerField(
        "calendar days after the end of a period until its value is due", default=30
    )
    end_warn_days = models.PositiveSmallIntegerField(
        "calendar days before funding or a post ends on which its owner is warned", default=90
    )  # C18, C27
    gate_warn_days = models.PositiveSmallIntegerField(
        "calendar days before a gate of the cycle on which boards are reminded", default=14
    )  # B21
    last_warn_days = models.PositiveSmallIntegerField(
        "calendar days before funding, a post or a pilot ends on which its owner is warned once more", default=7
    )  # C18, C27
    heard_days = models.PositiveSmallIntegerField(
        "calendar days before a plan was begun in which what people said counts for it", default=365
    )  # C11
    link_days = models.PositiveSmallIntegerField(
        "calendar days after an action is due in which the link of its owner works",
        default=90,
        validators=[MinValueValidator(1)],
    )  # C25
    file_days = models.PositiveSmallIntegerField(
        "calendar days for which a file of values waits to be confirmed", default=7, validators=[MinValueValidator(1)]
    )
    part_days = models.PositiveSmallIntegerField(
        "calendar days that an organisation’s part covers where no first day is given", default=365
    )  # D11
    review_due_days = models.PositiveSmallIntegerField(
        "calendar days after a year of a plan ends by which its review is published", default=60
    )  # C17
    common_words = models.TextField("words that do not make two priorities alike", default=COMMON, blank=True)  # B22
    match_words = models.PositiveSmallIntegerField(
        "fewest words that two priorities of different themes share to be shown as alike",
        default=2,
        validators=[MinValueValidator(1)],
    )

    objects = RulesQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        verbose_name_plural = "plan rules"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "locality"], nulls_distinct=False, name="one_set_of_plan_rules"
            ),
            models.CheckConstraint(condition=Q(board__isnull=True), name="plan_rules_are_of_a_locality"),
        ]

    def __str__(self) -> str:
        return f"Rules of plans of {self.locality or 'the partnership'}"


def rules_of(locality: Locality | None) -> PlanRules:
    """Return the rules that hold in a locality: its own, else the partnership's, else the defaults."""
    return PlanRules.objects.of(locality)


def rules_by_locality() -> Callable[[int | None], PlanRules]:
    """Return what gives the rules that hold in a locality by its id, all of them read in one query."""
    return PlanRules.objects.by_locality()
