"""A fund: where its money comes from, what it may be spent on, until when. Source: A29, A45, D6, D7, E38."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from engagement.models import Theme
from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation
from plans.models.place import Part

from .place import DRAFT, OfMoney


class Nature(models.TextChoices):
    """What kind of resource it is. Source: checklist D7."""

    NEW = "new", "New money"
    REDIRECTED = "redirected", "Money that was spent on something else before"
    IN_KIND = "in-kind", "Given in kind, at its worth"


class FundQuerySet(PublishedQuerySet["Fund"]):
    """Words for funds."""

    def running(self) -> "FundQuerySet":
        """Keep what is open and not closed."""
        return self.public().filter(closed_at__isnull=True)


class Fund(Published, OfMoney):
    """A pot of public money with its own rules; every pound in and out of it is an entry of the ledger."""

    class Stream(models.TextChoices):
        """Where the money comes from. Source: checklist A29, A35, B43; standards R30."""

        DEVOLVED = "devolved", "Devolved by the county"
        NEW_HOMES = "new-homes", "New Homes Bonus"
        CIL = "cil", "Community Infrastructure Levy, neighbourhood share"
        POOLED = "pooled", "Pooled by partners"
        COMMUNITY = "community", "Community budget"
        GRANT = "grant", "External grant"
        WARD = "ward", "Ward members’ budgets"
        OTHER = "other", "Other money"

    title = models.CharField(max_length=200)
    stream = models.CharField("where the money comes from", max_length=20, choices=Stream)
    nature = models.CharField("kind of resource", max_length=20, choices=Nature, default=Nature.NEW)
    holder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="funds_held", verbose_name="body that holds the money"
    )
    purpose = models.TextField("what it may be spent on")
    rules = models.TextField("further rules", blank=True)
    only_theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="ring-fenced to one subject",
    )  # fmt: skip
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day on which it is given out", null=True, blank=True)
    exit_plan = models.TextField("what follows when it ends", blank=True)  # C27
    carry_percent = models.PositiveSmallIntegerField(
        "most of a year’s money that is carried into the next, in percent", default=100,
        validators=[MaxValueValidator(100)],
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_because = models.CharField(max_length=500, blank=True)

    objects = FundQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(purpose=""), name="fund_says_what_for",
                violation_error_message="Name the fund, and say what it may be spent on.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="fund_ends_after_it_starts",
                violation_error_message="The last day must be after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | ~Q(exit_plan=""), name="fund_that_ends_says_what_follows",
                violation_error_message="Money that ends needs a plan: say how the work goes on after it (C27).",
            ),
            models.CheckConstraint(
                condition=Q(carry_percent__lte=100), name="fund_carries_a_share",
                violation_error_message="Give a number from 0 to 100.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False) & ~Q(closed_because=""),
                name="fund_closes_for_a_reason",
                violation_error_message="Say why the fund is closed.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/money/funds/{self.pk}/"

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        return "Closed" if self.closed_at else "Open" if self.published_at else "Draft"


class Contribution(Part):
    """What one partner puts into a fund: promised with its day; what came is in the ledger. Source: E38, D7."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="who gives it"
    )
    pence = models.PositiveBigIntegerField("how much, in pence")
    nature = models.CharField("kind of resource", max_length=20, choices=Nature, default=Nature.NEW)
    due_on = models.DateField("due on")
    condition = models.CharField("on what condition", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(pence__gt=0), name="contribution_is_of_something",
                violation_error_message="Enter an amount above £0.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="contribution_withdrawn_for_a_reason",
                violation_error_message="Say why it does not come.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.fund}"
