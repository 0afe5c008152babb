"""Requests to agencies, answered on a clock that everybody sees. Source: checklist D33, D34, D36."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation, Person

from .issue import Issue
from .place import DRAFT, OfPlace
from .service import Service


class RequestQuerySet(PublishedQuerySet["ServiceRequest"]):
    """Words for requests."""

    def open(self) -> "RequestQuerySet":
        """Keep what is not closed."""
        return self.filter(closed_at__isnull=True)

    def waiting(self) -> "RequestQuerySet":
        """Keep what has no answer yet."""
        return self.open().filter(answered_at__isnull=True)

    def with_managers(self) -> "RequestQuerySet":
        """Keep what whoever answers for the service has still to deal with."""
        return self.public().open().exclude(outcome__in=("done", "cannot"))

    def late(self) -> "RequestQuerySet":
        """Keep what has no answer though its day has passed."""
        return self.waiting().filter(due_on__lt=timezone.localdate())


class ServiceRequest(Published, OfPlace):
    """What is asked of one service; it lies with exactly one organisation, and where known with its manager (D36)."""

    class Outcome(models.TextChoices):
        """What the agency says."""

        DONE = "done", "It is done"
        WILL = "will", "It will be done"
        CANNOT = "cannot", "It cannot be done"

    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="service_requests")
    manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="service_requests"
    )
    title = models.CharField(max_length=200)
    request = models.TextField("what is asked")
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    routed_at = models.DateTimeField(default=timezone.now)  # when it came to the service with which it lies
    due_on = models.DateField("answer due")
    token_hash = models.CharField(max_length=64, blank=True)  # of the link by which it is answered without an account
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField("what the agency needs to know first", blank=True)  # empty again once it is answered
    question_at = models.DateTimeField(null=True, blank=True)
    days_stopped = models.PositiveSmallIntegerField(default=0)  # working days that the clock stood for a question
    escalated_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)  # to the locality's board, as an item
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField("who answered", max_length=200, blank=True)
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    promised_on = models.DateField("done by", null=True, blank=True)
    days_taken = models.PositiveSmallIntegerField(null=True, blank=True)  # working days, of the service that answered
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}, opened="published_at"),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="service_request_link_unique"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer="") & ~Q(outcome="") & Q(days_taken__isnull=False),
                name="answered_request_says_what", violation_error_message="Write the answer.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="will") | Q(promised_on__isnull=False), name="promise_of_a_request_has_its_day",
                violation_error_message="Say by which day it will be done.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(answered_at__isnull=False) | ~Q(closed_because=""),
                name="request_without_an_answer_closed_for_a_reason",
                violation_error_message="Say why it is taken back.",
            ),
            models.CheckConstraint(
                condition=Q(question_at__isnull=True, question="") | Q(question_at__isnull=False) & ~Q(question=""),
                name="question_of_a_request_has_words",
                violation_error_message="Write what you need to know.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["partnership", "service", "sent_at"], name="request_of_service"),
            models.Index(fields=["partnership", "routed_at"], name="request_measured"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/requests/{self.pk}/"

    @property
    def is_waiting(self) -> bool:
        """Say whether it has no answer yet."""
        return self.answered_at is None and self.closed_at is None

    @property
    def days_late(self) -> int:
        """Return for how many calendar days the answer has been late; 0 where it is not."""
        return max((timezone.localdate() - self.due_on).days, 0) if self.is_waiting else 0

    @property
    def is_broken(self) -> bool:
        """Say whether what was promised for a day is still not done."""
        return bool(self.closed_at is None and self.promised_on and self.promised_on < timezone.localdate())

    @property
    def takes_answer(self) -> bool:
        """Say whether the agency may answer: the first time, or once more after it promised something."""
        return self.is_waiting or (self.closed_at is None and self.outcome == self.Outcome.WILL)


class RequestStep(OfPlace):
    """What happened to a request, in words for everybody, and with whom it lies from then on. Source: D36."""

    class Kind(models.TextChoices):
        """What happened."""

        SENT = "sent", "Sent"
        ROUTED = "routed", "Passed on"
        HANDED = "handed", "Given to another person"
        ASKED = "asked", "More was asked"
        REPLIED = "replied", "The question was answered"
        ANSWERED = "answered", "Answered"
        ESCALATED = "escalated", "Raised with the organisation"
        OFFERED = "offered", "Offered to the board"
        TAKEN_BACK = "taken-back", "Taken back"
        CLOSED = "closed", "Closed"

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # from then on
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")  # from then on
    due_on = models.DateField()  # from then on
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("who did it, as everybody reads it", max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [ConfidentialWall(roots=DRAFT, opened="published_at")]
        indexes = [models.Index(fields=["request", "at"], name="step_of_request")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
