"""Signing a report off: the steps of a board's chain, and who signed which report. Source: issue 3, section 4."""

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Person

from .board import Board, OfBoard
from .report import PART_OF_REPORT, Report


class SignOffStepQuerySet(models.QuerySet["SignOffStep"]):
    """Words for steps."""

    def standing(self) -> "SignOffStepQuerySet":
        """Keep the steps of the chain as it is now; what was taken out keeps what was signed."""
        return self.filter(removed_at__isnull=True)


class SignOffStep(OfBoard, TenantModel):
    """One step of the chain that a board's reports pass before they are published."""

    class Signer(models.TextChoices):
        """Who signs."""

        AUTHOR = "author", "The author, by handing the report in"
        LEAD = "lead", "The lead officer of the board"
        CHAIR = "chair", "The chair of the board"
        PERSON = "person", "Always the same person"
        CHOSEN = "chosen", "Whoever is chosen for each report"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="sign_off_steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    signer = models.CharField("who signs", max_length=10, choices=Signer, default=Signer.CHOSEN)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_mandatory = models.BooleanField("a report must have it before it is published", default=True)
    printed_as = models.CharField("heading of its comments in the report", max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SignOffStepQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "name"],
                condition=Q(removed_at__isnull=True),
                name="one_step_a_name",
                violation_error_message="The chain has a step of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(signer="person", person__isnull=False) | ~Q(signer="person") & Q(person__isnull=True),
                name="step_names_its_person",
                violation_error_message="Choose the person who always signs, and nobody where it is somebody else.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Words for sign-offs."""

    def standing(self) -> "SignOffQuerySet":
        """Keep the last of each step; one that was asked for again took the place of the one before."""
        return self.filter(ended_at__isnull=True)

    def waiting(self) -> "SignOffQuerySet":
        """Keep those that somebody is to give now."""
        return self.standing().filter(asked_at__isnull=False, answered_at__isnull=True)


class SignOff(OfBoard, TenantModel):
    """One person asked to sign a report off, and what they answered; what was answered stays."""

    class Answer(models.TextChoices):
        """What they said."""

        SIGNED = "signed", "Signed off"
        BACK = "back", "Sent back"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sign_offs")
    step = models.ForeignKey(SignOffStep, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_offs")
    asked_at = models.DateTimeField(null=True, blank=True)  # none while its turn has not come
    token_hash = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    advice = models.TextField("advice, or what must change", blank=True)
    seen = models.CharField("fingerprint of what was signed", max_length=64, blank=True)

    objects = SignOffQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["step__position", "-id"]
        constraints = [
            ConfidentialWall(roots={**PART_OF_REPORT, "token:": "token_hash", "self:person:": "person_id"}),
            models.UniqueConstraint(
                fields=["report", "step"],
                condition=Q(ended_at__isnull=True),
                name="one_sign_off_a_step",
                violation_error_message="Somebody else was asked for this step meanwhile.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="sign_off_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer="back") | ~Q(advice=""),
                name="sent_back_says_what",
                violation_error_message="Say what must change.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="signed") | ~Q(seen=""),
                name="signed_says_what_was_read",
                violation_error_message="Nothing was read.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.person}"

    @property
    def is_waiting(self) -> bool:
        """Say whether its answer is waited for."""
        return self.asked_at is not None and self.answered_at is None and self.ended_at is None
