"""Similar priorities of other boards, here and in other partnerships, and what two boards agreed. Source: B22."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from boards.models import Board
from foundation.models import Partnership, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Locality, OfPartnership

from .place import DRAFT, OfPlans, Part, opened_with_the_whole
from .plan import Plan
from .priority import Priority

# Both boards read a match: the same clearances once more, for the place of the other one.
EITHER = {
    **DRAFT,
    "draft:plans:board": "':' || other_board_id",
    "draft:plans": "':' || other_locality_id",
}


class SharedPriority(OfPartnership):
    """A priority that a board of another partnership chose to share with this one: a copy of its words, and no more."""

    origin = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    theirs = models.PositiveBigIntegerField("its key there")
    title = models.CharField(max_length=200)
    description = models.TextField()
    theme = models.CharField(max_length=120, blank=True)
    board = models.CharField(max_length=200)
    partnership_name = models.CharField(max_length=200)
    received_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["partnership_name", "board", "title", "id"]
        verbose_name_plural = "shared priorities"
        constraints = [models.UniqueConstraint(fields=["partnership", "origin", "theirs"], name="shared_priority_once")]

    def __str__(self) -> str:
        return self.title


class PrioritySharing(Part):
    """That a board chose to share a priority with another partnership, from when to when."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="sharings")
    other = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)
    shared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refused_because = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["other__name", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["priority", "other"], condition=Q(ended_at__isnull=True), name="priority_shared_once",
                violation_error_message="It is shared with this partnership already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.priority}, shared with {self.other}"


class PriorityWords(Part):
    """The words by which a priority, own or shared, is found among all; a trigger writes them with the priority."""

    priority = models.OneToOneField(Priority, null=True, on_delete=models.CASCADE, related_name="words")
    shared = models.OneToOneField(SharedPriority, null=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()
    theme = models.CharField(max_length=120, blank=True)
    vector = SearchVectorField()

    class Meta:
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=Q(priority__isnull=False, shared__isnull=True)
                | Q(priority__isnull=True, shared__isnull=False),
                name="words_are_of_one_priority",
            ),
        ]
        indexes = [GinIndex(fields=["vector"], name="plans_priority_words")]

    def __str__(self) -> str:
        return self.text[:80]


class MatchQuerySet(models.QuerySet["PriorityMatch"]):
    """Words for matches."""

    def of(self, priority: Priority) -> "MatchQuerySet":
        """Keep those of a priority, on either side."""
        return self.filter(Q(priority=priority) | Q(other=priority))

    def standing(self) -> "MatchQuerySet":
        """Leave out what was declined or has ended."""
        return self.filter(declined_at__isnull=True, ended_at__isnull=True)

    def agreed(self) -> "MatchQuerySet":
        """Keep those that both boards accepted."""
        return self.standing().filter(accepted_at__isnull=False)

    def waiting(self) -> "MatchQuerySet":
        """Keep those that one board proposed and the other has not answered."""
        return self.standing().filter(accepted_at__isnull=True)


class PriorityMatch(OfPlans):
    """Two similar priorities: one board proposes to work together, the other accepts or declines with a reason.

    It belongs to the board of ``priority``. The other priority stands here too, or it is another partnership's: each
    side keeps its own row then, and ``is_ours`` says whether this one proposed.
    """

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.CASCADE, related_name="matched_by")
    shared = models.ForeignKey(SharedPriority, null=True, blank=True, on_delete=models.CASCADE, related_name="matches")
    other_board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    other_locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_ours = models.BooleanField(default=True)  # which side proposed: what it is, and never changes
    why = models.TextField("why they match")
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    declined_because = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=500, blank=True)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="matches",
        verbose_name="plan that both deliver",
    )  # fmt: skip
    # The other partnership's plan, where its board chose one of its own: its name and its address there.
    their_plan = models.CharField("plan of the other partnership", max_length=300, blank=True)
    their_plan_link = models.URLField("where to read it", max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)  # once both accepted: both priorities are public then

    objects = MatchQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name_plural = "priority matches"
        constraints = [
            ConfidentialWall(roots=EITHER, opened="published_at"),
            models.CheckConstraint(
                condition=Q(other__isnull=False, shared__isnull=True, other_board__isnull=False)
                | Q(other__isnull=True, shared__isnull=False, other_board__isnull=True),
                name="match_joins_two_priorities",
            ),
            models.CheckConstraint(
                condition=~Q(other=F("priority")) & (Q(other_board__isnull=True) | ~Q(other_board=F("board"))),
                name="match_joins_two_boards",
                violation_error_message="Choose a priority of another board.",
            ),
            models.UniqueConstraint(
                fields=["priority", "other"], condition=Q(declined_at=None, ended_at=None), name="match_once",
                violation_error_message="This match was proposed already.",
            ),
            models.UniqueConstraint(
                fields=["priority", "shared"], condition=Q(declined_at=None, ended_at=None), name="match_across_once",
                violation_error_message="This match was proposed already.",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(declined_because="") & Q(accepted_at__isnull=True),
                name="match_declined_for_a_reason",
                violation_error_message="Say why you decline.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="match_ended_for_a_reason",
                violation_error_message="Say why it ends.",
            ),
            models.CheckConstraint(
                condition=Q(their_plan="", their_plan_link="") | Q(shared__isnull=False, plan__isnull=True),
                name="match_has_one_plan",
                violation_error_message="Both boards deliver one plan: choose one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(accepted_at__isnull=False),
                name="match_public_once_accepted",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.priority} and {self.counterpart}"

    @property
    def counterpart(self) -> Priority | SharedPriority | None:
        """Return the priority at the other end."""
        return self.other or self.shared

    def counterpart_of(self, priority: Priority) -> tuple[bool, int | None]:
        """Return whether the other end is another partnership's, and its key."""
        if self.shared_id:
            return True, self.shared_id
        return False, self.priority_id if priority.pk == self.other_id else self.other_id

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        steps = ((self.ended_at, "Ended"), (self.declined_at, "Declined"), (self.accepted_at, "Both boards agreed"))
        return next((words for passed, words in steps if passed), "Waits for the other board")
