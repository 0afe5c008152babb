"""What people raise, from the day it came to the day they were told what became of it. Source: J1, D18, D36, E55."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import AgendaItem, Board, Decision, ItemProposal, Meeting
from foundation.models import File, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Area, Organisation, RegisterEntry

from .activity import Activity
from .audience import Theme
from .place import DRAFT, OfPlace

# Whoever raised it sees it by their link, before it is public too; a councillor what they raised for residents (E55).
ISSUE = {**DRAFT, "issue:": "id", "raiser:": "entered_by_id"}
STEP = {**DRAFT, "issue:": "issue_id"}


class IssueQuerySet(PublishedQuerySet["Issue"]):
    """Words for issues."""

    def open(self) -> "IssueQuerySet":
        """Keep what is not closed, and was not set aside."""
        return self.filter(closed_at__isnull=True, refused_at__isnull=True)

    def apart(self) -> "IssueQuerySet":
        """Keep those that are dealt with by themselves: what was joined follows another."""
        return self.filter(joined_to__isnull=True)

    def overdue(self) -> "IssueQuerySet":
        """Keep those whose next step should have come by now."""
        return self.open().filter(due_on__lt=timezone.localdate())


class Issue(Published, OfPlace):
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

    class Outcome(models.TextChoices):
        """What came of it, as people are told."""

        CHANGED = "changed", "Something changed"
        WILL = "will-change", "Something will change"
        NOT = "not-changed", "Nothing changes"

    reference = models.CharField(max_length=20, editable=False)  # "HV-26-0042", read out on the telephone
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    title = models.CharField("in a few words", max_length=160)
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
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues"
    )  # at which its board talks about it: everybody may know of it, of a draft agenda not
    proposal = models.ForeignKey(
        ItemProposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues"
    )  # to the clerk of a board whose agenda is out
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="issues"
    )  # by which it was answered
    voices = models.PositiveIntegerField("people who raised it", default=1)
    due_on = models.DateField("next step due", null=True, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    signals = models.JSONField(default=list, blank=True)  # what looks wrong, in words, for the officer
    raised_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField("which body answered", max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    feedback = models.TextField("what changed, or why not", blank=True)
    fed_back_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)  # as spam or abuse: kept, and never shown
    refused_because = models.CharField(max_length=300, blank=True)

    objects = IssueQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            ConfidentialWall(roots=ISSUE, opened="published_at"),
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
                condition=Q(state="placed") & ~Q(owner_kind="team") | ~Q(state="placed") & Q(owner_kind="team"),
                name="placed_issue_lies_with_another",
                violation_error_message="Placed, it lies with a board, an agency or a project; else with the team.",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="closed_issue_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="closed")
                | Q(state__in=("answered", "fed-back"), answered_at__isnull=False) & ~Q(answer="")
                | Q(state__in=("received", "sorted", "placed"), answered_at__isnull=True),
                name="answered_issue_says_what", violation_error_message="Write the answer.",
            ),
            models.CheckConstraint(
                condition=~Q(state="fed-back") | Q(fed_back_at__isnull=False) & ~Q(feedback="") & ~Q(outcome=""),
                name="issue_fed_back_says_what_changed", violation_error_message="Say what changed, or why not.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(about=""), name="public_issue_has_public_words",
                violation_error_message="Write it in words that everybody may read.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="issue_has_a_title"),
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
    def is_open(self) -> bool:
        """Say whether it is still dealt with."""
        return self.closed_at is None and self.refused_at is None

    @property
    def owner(self) -> str:
        """Return who has it now, in words for everybody."""
        return str(self.owner_board or self.owner_agency or self.owner_project or self.team)

    @property
    def team(self) -> str:
        """Return what its team is called."""
        return f"The team for {self.locality}" if self.locality else "The partnership’s team"

    @property
    def is_overdue(self) -> bool:
        """Say whether its next step should have come by now."""
        return bool(self.is_open and self.due_on and self.due_on < timezone.localdate())

    @property
    def waits_since(self) -> datetime.date:
        """Return since when it has waited for its next step."""
        return timezone.localdate(self.answered_at or self.placed_at or self.raised_at)

    @property
    def waits_for(self) -> str:
        """Return what it waits for, and from whom, in words that a day may follow."""
        return {
            self.State.RECEIVED: "Waiting to be read",
            self.State.SORTED: "Waiting to be passed on",
            self.State.PLACED: f"Waiting for an answer from {self.owner}",
            self.State.ANSWERED: "Waiting for us to say what changes",
        }.get(self.State(self.state), "")


class IssueStep(OfPlace):
    """What happened to an issue on a day, in words for everybody; its history names nobody who raised it."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=40)  # "sorted"
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField("who had it from then on", max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            ConfidentialWall(roots=STEP, opened="published_at"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(owner=""), name="step_of_issue_says_what_and_who"),
        ]
        indexes = [models.Index(fields=["issue", "at"], name="step_of_issue")]

    def __str__(self) -> str:
        return self.text
