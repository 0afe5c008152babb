"""What becomes of a plan: what is said of its actions, its years, lessons, pilots. Source: checklist C17, A50, C25."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from engagement.models import Theme
from foundation.models import Edition, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import RegisterEntry

from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .plan import Milestone, Plan, PlanAction


class ActionReport(Part):
    """What is said of an action of a plan, by its owner or an officer: public at once, hidden for a reason."""

    class Kind(models.TextChoices):
        """What has happened."""

        GOING = "going", "It is under way"
        HELD = "held", "It is held up"
        REACHED = "reached", "A milestone is reached"
        DONE = "done", "It is done"
        MOVED = "moved", "It is done by another day"
        DROPPED = "dropped", "It is given up"

    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=20, choices=Kind)
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    text = models.CharField("what has happened", max_length=500)
    was_due_on = models.DateField("it was to be done by", null=True, blank=True)
    now_due_on = models.DateField("it is to be done by", null=True, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("who says so", max_length=200)
    hidden_because = models.CharField(max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(by_name=""), name="action_report_has_words",
                violation_error_message="Say what has happened, and who says so.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="moved") | Q(was_due_on__isnull=False, now_due_on__isnull=False),
                name="moved_action_keeps_its_old_day",
                violation_error_message="Give the day by which it is done now.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="reached") | Q(milestone__isnull=False), name="report_names_its_milestone",
                violation_error_message="Choose the milestone that is reached.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["action", "-said_at"], name="action_report_newest")]

    def __str__(self) -> str:
        return self.text


class DeliveryYear(Published, Part):
    """One year of a plan: what is to be done in it, agreed and published; then what became of it. Source: C17."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="years")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    about = models.TextField("what matters most this year", blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    achieved = models.TextField("what was achieved", blank=True)
    not_achieved = models.TextField("what was not, and why", blank=True)
    changes = models.TextField("what changes next year", blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["plan", "starts_on"], name="one_delivery_year_a_start",
                violation_error_message="This year of the plan is there already.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="delivery_year_ends_after_it_starts",
                violation_error_message="The last day must be after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True)
                | Q(agreed_at__isnull=False) & ~Q(achieved="") & ~Q(not_achieved="") & ~Q(changes=""),
                name="review_says_what_became_of_the_year",
                violation_error_message=(
                    "A review is of a year that was agreed, and says what was achieved, what was not and why, and "
                    "what changes (C17)."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan}, {self.words}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/plans/years/{self.pk}/"

    @property
    def words(self) -> str:
        """Return which year it is, in words."""
        first, last = self.starts_on.year, self.ends_on.year
        return f"{first}" if first == last else f"{first} to {last}"

    @property
    def series(self) -> str:
        """Return the series of its editions."""
        return f"delivery-year:{self.pk}"


class YearAction(Part):
    """An action that is worked on in a year, and what of it is to be reached by the end of the year."""

    year = models.ForeignKey(DeliveryYear, on_delete=models.CASCADE, related_name="year_actions")
    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="year_links")

    class Meta:
        ordering = ["action__objective__position", "action__position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["year", "action"], name="action_once_a_year"),
        ]

    def __str__(self) -> str:
        return str(self.action)


class PilotEvaluation(OfPlans):
    """What was found when a pilot ended, and whether it goes on. Source: checklist A50."""

    class Decision(models.TextChoices):
        """What becomes of the pilot."""

        CONTINUE = "continue", "It goes on"
        ADAPT = "adapt", "It goes on, changed"
        STOP = "stop", "It stops"

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="evaluations")
    ended_on = models.DateField("the end for which it was judged")
    decision = models.CharField("what becomes of it", max_length=20, choices=Decision)
    found = models.TextField("what was found")
    evaluated_at = models.DateTimeField(auto_now_add=True)
    evaluated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # where the register is open to everybody

    history = TenantHistory()

    class Meta:
        ordering = ["-evaluated_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["entry", "ended_on"], name="pilot_is_judged_once_an_end",
                violation_error_message="This pilot was judged for this end already.",
            ),
            models.CheckConstraint(
                condition=~Q(found=""), name="evaluation_says_what_was_found",
                violation_error_message="Say what was found.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_decision_display()}"


class LessonQuerySet(PublishedQuerySet["Lesson"]):
    """Words for lessons."""

    def saying(self, words: str) -> "LessonQuerySet":
        """Keep those in which each of these words stands."""
        rows = self
        for word in words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(plan__title__icontains=word))
        return rows


class Lesson(OfPlans):
    """Something that was learned, for whoever plans next. Source: checklist C17, A50."""

    title = models.CharField("what was learned, in one line", max_length=200)
    text = models.TextField("what happened, and what to do another time")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="lessons")
    year = models.ForeignKey(DeliveryYear, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons")
    pilot = models.ForeignKey(PilotEvaluation, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons")
    learned_on = models.DateField("learned on")
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = LessonQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-learned_on", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="lesson_has_words",
                violation_error_message="Say what was learned.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
