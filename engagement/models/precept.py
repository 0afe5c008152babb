"""What parish councils asked residents about their precept, year by year. Source: checklist E14."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from foundation.tenancy import TenantHistory
from localities.models import Organisation

from .activity import Activity
from .place import OfPlace


class PreceptConsultation(OfPlace):
    """One parish council's question on the precept of one financial year; money is in pence."""

    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precept_consultations")
    year = models.PositiveSmallIntegerField("financial year that begins in April", validators=[MinValueValidator(2000)])
    question = models.TextField("what was asked", max_length=1000)
    precept = models.PositiveBigIntegerField("precept proposed, in pence")
    band_d = models.PositiveIntegerField("for a band D home a year, in pence")
    how = models.TextField("how residents were asked", max_length=1000)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_favour = models.PositiveIntegerField("for it", null=True, blank=True)
    against = models.PositiveIntegerField("against it", null=True, blank=True)
    other = models.PositiveIntegerField("other answers", null=True, blank=True)
    decision = models.TextField("what the council decided", max_length=1000, blank=True)
    decided = models.PositiveBigIntegerField("precept set, in pence", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-year", "council__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"], name="one_precept_consultation_a_year",
                violation_error_message="This council’s consultation for that year is recorded: change that one.",
            ),
            models.CheckConstraint(
                condition=Q(in_favour__isnull=True, against__isnull=True, other__isnull=True)
                | Q(in_favour__isnull=False, against__isnull=False, other__isnull=False),
                name="precept_answers_counted_together",
                violation_error_message="Give all three numbers, or none: 0 where nobody answered so.",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided__isnull=True, decided_on__isnull=True)
                | ~Q(decision="") & Q(decided__isnull=False, decided_on__isnull=False),
                name="precept_decision_is_whole",
                violation_error_message="Give what was decided with its amount and its day, or none of them.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.council}, {self.years}"

    @property
    def years(self) -> str:
        """Return the financial year as people write it: 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def answers(self) -> int | None:
        """Return how many answered, where they were counted."""
        if self.in_favour is None or self.against is None or self.other is None:
            return None
        return self.in_favour + self.against + self.other
