"""Land and buildings are nominated, listed as of community value, and kept from sale for a while. Source: R32."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commissioning.models import DisposalNotice, ValueListing
from commissioning.models.community_value import LISTED_MONTHS, last_day
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def nominate(listing: ValueListing, *, by: User | None) -> ValueListing:
    """Keep a nomination; raises ValidationError where one waits or a listing is in force."""
    asset = lock(listing.asset)
    if there := asset.listings.in_force(timezone.localdate()).first():  # type: ignore[attr-defined]
        raise ValidationError(there.says(timezone.localdate()))
    _not_to_come(listing.nominated_on, "nominated_on")
    listing.belong_with(asset)
    listing.full_clean(exclude=["partnership"])
    listing.save()
    audit.record(by, "recorded the nomination as of community value of", asset, nominated_by=listing.nominated_by)
    return listing


@transaction.atomic
def decide(listing: ValueListing, *, outcome: str, on: datetime.date, because: str, by: User | None) -> ValueListing:
    """List it for five years, or refuse, with reasons; raises ValidationError once it is decided."""
    row = lock(listing, "asset")
    if row.outcome:
        raise ValidationError("This nomination is decided already.")
    _not_to_come(on, "on")
    row.outcome, row.decided_on, row.because = outcome, on, because.strip()
    row.ends_on = last_day(on, LISTED_MONTHS) if outcome == ValueListing.Outcome.LISTED else None
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, f"decided “{row.get_outcome_display().lower()}” on the nomination of", row.asset, because=because)
    return row


@transaction.atomic
def remove(listing: ValueListing, *, on: datetime.date, because: str, by: User | None) -> ValueListing:
    """Take it off the list before its five years are over, for a reason."""
    row = _in_force(listing, on)
    _not_to_come(on, "on")
    row.removed_on, row.removed_because = on, because.strip()
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "took off the list of community value", row.asset, because=because)
    return row


@transaction.atomic
def give_notice(listing: ValueListing, *, told_on: datetime.date, by: User | None) -> DisposalNotice:
    """Record that the owner wants to sell; raises ValidationError off the list, and while an earlier notice runs."""
    row = _in_force(listing, told_on)
    _not_to_come(told_on, "told_on")
    last = row.notices.order_by("-told_on").first()
    if last and told_on <= last.protected_until:
        raise ValidationError({"told_on": last.says(told_on)})
    notice = DisposalNotice(listing=row, told_on=told_on)
    notice.belong_with(row)
    notice.full_clean(exclude=["partnership"])
    notice.save()
    audit.record(by, "recorded the owner’s notice to sell", row.asset, told_on=told_on.isoformat())
    return notice


@transaction.atomic
def ask_to_bid(notice: DisposalNotice, *, asked_on: datetime.date, asked_by: str, by: User | None) -> DisposalNotice:
    """Record that a community group asked in the six weeks to bid, from which the six months follow."""
    row = lock(notice, "listing__asset")
    if row.asked_on:
        raise ValidationError(f"{row.asked_by} asked already: the six months run.")
    _not_to_come(asked_on, "asked_on")
    row.asked_on, row.asked_by = asked_on, asked_by.strip()
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "recorded that a group asked to bid for", row.listing.asset, asked_by=row.asked_by)
    return row


def _in_force(listing: ValueListing, day: datetime.date) -> ValueListing:
    row = lock(listing, "asset")
    if not ValueListing.objects.in_force(day).filter(pk=row.pk).exists():
        raise ValidationError(f"It is not on the list on {day:%-d %B %Y}. {row.says(timezone.localdate())}")
    return row


def _not_to_come(day: datetime.date, field: str) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: "Enter today, or a day before."})
