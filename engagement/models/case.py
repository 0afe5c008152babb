"""A problem that agencies talk over among themselves: a place, never a named resident. Source: D39, E16."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import File, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area, Organisation, Person

from .place import OfPlace

# A telephone number, an NHS number, an address of mail: each leads to a person. As PostgreSQL writes ends of words.
LEADS_TO_SOMEBODY = (
    r"[^\s@]+@[^\s@]+\.[a-z]|\m\d{3}[ -]?\d{3}[ -]?\d{4}\M|(\m0|\+44 ?)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\M"
)


def _names_nobody(name: str, *fields: str) -> models.CheckConstraint:
    """Return the rule that these texts lead to nobody."""
    rule = Q()
    for field in fields:
        rule &= ~Q(**{f"{field}__iregex": LEADS_TO_SOMEBODY})
    return models.CheckConstraint(
        condition=rule, name=name,
        violation_error_message="Leave out e-mail addresses, telephone numbers and NHS numbers: a case names nobody.",
    )  # fmt: skip


class Case(OfPlace):
    """A place or problem that several agencies deal with; only the people who were named to it ever see it."""

    title = models.CharField("the place or the problem", max_length=160)
    about = models.TextField("what is wrong")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField("what came of it", blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            ConfidentialWall(roots={"case:": "id"}),
            _names_nobody("case_names_nobody", "title", "about", "outcome"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="case_closed_with_an_outcome",
                violation_error_message="Say what came of it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page, for its parties."""
        return f"/cases/{self.pk}/"


class CasePartyQuerySet(models.QuerySet["CaseParty"]):
    """Words for the parties of cases."""

    def now(self) -> "CasePartyQuerySet":
        """Keep those who are parties today."""
        return self.filter(left_at__isnull=True)


class CaseParty(OfPlace):
    """A person who was named to a case for an organisation; they see it until they leave."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # the account of the person
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    objects = CasePartyQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "added_at", "pk"]
        constraints = [
            ConfidentialWall(roots={"case:": "case_id", "self:user:": "user_id"}),
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(left_at__isnull=True), name="party_once_in_a_case",
                violation_error_message="This person sees the case already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class CaseEntry(OfPlace):
    """What one party wrote, or a file that they put there; it stays as it was written."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    party = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="entries")
    text = models.TextField(blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["case_id", "pk"]
        verbose_name_plural = "case entries"
        constraints = [
            ConfidentialWall(roots={"case:": "case_id"}),
            _names_nobody("case_entry_names_nobody", "text"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False), name="case_entry_says_something",
                violation_error_message="Write something, or choose a file.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Entry {self.pk}"
