"""What was published: frozen, numbered, chained. The database refuses to change it."""

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantModel

from .file import File
from .user import User


class EditionQuerySet(models.QuerySet["Edition"]):
    """Words for editions."""

    def newest_first(self) -> "EditionQuerySet":
        """Order by number, the edition in force first."""
        return self.order_by("-number")


class Edition(TenantModel):
    """A published snapshot of an agenda, of minutes, of terms of reference; one number in its series."""

    class Reason(models.TextChoices):
        """Why it was published."""

        FIRST = "first", "First issue"
        SUPPLEMENT = "supplement", "Supplement"
        CORRECTION = "correction", "Correction"
        APPROVAL = "approval", "Approved"
        WITHDRAWAL = "withdrawal", "Paper withdrawn"
        OPENED = "opened", "Opened to the public"
        REDACTION = "redaction", "Words removed"
        DISPOSAL = "disposal", "Deleted after its time"

    series = models.CharField(max_length=60)  # "agenda:12": the agendas of meeting 12
    number = models.PositiveIntegerField()
    root = models.CharField(max_length=60)  # "board:3"
    title = models.CharField(max_length=300)
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_by_name = models.CharField(max_length=200)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "series", "number"], name="one_edition_of_a_number")
        ]
        indexes = [models.Index(fields=["partnership", "-published_at"], name="edition_newest")]  # "Just published"

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"


class EditionPart(TenantModel):
    """One part of an edition (the front sheet, an item, a report); exempt parts are rows of their own."""

    class Ground(models.TextChoices):
        """Why what it said may be deleted: what is only wrong stays for its time, beside its correction (R4)."""

        CLOSED = "closed", "It says what the law keeps from the public: exempt or confidential information"
        PERSONAL = "personal", "It says personal data that had to stay out"
        UNLAWFUL = "unlawful", "Its publication breaks the law in another way, such as defamation"
        ORDER = "order", "A court or the Information Commissioner ordered it"
        REDACTED = "redacted", "Words or pages of it were removed, and the rest published anew"
        BACKGROUND = "background", "The time of its background papers has passed, and the rest was published anew"
        DISPOSAL = "disposal", "The time for which it was public has passed"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)  # "front", "item", "report", "appendix", "minute"
    key = models.CharField(max_length=60)  # stable through the editions of a series, such as "report:7"
    title = models.CharField(max_length=500)
    content = models.JSONField()
    root = models.CharField(max_length=60)
    opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.TextField(blank=True)
    withdrawn_ground = models.CharField(max_length=20, choices=Ground, blank=True, default="")

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            ConfidentialWall(roots={"exempt:": "root"}, opened="opened_at"),
            models.UniqueConstraint(fields=["edition", "position"], name="one_part_a_place"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="withdrawal_has_a_reason",
                violation_error_message="Say why the paper is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EditionSeal(TenantModel):
    """An entry in the register of editions: a salted hash of one part, chained to the entry before."""

    number = models.PositiveBigIntegerField()
    part = models.OneToOneField(EditionPart, on_delete=models.PROTECT, related_name="seal")
    salt = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_seal_a_number")]

    def __str__(self) -> str:
        return f"{self.number}: {self.seal[:12]}"


class RenderingQuerySet(models.QuerySet["Rendering"]):
    """Words for renderings."""

    def owed(self) -> "RenderingQuerySet":
        """Keep those that were asked for and neither made nor given up."""
        return self.filter(done_at__isnull=True, failed_at__isnull=True)


class Rendering(TenantModel):
    """Something made from an edition or a draft: a web page, a PDF. It can be made again at any time."""

    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="renderings")
    subject = models.CharField(max_length=60)  # "meeting:12"
    kind = models.CharField(max_length=20)  # "html", "agenda", "pack", "exempt-pack", "minutes", "draft-pack"
    root = models.CharField(max_length=60)
    exempt_root = models.CharField(max_length=60, blank=True, default="")  # as a file's
    opened_at = models.DateTimeField(null=True)
    html = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)  # such as the pack page of each part
    file = models.ForeignKey(File, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(
        null=True
    )  # the last sign of whoever makes it: work that fell silent is taken up again
    step = models.CharField(max_length=200, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            ConfidentialWall(roots={"draft:": "root", "exempt:": "exempt_root"}, opened="opened_at"),
            models.UniqueConstraint(
                fields=["edition", "kind"], condition=Q(edition__isnull=False), name="one_rendering_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "subject", "kind", "-asked_at"], name="rendering_of_subject")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"
