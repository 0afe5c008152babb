"""Agreeing with another partnership to receive from it, and telling it what can be addressed here."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, envelopes
from foundation.models import Correspondent, Envelope, Partnership, User

KIND = "foundation.agreement"
_offers: dict[str, Callable[[], Any]] = {}


def offer(name: str, read: Callable[[], Any]) -> None:
    """Have those from whom a partnership receives told what can be addressed there ("boards"), as data for JSON."""
    _offers[name] = read


@transaction.atomic
def agree(other: Partnership, *, by: User) -> Correspondent:
    """Receive from another partnership from now on, and tell it so; agreeing again changes nothing."""
    row = _row(other)
    if row.receives_since is None:
        row.receives_since = timezone.now()
        _tell(row)
        audit.record(by, "agreed to receive from", row)
    return row


@transaction.atomic
def end(other: Partnership, *, by: User) -> Correspondent:
    """Receive nothing more from another partnership; what has come stays, and answers to what was asked still come."""
    row = _row(other)
    if row.receives_since is not None:
        row.receives_since = None
        _tell(row)
        audit.record(by, "ended receiving from", row)
    return row


def refuse_without_agreement(other: Partnership) -> None:
    """Raise ValidationError where another partnership takes nothing from this one."""
    if not takes_from_here().filter(other=other).exists():
        raise ValidationError(
            f"{other} does not take anything from here: both partnerships choose from whom they receive. "
            "Ask its administrator to agree under Manage, Other partnerships."
        )


def takes_from_here():
    """Return the partnerships that agreed to receive from this one, with what can be addressed there."""
    return Correspondent.objects.filter(received_since__isnull=False).select_related("other")


def take_in(envelope: Envelope) -> None:
    """Keep that the sender receives from here, or no longer does, and what can be addressed there."""
    row = _row(envelope.other)
    receives = envelope.content.get("receives") is True
    row.received_since = (row.received_since or timezone.now()) if receives else None
    row.offers = envelope.content.get("offers", {})
    row.save()


def tell_changes() -> int:
    """Tell those from whom this partnership receives what can be addressed here now; return how many there were."""
    told = 0
    for row in Correspondent.objects.filter(receives_since__isnull=False).select_for_update():
        if row.told != _content(row):
            _tell(row)
            told += 1
    return told


def _row(other: Partnership) -> Correspondent:
    Correspondent.objects.get_or_create(other=other)
    return Correspondent.objects.select_for_update().get(other=other)


def _tell(row: Correspondent) -> None:
    row.told = _content(row)
    row.save()
    envelopes.post(row.other, KIND, row.told, about=f"correspondent:{row.pk}")


def _content(row: Correspondent) -> dict[str, Any]:
    receives = row.receives_since is not None
    return {"receives": receives, "offers": {name: read() for name, read in _offers.items()} if receives else {}}
