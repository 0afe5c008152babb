"""Granting and revoking dispensations. Source: standards R10; Localism Act 2011, section 33."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Dispensation
from boards.refusing import in_words
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def grant(dispensation: Dispensation, *, by: User) -> Dispensation:
    """Keep a dispensation that the council granted; raises ValidationError where it breaks a rule of the law."""
    dispensation.full_clean(exclude=["partnership"])
    dispensation.save()
    audit.record(by, "recorded a dispensation on", dispensation.board, name=str(dispensation.person))
    return dispensation


@transaction.atomic
def revoke(dispensation: Dispensation, *, because: str, by: User) -> Dispensation:
    """End a dispensation today; what was done under it before today stays.

    Raises ValidationError without a reason, and where the member has voted under it today.
    """
    dispensation = lock(dispensation, "board", "person")
    if dispensation.revoked_on:
        return dispensation
    if not because.strip():
        raise ValidationError({"because": "Say why it is revoked."})
    dispensation.revoked_on, dispensation.revoked_by = timezone.localdate(), by
    dispensation.revoked_because = because.strip()
    with in_words():
        dispensation.save()
    audit.record(by, "revoked a dispensation on", dispensation.board, name=str(dispensation.person))
    return dispensation
