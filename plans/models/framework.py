"""How far locality working has come: a strategy framework of outcomes, stages and measures. Source: E1-E5; R26."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from foundation.models import User
from foundation.published import Published
from foundation.tenancy import ConfidentialWall, TenantHistory

from .evidence import Evidence
from .place import DRAFT, OfPlans, Part, opened_with_the_whole

STAGES = (1, 2, 3)
NEEDS_EVIDENCE = "A measure is met only when something shows it: give the evidence (R26)."


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Words for frameworks."""

    def running(self, on: datetime.date) -> "FrameworkQuerySet":
        """Keep those by which localities work on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Framework(Published, OfPlans):
    """A strategy for locality working, with what success looks like at each stage. Source: checklist E1, E2."""

    name = models.CharField(max_length=200)
    vision = models.TextField()
    approach = models.TextField("our approach", blank=True)
    objectives = models.JSONField(default=list, blank=True)  # in words
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    stages_build_on_each_other = models.BooleanField(
        "a stage is reached only when all lower ones are", default=True
    )  # E3: configurable
    review_months = models.PositiveSmallIntegerField("months until a measure is assessed again", default=12)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="framework_ends_after_it_starts",
                violation_error_message="The last day must not be before the first day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/maturity/{self.pk}/"

    def runs_on(self, day: datetime.date) -> bool:
        """Say whether localities work by it on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class FrameworkOutcome(Part):
    """One outcome of a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    short_title = models.CharField("in a table", max_length=60)

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [opened_with_the_whole()]

    def __str__(self) -> str:
        return self.title


class StageMeasure(Part):
    """A measure of success: it belongs to one outcome and one stage. Source: checklist E2.

    It counts from its first day, where it has one, until the day on which it was ended; on that day it counts no more.
    """

    outcome = models.ForeignKey(FrameworkOutcome, on_delete=models.CASCADE, related_name="measures")
    stage = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(3)])
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    starts_on = models.DateField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=300, blank=True, editable=False)

    history = TenantHistory()

    class Meta:
        ordering = ["outcome", "stage", "position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="measure_is_of_one_of_three_stages"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_because=""), name="measure_is_ended_for_a_reason",
                violation_error_message="Say why the measure counts no more.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    def counts_on(self, day: datetime.date) -> bool:
        """Say whether the stage depends on it on a day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ended_on is None or day < self.ended_on)


class StageAssessment(Part):
    """How a locality stood on a measure on a day; a later one does not change an earlier one. Source: E3, E4; R26."""

    class Standing(models.TextChoices):
        """How far it is."""

        NOT_STARTED = "not-started", "Not started"
        IN_PROGRESS = "in-progress", "In progress"
        MET = "met", "Met"

    measure = models.ForeignKey(StageMeasure, on_delete=models.PROTECT, related_name="assessments")
    standing = models.CharField(max_length=20, choices=Standing)
    evidence_words = models.TextField("what shows it", blank=True)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessor = models.CharField("who assessed it", max_length=160)
    assessed_on = models.DateField()
    next_review_on = models.DateField("look at it again on")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-assessed_on", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(standing="met") | ~Q(evidence_words="") | Q(evidence__isnull=False),
                name="met_measure_has_evidence",
                violation_error_message=NEEDS_EVIDENCE,
            ),
            models.CheckConstraint(condition=Q(locality__isnull=False), name="assessment_is_of_a_locality"),
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("assessed_on")), name="stage_is_looked_at_again_later",
                violation_error_message="The next review must come after the assessment.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["measure", "locality", "-assessed_on", "-id"], name="stage_now")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_standing_display()}"
