"""What is counted, where and when: indicators and their values. Source: checklist A14, D4; standards R25, R33."""

from django.db import models
from django.db.models import F, Q

from engagement.models import Theme
from foundation.models import File, User
from foundation.published import Published
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area, Organisation

from .place import DRAFT, OfPlans, Part, opened_with_the_whole


class Indicator(Published, OfPlans):
    """Something that is counted in the same way each time."""

    class Unit(models.TextChoices):
        """In what it is counted."""

        PERCENT = "percent", "Percent"
        NUMBER = "number", "Number"
        RATE = "rate", "Rate per 1,000 people"
        DAYS = "days", "Days"
        MONEY = "money", "Pounds"
        INDEX = "index", "Index"

    class Polarity(models.TextChoices):
        """Which way is good. Source: standards R25."""

        HIGHER = "higher", "A higher value is better"
        LOWER = "lower", "A lower value is better"
        NEITHER = "neither", "Neither: it describes the place"

    class Frequency(models.TextChoices):
        """How often there is a value."""

        MONTH = "month", "Every month"
        QUARTER = "quarter", "Every quarter"
        YEAR = "year", "Every year"
        ONCE = "once", "Now and then"

    key = models.SlugField("short name in files", max_length=60)
    name = models.CharField(max_length=200)
    definition = models.TextField("what is counted, and how")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20, choices=Unit)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField("which way is good", max_length=20, choices=Polarity)
    frequency = models.CharField(max_length=20, choices=Frequency, default=Frequency.YEAR)
    counts_people = models.BooleanField("its number counts people, so that small ones are hidden", default=False)  # R33
    comparator = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="area with which others are compared",
    )  # the county (D4)  # fmt: skip
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    keeper = models.CharField("who gives the values", max_length=160, blank=True)
    keeper_email = models.EmailField("their email address", blank=True)
    source = models.CharField("where the values come from", max_length=300)
    link = models.URLField("where to read more", max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory(excluded_fields=["keeper_email"])

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_indicator_a_key",
                violation_error_message="Another indicator has this short name.",
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4), name="indicator_has_few_decimals",
                violation_error_message="Give 0 to 4 decimals.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/indicators/{self.pk}/"


class ValueImport(OfPlans):
    """A file of values: looked at, confirmed, taken in, and undone where it was wrong."""

    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField("name of the file", max_length=255)
    columns = models.JSONField(default=dict, blank=True)  # what each column of the file holds
    rows = models.PositiveIntegerField("lines of the file", default=0)
    faults = models.JSONField(default=list, blank=True)  # [line, what is wrong, what would mend it], the first of them
    faulty = models.PositiveIntegerField("lines that cannot be taken in", default=0)
    done = models.PositiveIntegerField("lines taken in so far", default=0)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    failed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return self.name


class IndicatorValue(Part):
    """A value of an indicator in one area for one period; a corrected one stays, and says since when it does not hold.

    A value that is withheld because it is small has no number here: nobody can read what is not kept. Source: R33.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day of the period")
    ends_on = models.DateField("last day of the period")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(
        "lower end of its confidence interval", max_digits=16, decimal_places=4, null=True, blank=True
    )
    high = models.DecimalField("upper end", max_digits=16, decimal_places=4, null=True, blank=True)
    is_withheld = models.BooleanField("too small to be shown", default=False)
    note = models.CharField(max_length=300, blank=True)
    came_by = models.ForeignKey(ValueImport, null=True, blank=True, on_delete=models.CASCADE, related_name="values")
    given_by = models.CharField("who gave it", max_length=200, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["indicator", "area", "starts_on"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["indicator", "area", "starts_on", "ends_on"], condition=Q(replaced_at__isnull=True),
                name="one_value_a_period",
                violation_error_message="There is a value for this area and period already.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_it_starts",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=True, value__isnull=True, low__isnull=True, high__isnull=True)
                | Q(is_withheld=False, value__isnull=False),
                name="withheld_value_is_not_kept",
                violation_error_message="Give a value.",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("value"), high__gte=F("value")),
                name="value_lies_in_its_interval",
                violation_error_message="The value must lie between the ends of its confidence interval.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}, {self.starts_on:%-d %B %Y}"
