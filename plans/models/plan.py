"""A locality plan: its objectives, actions and milestones. Source: checklist C10-C17, A42."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from boards.models import Action, Decision, Referral
from engagement.models import Theme
from foundation.models import Edition, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation, Person

from .evidence import Evidence
from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .priority import Priority
from .strategy import Aim


class PlanQuerySet(PublishedQuerySet["Plan"]):
    """Words for plans: a draft is public while it is open for comment, and a plan once it is adopted."""

    def adopted(self) -> "PlanQuerySet":
        """Keep the plans that are carried out."""
        return self.filter(adopted_at__isnull=False, ended_at__isnull=True)


class Plan(Published, OfPlans):
    """What partners will do together in a locality over some years; one person accounts for it."""

    title = models.CharField(max_length=200)
    vision = models.TextField("what the place will be like", blank=True)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    accountable = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="plans",
        verbose_name="the one person who accounts for it",
    )  # C19  # fmt: skip
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # opened as a draft for comment, or when adopted (D10)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # that adopted it
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the newest
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=500, blank=True)

    objects = PlanQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-starts_on", "title", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_it_starts",
                violation_error_message="The last day must be after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True)
                | Q(accountable__isnull=False, decision__isnull=False, published_at__isnull=False),
                name="adopted_plan_has_its_decision_and_one_person",
                violation_error_message=(
                    "A plan is adopted by a decision of its board, and one person accounts for it (C19)."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="plan_ends_for_a_reason",
                violation_error_message="Say why the plan ends.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/plans/{self.pk}/"

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        steps = ((self.ended_at, "Ended"), (self.adopted_at, "In delivery"), (self.published_at, "Draft for comment"))
        return next((words for passed, words in steps if passed), "Draft")


class Objective(Part):
    """Something that a plan is to achieve, and whether it comes from above or from the community. Source: C12."""

    class Driver(models.TextChoices):
        """Where it comes from. Source: checklist C12."""

        TOP_DOWN = "top-down", "From a target or a plan above"
        BOTTOM_UP = "bottom-up", "From the community"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    outcome = models.TextField("what will be different")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    driver = models.CharField("where it comes from", max_length=20, choices=Driver)
    aim = models.ForeignKey(
        Aim, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )  # its source from above
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )  # its source from the community

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(outcome=""), name="objective_says_what",
                violation_error_message="Say what will be different.",
            ),
            models.CheckConstraint(
                condition=Q(driver="top-down", aim__isnull=False) | Q(driver="bottom-up", evidence__isnull=False),
                name="objective_has_its_source",
                violation_error_message=(
                    "Name the source: for what comes from above the aim, for what comes from the community the "
                    "evidence (C12)."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ObjectiveAim(Part):
    """An aim that an objective helps to reach: of a corporate plan, an ambition, a target. Source: C11, A42."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="aim_links")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, related_name="objective_links")

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["objective", "aim"], name="aim_once_an_objective"),
        ]

    def __str__(self) -> str:
        return str(self.aim)


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    """Words for actions of plans."""

    def standing(self) -> "PlanActionQuerySet":
        """Leave out what was dropped."""
        return self.filter(dropped_at__isnull=True)

    def open(self) -> "PlanActionQuerySet":
        """Keep what is still to be done."""
        return self.standing().filter(done_at__isnull=True)


class PlanAction(Published, Part):
    """What a partner will do for an objective, and by when. Source: checklist C25, A13."""

    class Horizon(models.TextChoices):
        """How soon it shows. Source: checklist C25."""

        QUICK = "quick", "Quick win"
        LONGER = "longer", "Longer term"

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("what is to be done", max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_actions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day")
    due_on = models.DateField("to be done by")
    horizon = models.CharField(max_length=20, choices=Horizon)
    is_preventive = models.BooleanField("it prevents, or acts early", default=False)  # E39, E47
    board_action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_actions"
    )  # that a board agreed for it
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_actions"
    )  # to who decides on it (A13)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_note = models.CharField("what was done", max_length=500, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_because = models.CharField(max_length=500, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, default="")  # of the link by which its owner reports
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)

    objects = PlanActionQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="plan_action_is_due_after_it_starts",
                violation_error_message="It cannot be due before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(done_note=""), name="plan_action_done_in_words",
                violation_error_message="Say what was done.",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | ~Q(dropped_because="") & Q(done_at__isnull=True),
                name="plan_action_dropped_for_a_reason",
                violation_error_message="Say why it is dropped.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="plan_action_link_unique"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None

    @property
    def days_late(self) -> int:
        """Return how many days ago it was due, 0 where it is not late."""
        return max((timezone.localdate() - self.due_on).days, 0) if self.is_open else 0

    @property
    def reached_at(self) -> tuple[str, str]:
        """Return the name and the address of who reports on it: its person, else its owner; empty if unknown."""
        if self.person and self.person.email:
            return self.person.name, self.person.email
        return self.owner.name, self.owner.contact_email


class Milestone(Part):
    """A point on the way of an action."""

    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField("to be reached by")
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [opened_with_the_whole()]

    def __str__(self) -> str:
        return self.title
