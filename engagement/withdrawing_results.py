"""Withdrawing earlier results: what differs from a correction could tell of somebody. Source: standards R4, R35."""

from django.db import transaction
from django.db.models import QuerySet

from engagement.comparing_waves import series
from engagement.models import Survey
from foundation import withdrawing
from foundation.models import Edition, User
from foundation.withdrawing import Ground

DIFFERS = "It was corrected, and what differs from the correction could tell what somebody answered."


def all_of(survey: Survey) -> QuerySet[Edition]:
    """Return the editions of a survey's results, each with whether it was withdrawn, the one in force first."""
    return withdrawing.all_of(series(survey.pk))


@transaction.atomic
def withdraw_earlier(survey: Survey, *, by: User) -> None:
    """Purge every earlier edition that stands still, so that none can be subtracted from the one in force."""
    for edition in withdrawing.earlier(series(survey.pk)):
        withdraw(survey, edition, by=by, because=DIFFERS, ground=Ground.PERSONAL)


def withdraw(survey: Survey, edition: Edition, *, by: User, because: str, ground: str) -> None:
    """Purge what an earlier edition says, its page and its table of answers; raises what the ground's act raises."""
    of = "of the results of"
    withdrawing.withdraw(survey, edition, series(survey.pk), by=by, because=because, ground=ground, of=of)
