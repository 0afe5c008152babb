"""Drafts open for comment, what partners and people say, and the answer to each. Source: B25, B26, D10, E21."""

from django.db import models
from django.db.models import F, Q

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation

from .cycle import PrioritySet
from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .plan import Objective, Plan
from .priority import Priority


class CommentRound(Part):
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
    set_aside_because = models.CharField("why it is not published", max_length=300, blank=True)  # spam, abuse

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
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]


class Commenter(OfPlans):
    """Who sent a comment, and where they are told what became of it: never published."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="sender")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [ConfidentialWall(roots=DRAFT)]

    def __str__(self) -> str:
        return self.name
