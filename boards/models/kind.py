"""Kinds of board, as data: each partnership has its own, made from the presets and changed at will."""

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import models

from foundation.tenancy import TenantHistory
from localities.models import OfPartnership

SHARES = {
    Fraction(1, 4): "a quarter", Fraction(1, 3): "a third", Fraction(1, 2): "half", Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
}  # fmt: skip


LONGEST_CHASE = 90  # days


# Where the quorum asks for members of a tier, what that tier is called.
TIERS = {"county": "the county council", "district": "district councils", "parish": "parish councils"}


class PublicAccess(models.TextChoices):
    """What the public may do at a meeting. Source: checklist X9."""

    OPEN = "open", "The public may attend and ask questions"
    WATCH = "watch", "The public may attend"
    CLOSED = "closed", "The public may not attend; papers are published"


class DecisionMode(models.TextChoices):
    """How the board decides. Source: checklist X3."""

    CONSENT = "consent", "By consent of every partner"
    DELEGATED = "delegated", "Under a recorded delegation"
    VOTE = "vote", "By vote"


class LegalStatus(models.TextChoices):
    """What binds the board. Source: standards R0."""

    INFORMAL = "informal", "Informal partnership"
    JOINT = "joint", "Joint committee"
    AREA = "area", "Area committee"
    EXECUTIVE = "executive", "Executive committee"
    TASK = "task", "Task group"


STATUTORY = (LegalStatus.JOINT, LegalStatus.AREA, LegalStatus.EXECUTIVE)


# What a board does when it agrees, in the words of the sources. Source: checklist B14.
VERBS = """Agreed
Endorsed
Agreed for further investigation and consultation with partners
Considered and included in business planning"""


def is_days(value: str) -> None:
    """Refuse what is no list of days such as “7, 3, 0”; raises ValidationError."""
    if not all(part.strip().isdecimal() and int(part) <= LONGEST_CHASE for part in value.split(",")):
        raise ValidationError(
            f"Write whole numbers of days up to {LONGEST_CHASE} with commas between them, such as 7, 3, 0."
        )


# Who may consent that a key decision is taken at once. Source: standards R6 (regulation 11).
CONSENTING = """Chair of the overview and scrutiny committee
Chair of the council
Vice-chair of the council"""


class BoardRules(models.Model):
    """The rules of a board's life; a kind has the defaults, each board its own copy."""

    legal_status = models.CharField(max_length=20, choices=LegalStatus, default=LegalStatus.INFORMAL)
    decision_mode = models.CharField(max_length=20, choices=DecisionMode, default=DecisionMode.CONSENT)
    falls_back_to_vote = models.BooleanField("votes by majority where consent fails", default=False)  # R22
    decision_verbs = models.TextField("words for what it agrees, one a line", blank=True, default=VERBS)  # B14
    public_access = models.CharField(max_length=20, choices=PublicAccess, default=PublicAccess.OPEN)
    notice_days = models.PositiveSmallIntegerField("clear working days of notice", default=5)
    saturdays_count = models.BooleanField("Saturdays count as working days", default=False)
    quorum_count = models.PositiveSmallIntegerField("members needed for a quorum", null=True, blank=True)
    quorum_fraction = models.DecimalField(
        "share of filled seats needed for a quorum", max_digits=4, decimal_places=3, null=True, blank=True
    )
    # How many of those who decide come from each tier at least, where the board's rule asks for it (R14).
    quorum_county = models.PositiveSmallIntegerField("of them from a county council", null=True, blank=True)
    quorum_district = models.PositiveSmallIntegerField("of them from district councils", null=True, blank=True)
    quorum_parish = models.PositiveSmallIntegerField("of them from parish councils", null=True, blank=True)
    least_meetings = models.PositiveSmallIntegerField("fewest meetings a year", null=True, blank=True)
    most_meetings = models.PositiveSmallIntegerField("most meetings a year", null=True, blank=True)
    longest_gap_days = models.PositiveSmallIntegerField("longest gap between meetings, in days", null=True, blank=True)
    may_meet_virtually = models.BooleanField(default=True)
    chair_rule = models.CharField("who takes the chair", max_length=200, blank=True)
    partners_read_exempt = models.BooleanField("representatives of partners read exempt papers", default=False)
    advisers_read_exempt = models.BooleanField("advisers read exempt papers", default=False)
    may_set_up_groups = models.BooleanField("may set up task and finish groups", default=False)  # B33
    missed_in_a_row = models.PositiveSmallIntegerField(
        "meetings missed in a row of which the clerk is told", null=True, blank=True, default=3,
        help_text="With apologies or without; a member whose substitute came has missed nothing. Empty: never",
    )  # fmt: skip
    report_lead_days = models.PositiveSmallIntegerField("days before publication when reports are due", default=5)
    chase_before = models.CharField(
        "days before that day on which authors are reminded", max_length=60, blank=True, default="3, 0",
        validators=[is_days],
        help_text="With commas between them; 0 is the day itself. The lead officer is told as well",
    )  # fmt: skip
    chase_after = models.CharField(
        "days after it on which late reports are chased", max_length=60, blank=True, default="1, 7",
        validators=[is_days], help_text="With commas between them",
    )  # fmt: skip
    ward_notice_hours = models.PositiveSmallIntegerField(
        "hours before publication when members of the wards concerned are told", null=True, blank=True, default=24
    )  # nothing: they are not told first (B7)
    # Two months by law: Local Government Act 2000, section 9FE (until 2012 section 21B).
    scrutiny_months = models.PositiveSmallIntegerField("months in which scrutiny is to be answered", default=2)
    officer_record_days = models.PositiveSmallIntegerField(
        "working days in which an officer’s decision is published", default=5
    )  # R8: as soon as reasonably practicable
    ward_record_months = models.PositiveSmallIntegerField(
        "months in which a ward member’s decision is published", default=1
    )  # R9; Local Government and Public Involvement in Health Act 2007, section 236
    referral_days = models.PositiveSmallIntegerField("days in which a referral is to be answered", default=28)  # D27

    # Key decisions and private meetings of executive bodies. Source: standards R6.
    takes_key_decisions = models.BooleanField(
        "takes key decisions, with notice (executive committees always do)", default=False
    )
    key_notice_days = models.PositiveSmallIntegerField(
        "clear days of notice of a key decision or a private meeting", default=28
    )
    key_days_are_working = models.BooleanField("these are working days", default=False)
    short_notice_days = models.PositiveSmallIntegerField(
        "clear working days of a second notice, or under the general exception", default=5
    )
    consenting_offices = models.TextField(
        "who is told of, or consents to, urgent key decisions, one a line", blank=True, default=CONSENTING
    )

    class Meta:
        abstract = True

    @property
    def is_executive(self) -> bool:
        """Say whether key decisions and private meetings need notice of their own. Source: standards R6."""
        return self.takes_key_decisions or self.legal_status == LegalStatus.EXECUTIVE

    @property
    def offices_to_consent(self) -> list[str]:
        """Return who is told of, or consents to, what is urgent; the law's own where none is named. Source: R6."""
        named = self.consenting_offices.strip() or CONSENTING
        return [line.strip() for line in named.splitlines() if line.strip()]

    @property
    def is_statutory(self) -> bool:
        """Say whether a breach is refused; otherwise it is warned of and the reason kept. Source: standards R0."""
        return self.legal_status in STATUTORY

    @property
    def chase_stages(self) -> list[int]:
        """Return the stages at which a report is chased, the last first: days until it is due, below 0 when late."""
        rules = (self.chase_before, self.chase_after)
        before, after = ([int(day) for day in rule.split(",") if day.strip()] for rule in rules)
        return sorted({*before, *(-day for day in after)})

    @property
    def verbs(self) -> list[str]:
        """Return the words in which the board says that it agrees. Source: checklist B14."""
        return [line.strip() for line in self.decision_verbs.splitlines() if line.strip()]

    @property
    def quorum_words(self) -> str:
        """Return the rule of the quorum as an officer says it; where there are two the larger counts."""
        parts = [f"{self.quorum_count} members"] if self.quorum_count is not None else []
        if self.quorum_fraction is not None:
            share = Fraction(self.quorum_fraction).limit_denominator(12)
            parts.append(f"{SHARES.get(share, share)} of the filled seats")
        total = " or ".join(parts) + (", whichever is more" if len(parts) > 1 else "")
        tiers = [f"{least} from {TIERS[tier]}" for tier, least in self.quorum_tiers.items()]
        return "; at least ".join(filter(None, [total, " and ".join(tiers)])) or "not set"

    @property
    def quorum_tiers(self) -> dict[str, int]:
        """Return how many of those who decide come from each tier at least."""
        least = {tier: getattr(self, f"quorum_{tier}") for tier in TIERS}
        return {tier: number for tier, number in least.items() if number}


class BoardKind(BoardRules, OfPartnership):
    """A kind of board: forum, executive, governance board, community meeting …"""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    plural = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    has_members = models.BooleanField(
        "it has a standing membership", default=True
    )  # a community meeting has none (D12)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # meets after this kind in each cycle (D31)
    # Rules that fill the seats of a new board: [{"source": "ward", "label": …, "count": 1}, …] (D21, J11)
    seat_rules = models.JSONField(default=list, blank=True)
    standing_items = models.JSONField(default=list, blank=True)
    report_template = models.ForeignKey(
        "ReportTemplate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_kind_a_key", violation_error_message="It exists already."
            )
        ]

    def __str__(self) -> str:
        return self.name
