"""The register of members' interests: what is there for all to read, and what is withheld. Source: standards R10."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory

from .area import Area, OfPartnership
from .organisation import Organisation
from .person import Mandate, Person

POSTCODE = r"\m[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\M"  # as PostgreSQL writes the ends of a word


class InterestQuerySet(models.QuerySet["Interest"]):
    """Words for registered interests."""

    def standing(self) -> "InterestQuerySet":
        """Keep what has not ended."""
        return self.filter(ends_on__isnull=True)

    def with_details(self) -> "InterestQuerySet":
        """Read what each is with it, where this transaction may know."""
        return self.select_related("mandate__council", "mandate__area", "detail__organisation", "detail__area")


class Interest(OfPartnership):
    """That a member has an interest of a kind, once for each mandate; what it is stands in its detail."""

    class Category(models.TextChoices):
        """The categories of the regulations in words, then those of councils' own codes."""

        EMPLOYMENT = "employment", "Employment, office, trade or profession"
        SPONSORSHIP = "sponsorship", "Sponsorship towards election or duties"
        CONTRACTS = "contracts", "Contracts with the council"
        LAND = "land", "Land"
        LICENCES = "licences", "Licences to occupy land"
        TENANCIES = "tenancies", "Corporate tenancies"
        SECURITIES = "securities", "Securities"
        OTHER = "other", "Other registrable interest"
        GIFTS = "gifts", "Gifts and hospitality"

    class Whose(models.TextChoices):
        """Whose interest it is: that of the partner counts as the member's own (Localism Act 2011, section 30)."""

        MEMBER = "member", "The member’s own"
        PARTNER = "partner", "Their spouse’s or partner’s"

    NOT_PECUNIARY = (Category.OTHER, Category.GIFTS)
    OF_PLACES = (Category.LAND, Category.LICENCES, Category.TENANCIES)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="interests")
    category = models.CharField(max_length=20, choices=Category)
    whose = models.CharField(max_length=10, choices=Whose, default=Whose.MEMBER)
    arose_on = models.DateField("day from which it is so")
    registered_on = models.DateField()
    ends_on = models.DateField("last day", null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    withheld_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = InterestQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["person", "mandate", "category", "registered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("arose_on")),
                name="interest_ends_after_it_arose",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True) | Q(withheld_by__isnull=False),
                name="interest_is_withheld_by_somebody",
                violation_error_message="Say who agreed to withhold it.",
            ),
        ]

    is_public = True  # that it exists

    def __str__(self) -> str:
        return str(self.get_category_display())

    @property
    def is_pecuniary(self) -> bool:
        """Say whether it bars its holder from what touches it."""
        return self.category not in self.NOT_PECUNIARY

    @property
    def days_taken(self) -> int:
        """Return how many days passed until it was registered."""
        return (self.registered_on - self.arose_on).days


class InterestDetail(OfPartnership):
    """What an interest is. Where it is sensitive nobody reads it but the member and the monitoring officer.

    Source: Localism Act 2011, sections 31 and 32. A home is never told of by its address.
    """

    interest = models.OneToOneField(Interest, on_delete=models.CASCADE, related_name="detail")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what the interest is")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="interests"
    )
    body = models.CharField("name of the organisation or the person", max_length=200, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="interests")
    withheld_because = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        constraints = [
            ConfidentialWall(
                roots={"draft:interest:": "partnership_id", "self:person:": "person_id"}, opened="published_at"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="interest_says_what",
                violation_error_message="Say what the interest is.",
            ),
            models.CheckConstraint(
                condition=~Q(text__iregex=POSTCODE) & ~Q(body__iregex=POSTCODE),
                name="interest_gives_no_postcode",
                violation_error_message="Leave the postcode out: addresses are not published.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | ~Q(withheld_because=""),
                name="detail_is_withheld_for_a_reason",
                violation_error_message="Say why it is withheld.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def names(self) -> list[str]:
        """Return whom it names."""
        return [name for name in (str(self.organisation or ""), self.body) if name]


class InterestDutyQuerySet(models.QuerySet["InterestDuty"]):
    """Words for what members owe the register."""

    def open(self) -> "InterestDutyQuerySet":
        """Keep what has not been done, for mandates that still run."""
        today = timezone.localdate()
        runs = Q(mandate__ends_on__isnull=True) | Q(mandate__ends_on__gte=today)
        return self.filter(runs, met_on__isnull=True, person__left_at__isnull=True)


class InterestDuty(OfPartnership):
    """That a member has to tell of all interests by a day, and when that was done. Source: standards R10."""

    class Because(models.TextChoices):
        """What set the days running."""

        OFFICE = "office", "Took up office"
        MEETING = "meeting", "Declared at a meeting what is not in the register"

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="interest_duties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interest_duties")
    because = models.CharField(max_length=10, choices=Because)
    arose_on = models.DateField()
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    objects = InterestDutyQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "because", "arose_on"], name="one_duty_a_cause"),
            models.CheckConstraint(condition=Q(due_on__gte=F("arose_on")), name="duty_is_due_after_it_arose"),
        ]

    def __str__(self) -> str:
        return f"Register of interests of {self.person}"

    @property
    def days_given(self) -> int:
        """Return how many days the member had, as the council's code said when they began to run."""
        return (self.due_on - self.arose_on).days

    @property
    def days_late(self) -> int:
        """Return how many days it is overdue; none where it was done or has time."""
        return 0 if self.met_on else max(0, (timezone.localdate() - self.due_on).days)
