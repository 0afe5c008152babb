"""Strategies, corporate plans, ambitions and targets, whose aims a priority serves. Source: checklist A12, A25, C13."""

from django.db import models
from django.db.models import F, Q

from boards.models import Level
from engagement.models import Theme
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation

from .place import DRAFT, OfPlans, Part, opened_with_the_whole


class StrategyQuerySet(PublishedQuerySet["Strategy"]):
    """Words for strategies."""

    def on(self, day) -> "StrategyQuerySet":
        """Keep those that hold on a day."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)).exclude(ends_on__lt=day)


class Strategy(Published, OfPlans):
    """A document that sets aims: of a council, a partner, the partnership, or the country."""

    class Kind(models.TextChoices):
        """What sort of document. Source: checklist A12, A25, C8, C13."""

        CORPORATE = "corporate", "Corporate plan of a council"
        AMBITIONS = "ambitions", "Ambitions shared by all partners"
        STRATEGY = "strategy", "Strategy"
        ACTION_PLAN = "action-plan", "Action plan"
        NATIONAL = "national", "National targets"
        LOCAL = "local", "Local targets"
        AIMS = "aims", "Aims of locality working"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="strategies"
    )  # whose it is; nobody's where it is the partners' together
    level = models.CharField(max_length=20, choices=Level, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.TextField("what it sets out to do", blank=True)
    link = models.URLField("where to read it", max_length=500, blank=True)
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    within = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )  # the strategy that it carries out
    published_at = models.DateTimeField(null=True, blank=True)

    objects = StrategyQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["title", "id"]
        verbose_name_plural = "strategies"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="strategy_ends_after_it_starts",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="corporate") | Q(organisation__isnull=False), name="corporate_plan_is_a_councils",
                violation_error_message="Say whose corporate plan it is.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/strategies/{self.pk}/"


class Aim(Part):
    """One aim, priority or target of a strategy: what a board's priority can be linked to."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="aims")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    about = models.TextField("in more words, with its target where it has one", blank=True)
    ended_on = models.DateField("no longer pursued since", null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(title=""), name="aim_says_what", violation_error_message="Say what the aim is."
            ),
        ]

    def __str__(self) -> str:
        return self.title
