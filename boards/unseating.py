"""Somebody leaves: the seats and offices that they hold end."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards.granting import keep_in_step
from boards.models import BoardOffice, SeatHolding
from boards.seating import end_holding
from foundation import audit
from foundation.models import User
from localities.models import Person


@transaction.atomic
def unseat(person: Person, *, by: User, on: datetime.date | None = None) -> None:
    """End on a day all that a person holds on boards, and what it lets them do."""
    day = on or timezone.localdate()
    still = Q(person=person) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    for holding in SeatHolding.objects.filter(still):
        end_holding(holding, by=by, ends_on=max(day, holding.starts_on or day), because="They have left")
    for office in BoardOffice.objects.filter(still).select_related("board"):
        office.ends_on = max(day, office.starts_on or day)
        office.save()
        keep_in_step(person, office.board, by=by)
        audit.record(by, "ended an office of", office.board, person=person.pk, office=office.kind)
