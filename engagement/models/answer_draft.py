"""What somebody has answered so far and has not sent: theirs alone, behind the secret in their link."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.tenancy import ConfidentialWall

from .place import OfPlace
from .survey import Survey

EVERY_DRAFT = "draft:answers:*"  # for the clock, which deletes what was never sent


class AnswerDraft(OfPlace):
    """An answer being written; sending it makes a record of its own and leaves nothing here but the day.

    No officer is cleared for it. Whoever holds the link sees it, so it needs neither an account nor a cookie.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answer_drafts")
    token_hash = models.CharField(max_length=64)
    answers = models.JSONField(default=dict, blank=True)  # by the question's key, those about equality among them
    language = models.CharField(max_length=10, default="en")
    started_at = models.DateTimeField(null=True, default=timezone.now)
    signals = models.JSONField(default=list, blank=True)  # what was noticed while it was written
    # Of the invitation by which it was begun, where there is one: it is used when this is sent, and forgotten here.
    invitation_hash = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    token: str = ""  # as the address has it, while a request lasts: only its hash is stored

    class Meta:
        ordering = ["id"]
        constraints = [
            ConfidentialWall(roots={"token:": "token_hash", "draft:answers:": "survey_id"}),
            models.UniqueConstraint(fields=["token_hash"], name="one_draft_a_link"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(answers={}, started_at__isnull=True, invitation_hash=""),
                name="sent_draft_keeps_nothing",
                violation_error_message="What was sent is not kept with its link.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Draft {self.pk}"
