"""The forward plan: what is coming to which board when, how its days moved, and what notice was given. Source: R6."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Now, TruncDate
from django.utils import timezone

from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting
from .minutes import Decision
from .report import Recommendation

# What leaves the matter open: it comes back, and stays in the plan.
STILL_OPEN = (Recommendation.Outcome.DEFERRED, Recommendation.Outcome.WITHDRAWN)


class ForwardEntryQuerySet(PublishedQuerySet["ForwardEntry"]):
    """Words for entries of the plan."""

    def standing(self) -> "ForwardEntryQuerySet":
        """Keep those that are still planned."""
        return self.filter(withdrawn_at__isnull=True)

    def dated(self) -> "ForwardEntryQuerySet":
        """Say ``on``, the day (or the first of some days) of each, and whether it ``is_decided``; soonest first."""
        made = Decision.objects.public().filter(item=OuterRef("item")).exclude(outcome__in=STILL_OPEN)
        rows = self.annotate(on=Coalesce(TruncDate("meeting__starts_at"), "due_on"), is_decided=Exists(made))
        return rows.order_by("on", "pk")

    def to_come(self) -> "ForwardEntryQuerySet":
        """Keep what is planned and not decided yet."""
        return self.dated().standing().filter(is_decided=False)

    def with_notices(self) -> "ForwardEntryQuerySet":
        """Read the notices given of each, in one query."""
        return self.prefetch_related(Prefetch("notices", ForwardNotice.objects.order_by("given_at", "pk")))


class ForwardEntry(Published, OfBoard, TenantModel):
    """What is to be decided, by whom and when; published, it is the notice of a key decision or a private meeting."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="forward_entries")
    title = models.CharField(max_length=200)
    text = models.TextField("what will be decided")
    is_key = models.BooleanField("it is a key decision", default=False)
    private_because = models.TextField("why the public may be excluded", blank=True)  # empty: it is taken in public
    decided_by = models.CharField("who decides, where it is not the board", max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="forward_entries"
    )
    due_on = models.DateField("day, or the first of some days", null=True, blank=True)
    due_until = models.DateField("last of these days", null=True, blank=True)
    contact = models.CharField("who to ask, and how", max_length=300)
    papers = models.TextField("documents that will be considered", blank=True)
    consultation = models.TextField("who is asked, how and by when", blank=True)
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="forward_entry"
    )  # what it became
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = ForwardEntryQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "entry of the forward plan"
        verbose_name_plural = "entries of the forward plan"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(contact=""),
                name="forward_entry_says_what",
                violation_error_message="Say what will be decided, and whom to ask about it (R6).",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, due_on__isnull=True, due_until__isnull=True)
                | Q(meeting__isnull=True, due_on__isnull=False),
                name="forward_entry_has_a_day",
                violation_error_message="Choose the meeting, or give the day or days when it will be decided.",
            ),
            models.CheckConstraint(
                condition=Q(due_until__isnull=True) | Q(due_until__gt=F("due_on")),
                name="forward_entry_days_in_order",
                violation_error_message="The last day must be after the first.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="forward_entry_withdrawn_for_a_reason",
                violation_error_message="Say why it is no longer planned.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/forward-plan/{self.pk}/"

    @property
    def is_private(self) -> bool:
        """Say whether the public may be excluded from it."""
        return bool(self.private_because)

    @property
    def day(self) -> datetime.date | None:
        """Return the day, or the first of the days, on which it is to be decided."""
        return self.meeting.date if self.meeting else self.due_on

    @property
    def is_overdue(self) -> bool:
        """Say whether its day has passed, or its meeting is not held."""
        last = self.due_until or self.day
        return (last is not None and last < timezone.localdate()) or not (
            self.meeting is None or self.meeting.is_going_ahead
        )

    def notice(self, kind: "ForwardNotice.Kind") -> "ForwardNotice | None":
        """Return the notice of a kind that was given, from those read with ``with_notices``."""
        return next((notice for notice in self.notices.all() if notice.kind == kind), None)


class ForwardMove(OfBoard, TenantModel):
    """A day on which something was to be decided, and why it is another now."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(ForwardEntry, on_delete=models.CASCADE, related_name="moves")
    was_on = models.DateField()
    was_until = models.DateField(null=True, blank=True)
    because = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="forward_move_has_a_reason", violation_error_message="Say why it moves."
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}, was {self.was_on:%-d %B %Y}"


class ForwardNotice(OfBoard, TenantModel):
    """A notice that was given to the public of an entry; the law asks for it in one of these ways. Source: R6."""

    class Kind(models.TextChoices):
        """Which notice of the Executive Arrangements Regulations 2012 it is."""

        KEY = "key", "Notice of a key decision"
        PRIVATE = "private", "Notice of a private meeting"
        SECOND = "second", "Second notice of a private meeting"
        GENERAL = "general", "General exception"
        URGENT = "urgent", "Special urgency"
        PRIVATE_URGENT = "private-urgent", "Urgent private meeting"

    NEED_PERSON = (Kind.GENERAL, Kind.URGENT, Kind.PRIVATE_URGENT)

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(ForwardEntry, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    because = models.TextField("reason", blank=True)
    representations = models.TextField("what was said against a private meeting", blank=True)
    response = models.TextField("what the board says to it", blank=True)
    # Under the general exception who was told; otherwise who consented.
    person = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    person_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                name="one_forward_notice_of_a_kind",
                violation_error_message="This notice was given already.",
            ),
            models.CheckConstraint(
                condition=Q(kind="key") | ~Q(because=""),
                name="forward_notice_has_a_reason",
                violation_error_message="Give the reason, as the public will read it (R6).",
            ),
            models.CheckConstraint(
                condition=~Q(kind="second") | ~Q(representations="") & ~Q(response=""),
                name="second_notice_answers",
                violation_error_message="Say what was said against a private meeting, and the response (R6).",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("general", "urgent", "private-urgent"))
                | ~Q(person="") & ~Q(office="") & Q(person_on__isnull=False),
                name="urgent_notice_names_who_knew",
                violation_error_message="Name who was told or consented, their office and the day (R6).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.entry}"

    @property
    def given_on(self) -> datetime.date:
        """Return the day on which the public could read it."""
        return timezone.localdate(self.given_at)
