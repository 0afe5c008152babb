"""An officer judges an answer that looks like a duplicate: set aside for a reason, or let count; either is undone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import Response
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def set_aside(response: Response, *, because: str, by: User) -> Response:
    """Leave an answer out of every count, for a reason; it is kept, and may be let count again."""
    response = lock(response, "survey")
    if response.set_aside_at:
        raise ValidationError("It is set aside already.")
    if not because.strip():
        raise ValidationError({"because": ["Say why it is not counted."]})
    response.set_aside_at, response.set_aside_by = timezone.now(), by
    response.set_aside_because = because.strip()
    return _judged(response, "set aside an answer to", by)


@transaction.atomic
def let_count(response: Response, *, by: User) -> Response:
    """Let an answer count, whether it was set aside or only looked odd."""
    response = lock(response, "survey")
    response.set_aside_at = response.set_aside_by = None
    response.set_aside_because = ""
    return _judged(response, "let an answer count to", by)


def _judged(response: Response, verb: str, by: User) -> Response:
    response.judged_at, response.judged_by = timezone.now(), by
    response.save()
    # The log names the answer by its number and holds nothing of it.
    audit.record(by, verb, response.survey, name=response.survey.title, answer=response.pk)
    return response
