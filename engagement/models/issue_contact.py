"""Who raised an issue: their words and how they are reached, apart from what everybody reads. Source: R34, R35."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall

from .issue import Issue
from .place import DRAFT, OfPlace


class IssueContact(OfPlace):
    """One person who raised an issue: their own words, and how they are reached. Never public, emptied when needed
    no more (R35).
    """

    class Part(models.TextChoices):
        """How they came to it."""

        RAISED = "raised", "Raised it"
        ADDED = "added", "Added their voice"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="contacts")
    part = models.CharField(max_length=20, choices=Part, default=Part.RAISED)
    title = models.CharField("in a few words, as it was sent", max_length=160, blank=True)
    said = models.TextField("as it was said", blank=True)  # their own words: read by officers alone
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # of the sender’s device, of use on one day only
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wants_news = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that the address is their own
    told_at = models.DateTimeField(null=True, blank=True)  # of the last step of which they were told
    emptied_at = models.DateTimeField(null=True, blank=True)  # when their words and details were deleted

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="issue_contact_token_unique"
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) | Q(title="", said="", name="", email="", phone="", token_hash=""),
                name="emptied_contact_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
