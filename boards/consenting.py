"""Consent: each partner's position on a recommendation, and the withdrawal of an objection.

Source: checklist B36; standards R22.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from boards import deciding, sitting
from boards.models import Position, Recommendation
from boards.refusing import in_words, refuse
from foundation import audit
from foundation.locking import lock
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
    partners = {partner.pk for partner in sitting.partners(deciding.item_of(row).meeting)}
    if set(said) - partners:
        raise ValidationError("A position is taken by a partner that has a seat on the board (B36).")
    return _take(row, said, version, by)


def _take(row: Recommendation, said: Mapping[int, Said], version: int, by: User) -> Recommendation:
    there = {p.organisation_id: p for p in deciding.standing_on(row)}
    changed = {key: new for key, new in said.items() if _said(there.get(key)) != new}
    if not changed:
        return row
    deciding.refuse_decided(row)
    if row.version != version:
        raise ChangedMeanwhile(row)
    with in_words():
        _write(row, there, changed, by)
    deciding.touch(row)
    audit.record(by, "recorded positions at", deciding.item_of(row).meeting, recommendation=row.pk)
    return row


def _said(position: Position | None) -> Said | None:
    return (position.kind, position.reason) if position else None


def _write(row: Recommendation, there: Mapping[int, Position], changed: Mapping[int, Said], by: User) -> None:
    new = []
    for key, (kind, reason) in changed.items():
        position = there.get(key) or Position(board=row.board, recommendation=row, organisation_id=key)
        if position.objects_still and kind != Kind.OBJECT:
            raise refuse("objection_is_withdrawn")
        if kind == Kind.OBJECT and not reason.strip():
            raise ValidationError("Say why the partner objects (B36).")
        position.kind, position.reason, position.recorded_by = kind, reason.strip(), by
        if position.pk:
            position.save()
        else:
            new.append(position)
    if new:
        bulk_create_with_history(new, Position)


@transaction.atomic
def all_present_support(recommendation: Recommendation, *, version: int, by: User) -> Recommendation:
    """Record that each partner without a position supports it, or is absent where nobody speaks for it.

    Raises ValidationError when nobody is marked as present.
    """
    row = deciding.locked(recommendation)
    item = deciding.item_of(row)
    seat = sitting.at_table(item.meeting)
    present = seat.partners_at(seat.item(item.pk) or item)
    if not present:
        raise ValidationError("No partner is marked as present. Call the roll and mark who is here, then try again.")
    there = {p.organisation_id for p in deciding.standing_on(row)}
    said = {
        partner.pk: (Kind.SUPPORT if partner.pk in present else Kind.ABSENT, "")
        for partner in seat.partners
        if partner.pk not in there
    }
    return _take(row, said, version, by)


@transaction.atomic
def withdraw_objection(position: Position, *, name: str, because: str, instead: str, by: User) -> Position:
    """Record that a partner withdrew its objection: who, why, and the position it takes instead; return what ended.

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
    if not (position.withdrawn_by and position.withdrawn_because):
        raise ValidationError("Say who withdrew the objection, and why (B36).")
    with in_words():
        position.save()
        _write(row, {}, {position.organisation_id: (instead, "")}, by)
    deciding.touch(row)
    audit.record(by, "recorded the withdrawal of an objection at", deciding.item_of(row).meeting, position=position.pk)
    return position
