"""Interests declared in an item, by the clerk at the meeting. Source: standards R10; Localism Act 2011, section 31."""

from django.core.exceptions import ValidationError
from django.db import transaction

from boards import recording
from boards.models import AgendaItem, Declaration, Meeting
from foundation import tenancy
from foundation.models import User
from localities import notifying
from localities.models import Interest

SENSITIVE = "A sensitive interest, the details of which are withheld (Localism Act 2011, section 32)"


@transaction.atomic
def declare(declared: Declaration, *, meeting: Meeting, seen: int | None = None, by: User) -> Declaration:
    """Write down an interest; a pecuniary one that is not in the register sets its days running.

    Raises what `recording.write_down` raises.
    """
    recording.write_down(declared, meeting=meeting, seen=seen, by=by)
    if declared.kind == Declaration.Kind.PECUNIARY and declared.mandate and not _is_registered(declared):
        notifying.declared_unregistered(declared.mandate, meeting.date)
    return declared


@transaction.atomic
def declare_beforehand(interest: Interest, item_id: int, *, meeting: Meeting, by: User) -> Declaration:
    """Declare a registered interest in an item of a published agenda before the meeting; twice is once.

    Raises ValidationError once the meeting is open. Of a sensitive interest only its existence is said.
    """
    if recording.lock_record(meeting).opened_at:
        raise ValidationError("The meeting is open. Tell the clerk, who writes it down.")
    tenancy.clear(f"item:{item_id}")
    item = AgendaItem.objects.standing().get(pk=item_id, meeting=meeting)
    kind = Declaration.Kind.PECUNIARY if interest.is_pecuniary else Declaration.Kind.OTHER
    nature = SENSITIVE if interest.withheld_at else interest.detail.text
    same = {"item": item, "person": interest.person, "mandate": interest.mandate, "nature": nature}
    if standing := Declaration.objects.filter(**same).first():
        return standing
    return declare(Declaration(board_id=meeting.board_id, kind=kind, **same), meeting=meeting, by=by)


def _is_registered(declared: Declaration) -> bool:
    """Say whether the member has any pecuniary interest in the register for the mandate: which one, nobody can tell."""
    registered = Interest.objects.standing().filter(mandate=declared.mandate)
    return registered.exclude(category__in=Interest.NOT_PECUNIARY).exists()
