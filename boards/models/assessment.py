"""The equality impact assessment of what a report proposes. Source: checklist B10; Equality Act 2010, section 149."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .board import Board, OfBoard
from .report import PART_OF_REPORT, Report


class Characteristic(models.TextChoices):
    """What the law protects. Source: Equality Act 2010, section 4."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    REASSIGNMENT = "reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    ORIENTATION = "orientation", "Sexual orientation"


class Effect(models.TextChoices):
    """What the proposal is likely to do for people who share a characteristic."""

    NONE = "none", "No effect"
    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    MIXED = "mixed", "Positive for some, negative for others"
    UNKNOWN = "unknown", "Not known yet"


class AssessmentQuerySet(models.QuerySet["ImpactAssessment"]):
    """Words for assessments."""

    def to_review(self) -> "AssessmentQuerySet":
        """Keep those of published reports that are to be looked at again some day, soonest first."""
        there = self.filter(review_on__isnull=False, report__withdrawn_at=None)
        return there.filter(report__item__meeting__agenda_edition__isnull=False).order_by("review_on", "pk")


class ImpactAssessment(OfBoard, TenantModel):
    """Whom a proposal affects, on what evidence, and what follows; public with its report."""

    class Outcome(models.TextChoices):
        """What the assessment comes to."""

        GO_ON = "go-on", "No change: no adverse effect was found"
        ADJUST = "adjust", "The proposal is adjusted to remove an adverse effect"
        JUSTIFY = "justify", "It goes on with its adverse effect, for the reasons given"
        STOP = "stop", "The proposal stops or is thought out anew"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="assessment")
    effects = models.JSONField(default=dict)  # {"age": {"effect": "positive", "evidence": "…"}, …}
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.TextField("why it comes to that", blank=True)
    actions = models.TextField("what is done about it, by whom, by when", blank=True)
    assessed_by = models.CharField("who assessed it", max_length=200)
    assessed_on = models.DateField()
    review_on = models.DateField("look at it again on", null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_note = models.TextField("what the review found", blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AssessmentQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        constraints = [
            ConfidentialWall(roots=PART_OF_REPORT),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("assessed_on")),
                name="assessment_is_reviewed_later",
                violation_error_message="The review must come after the assessment.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="justify") | ~Q(reasons=""),
                name="adverse_effect_is_justified",
                violation_error_message="Give the reasons for going on in spite of an adverse effect.",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | ~Q(review_note=""),
                name="assessment_review_says_what_it_found",
                violation_error_message="Say what the review found.",
            ),
        ]

    def __str__(self) -> str:
        return f"Equality impact assessment of {self.report}"

    @property
    def is_due(self) -> bool:
        """Say whether it is to be looked at again by today."""
        return self.review_on is not None and self.review_on <= timezone.localdate()
