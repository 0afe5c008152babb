"""What the public puts to a meeting, and what became of it. Source: checklist D29; standards R12, R37."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting

if TYPE_CHECKING:
    from datetime import datetime


class Asked(models.TextChoices):
    """What the public may put to a meeting; a question is the usual one."""

    QUESTION = "question", "Question"
    STATEMENT = "statement", "Statement"
    PETITION = "petition", "Petition"
    DEPUTATION = "deputation", "Deputation"


class WhoMayAsk(models.TextChoices):
    """Who may put something to a board's meetings. Source: checklist X9."""

    ANYONE = "anyone", "Anyone"
    LOCAL = "local", "People who live, work or study in the area, and groups there"
    GROUPS = "groups", "Groups and organisations"


class PublicQuestionQuerySet(models.QuerySet["PublicQuestion"]):
    """Words for what the public has asked."""

    def received(self) -> "PublicQuestionQuerySet":
        """Leave out what was never confirmed, and what the asker took back."""
        return self.filter(Q(confirmed_at__isnull=False) | ~Q(how="online"), withdrawn_at__isnull=True)

    def waiting(self) -> "PublicQuestionQuerySet":
        """Keep what an officer has to screen."""
        settled = {"accepted_at__isnull": True, "refused_at__isnull": True, "changes_asked_at__isnull": True}
        return self.received().exclude(how="meeting").filter(**settled)

    def accepted(self) -> "PublicQuestionQuerySet":
        """Keep what goes to the meeting, and what was asked there."""
        taken = Q(accepted_at__isnull=False) | Q(how="meeting")
        return self.filter(taken, refused_at__isnull=True, withdrawn_at__isnull=True)


class PublicQuestion(OfBoard, TenantModel):
    """A question, statement, petition or deputation; the asker is not named without their agreement (R37, D29)."""

    class How(models.TextChoices):
        """How it came."""

        ONLINE = "online", "On the website"
        POST = "post", "On paper"
        PHONE = "phone", "By telephone"
        MEETING = "meeting", "At the meeting"

    class AsksAs(models.TextChoices):
        """What joins the asker to the area."""

        RESIDENT = "resident", "I live here"
        WORKS = "works", "I work or study here"
        GROUP = "group", "For a group or an organisation"
        OTHER = "other", "None of these"

    class Refusal(models.TextChoices):
        """Why a board may lawfully refuse; each is told to the asker."""

        NOT_OURS = "not-ours", "It is not about something that this board is responsible for or that affects its area"
        SAME = "same", "It is substantially the same as one put to the board in the last six months"
        OFFENSIVE = "offensive", "It is defamatory, frivolous or offensive"
        CONFIDENTIAL = "confidential", "It could not be answered without giving confidential or exempt information"
        PERSONAL = "personal", "It is about a named person, or one person’s own case"
        PROCESS = "process", "It is about an application, an appeal or a legal case that has a process of its own"
        LATE = "late", "It came after the time for this meeting"
        RULES = "rules", "It does not keep to the board’s rules on length, number or who may ask"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions")
    kind = models.CharField(max_length=20, choices=Asked, default=Asked.QUESTION)
    how = models.CharField("how it came", max_length=20, choices=How, default=How.MEETING)
    question = models.TextField()
    signatures = models.PositiveIntegerField(null=True, blank=True)
    speakers = models.PositiveSmallIntegerField(null=True, blank=True)
    asker = models.CharField(max_length=160, blank=True)
    may_name_asker = models.BooleanField(default=False)
    asks_as = models.CharField(max_length=20, choices=AsksAs, blank=True)
    group = models.CharField("group or organisation", max_length=160, blank=True)
    # How the asker is reached: kept out of the history, and emptied when it is needed no more.
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)  # when it was sent: what counts for the deadline
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that the address is the asker's own
    received_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changes_asked_at = models.DateTimeField(null=True, blank=True)
    changes_wanted = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=20, choices=Refusal, blank=True)
    refused_words = models.TextField(blank=True)
    screened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=160, blank=True)
    supplementary = models.TextField("supplementary question", blank=True)
    supplementary_answer = models.TextField("answer to the supplementary question", blank=True)
    answer_due_on = models.DateField("written answer due", null=True, blank=True)
    answer_sent_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)  # the written answer, in an edition of its own

    answer_withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer_withdrawn_because = models.CharField(max_length=500, blank=True)

    objects = PublicQuestionQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["email", "phone", "reference"])

    class Meta:
        ordering = ["meeting", "at", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="question_token_unique"),
            models.CheckConstraint(condition=~Q(question=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | ~Q(refused_because=""),
                name="refused_question_has_a_reason",
                violation_error_message="Give the lawful reason for refusing it.",
            ),
            models.CheckConstraint(
                condition=Q(answer_withdrawn_at__isnull=True)
                | ~Q(answer_withdrawn_because="") & Q(published_at__isnull=True),
                name="answer_withdrawn_for_a_reason",
                violation_error_message="Say why the answer is withdrawn.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(refused_at__isnull=True),
                name="question_accepted_or_refused",
                violation_error_message="It is accepted or refused, not both.",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True)
                | Q(how="meeting")
                | Q(accepted_at__isnull=False, withdrawn_at__isnull=True),
                name="only_accepted_questions_on_agenda",
                violation_error_message="Accept it before you put it on the agenda.",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    @property
    def shown_asker(self) -> str:
        """Return who asked as all may read it: the name only where they agreed. Source: standards R37."""
        if self.asker and self.may_name_asker:
            return f"{self.asker}, for {self.group}" if self.group else self.asker
        return "A group or organisation" if self.asks_as == self.AsksAs.GROUP else "A member of the public"

    @property
    def settled_at(self) -> "datetime | None":
        """Return when it was accepted or refused."""
        return self.accepted_at or self.refused_at

    @property
    def is_owed(self) -> bool:
        """Say whether a written answer was promised and not sent yet."""
        return bool(self.answer_due_on and not self.answer_sent_at and not self.withdrawn_at)

    @property
    def is_overdue(self) -> bool:
        """Say whether a written answer is owed and its day has passed."""
        return self.is_owed and self.answer_due_on < timezone.localdate()  # type: ignore[operator]

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        if self.withdrawn_at:
            return "Withdrawn"
        if self.refused_at:
            return "Refused"
        if self.answer_sent_at or (self.answer and self.how == self.How.MEETING):
            return "Answered"
        if self.accepted_at or self.how == self.How.MEETING:
            return "Accepted"
        if self.how == self.How.ONLINE and not self.confirmed_at:
            return "Not confirmed"
        return "To be changed" if self.changes_asked_at else "To be looked at"
