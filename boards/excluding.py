"""The resolution to exclude the public: without it exempt business is not begun, and when it is lost papers are opened.

Source: standards R0, R3; Local Government Act 1972, section 100A(4) and (5).
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from boards import disclosing, exempting
from boards.models import AgendaItem, Exclusion
from boards.recording import lock_record
from foundation import audit
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User

LOST = "The meeting did not agree to exclude the public."


@transaction.atomic
def resolve(
    item: AgendaItem, *, outcome: str, mover: int, seconder: int, also: Collection[int] = (), by: User
) -> Exclusion:
    """Record whether the public was excluded for an item, and for other exempt items put together with it.

    A resolution that is lost opens the papers of its items as a new edition. Raises ValidationError where nothing is
    exempt, ChangedMeanwhile when somebody recorded another outcome meanwhile.
    """
    lock_record(item.meeting)
    exempt = disclosing.by_item(item.meeting)
    if there := Exclusion.objects.filter(item=item).first():
        if there.outcome != outcome:
            raise ChangedMeanwhile(there)
        return there
    if item.pk not in exempt:
        raise ValidationError("Nothing under this item is marked as exempt, so the public cannot be excluded from it.")
    put = [key for key in (item.pk, *also) if key in exempt]
    rows = []
    for key in dict.fromkeys(put):
        row = Exclusion(
            board_id=item.board_id, item_id=key, mover_id=mover, seconder_id=seconder, outcome=outcome,
            grounds="; ".join(dict.fromkeys(mark.paragraph_words for mark in exempt[key])), recorded_by=by,
        )  # fmt: skip
        row.validate_constraints()
        row.save()
        rows.append(row)
        audit.record(by, "recorded a resolution to exclude the public at", item.meeting, item=key, outcome=outcome)
    if outcome == Exclusion.Outcome.LOST:
        marks = [mark for row in rows for mark in exempt[row.item_id]]
        exempting.open_to_public(marks, because=LOST, by=by)
    return rows[0]


@transaction.atomic
def take_back(item: AgendaItem, *, by: User) -> None:
    """Remove a resolution that was recorded by mistake; its history stays.

    Raises ValidationError when the item was begun, or the papers were opened, because of it.
    """
    lock_record(item.meeting)
    row = Exclusion.objects.filter(item=item).first()
    if row is None:
        return
    if not row.is_carried:
        raise ValidationError("The papers of this item were opened to the public when the resolution was lost.")
    if getattr(item, "record", None) and item.record.started_at:
        raise ValidationError("The item was begun after this resolution, so the resolution stays in the record.")
    row.delete()
    audit.record(by, "removed a resolution to exclude the public at", item.meeting, item=item.pk)
