"""The rules of engagement, as data with a default: for the partnership, and for a locality that does it its own way."""

import datetime
from collections.abc import Callable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.tenancy import TenantHistory
from localities.models import Locality, RulesQuerySet

from .place import OfPlace

CONSENT = (
    "I agree that the partnership keeps what I write here to work with me as a community leader or champion. I can "
    "take this back at any time by the link in any message: then everything that I wrote is deleted."
)


class EngagementRules(OfPlace):
    """One set of rules; the row without a locality is the partnership's. Periods are working days or say so."""

    smallest_shown = models.PositiveSmallIntegerField(
        "smallest number of people that is shown", default=5, validators=[MinValueValidator(2)]
    )  # R33, R35
    equality_threshold = models.PositiveSmallIntegerField(
        "answers to a question about equality before any is shown", default=20, validators=[MinValueValidator(5)]
    )  # R35
    smallest_place = models.PositiveSmallIntegerField(
        "answers from a ward or parish before its results are shown", default=30, validators=[MinValueValidator(10)]
    )  # R33
    sort_days = models.PositiveSmallIntegerField("working days to sort an issue", default=5)
    answer_days = models.PositiveSmallIntegerField("working days to answer where no standard says more", default=20)
    feedback_days = models.PositiveSmallIntegerField(
        "calendar days after closing to tell what changed", default=56
    )  # E30
    feedback_remind_days = models.PositiveSmallIntegerField(
        "calendar days before it is due to remind whoever owes feedback", default=14
    )
    outside_remind_days = models.PositiveSmallIntegerField(
        "calendar days before another body’s consultation closes to remind who answers it", default=7
    )  # A44
    network_consent = models.TextField("what people agree to who join the network of leaders", default=CONSENT)  # R34
    escalate_days = models.PositiveSmallIntegerField("working days of silence before it is escalated", default=5)  # D36
    statutory_weeks = models.PositiveSmallIntegerField("weeks for a statutory consultation", default=12)  # R31
    consultation_weeks = models.PositiveSmallIntegerField("weeks for any other consultation", default=6)  # R31
    consent_age = models.PositiveSmallIntegerField("age from which a person consents alone", default=13)  # R36
    remind_days = models.PositiveSmallIntegerField("days before an activity to remind those who signed up", default=2)
    contact_days = models.PositiveSmallIntegerField(
        "calendar days after an activity until addresses of those who signed up are deleted", default=14
    )  # D12
    reach_percent = models.PositiveSmallIntegerField(
        "share of its part of the population, in percent, below which a group is too little heard",
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # C30
    agency_remind_days = models.PositiveSmallIntegerField(
        "working days before an answer is due on which the agency is reminded", default=2
    )
    offer_days = models.PositiveSmallIntegerField(
        "working days of silence before it is offered to the board", default=10
    )  # D36
    clock_stops_when_asked = models.BooleanField(
        "the clock stands while an agency waits to be told more", default=False
    )  # D33
    grace_minutes = models.PositiveSmallIntegerField(
        "minutes after closing in which an answer that was begun before may be sent", default=30
    )
    drafts_kept_days = models.PositiveSmallIntegerField(
        "calendar days after closing until answers that were never sent are deleted", default=2
    )
    fastest_seconds = models.PositiveSmallIntegerField(
        "seconds that an answer to one question takes at least", default=1
    )
    reopen_days = models.PositiveSmallIntegerField(
        "calendar days in which whoever raised an issue may say that it is not solved", default=28
    )
    issue_contact_days = models.PositiveSmallIntegerField(
        "calendar days after an issue is closed for which we keep how people are reached", default=365
    )  # R34
    confirm_days = models.PositiveSmallIntegerField(
        "calendar days in which the link that confirms an email address works",
        default=7,
        validators=[MinValueValidator(1)],
    )
    unconfirmed_mails = models.PositiveSmallIntegerField(
        "mails to an email address that nobody confirms, after which no more go there",
        default=3,
        validators=[MinValueValidator(1)],
    )
    follower_days = models.PositiveSmallIntegerField(
        "calendar days for which we keep how to reach people who asked to be told what became of something",
        default=365,
        validators=[MinValueValidator(1)],
    )  # R34
    challenge_days = models.PositiveSmallIntegerField(
        "working days in which a provider answers a challenge", default=20, validators=[MinValueValidator(1)]
    )  # A16

    objects = RulesQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        verbose_name_plural = "engagement rules"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "locality"], nulls_distinct=False, name="one_set_of_engagement_rules"
            ),
            models.CheckConstraint(
                condition=Q(smallest_shown__gte=2, equality_threshold__gte=5),
                name="engagement_rules_hide_small_numbers",
                violation_error_message="Numbers of one person are never shown.",
            ),
            models.CheckConstraint(
                condition=Q(reach_percent__gte=1, reach_percent__lte=100), name="engagement_rules_compare_with_a_share",
                violation_error_message="Give a number from 1 to 100.",
            ),
            models.CheckConstraint(
                condition=Q(smallest_place__gte=10), name="engagement_rules_hide_small_places",
                violation_error_message="Results of a place need 10 answers or more.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Rules of engagement of {self.locality or 'the partnership'}"


def rules_of(locality: Locality | None) -> EngagementRules:
    """Return the rules that hold in a locality: its own, else the partnership's, else the defaults."""
    return EngagementRules.objects.of(locality)


def rules_by_locality() -> Callable[[int | None], EngagementRules]:
    """Return what gives the rules that hold in a locality by its id, all of them read in one query."""
    return EngagementRules.objects.by_locality()


def days_ago(days: int) -> datetime.datetime:
    """Return the moment that lies a number of calendar days back."""
    return timezone.now() - datetime.timedelta(days=days)


def longer_ago(when: str, period: str) -> Q:
    """Keep rows of a place whose moment lies further back than the period that the rules of their locality name."""
    own = dict(EngagementRules.objects.values_list("locality", period))
    usual = own.pop(None, EngagementRules._meta.get_field(period).get_default())
    found = Q(**{f"{when}__lt": days_ago(usual)}) & ~Q(locality__in=list(own))
    for locality, days in own.items():
        found |= Q(**{f"{when}__lt": days_ago(days)}, locality=locality)
    return found
