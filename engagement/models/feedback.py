"""What became of what people said, theme by theme. Source: checklist E30; standards R31."""

from django.db import models
from django.db.models import Q

from boards.models import Action, Decision
from foundation.models import Edition, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory

from .activity import Activity
from .audience import Theme
from .place import DRAFT, OfPlace

LONGEST = 2000  # characters on one theme


class FeedbackQuerySet(PublishedQuerySet["Feedback"]):
    """Words for feedback."""


class Feedback(Published, OfPlace):
    """What people are told after an activity; they read it as an edition, officers go on writing here."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="feedback")
    summary = models.TextField("who took part, and what it was about")
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="feedback")
    published_at = models.DateTimeField(null=True, blank=True)  # for the first time
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = FeedbackQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name_plural = "feedback"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(edition__isnull=False) & ~Q(summary=""),
                name="public_feedback_is_an_edition",
                violation_error_message="Say who took part before you publish.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"What changed: {self.activity}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/feedback/{self.pk}/"


class FeedbackPoint(OfPlace):
    """What is written on one theme: always whole, so that nothing is published without its reason."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(default=0)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField("in a few words", max_length=160)
    said = models.TextField("what people said", max_length=LONGEST)
    changed = models.TextField("what changed", blank=True, max_length=LONGEST)
    unchanged = models.TextField("what did not change", blank=True, max_length=LONGEST)
    why = models.TextField("why", max_length=LONGEST)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(why="") & ~Q(heading=""), name="feedback_gives_a_reason",
                violation_error_message="Say what people said, and why it did or did not change something (R31).",
            ),
            models.CheckConstraint(
                condition=~Q(changed="") | ~Q(unchanged=""), name="feedback_says_what_became_of_it",
                violation_error_message="Say what changed, or what did not change.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.heading


class FeedbackLink(OfPlace):
    """What a published statement speaks of: a theme, and the decision or action that it led to."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="links")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="informed_by")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="informed_by")
    published_at = models.DateTimeField(null=True, blank=True)  # with its feedback

    class Meta:
        ordering = ["id"]
        constraints = [ConfidentialWall(roots=DRAFT, opened="published_at")]

    def __str__(self) -> str:
        return f"{self.feedback_id}: {self.theme}"
