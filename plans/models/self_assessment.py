"""What a board says of itself by the statements of a board that is fully formed. Source: checklist A30, A32."""

from django.db import models
from django.db.models import Q

from engagement.models.audience import Listed
from foundation.models import User
from foundation.published import Published
from foundation.tenancy import ConfidentialWall, TenantHistory

from .evidence import Evidence
from .place import DRAFT, OfPlans, Part, opened_with_the_whole


class SelfStatement(Listed):
    """A statement by which a board judges itself; partnerships may change the words. Source: checklist A30."""

    history = TenantHistory()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_self_statement_a_key",
                violation_error_message="This statement is in the list already.",
            )
        ]  # fmt: skip


class SelfAssessment(Published, OfPlans):
    """How a board saw itself on a day; a later one does not change an earlier one."""

    assessed_on = models.DateField("day of the assessment")
    assessed_by = models.CharField("who took part", max_length=300)
    summary = models.TextField("what the board makes of it", blank=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-assessed_on", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["board", "assessed_on"], name="one_self_assessment_a_day",
                violation_error_message="The board assessed itself on this day already. Change that assessment.",
            ),
            models.CheckConstraint(condition=Q(board__isnull=False), name="self_assessment_is_a_boards"),
            models.CheckConstraint(
                condition=~Q(assessed_by=""), name="self_assessment_says_who",
                violation_error_message="Say who took part.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"How {self.board} sees itself, {self.assessed_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/self-assessments/{self.pk}/"


class SelfScore(Part):
    """How far a statement is true of the board, and what shows it."""

    class Score(models.IntegerChoices):
        """How far."""

        NOT_YET = 1, "Not yet"
        PARTLY = 2, "In part"
        MOSTLY = 3, "For the most part"
        FULLY = 4, "Fully"

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="scores")
    statement = models.ForeignKey(SelfStatement, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField(choices=Score)
    words = models.TextField("what shows it")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField("where to read more", max_length=500, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["statement__position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["assessment", "statement"], name="one_score_a_statement"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=4) & ~Q(words=""), name="self_score_says_what_shows_it",
                violation_error_message="Choose how far it is true, and say what shows it (A30).",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement}: {self.get_score_display()}"
