"""What is recorded of a decision beside its words and its outcome. Source: checklist A5, B14, B39, C5, E45; R7."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Dated, Organisation, ends_after_it_starts

from .board import Board, OfBoard
from .delegation import Delegation, Level
from .meeting import DRAFT
from .report import Recommendation


class Power(models.TextChoices):
    """The legal power that a decision uses. Source: checklist E45."""

    GENERAL = "general", "General power of competence (Localism Act 2011, section 1)"
    PARISH_GENERAL = "parish", "General power of competence of an eligible parish council (2012 Order)"
    DISCHARGE = "discharge", "Discharge of functions by a committee (Local Government Act 1972, section 101)"
    JOINT = "joint", "Joint committee (Local Government Act 1972, sections 101 and 102)"
    EXECUTIVE = "executive", "Executive functions (Local Government Act 2000, sections 9E to 9EB)"
    INCIDENTAL = "incidental", "Incidental power (Local Government Act 1972, section 111)"
    MEMBER = "member", "Powers of a ward member (2007 Act, section 236)"
    OWN = "own", "Each partner acts under its own powers"
    OTHER = "other", "Another power"


class DecidingRight(OfBoard, Dated, TenantModel):
    """Money or a power at stake, and members of which tiers then decide. Source: checklist X3."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="deciding_rights")
    name = models.CharField("money or power at stake", max_length=160)
    tiers = models.JSONField(default=list)  # kinds of organisation whose members decide: ["county"]

    history = TenantHistory()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            ends_after_it_starts("right_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(tiers=[]),
                name="right_says_what_and_who",
                violation_error_message="Say what is at stake and whose members decide.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tiers_words(self) -> str:
        """Return whose members decide, in words."""
        return " and ".join(str(Organisation.Kind(tier).label).lower() for tier in self.tiers)


class DecisionRecord(OfBoard, TenantModel):
    """What a decision rests on and what must be known of it, kept from the agenda to the minutes."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="record")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="records"
    )  # what it rests on where the board decides under one (A35)
    amount = models.PositiveBigIntegerField("money that it commits, in pence", null=True, blank=True)
    right = models.ForeignKey(DecidingRight, null=True, blank=True, on_delete=models.PROTECT, related_name="records")
    options = models.TextField("options considered and rejected", blank=True)
    power = models.CharField("legal power used", max_length=20, choices=Power, blank=True)
    power_words = models.CharField("the power in words", max_length=300, blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    verb = models.CharField("what the board did, in its own words", max_length=120, blank=True)
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="lead body"
    )
    awaiting = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="body that must decide next",
    )  # fmt: skip
    timetable = models.JSONField(default=list, blank=True)  # [{"on": "2027-01-31", "what": "Contract signed"}] (C5)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=~Q(power="other") | ~Q(power_words=""),
                name="other_power_is_named",
                violation_error_message="Name the power that is used.",
            ),
        ]

    def __str__(self) -> str:
        return f"Record of {self.recommendation}"

    @property
    def power_in_words(self) -> str:
        """Return the legal power as it is published."""
        if self.power == Power.OTHER or not self.power:
            return self.power_words
        return f"{self.get_power_display()}{f'. {self.power_words}' if self.power_words else ''}"
