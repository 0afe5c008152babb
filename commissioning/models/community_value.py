"""Assets of community value: nominated, listed for five years, kept from sale for a while. Source: standards R32.

The Localism Act 2011: a listing ends after five years (section 87); of each notice that the owner wants to sell, a
moratorium of six weeks follows, one of six months where a community group asks in that time to bid, and the owner is
free for the rest of eighteen months (section 95). Each is counted from the day on which the council had the notice.
"""

import calendar
import datetime

from django.db import models
from django.db.models import F, Q

from foundation.tenancy import TenantHistory

from .asset import Asset
from .place import OfMoney

LISTED_MONTHS = 60
INTERIM = datetime.timedelta(weeks=6)
FULL_MONTHS, PROTECTED_MONTHS = 6, 18
DECIDED_WITHIN = datetime.timedelta(weeks=8)  # The Assets of Community Value (England) Regulations 2012, regulation 7


def last_day(first: datetime.date, months: int) -> datetime.date:
    """Return the last day of so many months that begin with a day: six from 31 August end on 27 or 28 February."""
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    day = min(first.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day) - datetime.timedelta(days=1)


class ValueListingQuerySet(models.QuerySet["ValueListing"]):
    """Words for nominations and listings."""

    def in_force(self, day: datetime.date) -> "ValueListingQuerySet":
        """Keep what is listed on a day: neither removed nor over."""
        return self.filter(outcome="listed", ends_on__gte=day, decided_on__lte=day).filter(
            Q(removed_on__isnull=True) | Q(removed_on__gt=day)
        )


class ValueListing(OfMoney):
    """A nomination of land or a building as of community value, and what became of it; everybody reads it."""

    class Outcome(models.TextChoices):
        """What the council decided."""

        WAITING = "", "Not decided yet"
        LISTED = "listed", "Listed"
        REFUSED = "refused", "Not listed"

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="listings")
    nominated_by = models.CharField("parish council or community group that nominated it", max_length=160)
    nominated_on = models.DateField("day of the nomination")
    reason = models.TextField("how it serves the community")
    outcome = models.CharField("decision", max_length=10, choices=Outcome, blank=True, default="")
    decided_on = models.DateField("day of the decision", null=True, blank=True)
    because = models.TextField("reasons for the decision", blank=True)
    ends_on = models.DateField("last day of the listing", null=True, blank=True, editable=False)
    removed_on = models.DateField("day on which it left the list", null=True, blank=True)
    removed_because = models.CharField("why it left the list", max_length=300, blank=True)

    objects = ValueListingQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-nominated_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(outcome=""), name="one_nomination_waits",
                violation_error_message="A nomination of it waits to be decided already.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True)
                | Q(outcome__in=["listed", "refused"], decided_on__gte=F("nominated_on")) & ~Q(because=""),
                name="listing_is_decided_with_reasons",
                violation_error_message="Give the reasons, and a day that is not before the nomination.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="listed", ends_on__isnull=False) | ~Q(outcome="listed") & Q(ends_on__isnull=True),
                name="listing_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True)
                | Q(outcome="listed", removed_on__gte=F("decided_on")) & ~Q(removed_because=""),
                name="listing_is_removed_for_a_reason",
                violation_error_message="Only what is listed leaves the list, for a reason, not before it was listed.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset}, nominated by {self.nominated_by}"

    is_public = True

    @property
    def decide_by(self) -> datetime.date:
        """Return the last day on which the nomination is decided in time."""
        return self.nominated_on + DECIDED_WITHIN - datetime.timedelta(days=1)

    def says(self, today: datetime.date) -> str:
        """Return how it stands on a day, in words."""
        if not self.outcome:
            return f"Nominated. The council decides by {self.decide_by:%-d %B %Y}."
        if self.outcome == self.Outcome.REFUSED:
            return f"Not listed, decided on {self.decided_on:%-d %B %Y}."
        if self.removed_on and self.removed_on <= today:
            return f"Left the list on {self.removed_on:%-d %B %Y}: {self.removed_because}"
        if self.ends_on and self.ends_on < today:
            return f"The listing ended on {self.ends_on:%-d %B %Y}, after five years."
        return f"Listed as of community value until {self.ends_on:%-d %B %Y}."


class DisposalNotice(OfMoney):
    """The owner tells the council that they want to sell what is listed; the moratoria run from that day."""

    listing = models.ForeignKey(ValueListing, on_delete=models.PROTECT, related_name="notices")
    told_on = models.DateField("day on which the council had the notice")
    asked_on = models.DateField("day on which a group asked to bid", null=True, blank=True)
    asked_by = models.CharField("community group that asked to bid", max_length=160, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-told_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True, asked_by="")
                | Q(asked_on__gte=F("told_on"), asked_on__lt=F("told_on") + INTERIM) & ~Q(asked_by=""),
                name="group_asks_within_six_weeks",
                violation_error_message="A group asks to bid within six weeks of the notice: later it is too late.",
            ),
            models.UniqueConstraint(
                fields=["listing", "told_on"], name="one_notice_a_day",
                violation_error_message="The notice of this day is recorded already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Notice of {self.told_on:%-d %B %Y}"

    @property
    def interim_until(self) -> datetime.date:
        """Return the last day of the six weeks."""
        return self.told_on + INTERIM - datetime.timedelta(days=1)

    @property
    def full_until(self) -> datetime.date:
        """Return the last day of the six months, which run where a group asked to bid."""
        return last_day(self.told_on, FULL_MONTHS)

    @property
    def protected_until(self) -> datetime.date:
        """Return the last day of the eighteen months in which no other moratorium begins."""
        return last_day(self.told_on, PROTECTED_MONTHS)

    def says(self, today: datetime.date) -> str:
        """Return what the owner may do on a day, in words."""
        ends = self.full_until if self.asked_on else self.interim_until
        if today <= ends and self.asked_on:
            return f"{self.asked_by} asked to bid: not sold to anybody else until {ends:%-d %B %Y}, for six months."
        if today <= ends:
            return (
                f"It is not sold until {ends:%-d %B %Y}, for six weeks. Where a community group asks in that time to "
                f"bid, it is not sold to anybody else until {self.full_until:%-d %B %Y}, for six months."
            )
        if today <= self.protected_until:
            return f"The owner may sell to anybody until {self.protected_until:%-d %B %Y}; then a new notice is needed."
        return f"The notice is over since {self.protected_until:%-d %B %Y}: the owner needs a new one to sell."
