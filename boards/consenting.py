"""Consent: each partner's position on a recommendation, and the withdrawal of an objection.

Source: checklist B36; standards R22.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import deciding, sitting
from boards.locking import lock
from boards.models import Position, Recommendation
from boards.refusing import in_words, refuse
from foundation import audit
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User

Kind = Position.Kind
Said = tuple[str, str]  # the kind of position, and its reason


@transaction.atomic
def take_positions(
    recommendation: Recommendation, said: Mapping[int, Said], *, version: int, by: User
) -> Recommendation:
    """Record the positions of partners, by the id of each; those not named keep theirs.

    Raises ChangedMeanwhile when somebody has changed the recommendation since, ValidationError when it is decided,
    when an objection has no reason or would be changed without being withdrawn.
    """
    row = deciding.locked(recommendation)
    there = {p.organisation_id: p for p in deciding.standing_on(row)}
    changed = {key: new for key, new in said.items() if _said(there.get(key)) != new}
    if not changed:
        return row
    deciding.refuse_decided(row)
    if row.version != version:
        raise ChangedMeanwhile(row)
    _refuse_strangers(row, changed)
    for key, (kind, reason) in changed.items():
        _take(there.get(key) or Position(board=row.board, recommendation=row, organisation_id=key), kind, reason, by)
    deciding.touch(row)
    audit.record(by, "recorded positions at", deciding.item_of(row).meeting, recommendation=row.pk)
    return row


def _said(position: Position | None) -> Said | None:
    return (position.kind, position.reason) if position else None


def _refuse_strangers(row: Recommendation, changed: Mapping[int, Said]) -> None:
    partners = {partner.pk for partner in sitting.partners(deciding.item_of(row).meeting)}
    if set(changed) - partners:
        raise ValidationError("A position is taken by a partner that has a seat on the board (B36).")


def _take(position: Position, kind: str, reason: str, by: User) -> None:
    if position.objects_still and kind != Kind.OBJECT:
        raise refuse("objection_is_withdrawn")
    position.kind, position.reason, position.recorded_by = kind, reason.strip(), by
    position.validate_constraints()
    with in_words():
        position.save()


@transaction.atomic
def all_present_support(recommendation: Recommendation, *, version: int, by: User) -> Recommendation:
    """Record that each partner without a position supports it, or is absent where nobody speaks for it.

    Raises ValidationError when nobody is marked as present.
    """
    row = deciding.locked(recommendation)
    item = deciding.item_of(row)
    seat = sitting.read(item.meeting)
    present = seat.partners_at(seat.item(item.pk) or item)
    if not present:
        raise ValidationError("No partner is marked as present. Call the roll and mark who is here, then try again.")
    there = {p.organisation_id for p in deciding.standing_on(row)}
    said = {
        partner.pk: (Kind.SUPPORT if partner.pk in present else Kind.ABSENT, "")
        for partner in seat.partners
        if partner.pk not in there
    }
    return take_positions(row, said, version=version, by=by)


@transaction.atomic
def withdraw_objection(position: Position, *, name: str, because: str, instead: str, by: User) -> Position:
    """Record that a partner withdrew its objection: who, why, and the position it takes instead.

    The objection stays in the record. Raises ChangedMeanwhile when it has been withdrawn, ValidationError when the
    recommendation is decided.
    """
    row = deciding.locked(position.recommendation)
    position = lock(position)
    if not position.objects_still:
        raise ChangedMeanwhile(row)
    deciding.refuse_decided(row)
    position.withdrawn_at = timezone.now()
    position.withdrawn_by, position.withdrawn_because = name.strip(), because.strip()
    position.validate_constraints()
    with in_words():
        position.save()
    new = Position(board=row.board, recommendation=row, organisation_id=position.organisation_id)
    _take(new, instead, "", by)
    deciding.touch(row)
    audit.record(by, "recorded the withdrawal of an objection at", deciding.item_of(row).meeting, position=position.pk)
    return new
