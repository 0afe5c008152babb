"""Withdrawing an earlier edition of results that said what it must not: purged, while its entry and a notice stay.

A correction leaves the edition before it readable. Where that tells of somebody, in a quote or by what differs between
the two, it is withdrawn on a ground. Source: standards R4, R35.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from engagement.comparing_waves import series
from engagement.models import Survey
from foundation import audit, editions, uploads
from foundation.locking import lock
from foundation.models import Edition, EditionPart, Rendering, User

Ground = EditionPart.Ground
DIFFERS = "It was corrected, and what differs from the correction could tell what somebody answered."
GROUNDS = (Ground.PERSONAL, Ground.UNLAWFUL, Ground.ORDER)


def all_of(survey: Survey) -> QuerySet[Edition]:
    """Return the editions of a survey's results, each with whether it was withdrawn, the one in force first."""
    gone = EditionPart.objects.filter(edition=OuterRef("pk"), withdrawn_at__isnull=False)
    return Edition.objects.filter(series=series(survey.pk)).annotate(is_withdrawn=Exists(gone)).newest_first()


def earlier(survey: Survey) -> QuerySet[Edition]:
    """Return the editions that were corrected since and stand still."""
    newest = all_of(survey).first()
    return all_of(survey).filter(is_withdrawn=False).exclude(pk=newest and newest.pk)


@transaction.atomic
def withdraw_earlier(survey: Survey, *, by: User) -> None:
    """Purge every earlier edition that stands still, so that none can be subtracted from the one in force."""
    for edition in earlier(survey):
        withdraw(survey, edition, by=by, because=DIFFERS, ground=Ground.PERSONAL)


@transaction.atomic
def withdraw(survey: Survey, edition: Edition, *, by: User, because: str, ground: str) -> None:
    """Purge what an earlier edition says, its page and its table of answers; everybody reads why.

    Raises ValidationError for the edition in force, which is corrected first, and for one that was withdrawn.
    """
    survey = lock(survey)
    if ground not in GROUNDS or not earlier(survey).filter(pk=edition.pk).exists():
        raise ValidationError("Only an earlier edition can be withdrawn, once. Correct the one in force first.")
    for part in edition.parts.all():
        editions.withdraw(part, by=by, because=because, ground=ground)
    made = Rendering.objects.filter(edition=edition).select_related("file")
    for each in made:
        if each.file and not each.file.purged_at:
            uploads.purge(each.file)
    made.delete()
    audit.record(by, "withdrew an edition of the results of", survey, edition=edition.number, ground=ground)
