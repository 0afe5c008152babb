"""What is known, where it comes from and who may read it; and the needs that it shows. Source: checklist A24, E18."""

from django.db import models
from django.db.models import Q

from engagement.models import Activity, Issue, Survey, Theme
from foundation.models import File, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area, Organisation, RegisterEntry

from .place import DRAFT, OfPlans, Part, opened_with_the_whole

# What partners share is read by whoever reads drafts of some board or place of the partnership. Source: A24.
SHARED = {**DRAFT, "draft:evidence:": "sharing"}


def once(source: str) -> models.UniqueConstraint:
    """Let one thing of a lower room be evidence once."""
    return models.UniqueConstraint(
        fields=[source], condition=Q(retired_at__isnull=True), name=f"{source}_is_evidence_once",
        violation_error_message="This is evidence already.",
    )  # fmt: skip


class EvidenceQuerySet(PublishedQuerySet["Evidence"]):
    """Words for evidence."""

    def current(self) -> "EvidenceQuerySet":
        """Leave out what is no longer relied on."""
        return self.filter(retired_at__isnull=True)


class Evidence(Published, OfPlans):
    """One item of the library: research, data, an inspection, or what residents said."""

    class Kind(models.TextChoices):
        """What sort of evidence."""

        DATA = "data", "Data"
        RESEARCH = "research", "Research or report"
        INSPECTION = "inspection", "Inspection"
        SURVEY = "survey", "Survey result"
        CONVERSATION = "conversation", "Conversation with residents"
        ISSUE = "issue", "Issue that was raised"
        ACTIVITY = "activity", "What people said at an activity"
        EXPERIENCE = "experience", "Experience of those who do the work"

    class Sharing(models.TextChoices):
        """Who may read it. Source: checklist A24."""

        PUBLIC = "public", "Everybody"
        PARTNERS = "partners", "Partners who plan together"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    summary = models.TextField("what it shows")
    owner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )  # who answers for it
    found_on = models.DateField("date of the evidence")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sharing = models.CharField("who may read it", max_length=20, choices=Sharing, default=Sharing.PARTNERS)
    licence = models.CharField("licence, or what sharing is agreed", max_length=200, blank=True)
    source = models.CharField("where it comes from", max_length=300, blank=True)
    link = models.URLField("where to read it", max_length=500, blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What it came from here, where it came with one click.
    survey = models.ForeignKey(Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    conversation = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )  # an entry of a register
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.CharField(max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-found_on", "-id"]
        verbose_name_plural = "evidence"
        constraints = [
            ConfidentialWall(roots=SHARED, opened="published_at"),
            *map(once, ("survey", "issue", "activity", "conversation")),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(summary=""), name="evidence_says_what_it_shows",
                violation_error_message="Say what the evidence shows.",
            ),
            models.CheckConstraint(
                condition=Q(sharing="public") | Q(published_at__isnull=True), name="evidence_of_partners_stays_closed",
                violation_error_message="What partners share among themselves is not published.",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | ~Q(retired_because=""), name="evidence_retired_for_a_reason",
                violation_error_message="Say why it is no longer relied on.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["partnership", "-found_on"], name="evidence_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/evidence/{self.pk}/"


class Need(Published, OfPlans):
    """A need of a place or of a group of people, as the evidence shows it. Source: checklist E18."""

    title = models.CharField(max_length=200)
    statement = models.TextField("who needs what, and why")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_because = models.CharField("how it was met, or why it is no need now", max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(statement=""), name="need_says_what",
                violation_error_message="Say who needs what, and why.",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | ~Q(met_because=""), name="need_is_met_in_words",
                violation_error_message="Say how the need was met.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/needs/{self.pk}/"


class NeedEvidence(Part):
    """An item of evidence that shows a need."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="need_links")

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["need", "evidence"], name="evidence_once_a_need"),
        ]

    def __str__(self) -> str:
        return str(self.evidence)
