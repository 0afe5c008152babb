"""Community groups take over land and buildings: interest, business case, decision, lease or freehold. Source: E36."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commissioning.access import EVERY_BOARD, EVERYWHERE
from commissioning.models import NEXT, Asset, AssetTransfer, TransferContact, TransferStep
from foundation import audit, tenancy
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from plans.refusing import in_words

SOMEBODY = "A community group"
EVERY = [EVERYWHERE, EVERY_BOARD]


def token_of(contact: TransferContact) -> str:
    """Return the secret of the link by which a group finds what it sent."""
    return secret("commissioning.transfer", contact.reference)


@transaction.atomic
def express_interest(
    asset: Asset, *, name: str, email: str = "", phone: str = "", by: User | None = None, **facts: Any
) -> TransferContact:  # fmt: skip
    """Keep what a group would do with land or a building: officers read it, nobody else, until they open it.

    Raises ValidationError where it has left the register.
    """
    with tenancy.tenant(asset.partnership_id, EVERY):
        row = lock(asset)
        if row.left_at:
            raise ValidationError("It has left the register, so nobody can take it over.")
        made = AssetTransfer(asset=row, **facts)
        contact = TransferContact(transfer=made, name=name.strip(), email=email.strip().lower(), phone=phone.strip())
        for part in (made, contact):
            part.belong_with(row)
        contact.token_hash = hash_token(token_of(contact))
        made.full_clean(exclude=["partnership"])
        made.save()
        contact.full_clean(exclude=["partnership", "transfer"])
        contact.save()
        _add(made, "interest", on=timezone.localdate(), by=by)
        audit.record(by, "expressed an interest in", row, name=str(row), by_name="" if by else SOMEBODY)
    return contact


@transaction.atomic
def open_transfer(transfer: AssetTransfer, *, group: str, purpose: str, by: User | None) -> AssetTransfer:
    """Let everybody read a transfer, in words that name no person, with every step that follows."""
    row = lock(transfer, "asset")
    if row.published_at:
        raise already(row, "opened to everybody", "Everybody can read it already.")
    row.group, row.purpose, row.published_at = group.strip(), purpose.strip(), timezone.now()
    row.full_clean(exclude=["partnership"])
    row.save()
    row.steps.update(published_at=row.published_at)  # steps keep no history: they never change
    audit.record(by, "opened to everybody", row)
    return row


@transaction.atomic
def take_step(transfer: AssetTransfer, kind: str, *, on: datetime.date, by: User | None, **facts: Any) -> TransferStep:
    """Record the next step with its day; raises ValidationError out of order, too early, or for a day to come."""
    row = lock(transfer, "asset")
    step = _add(row, kind, on=on, by=by, **facts)
    verb, name = f"recorded “{step.get_kind_display().lower()}” of", f"Transfer of {row.asset}"
    audit.record(by, verb, row, name=name, on=on.isoformat())
    return step


@transaction.atomic
def withdraw(contact: TransferContact) -> None:
    """Let a group take back what it sent, by its link: name and address are deleted, and what nobody else read."""
    with tenancy.tenant(contact.partnership_id, EVERY):
        row = lock(contact.transfer, "asset")
        if "withdrawn" not in may_follow(row):
            raise ValidationError("It is decided or withdrawn already, and the record stays.")
        audit.record(None, "withdrew an interest in", row.asset, name=str(row.asset), by_name=SOMEBODY)
        if row.published_at:
            _add(row, "withdrawn", on=timezone.localdate(), by=None, note="The group withdrew by its link.")
            contact.delete()
        else:
            row.delete()


def may_follow(transfer: AssetTransfer) -> tuple[str, ...]:
    """Return which steps may follow the last."""
    last = transfer.steps.order_by("pk").last()
    return NEXT[last.kind] if last else ("interest",)


def _add(transfer: AssetTransfer, kind: str, *, on: datetime.date, by: User | None, **facts: Any) -> TransferStep:
    step = TransferStep(
        transfer=transfer, kind=kind, on=on, recorded_by=by, published_at=transfer.published_at, **facts
    )
    step.belong_with(transfer)
    step.full_clean(exclude=["partnership"])
    with in_words():
        step.save()
    return step
