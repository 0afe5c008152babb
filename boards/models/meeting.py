"""A meeting, from its date in the calendar to its place in the record."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person, Venue

from .board import Board, BoardOffice, OfBoard

DRAFT = {"draft:board:": "board_id"}


def still_to_come() -> Q:
    """Return the condition of a meeting that has not ended, or stands adjourned to a day to come."""
    now = timezone.now()
    return Q(ends_at__gte=now) | Q(adjourned_to__gte=now, closed_at__isnull=True)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words for meetings."""

    def public(self) -> "MeetingQuerySet":
        """Keep meetings that have been announced."""
        return self.filter(announced_at__isnull=False)

    def upcoming(self) -> "MeetingQuerySet":
        """Keep meetings still to come, soonest first; an adjourned one is still to come until it is resumed."""
        return self.filter(still_to_come()).order_by("starts_at")

    def past(self) -> "MeetingQuerySet":
        """Keep meetings that are over, newest first."""
        return self.exclude(still_to_come()).order_by("-starts_at")

    def going_ahead(self) -> "MeetingQuerySet":
        """Leave out what was cancelled or put off."""
        return self.filter(cancelled_at__isnull=True, postponed_at__isnull=True)

    def ordinary(self) -> "MeetingQuerySet":
        """Leave out extraordinary meetings: cadence is about the others."""
        return self.filter(is_extraordinary=False)


class Meeting(OfBoard, TenantModel):
    """One meeting of a board. It is confidential until it is announced."""

    class Mode(models.TextChoices):
        """Where people are."""

        IN_PERSON = "in-person", "In person"
        HYBRID = "hybrid", "In person and by video"
        VIRTUAL = "virtual", "By video"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.IN_PERSON)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    room = models.CharField(max_length=120, blank=True)
    join_link = models.URLField("link for the public to watch", blank=True)
    is_extraordinary = models.BooleanField(default=False)
    called_because = models.TextField("why an extraordinary meeting is called", blank=True)
    purposes = models.JSONField(default=list, blank=True)  # statutory purposes that it serves (D9)
    cycle = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )  # the community meeting that it follows (D31)
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    summoned_at = models.DateTimeField(null=True, blank=True)
    agenda_published_at = models.DateTimeField(null=True, blank=True)  # its first edition: the notice given (R1)
    agenda_edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes_edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes_approved_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField("called to order at", null=True, blank=True)
    chaired_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings_chaired"
    )
    adjourned_at = models.DateTimeField(null=True, blank=True)
    adjourned_to = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_because = models.TextField(blank=True)
    postponed_at = models.DateTimeField(null=True, blank=True)
    postponed_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="postponed_from"
    )
    sequence = models.PositiveIntegerField(default=0)  # of the calendar entry: it rises with each change
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = MeetingQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="announced_at"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="The meeting must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""),
                name="cancellation_has_a_reason",
                violation_error_message="Say why the meeting is cancelled.",
            ),
            models.CheckConstraint(
                condition=Q(is_extraordinary=False) | ~Q(called_because=""),
                name="extraordinary_meeting_has_a_reason",
                violation_error_message="Say why an extraordinary meeting is called.",
            ),
            models.UniqueConstraint(
                fields=["board", "starts_at"],
                condition=Q(cancelled_at__isnull=True, postponed_at__isnull=True),
                name="one_meeting_of_a_board_at_a_time",
                violation_error_message="The board meets at that time already.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "starts_at"], name="meeting_by_date")]

    def __str__(self) -> str:
        return f"{self.board}, {timezone.localtime(self.starts_at):%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/meetings/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether the public may know of it."""
        return self.announced_at is not None

    @property
    def date(self):
        """Return the day on which it is held, in the partnership's time."""
        return timezone.localtime(self.starts_at).date()

    @property
    def kept_from(self):
        """Return the day from which the years count for which its papers stay public."""
        return self.date

    @cached_property
    def officers(self) -> list[BoardOffice]:
        """Return who holds an office of the board on its day, read once."""
        return list(self.board.offices.on(self.date).select_related("person"))

    @property
    def place(self) -> str:
        """Return where it is held, in one line."""
        if self.mode == self.Mode.VIRTUAL or not self.venue:
            return str(self.Mode.VIRTUAL.label) if self.mode == self.Mode.VIRTUAL else "Place to be announced"
        where = ", ".join(part for part in (self.room, self.venue.name, self.venue.postcode) if part)
        return f"{where}, and by video" if self.mode == self.Mode.HYBRID else where

    @property
    def has_started(self) -> bool:
        """Say whether it was opened, or its time has come."""
        return self.opened_at is not None or self.starts_at <= timezone.now()

    @property
    def agenda_series(self) -> str:
        """Return the name of its agendas in the register of editions."""
        return f"agenda:{self.pk}"

    @property
    def minutes_series(self) -> str:
        """Return the name of its minutes in the register of editions."""
        return f"minutes:{self.pk}"

    @property
    def minutes_words(self) -> str:
        """Return what its published minutes are called; nothing where there are none."""
        if not self.minutes_edition_id:
            return ""
        return "Approved minutes" if self.minutes_approved_at else "Draft minutes"

    @property
    def is_going_ahead(self) -> bool:
        """Say whether it was neither cancelled nor put off."""
        return self.cancelled_at is None and self.postponed_at is None

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        if self.cancelled_at:
            return "Cancelled"
        if self.postponed_at:
            return "Postponed"
        if self.closed_at:
            return "Held"
        if self.adjourned_at:
            return "Adjourned"
        if self.announced_at is None:
            return "Not announced yet"
        return "Started" if self.opened_at else "Held" if self.ends_at < timezone.now() else "To be held"


class MeetingChange(TenantModel):
    """What was changed after a meeting was announced, told to those invited and kept for all to see."""

    class Kind(models.TextChoices):
        """What happened."""

        CANCELLED = "cancelled", "Cancelled"
        POSTPONED = "postponed", "Postponed"
        ADJOURNED = "adjourned", "Adjourned"
        VENUE = "venue", "Change of venue"
        TIME = "time", "Change of time"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind)
    was = models.CharField(max_length=300, blank=True)
    now = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting}"


class Override(TenantModel):
    """A rule that an informal board went past, and why. Source: standards R0."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="overrides")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=40)  # "notice", "cadence", "cycle", "venue", "invitations", "quorum"
    warning = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=~Q(reason=""), name="override_has_a_reason", violation_error_message="Give the reason."
            ),
        ]

    def __str__(self) -> str:
        return self.warning
