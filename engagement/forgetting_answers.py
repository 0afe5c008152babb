"""Single answers and invitations are deleted when the months that people were told have passed. Source: R34, R38."""

import datetime

from django.db import transaction
from django.utils import timezone

from engagement import comparing_waves, opening_answers
from engagement.models import EqualityAnswer, Survey
from foundation import audit
from foundation.locking import lock


def due() -> list[Survey]:
    """Return the closed surveys of this partnership whose answers are kept no longer; first they must be counted."""
    closed = Survey.objects.filter(closed_at__isnull=False, forgotten_on=None, result__counted_at__isnull=False)
    today = timezone.localdate()
    return [survey for survey in closed if kept_until(survey) <= today]


def kept_until(survey: Survey) -> datetime.date:
    """Return the day on which the answers to a closed survey are deleted: before its months are over, never after."""
    day = timezone.localdate(survey.closed_at)
    years, month = divmod(day.month - 1 + survey.kept_months, 12)
    return datetime.date(day.year + years, month + 1, min(day.day, 28))


def forget() -> int:
    """Delete what is due in this partnership and return of how many surveys."""
    surveys = due()
    for survey in surveys:
        _forget(survey)
    return len(surveys)


@transaction.atomic
def _forget(survey: Survey) -> None:
    survey = lock(survey)
    _, by_kind = survey.responses.all().delete()
    deleted = by_kind.get("engagement.Response", 0)
    EqualityAnswer.objects.filter(survey=survey).delete()
    survey.invitations.all().delete()
    opening_answers.close(comparing_waves.series(survey.pk))
    survey.forgotten_on = timezone.localdate()
    survey.save()
    audit.record(None, "deleted the single answers to", survey, answers=deleted)
