"""Votes on recommendations: hands that were counted, or a choice for each name. Source: standards R5."""

from django.db import models
from django.db.models import F, Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .board import Board, OfBoard
from .meeting import DRAFT
from .report import Recommendation


class Choice(models.TextChoices):
    """How somebody voted."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAIN = "abstain", "Abstained"


class Vote(OfBoard, TenantModel):
    """The vote on one recommendation. A majority of those who vote carries it; the chair may break a tie."""

    class Method(models.TextChoices):
        """How it was taken."""

        HANDS = "hands", "Show of hands"
        NAMES = "names", "Recorded vote"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="vote")
    method = models.CharField(max_length=10, choices=Method)
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    able = models.PositiveSmallIntegerField("how many were able to vote")
    casting = models.CharField("casting vote", max_length=10, choices=Choice, blank=True)
    casting_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=Q(able__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="no_more_votes_than_voters",
                violation_error_message="There are more votes than people able to vote.",
            ),
            models.CheckConstraint(
                condition=Q(casting="", casting_by__isnull=True)
                | Q(casting__in=("for", "against"), casting_by__isnull=False, votes_for=F("votes_against")),
                name="casting_vote_breaks_a_tie",
                violation_error_message="The chair has a casting vote only where the votes are equal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes_for} for, {self.votes_against} against, {self.abstentions} abstained"

    @property
    def is_carried(self) -> bool:
        """Say whether the majority, or the casting vote on a tie, was for it."""
        return self.votes_for > self.votes_against or self.casting == Choice.FOR


class Ballot(TenantModel):
    """How one person voted: each in a recorded vote, else whoever requires that theirs is recorded."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)

    history = TenantHistory()

    class Meta:
        ordering = ["vote", "person__name"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["vote", "person"],
                name="one_ballot_a_person",
                violation_error_message="Nobody votes twice.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display().lower()}"
