"""Requests to agencies, answered on a clock that everybody sees. Source: checklist D33, D34, D36."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation, Person

from .issue import Issue
from .place import DRAFT, OfPlace
from .service import Service


class ServiceRequest(OfPlace):
    """What is asked of one service; it lies with exactly one organisation, and where known with its manager (D36)."""

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
    due_on = models.DateField("answer due")
    token_hash = models.CharField(max_length=64, blank=True)  # of the link by which it is answered without an account
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField("who answered", max_length=200, blank=True)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}, opened="published_at"),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="service_request_link_unique"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="answered_request_says_what",
                violation_error_message="Write the answer.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["partnership", "service", "sent_at"], name="request_of_service")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/requests/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.published_at is not None
