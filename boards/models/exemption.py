"""What is likely exempt: kept from the public for a reason of law, until a day when that is looked at again."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .board import Board, OfBoard
from .meeting import DRAFT, Meeting


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """Words for exemptions."""

    def standing(self) -> "ExemptionQuerySet":
        """Keep those that were not opened to the public."""
        return self.filter(opened_at__isnull=True)

    def by_key(self) -> dict[str, "Exemption"]:
        """Return them by what they close."""
        return {exemption.key: exemption for exemption in self}


class Exemption(OfBoard, TenantModel):
    """Why an item, a report, one of its sections or an appendix is likely exempt, who says so, and what stands for it.

    ``key`` names what it closes as an edition does: "item:4", "report:7", "appendix:9"; a section is "report:7/risk".
    Source: standards R3; Local Government Act 1972, section 100B(5) and Schedule 12A.
    """

    class Paragraph(models.IntegerChoices):
        """The paragraphs of Schedule 12A, Part 1, in words."""

        INDIVIDUAL = 1, "information about an individual"
        IDENTITY = 2, "information that is likely to reveal who an individual is"
        FINANCIAL = 3, "information about the financial or business affairs of a person or body, this one included"
        LABOUR = 4, "information about consultations or negotiations on a labour relations matter"
        LEGAL = 5, "information in respect of which legal professional privilege could be claimed"
        NOTICE = 6, "information that shows that a notice, an order or a direction is to be made under an enactment"
        CRIME = 7, "information about action to prevent, investigate or prosecute crime"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="exemptions")
    key = models.CharField(max_length=60)
    paragraph = models.PositiveSmallIntegerField(choices=Paragraph)
    reason = models.TextField("why the public interest is better served by keeping it private")
    officer = models.CharField("proper officer who says so", max_length=160)
    public_title = models.CharField("title that the public reads", max_length=200, blank=True)
    summary = models.TextField("what the public reads instead")
    review_on = models.DateField("day to look at it again")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_because = models.TextField(blank=True)

    objects = ExemptionQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["review_on", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["partnership", "key"], condition=Q(opened_at__isnull=True), name="exempt_once"
            ),
            models.CheckConstraint(
                condition=Q(paragraph__range=(1, 7)),
                name="exempt_under_a_paragraph",
                violation_error_message="Choose a paragraph of Schedule 12A, 1 to 7.",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(officer="") & ~Q(summary=""),
                name="exempt_for_a_reason",
                violation_error_message="Give the reason, the proper officer and a summary for the public.",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | ~Q(opened_because=""),
                name="opened_for_a_reason",
                violation_error_message="Say why it is opened to the public.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.paragraph_words}"

    @property
    def paragraph_words(self) -> str:
        """Return the paragraph as the public reads it."""
        return f"paragraph {self.paragraph}: {self.get_paragraph_display()}"

    @property
    def is_due(self) -> bool:
        """Say whether its review is due."""
        return self.opened_at is None and self.review_on <= timezone.localdate()
