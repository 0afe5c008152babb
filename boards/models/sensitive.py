"""Confidential notice of a sensitive issue to a few named people, before others hear of it. Source: checklist B8."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantModel
from localities.models import Person

from .agenda import AgendaItem
from .board import Board, OfBoard

# Those who issue such notices read them; a chair or an auditor who reads drafts does not.
SENSITIVE = {"draft:sensitive:": "board_id"}


class SensitiveNotice(OfBoard, TenantModel):
    """What was told in confidence of an item or its report; it is not edited, and can be taken back."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="sensitive_notices")
    subject = models.CharField("what it is about", max_length=200)
    text = models.TextField("what they should know")
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateField("last day on which it can be opened")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            ConfidentialWall(roots={**SENSITIVE, "notice:": "id"}),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="sensitive_notice_says_what"),
        ]

    def __str__(self) -> str:
        """Return a name that may stand in the log of acts: nothing of what it says."""
        return f"Sensitive notice {self.pk}"

    @property
    def is_open(self) -> bool:
        """Say whether its links still open."""
        return self.taken_back_at is None and timezone.localdate() <= self.until


class SensitiveCopy(OfBoard, TenantModel):
    """One named person's copy: when it was sent, and when they opened it."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(SensitiveNotice, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64)
    told_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField("first opened", null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)
    times_opened = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["person__name", "id"]
        verbose_name_plural = "sensitive copies"
        constraints = [
            ConfidentialWall(roots={**SENSITIVE, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["notice", "person"], name="one_sensitive_copy_a_person"),
            models.UniqueConstraint(fields=["token_hash"], name="sensitive_token_unique"),
        ]

    def __str__(self) -> str:
        return f"Copy of {self.person}"
