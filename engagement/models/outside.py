"""What other bodies consult on, and what the board or the partnership answers. Source: checklist A44."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import Board, Decision
from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory

from .place import DRAFT, OfPlace


class OutsideConsultation(OfPlace):
    """Another body's consultation, with its last day and who of us answers; everybody reads that we know of it."""

    class Kind(models.TextChoices):
        """What it is about."""

        PLANNING = "planning", "Planning policy"
        HEALTH = "health", "Health and care"
        TRANSPORT = "transport", "Roads and transport"
        POLICE = "police", "Policing and safety"
        GOVERNMENT = "government", "Law or government policy"
        OTHER = "other", "Something else"

    asked_by = models.CharField("who consults", max_length=200)
    title = models.CharField("on what", max_length=200)
    kind = models.CharField("sort", max_length=20, choices=Kind)
    about = models.TextField("what it could change here", max_length=2000, blank=True)
    link = models.URLField("where to read it", max_length=500, blank=True)
    closes_on = models.DateField("last day for answers")
    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField("officer who writes the answer", max_length=160)
    officer_email = models.EmailField("their email address")
    not_answered_because = models.CharField(max_length=500, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["closes_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by="") & ~Q(title=""), name="outside_consultation_says_who_and_what"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/answers-to-others/{self.pk}/"

    is_public = True

    @property
    def days_left(self) -> int:
        """Return the days until it closes; below 0 when it has closed."""
        return (self.closes_on - timezone.localdate()).days


class OutsideAnswer(OfPlace):
    """Our answer: drafted, agreed by a decision or under a delegation, sent, published as an edition."""

    consultation = models.OneToOneField(OutsideConsultation, on_delete=models.CASCADE, related_name="answer")
    text = models.TextField("the answer")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delegated = models.CharField("agreed under delegation by", max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    late_because = models.CharField("why it is sent after the last day", max_length=500, blank=True)
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True)
                | Q(agreed_on__isnull=False, agreed_on__lte=models.F("sent_on"))
                & (Q(decision__isnull=False) | ~Q(delegated="")),
                name="answer_is_agreed_before_it_is_sent",
                violation_error_message="Say which decision agreed it, or who did under delegation, before it is sent.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(sent_on__isnull=False, edition__isnull=False),
                name="published_answer_was_sent",
                violation_error_message="The copy is published once the answer was sent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Answer to {self.consultation}"
