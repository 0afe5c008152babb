"""Interests declared in an item, by the clerk at the meeting. Source: standards R10; Localism Act 2011, section 31."""

from django.db import transaction

from boards import recording
from boards.models import Declaration, Meeting
from foundation.models import User
from localities import notifying
from localities.models import Interest


@transaction.atomic
def declare(declared: Declaration, *, meeting: Meeting, seen: int | None = None, by: User) -> Declaration:
    """Write down an interest; a pecuniary one that is not in the register sets its days running.

    Raises what `recording.write_down` raises.
    """
    recording.write_down(declared, meeting=meeting, seen=seen, by=by)
    if declared.kind == Declaration.Kind.PECUNIARY and declared.mandate and not _is_registered(declared):
        notifying.declared_unregistered(declared.mandate, meeting.date)
    return declared


def _is_registered(declared: Declaration) -> bool:
    """Say whether the member has any pecuniary interest in the register for the mandate: which one, nobody can tell."""
    registered = Interest.objects.standing().filter(mandate=declared.mandate)
    return registered.exclude(category__in=Interest.NOT_PECUNIARY).exists()
