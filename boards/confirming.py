"""What a sovereign body made of what a board agreed. Source: checklist B37."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import calling_in, rendering
from boards.models import Answer, Decision
from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from foundation.templatetags.words import short_day


@transaction.atomic
def record_answer(
    decision: Decision,
    *,
    answer: str,
    answered_on: datetime.date,
    note: str = "",
    published_on: datetime.date | None = None,
    by: User | None,
) -> Decision:
    """Record that the body which a decision waited for agreed or refused it; it is public at once.

    What a body with scrutiny agreed is then held for call-in, from the day on which that body published it (R11).
    The same answer twice is one. Raises ChangedMeanwhile when somebody has recorded another, ValidationError when
    nothing is awaited or the day cannot be.
    """
    row = lock(decision, "awaiting", "board", "meeting")
    if not row.awaiting:
        raise ValidationError("This decision waits for no other body. Its record says who decides next (B37).")
    if row.answer:
        if (row.answer, row.answered_on, row.answer_note) == (answer, answered_on, note):
            return row
        raise ChangedMeanwhile(row)
    if not row.decided_on <= answered_on <= timezone.localdate():
        words = f"The answer comes after the board decided, on {short_day(row.decided_on)}, and not in days to come."
        raise ValidationError({"answered_on": words})
    row.answer, row.answered_on, row.answer_note = answer, answered_on, note
    row.save()
    if answer == Answer.AGREED:
        calling_in.begin(row, published_on=published_on, by=by)
    rendering.refresh_page(row.meeting)
    audit.record(by, "recorded the answer to", row, answer=answer, body=row.awaiting_id)
    return row
