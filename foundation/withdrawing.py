"""Withdrawing an earlier edition that says what it must not: purged, while its entry, its hash and a notice stay.

A correction leaves the edition before it readable. Where that tells of somebody, or must not be read, it goes on a
ground; the one in force is corrected first. Source: standards R4, R35.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from foundation import audit, editions, pagecache, uploads
from foundation.locking import lock
from foundation.models import Edition, EditionPart, Rendering, User

Ground = EditionPart.Ground
GROUNDS = (Ground.PERSONAL, Ground.UNLAWFUL, Ground.ORDER)


def all_of(*series: str) -> QuerySet[Edition]:
    """Return the editions of these series, each with whether it was withdrawn, the newest first."""
    gone = EditionPart.objects.filter(edition=OuterRef("pk"), withdrawn_at__isnull=False)
    rows = Edition.objects.filter(series__in=series).annotate(is_withdrawn=Exists(gone))
    return rows.order_by("-published_at", "-number")


def earlier(*series: str) -> QuerySet[Edition]:
    """Return the editions that another followed and that stand still."""
    newest = all_of(*series).first()
    return all_of(*series).filter(is_withdrawn=False).exclude(pk=newest and newest.pk)


@transaction.atomic
def withdraw(
    record: Model, edition: Edition, *series: str, by: User, because: str, ground: str, of: str = "of"
) -> None:
    """Purge what an earlier edition of a record says, and what was made of it; everybody reads why.

    Raises ValidationError for the edition in force, which is corrected first, and for one that was withdrawn.
    """
    record = lock(record)
    if ground not in GROUNDS or not earlier(*series).filter(pk=edition.pk).exists():
        raise ValidationError("Only an earlier edition can be withdrawn, once. Correct the one in force first.")
    for part in edition.parts.all():
        editions.withdraw(part, by=by, because=because, ground=ground)
    made = Rendering.objects.filter(edition=edition).select_related("file")
    for each in made:
        if each.file and not each.file.purged_at:
            uploads.purge(each.file)
    made.delete()
    pagecache.changed()
    audit.record(by, f"withdrew an edition {of}", record, edition=edition.number, ground=ground)
