"""Drafts open for comment, what partners and people say, and the answer to each. Source: B25, B26, D10, E21."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import Edition, User
from foundation.published import Published
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation

from .cycle import PrioritySet
from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .plan import Objective, Plan
from .priority import Priority


class CommentRoundQuerySet(models.QuerySet["CommentRound"]):
    """Words for rounds of comments."""

    def open(self, on: datetime.date) -> "CommentRoundQuerySet":
        """Keep those that take comments on a day."""
        return self.filter(opens_on__lte=on, closes_on__gte=on, answered_at__isnull=True)

    def unanswered(self, on: datetime.date) -> "CommentRoundQuerySet":
        """Keep those that are over on a day and whose answer is owed."""
        return self.filter(closes_on__lt=on, answered_at__isnull=True)


class CommentRound(Published, Part):
    """A time in which a draft is open for comment."""

    set = models.ForeignKey(PrioritySet, null=True, blank=True, on_delete=models.CASCADE, related_name="rounds")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="rounds")
    about = models.TextField("what is asked", blank=True)
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the draft that people read
    started_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)  # when the answer to all of them was published
    answer = models.TextField("what we make of it all", blank=True)
    answer_edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CommentRoundQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=Q(set__isnull=False, plan__isnull=True) | Q(set__isnull=True, plan__isnull=False),
                name="round_is_about_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens",
                violation_error_message="The last day must not be before the first day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Comments on {self.set or self.plan}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/comments/{self.pk}/"

    @property
    def is_open(self) -> bool:
        """Say whether it takes comments today."""
        return not self.answered_at and self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def is_over(self) -> bool:
        """Say whether its last day has passed."""
        return self.closes_on < timezone.localdate()

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        if self.answered_at:
            return "Answered"
        return "Being answered" if self.is_over else "Open" if self.is_open else "Not open yet"

    @property
    def draft(self) -> PrioritySet | Plan | None:
        """Return what is commented on."""
        return self.set or self.plan


class Comment(Part):
    """What a partner or somebody else says of a draft; it is published with its answer, the person's name never."""

    class Outcome(models.TextChoices):
        """What became of it."""

        CHANGED = "changed", "We changed the draft"
        PARTLY = "partly", "We changed a part"
        KEPT = "kept", "We left the draft as it is"

    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="comments")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # for which it is said; a resident speaks for none
    text = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    response = models.TextField("our answer", blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shown = models.TextField("the words as everybody reads them", blank=True)  # without a resident’s details; else all
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_aside_because = models.CharField("why it is not published", max_length=300, blank=True)  # spam, abuse
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(text=""), name="comment_has_words", violation_error_message="Write your comment."
            ),
            models.CheckConstraint(
                condition=Q(responded_at__isnull=True) | ~Q(response="") & ~Q(outcome=""), name="response_has_words",
                violation_error_message="Say what you answer, and whether the draft changes.",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | ~Q(set_aside_because="") & Q(responded_at__isnull=True),
                name="comment_set_aside_for_a_reason",
                violation_error_message="Say why it is not published.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def about(self) -> str:
        """Return the part of the draft that it speaks of, in words."""
        return str(self.priority or self.objective or "The whole draft")


class Commenter(OfPlans):
    """Who sent a comment, and where they are told what became of it: never published."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="sender")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that the address is their own
    told_at = models.DateTimeField(null=True, blank=True)  # of the answer; the address is emptied then

    class Meta:
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="commenter_token_unique"),
        ]

    def __str__(self) -> str:
        return self.name
