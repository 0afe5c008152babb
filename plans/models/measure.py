"""What a priority or an objective is measured by: baseline, target, tolerance. Source: checklist A14; standards R25."""

from django.db import models
from django.db.models import F, Q

from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import TenantHistory
from localities.models import Area, Organisation

from .indicator import Indicator, IndicatorValue
from .place import Part, opened_with_the_whole
from .plan import Objective
from .priority import Priority

TARGET_NEEDS_BASELINE = "A target needs its baseline: the value from which it starts, and its day (R25)."


class MeasureQuerySet(PublishedQuerySet["Measure"]):
    """Words for measures; one that has ended stays public."""

    def standing(self) -> "MeasureQuerySet":
        """Leave out what is measured no more."""
        return self.filter(ended_at__isnull=True)


class Measure(Published, Part):
    """An indicator in an area, with what it was and what it is to become, for a priority or an objective."""

    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.CASCADE, related_name="measures")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    baseline = models.DecimalField("value from which it starts", max_digits=16, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField("day of that value", null=True, blank=True)
    target = models.DecimalField("value to be reached", max_digits=16, decimal_places=4, null=True, blank=True)
    target_on = models.DateField("by", null=True, blank=True)
    tolerance = models.DecimalField(
        "percent of the way by which it may lag and still be amber", max_digits=5, decimal_places=2,
        null=True, blank=True,
    )  # None: what the rules say  # fmt: skip
    reason = models.CharField("why this target", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=Q(priority__isnull=False, objective__isnull=True)
                | Q(priority__isnull=True, objective__isnull=False),
                name="measure_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, target_on__isnull=True)
                | Q(
                    target__isnull=False, target_on__isnull=False, baseline__isnull=False, baseline_on__isnull=False,
                    target_on__gt=F("baseline_on"),
                ),
                name="target_has_its_baseline",
                violation_error_message=TARGET_NEEDS_BASELINE,
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0, tolerance__lte=100),
                name="tolerance_is_a_percentage",
                violation_error_message="Give a tolerance from 0 to 100 percent.",
            ),
            models.UniqueConstraint(fields=["priority", "indicator", "area"], name="measure_once_a_priority"),
            models.UniqueConstraint(fields=["objective", "indicator", "area"], name="measure_once_an_objective"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/measures/{self.pk}/"

    @property
    def whole(self) -> Priority | Objective:
        """Return what it measures: a priority, or an objective of a plan."""
        return self.priority or self.objective  # type: ignore[return-value]


class CorrectiveAction(Part):
    """What is done about a measure that is red. Source: standards R25."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="corrections")
    value = models.ForeignKey(
        IndicatorValue, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # that was red
    text = models.TextField("what is done about it")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("by")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField("what came of it", max_length=500, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(text="") & (Q(done_on__isnull=True) | ~Q(done_note="")),
                name="corrective_action_has_words",
                violation_error_message="Say what is done about it, and what came of it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text
