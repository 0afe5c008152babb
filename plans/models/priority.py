"""A priority of a board: what it rests on, what it serves, and who leads it. Source: checklist B20-B29, A12."""

from django.db import models
from django.db.models import F, Q

from boards.models import AgendaItem, Level, Meeting
from engagement.models import Theme
from engagement.models.audience import Listed
from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation, Person

from .cycle import PrioritySet
from .evidence import Evidence, Need
from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .strategy import Aim


class PriorityQuerySet(PublishedQuerySet["Priority"]):
    """Words for priorities."""

    def standing(self) -> "PriorityQuerySet":
        """Leave out what was given up."""
        return self.filter(withdrawn_at__isnull=True)


class Priority(Published, OfPlans):
    """One of the three to five things that a board sets out to change in a cycle."""

    class Horizon(models.TextChoices):
        """How soon it shows. Source: checklist C25."""

        QUICK = "quick", "Within a year"
        MEDIUM = "medium", "One to three years"
        LONG = "long", "More than three years"

    set = models.ForeignKey(PrioritySet, on_delete=models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    description = models.TextField("what is to change, and for whom")
    root_cause = models.TextField("what lies behind the problem", blank=True)  # B28
    level = models.CharField("right level", max_length=20, choices=Level, blank=True)  # B28
    no_aim_because = models.TextField("why it serves no aim of a council’s corporate plan", blank=True)  # B23
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    horizon = models.CharField(max_length=20, choices=Horizon, blank=True)
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="lead member"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="lead partner"
    )
    developed_from = models.DateField("developed from", null=True, blank=True)
    developed_until = models.DateField("developed until", null=True, blank=True)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_on")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # when its set is shared
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField("what came of it", blank=True)

    objects = PriorityQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["set", "position", "id"]
        verbose_name_plural = "priorities"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(description=""), name="priority_says_what",
                violation_error_message="Say what is to change, and for whom.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="priority_given_up_for_a_reason",
                violation_error_message="Say why it is given up.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="priority_closes_with_its_outcome",
                violation_error_message="Say what came of it.",
            ),
            models.CheckConstraint(
                condition=Q(developed_until__isnull=True)
                | Q(developed_from__isnull=False, developed_until__gte=F("developed_from")),
                name="priority_developed_in_order",
                violation_error_message="The last day must not be before the first day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/priorities/{self.pk}/"

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        return "Given up" if self.withdrawn_at else "Closed" if self.closed_at else self.set.state


class PriorityEvidence(Part):
    """Evidence, or a need, on which a priority rests."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="evidence_links")
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links"
    )
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links")

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["priority", "evidence"], name="evidence_once_a_priority"),
            models.UniqueConstraint(fields=["priority", "need"], name="need_once_a_priority"),
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, need__isnull=True) | Q(evidence__isnull=True, need__isnull=False),
                name="priority_rests_on_one_thing_a_link",
            ),
        ]

    def __str__(self) -> str:
        return str(self.evidence or self.need)


class PriorityAim(Part):
    """An aim that a priority serves: of a corporate plan, an ambition, a target. Source: checklist A12, B23."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="aim_links")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, related_name="priority_links")

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["priority", "aim"], name="aim_once_a_priority"),
        ]

    def __str__(self) -> str:
        return str(self.aim)


class PrioritySupport(Part):
    """How one priority helps another of the same partnership. Source: checklist B23."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="supports")
    other = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="supported_by")
    how = models.CharField(max_length=300)

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["priority", "other"], name="support_once"),
            models.CheckConstraint(
                condition=~Q(priority=F("other")), name="support_joins_two",
                violation_error_message="Choose another priority.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.how


class Principle(Listed):
    """A principle by which priorities are judged. Source: checklist B27."""

    history = TenantHistory()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_principle_a_key",
                violation_error_message="This principle is in the list already.",
            )
        ]  # fmt: skip


class PrincipleScore(Part):
    """How far a priority keeps a principle, and why. Source: checklist B27."""

    class Score(models.IntegerChoices):
        """How far."""

        NOT = 0, "Not"
        LITTLE = 1, "A little"
        MUCH = 2, "To a good part"
        WHOLLY = 3, "Wholly"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="scores")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField(choices=Score)
    reason = models.TextField("why")
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["principle__position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["priority", "principle"], name="one_score_a_principle"),
            models.CheckConstraint(
                condition=~Q(reason="") & Q(score__lte=3), name="score_has_a_reason",
                violation_error_message="Give the reason for the score.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.principle}: {self.get_score_display()}"


class PriorityItem(Part):
    """An item of business that serves a priority; an item with none is counted. Source: checklist B29."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="item_links")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="priority_links")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="priority_links"
    )  # of the item, which the public does not read as a row

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["priority", "item"], name="item_once_a_priority"),
        ]

    def __str__(self) -> str:
        return str(self.item)
