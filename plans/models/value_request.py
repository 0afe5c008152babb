"""A value that is due: asked of its keeper by a secret link, and missing in public until it comes. Source: R25."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area

from .indicator import Indicator, IndicatorValue
from .place import DRAFT, Part


class ValueRequestQuerySet(models.QuerySet["ValueRequest"]):
    """Words for values that are asked for."""

    def waiting(self) -> "ValueRequestQuerySet":
        """Keep those whose value has not come, by the link or in any other way."""
        same = {name: OuterRef(name) for name in ("indicator", "area", "starts_on", "ends_on")}
        return self.filter(~Exists(IndicatorValue.objects.filter(replaced_at__isnull=True, **same)))


class ValueRequest(Part):
    """The value of one indicator in one area for a period that has ended; everybody reads when it was asked for."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="requests")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day of the period")
    ends_on = models.DateField("last day of the period")
    due_on = models.DateField("value wanted by")
    made_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # None: nobody is named who could be asked
    token_hash = models.CharField(max_length=64, blank=True)  # of the link by which it is given without an account
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=160, blank=True)

    objects = ValueRequestQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}, opened="published_at"),
            models.UniqueConstraint(
                fields=["indicator", "area", "starts_on", "ends_on"], name="value_asked_once_a_period",
                violation_error_message="This value has been asked for already.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="value_link_unique"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gte=F("ends_on")),
                name="value_is_due_after_its_period",
                violation_error_message="A value is due after its period has ended.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answered_by=""), name="value_is_given_by_somebody",
                violation_error_message="Say who gives the value.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}"
