"""Call-in: how long a sovereign body's decision waits before it may be acted on. Source: standards R11."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from foundation.templatetags.words import counted, short_day
from foundation.tenancy import TenantHistory, TenantModel
from foundation.working_days import clear_days_between
from localities.models import OfPartnership, Organisation

from .board import Board, OfBoard
from .minutes import Answer, Decision


class Signatories(models.TextChoices):
    """Whose signatures call a decision in."""

    ANY = "any", "members of the council"
    BACKBENCH = "backbench", "members of the council who are not on its executive"
    SCRUTINY = "scrutiny", "members of its overview and scrutiny committee"


class CallInPeriods(models.Model):
    """The periods and the signatures of a call-in: local constitutions set them, these are the usual ones. R11."""

    publish_days = models.PositiveSmallIntegerField("working days in which it publishes a decision", default=2)
    hold_days = models.PositiveSmallIntegerField("working days for which the decision is then held", default=5)
    least = models.PositiveSmallIntegerField("signatures that call it in", default=3)
    who = models.CharField("whose signatures", max_length=20, choices=Signatories, default=Signatories.BACKBENCH)

    class Meta:
        abstract = True


class CallInRule(CallInPeriods, OfPartnership):
    """What the constitution of one sovereign body says of call-in; without one the usual periods count."""

    # Parish councils and agencies have no overview and scrutiny.
    WITH_SCRUTINY = (Organisation.Kind.COUNTY, Organisation.Kind.DISTRICT)

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="call_in_rule")
    source = models.CharField("where its constitution says so", max_length=200, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["organisation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least__gte=1),
                name="call_in_is_signed",
                violation_error_message="At least one signature calls a decision in.",
            )
        ]

    def __str__(self) -> str:
        if not self.hold_days:
            return f"{self.organisation} does not hold its decisions for call-in"
        return (
            f"{self.organisation} publishes within {self.publish_days} working days and holds for {self.hold_days}; "
            f"{self.least} {self.get_who_display()} call in"
        )


class HoldQuerySet(models.QuerySet["Hold"]):
    """Words for holds."""

    def unpublished(self, today: datetime.date) -> "HoldQuerySet":
        """Keep those whose body should have published its decision by now."""
        return self.filter(published_on=None, waived_on=None, publish_by__lt=today)


class Hold(CallInPeriods, OfBoard, TenantModel):
    """One decision of a sovereign body on its way through the time of call-in, with the rule as it then was."""

    class Outcome(models.TextChoices):
        """What became of a call-in."""

        UPHELD = "upheld", "The decision was upheld: it takes effect"
        REFERRED = "referred", "It was referred back: it is decided again"
        RELEASED = "released", "The call-in was withdrawn or not valid: the decision is released"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="hold")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holds")
    publish_by = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField("last day of the hold", null=True, blank=True)
    waived_on = models.DateField(null=True, blank=True)
    waived_by = models.CharField("who agreed that it is urgent", max_length=200, blank=True)
    waived_because = models.TextField(blank=True)
    called_in_on = models.DateField(null=True, blank=True)
    signatories = models.JSONField(default=list, blank=True)  # "Ann Ash (member for Hill)"
    grounds = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_note = models.CharField("where, and what was said", max_length=300, blank=True)
    earlier = models.JSONField(default=list, blank=True)  # call-ins that referred it back, each as `told` made it

    objects = HoldQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("published_on")),
                name="hold_runs_from_publication",
                violation_error_message="A hold runs from the day of publication.",
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True)
                | Q(called_in_on__isnull=True) & ~Q(waived_by="") & ~Q(waived_because=""),
                name="waiver_says_who_and_why",
                violation_error_message="Say who agreed that it is urgent, and why. What is called in is not waived.",
            ),
            models.CheckConstraint(
                condition=Q(called_in_on__isnull=True)
                | Q(called_in_on__gte=F("published_on"), called_in_on__lte=F("ends_on"), published_on__isnull=False)
                & ~Q(grounds=""),
                name="called_in_while_held",
                violation_error_message="A decision is called in while it is held, with the grounds.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True)
                | Q(outcome_on__gte=F("called_in_on"), called_in_on__isnull=False) & ~Q(outcome=""),
                name="outcome_follows_a_call_in",
                violation_error_message="The outcome of a call-in has its day, which is not before the call-in.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold of {self.decision_id} by {self.organisation}"

    def stands(self, today: datetime.date) -> bool:
        """Say whether the decision may not be acted on yet; the database says the same in boards_is_held."""
        if self.waived_on or self.outcome in (self.Outcome.UPHELD, self.Outcome.RELEASED):
            return False
        if self.outcome == self.Outcome.REFERRED:
            return self.decision.answer != Answer.REFUSED
        return self.called_in_on is not None or self.ends_on is None or today <= self.ends_on

    def until(self, today: datetime.date) -> str:
        """Return until when it is held, in words; nothing when it is not."""
        if not self.stands(today):
            return ""
        if self.outcome:
            return f"until {self.organisation} has decided again: it was referred back after a call-in"
        if self.called_in_on:
            return f"until the call-in of {short_day(self.called_in_on)} has its outcome"
        if self.ends_on is None:
            days = counted(self.hold_days, "working day")
            return (
                f"until {days} after {self.organisation} has published it, which is due by {short_day(self.publish_by)}"
            )
        return f"until the end of {short_day(self.ends_on)}"

    def days_left(self, today: datetime.date) -> int | None:
        """Return how many working days of the hold are left after today; None where no day is set."""
        if not self.stands(today) or self.ends_on is None or self.called_in_on:
            return None
        return clear_days_between(today, self.ends_on) + (self.ends_on > today)

    @property
    def told(self) -> dict[str, Any]:
        """Return the call-in as it is kept when it begins anew."""
        return {
            "called_in_on": str(self.called_in_on), "signatories": self.signatories, "grounds": self.grounds,
            "outcome": self.get_outcome_display(), "outcome_on": str(self.outcome_on), "note": self.outcome_note,
        }  # fmt: skip
