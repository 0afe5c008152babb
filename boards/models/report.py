"""Reports to a board: sections of its template, recommendations, appendices, background papers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import File, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .kind import DecisionMode
from .meeting import DRAFT, Meeting
from .template import Purpose, ReportTemplate, TemplateSection

# An author sees the report that they were asked to write, by its link or by signing in, and no other draft.
AUTHORED = {**DRAFT, "report:": "id", "token:": "token_hash", "author:": "author_id"}
PART_OF_REPORT = {**DRAFT, "report:": "report_id"}


class ResourceStatus(models.TextChoices):
    """Where the resources of a proposal stand. Source: checklist B13."""

    NONE = "none", "None are needed"
    WITHIN = "within", "Within existing budgets"
    CASE = "case", "A business case is being developed"
    SOUGHT = "sought", "Funding is being sought"
    AGREED = "agreed", "Funding is agreed"
    NOT_FOUND = "not-found", "Not funded yet"


class Report(OfBoard, TenantModel):
    """A paper under an item. Source: checklist B1-B6."""

    class WardNotice(models.TextChoices):
        """Whether members of the wards concerned were told. Source: checklist B6."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_NEEDED = "n/a", "Not applicable"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="reports")
    item = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="report")
    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=20, choices=Purpose, default=Purpose.DECISION)
    originators = models.CharField(max_length=300, blank=True)
    contact = models.CharField("contact officer, with telephone and e-mail", max_length=300, blank=True)
    where_from = models.CharField(max_length=160, blank=True)
    where_next = models.CharField(max_length=160, blank=True)
    came_by = models.ForeignKey(
        "Referral", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )  # where it comes from, where that is a referral (B2)
    previous_reports = models.CharField(max_length=300, blank=True)
    sensitive_notice = models.CharField(
        "information issued under sensitive issue procedure", max_length=300, blank=True
    )
    wards_notified = models.CharField(max_length=5, choices=WardNotice, blank=True)
    wards_notified_note = models.CharField("which members, and when", max_length=300, blank=True)
    resources_status = models.CharField("where the resources stand", max_length=20, choices=ResourceStatus, blank=True)
    resources_pence = models.PositiveBigIntegerField("what it costs", null=True, blank=True)
    resources_cycle = models.CharField("budget or planning cycle", max_length=60, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    token_hash = models.CharField(max_length=64, blank=True)  # of the author's link
    due_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=200, blank=True)
    handed_back_at = models.DateTimeField(null=True, blank=True)  # and stands until it is handed in again
    handed_back_by = models.CharField(max_length=200, blank=True)
    handed_back_because = models.TextField("what should be changed", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["item__position", "id"]
        constraints = [
            ConfidentialWall(roots=AUTHORED),
            models.CheckConstraint(
                condition=Q(handed_back_at__isnull=True) | Q(handed_in_at__isnull=True) & ~Q(handed_back_because=""),
                name="report_handed_back_says_why",
                violation_error_message="Say what should be changed before the report is handed in again.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def meeting(self) -> Meeting | None:
        """Return the meeting that it goes to, where that is known: an author may not know of one in planning."""
        try:
            return self.item.meeting if self.item else None
        except Meeting.DoesNotExist:
            return None

    @property
    def is_late(self) -> bool:
        """Say whether it was due and is not here, or came after its day."""
        came = timezone.localtime(self.handed_in_at).date() if self.handed_in_at else timezone.localdate()
        return self.due_on is not None and came > self.due_on


class ReportSection(TenantModel):
    """What a report says under one heading."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    template_section = models.ForeignKey(TemplateSection, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)  # rises with each save; a save from an older one is told

    history = TenantHistory()

    class Meta:
        ordering = ["report", "template_section__position"]
        constraints = [
            ConfidentialWall(roots=PART_OF_REPORT),
            models.UniqueConstraint(fields=["report", "template_section"], name="one_text_a_section"),
        ]

    def __str__(self) -> str:
        return str(self.template_section)


class Recommendation(OfBoard, TenantModel):
    """What the board is asked to do; each has its own outcome. Source: checklist B5."""

    class Outcome(models.TextChoices):
        """What the board did with it."""

        AGREED = "agreed", "Agreed"
        AMENDED = "amended", "Agreed as amended"
        NOTED = "noted", "Noted"
        DEFERRED = "deferred", "Deferred"
        LOST = "lost", "Not agreed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    AGREED = (Outcome.AGREED, Outcome.AMENDED)

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="recommendations"
    )
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    wording = models.PositiveSmallIntegerField("number of this version of the words", default=1)
    reworks = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reworked_as"
    )  # the version that was deferred before it (J3)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    decided_how = models.CharField(max_length=20, choices=DecisionMode, blank=True)
    went_on_because = models.TextField("why it was decided without a quorum", blank=True)
    outcome_text = models.TextField("what was decided, where it differs", blank=True)
    reason = models.TextField("reason for the decision", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the clerk who recorded it
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reopened_because = models.TextField("why the decision was reopened", blank=True)
    version = models.PositiveIntegerField(default=0)  # rises with each save of it, its positions and its vote

    history = TenantHistory()

    class Meta:
        ordering = ["item__position", "position", "id"]
        constraints = [
            ConfidentialWall(roots=PART_OF_REPORT),
            models.CheckConstraint(
                condition=~Q(outcome="amended") | ~Q(outcome_text=""),
                name="amended_says_what",
                violation_error_message="Write the words as they were agreed.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Appendix(OfBoard, TenantModel):
    """A lettered attachment. Source: checklist B9."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="appendices")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    pages_file = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # an Office file as pages
    alternative = models.TextField("what it shows, for people who cannot see it", blank=True)

    class Meta:
        ordering = ["report", "position", "id"]
        verbose_name_plural = "appendices"
        constraints = [ConfidentialWall(roots=PART_OF_REPORT)]

    def __str__(self) -> str:
        return f"Appendix {self.letter}: {self.title}"

    @property
    def letter(self) -> str:
        """Return its letter: A to Z, then AA."""
        first, second = divmod(self.position - 1, 26)
        return (chr(64 + first) if first else "") + chr(65 + second)


class Consulted(TenantModel):
    """Somebody who was consulted on a report: who, when, and what came of it. Source: checklist B12."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="consulted")
    who = models.CharField("who was consulted", max_length=200)
    held = models.CharField("when and how", max_length=200, blank=True)
    result = models.TextField("what came of it")

    history = TenantHistory()

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = "consultation"
        constraints = [
            ConfidentialWall(roots=PART_OF_REPORT),
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(result=""),
                name="consultation_says_who_and_what",
                violation_error_message="Say who was consulted, and what came of it.",
            ),
        ]

    def __str__(self) -> str:
        return self.who


class BackgroundPaper(TenantModel):
    """A named, dated document that a report relied on. Source: checklist C3."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="background_papers")
    title = models.CharField(max_length=200)
    also_called = models.CharField(max_length=200, blank=True)
    dated = models.CharField("date, as precise as known", max_length=60, blank=True)
    link = models.URLField(blank=True)

    class Meta:
        ordering = ["report", "title"]
        constraints = [ConfidentialWall(roots=PART_OF_REPORT)]

    def __str__(self) -> str:
        return self.title
