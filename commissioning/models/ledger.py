"""The ledger: each entry moves pence from one pot to another, and none is ever changed. Source: house rule 11; A29.

What is in a pot is the sum of what came less the sum of what left; debit and credit are one row, and so never differ.
"""

from django.db import models
from django.db.models import Q

from boards.models import Decision
from foundation.models import User
from localities.models import Organisation

from .allocation import Allocation
from .fund import Contribution, Fund
from .place import OfMoney


class Pot(models.TextChoices):
    """Where money stands."""

    OUTSIDE = "outside", "Outside the fund"
    FREE = "free", "Not set aside"
    ALLOCATED = "allocated", "Set aside"
    COMMITTED = "committed", "Promised by contract or award"
    PAID = "paid", "Paid"
    RETURNED = "returned", "Given back"


class Move(models.TextChoices):
    """What an entry does."""

    RECEIVED = "received", "Received"
    ALLOCATED = "allocated", "Set aside"
    RELEASED = "released", "No longer set aside"
    COMMITTED = "committed", "Promised"
    UNCOMMITTED = "uncommitted", "No longer promised"
    PAID = "paid", "Paid"
    RECOVERED = "recovered", "Paid back into the fund"
    RETURNED = "returned", "Given back to who gave it"
    LAPSED = "lapsed", "Given back at the end of the year"


# From which pot to which each goes. What reverses an entry goes the other way.
WAYS = {
    Move.RECEIVED: (Pot.OUTSIDE, Pot.FREE),
    Move.ALLOCATED: (Pot.FREE, Pot.ALLOCATED),
    Move.RELEASED: (Pot.ALLOCATED, Pot.FREE),
    Move.COMMITTED: (Pot.ALLOCATED, Pot.COMMITTED),
    Move.UNCOMMITTED: (Pot.COMMITTED, Pot.ALLOCATED),
    Move.PAID: (Pot.COMMITTED, Pot.PAID),
    Move.RECOVERED: (Pot.PAID, Pot.FREE),
    Move.RETURNED: (Pot.FREE, Pot.RETURNED),
    Move.LAPSED: (Pot.FREE, Pot.RETURNED),
}
OF_ALLOCATIONS = (Pot.ALLOCATED, Pot.COMMITTED, Pot.PAID)


def _goes_its_way() -> Q:
    found = Q()
    for move, (source, target) in WAYS.items():
        found |= Q(move=move, source=source, target=target, reverses__isnull=True)
        found |= Q(move=move, source=target, target=source, reverses__isnull=False)
    return found


class Entry(OfMoney):
    """Pence that moved from one pot to another, with who booked it and why; a mistake is reversed, never changed."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries", db_index=False)
    allocation = models.ForeignKey(
        Allocation, null=True, blank=True, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    move = models.CharField("what it does", max_length=20, choices=Move)
    source = models.CharField("from", max_length=20, choices=Pot)
    target = models.CharField("to", max_length=20, choices=Pot)
    pence = models.PositiveBigIntegerField("amount in pence")
    on = models.DateField("on")
    because = models.CharField("why", max_length=500)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="who pays, or is paid",
    )  # fmt: skip
    reference = models.CharField("reference", max_length=100, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    fed_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="feeds"
    )  # the payment of another fund that this receives
    booked_at = models.DateTimeField(auto_now_add=True)
    booked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(pence__gt=0), name="entry_moves_something",
                violation_error_message="Enter an amount above £0.",
            ),
            models.CheckConstraint(condition=_goes_its_way(), name="entry_goes_its_way"),
            models.CheckConstraint(
                condition=Q(allocation__isnull=True, move__in=["received", "returned", "lapsed"])
                | Q(allocation__isnull=False)
                & Q(move__in=["allocated", "released", "committed", "uncommitted", "paid", "recovered"]),
                name="entry_names_its_allocation",
                violation_error_message="Choose what the money is set aside for.",
            ),
            models.CheckConstraint(
                condition=~Q(because=""), name="entry_has_its_reason",
                violation_error_message="Say why: the entry stays for good.",
            ),
            models.CheckConstraint(
                condition=~Q(move="returned") | Q(decision__isnull=False), name="money_is_given_back_by_a_decision",
                violation_error_message="Choose the decision by which the money is given back.",
            ),
            models.CheckConstraint(
                condition=Q(fed_by__isnull=True) | Q(move="received"), name="fed_by_is_received",
            ),
        ]  # fmt: skip
        indexes = [
            # What is in the pots of a fund is read from the index alone; the wall asks for the partnership.
            models.Index(
                fields=["fund", "partnership"], include=["source", "target", "pence", "allocation", "on"],
                name="entry_sums",
            ),
            models.Index(
                fields=["allocation", "partnership"], include=["source", "target", "pence"], name="entry_allocation",
            ),
            models.Index(fields=["partnership", "-on", "-id"], name="entry_newest"),
            models.Index(fields=["fund", "-on", "-id"], name="entry_of_a_fund"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.fund}"

    is_public = True


class YearEnd(OfMoney):
    """The end of a financial year of a fund: what was carried, what was given back; nothing more is booked into it."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="year_ends")
    ends_on = models.DateField("last day of the year")
    lapsed = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField("what was carried, and why", max_length=500)
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "ends_on"],
                name="year_ends_once",
                violation_error_message="This year of the fund is closed already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund}, year to {self.ends_on:%-d %B %Y}"
