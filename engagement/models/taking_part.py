"""Who takes part: signing up without an account, and how many came, by group and never by name. Source: D12, D13."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory

from .activity import Activity
from .audience import Audience
from .place import DRAFT, OfPlace


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Words for those who signed up."""

    def standing(self) -> "SignUpQuerySet":
        """Leave out who took it back."""
        return self.filter(withdrawn_at__isnull=True)

    def placed(self) -> "SignUpQuerySet":
        """Keep who has a place."""
        return self.standing().filter(placed_at__isnull=False)

    def waiting(self) -> "SignUpQuerySet":
        """Keep who waits for one, first come first."""
        return self.standing().filter(placed_at__isnull=True).order_by("at", "pk")


class SignUp(OfPlace):
    """Some people who mean to come; who they are is theirs to say, and forgotten soon after (D12)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sign_ups")
    people = models.PositiveSmallIntegerField("number of people", default=1)
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    needs = models.TextField("what they need to take part", blank=True)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    placed_at = models.DateTimeField(null=True, blank=True)  # until then they wait for a place
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="sign_up_token_unique"),
            models.CheckConstraint(condition=Q(people__gte=1), name="sign_up_is_of_somebody"),
        ]
        indexes = [models.Index(fields=["activity", "at"], name="sign_up_of_activity")]

    def __str__(self) -> str:
        return f"Sign-up {self.pk}"


class HeadCount(OfPlace):
    """How many people of one group took part, or (without a group) in all. Small numbers are never public (R35)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="head_counts")
    audience = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="head_counts")
    people = models.PositiveIntegerField("number of people")
    counted_at = models.DateTimeField(auto_now=True)
    counted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["activity", "audience__position"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["activity", "audience"], nulls_distinct=False, name="one_count_a_group_and_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} at {self.activity}"


class GroupShare(OfPlace):
    """What share of a locality's people a group is, from a census or another source. Source: checklist C30; R33."""

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="shares")
    year = models.PositiveSmallIntegerField()
    percent = models.DecimalField("share of people, in percent", max_digits=5, decimal_places=2)
    source = models.CharField(max_length=200)

    history = TenantHistory()

    class Meta:
        ordering = ["audience__position", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "locality", "year", "audience"], nulls_distinct=False,
                name="one_share_a_group_and_year",
                violation_error_message="The share of this group in that year is there already.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=Decimal(0), percent__lte=Decimal(100)), name="share_is_a_percentage",
                violation_error_message="A share is between 0 and 100 percent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.audience}, {self.year}"
