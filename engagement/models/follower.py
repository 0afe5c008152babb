"""People who asked to be told what became of something. Source: checklist E30; standards R31, R34."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall

from .activity import Activity
from .issue import Issue
from .place import DRAFT, OfPlace


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Words for those who asked to be told."""

    def waiting(self) -> "FollowerQuerySet":
        """Keep who confirmed the address and is still to be told."""
        return self.filter(confirmed_at__isnull=False).exclude(email="")


class Follower(OfPlace):
    """One address that asked to be told of one activity or issue; without history, emptied when it was told."""

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="followers")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")  # in which they asked, and are told
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that the address is their own
    told_at = models.DateTimeField(null=True, blank=True)  # for the last time
    left_at = models.DateTimeField(null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="follower_token_unique"),
            models.UniqueConstraint(
                fields=["activity", "email"], condition=~Q(email=""), name="follows_an_activity_once",
            ),
            models.UniqueConstraint(fields=["issue", "email"], condition=~Q(email=""), name="follows_an_issue_once"),
            models.CheckConstraint(
                condition=Q(activity__isnull=False, issue__isnull=True)
                | Q(activity__isnull=True, issue__isnull=False),
                name="follows_an_activity_or_an_issue",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Follower {self.pk}"

    @property
    def about(self) -> Activity | Issue:
        """Return what they asked to be told of."""
        return self.activity or self.issue  # type: ignore[return-value]
