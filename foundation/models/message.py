"""The outbox: a mail is a row before it is sent, so that none is lost and none goes twice."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.tenancy import ConfidentialWall, TenantModel

from .partnership import Partnership


class MessageQuerySet(models.QuerySet["Message"]):
    """Words for mails."""

    def owed(self) -> "MessageQuerySet":
        """Keep those that wait to be sent, or sent once more, and whose time has come."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True, next_try_at__lte=timezone.now())

    def newest_first(self) -> "MessageQuerySet":
        """Order by when they were posted, the newest first."""
        return self.order_by("-posted_at", "-pk")


class Message(TenantModel):
    """One mail to one person; it may hold a secret link, so only administrators and the sender's task see it."""

    key = models.CharField(max_length=100, blank=True)  # "summons:5": posting the same again gives the same mail
    about = models.CharField(max_length=60, blank=True)  # "meeting:12"
    template = models.CharField(max_length=60)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    body_html = models.TextField()
    calendar = models.TextField(blank=True)  # an iCalendar file to go with it
    token = models.CharField(max_length=64)  # its Message-ID is the same in each attempt
    posted_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-id"]
        constraints = [
            ConfidentialWall(roots={"draft:mail:": "partnership_id"}),
            models.UniqueConstraint(fields=["partnership", "key"], condition=~Q(key=""), name="a_mail_is_posted_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True), name="a_mail_is_sent_or_failed"
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "next_try_at"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="mail_owed",
            ),
            models.Index(fields=["partnership", "-posted_at"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def permission_root(self) -> Partnership:
        """Return the partnership, on which administrators hold their role."""
        return self.partnership

    @property
    def state(self) -> str:
        """Say in one word what became of it."""
        if self.sent_at:
            return "Sent"
        if self.failed_at:
            return "Failed"
        return "Trying again" if self.attempts else "Waiting"
