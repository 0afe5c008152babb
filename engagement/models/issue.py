"""What people raise, from the day it came to the day they were told what became of it. Source: J1, D18, D36, E55."""

import uuid

from django.db import models
from django.db.models import Q

from boards.models import AgendaItem, Board
from foundation.models import File, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area, Organisation, RegisterEntry

from .activity import Activity
from .audience import Theme
from .place import DRAFT, OfPlace


class IssueQuerySet(models.QuerySet["Issue"]):
    """Words for issues."""

    def public(self) -> "IssueQuerySet":
        """Keep what everybody may read."""
        return self.filter(published_at__isnull=False)

    def open(self) -> "IssueQuerySet":
        """Keep what is not closed."""
        return self.filter(closed_at__isnull=True)


class Issue(OfPlace):
    """Something raised; it has exactly one owner at every moment, by its columns and a rule of the database (D36)."""

    class State(models.TextChoices):
        """How far it is."""

        RECEIVED = "received", "Received"
        SORTED = "sorted", "Sorted"
        PLACED = "placed", "Placed"
        ANSWERED = "answered", "Answered"
        FED_BACK = "fed-back", "Fed back"
        CLOSED = "closed", "Closed"

    class How(models.TextChoices):
        """How it came. Source: checklist D18."""

        WEB = "web", "On the website"
        PAPER = "paper", "On paper"
        PHONE = "phone", "By telephone"
        MEETING = "meeting", "At a meeting"
        MEMBER = "member", "Through a councillor"

    class Owner(models.TextChoices):
        """Which sort of body has it now."""

        TEAM = "team", "The locality’s team"
        BOARD = "board", "A board"
        AGENCY = "agency", "An agency"
        PROJECT = "project", "A community project"

    reference = models.CharField(max_length=20, editable=False)  # "HV-26-0042", read out on the telephone
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    title = models.CharField("in a few words", max_length=160)
    said = models.TextField("as it was said")  # the resident's own words: read by officers alone
    about = models.TextField("in words that everybody may read", blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    where = models.CharField("where it is", max_length=300, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    photo = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=20, choices=How, default=How.WEB)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )  # at which it was raised
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )  # the similar one with which it is dealt
    owner_kind = models.CharField(max_length=20, choices=Owner, default=Owner.TEAM)
    owner_board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    owner_agency = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    owner_project = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues")
    raised_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)  # as spam or abuse: kept, and never shown
    refused_because = models.CharField(max_length=300, blank=True)

    objects = IssueQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(fields=["partnership", "reference"], name="one_issue_a_reference"),
            models.CheckConstraint(
                condition=Q(owner_kind="team", owner_board=None, owner_agency=None, owner_project=None)
                | Q(owner_kind="board", owner_board__isnull=False, owner_agency=None, owner_project=None)
                | Q(owner_kind="agency", owner_agency__isnull=False, owner_board=None, owner_project=None)
                | Q(owner_kind="project", owner_project__isnull=False, owner_board=None, owner_agency=None),
                name="issue_has_exactly_one_owner",
                violation_error_message="An issue has exactly one owner at a time.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_because=""), name="issue_closed_for_a_reason",
                violation_error_message="Say why it is closed.",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | ~Q(refused_because="") & Q(published_at__isnull=True),
                name="refused_issue_is_never_shown",
                violation_error_message="Say why it is set aside; it must not be public.",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=models.F("id")),
                name="issue_is_not_joined_to_itself",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["partnership", "locality", "-raised_at"], name="issue_of_locality"),
            models.Index(fields=["partnership", "state", "raised_at"], name="issue_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/issues/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.published_at is not None


class IssueStep(OfPlace):
    """What happened to an issue on a day, in words for everybody; its history names nobody who raised it."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=40)  # "sorted"
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField("who had it from then on", max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [ConfidentialWall(roots=DRAFT, opened="published_at")]
        indexes = [models.Index(fields=["issue", "at"], name="step_of_issue")]

    def __str__(self) -> str:
        return self.text


class IssueContact(OfPlace):
    """How the person who raised an issue is reached; apart from it, never public, emptied when needed no more (R35)."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wants_news = models.BooleanField(default=False)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that the address is their own
    told_at = models.DateTimeField(null=True, blank=True)  # of the last step of which they were told

    class Meta:
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="issue_contact_token_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
