"""What parish councils asked residents about their precept is recorded once a year. Source: checklist E14."""

from django.core.exceptions import ValidationError
from django.db import transaction

from engagement.models import PreceptConsultation
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def record_precept(row: PreceptConsultation, *, by: User) -> PreceptConsultation:
    """Keep one council's consultation of one year; everybody reads it from then on.

    Raises ValidationError for a second one of the same council and year, and for half of the numbers.
    """
    lock(row.council)
    if row.council.kind != row.council.Kind.PARISH:
        raise ValidationError({"council": "Choose a parish or town council: only they ask for such a precept."})
    row.full_clean(exclude=["partnership"])
    row.save()
    audit.record(by, "recorded the precept consultation of", row.council, year=row.years)
    return row
