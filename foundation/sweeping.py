"""Files that were handed in and that nothing refers to any more: removed appendices, abandoned Word checks.

A file that was published is never swept: an edition may name it. One that was in use is left for as many days as
backups are kept, so that whoever restores one finds every file that it names. Source: standards R38.
"""

import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from foundation import audit
from foundation.models import File, Partnership


def unused() -> QuerySet[File]:
    """Return the files that no row of any table refers to and that were never published."""
    rows = File.objects.filter(opened_at=None, exempt_root="", purged_at=None)
    for relation in File._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            name = relation.field.name  # type: ignore[union-attr]
            refers = relation.related_model._base_manager.filter(**{name: OuterRef("pk")})  # type: ignore[union-attr]
            rows = rows.exclude(Exists(refers))
    return rows


@transaction.atomic
def sweep(partnership: Partnership) -> list[int]:
    """Delete this partnership's files that nothing has referred to for long enough, and log which.

    Safe to run twice. What is found unused for the first time only starts to wait; what is used again stops.
    """
    now = timezone.now()
    # Files have no history: that one is unused is known from the tables, and when from this mark.
    File.objects.filter(unused_since__isnull=False).exclude(pk__in=unused().values("pk")).update(unused_since=None)
    unused().filter(unused_since=None).update(unused_since=now)
    before = now - datetime.timedelta(days=settings.UNUSED_FILE_DAYS)
    gone = [file for file in unused().filter(unused_since__lte=before).order_by("pk") if _delete(file)]
    if gone:
        keys, size = [file.pk for file in gone], sum(file.size for file in gone)
        audit.record(None, "deleted files that nothing refers to", partnership, files=keys, bytes=size)
    return [file.pk for file in gone]


def _delete(file: File) -> bool:
    """Delete one file, unless the database knows of a row that refers to it after all."""
    key = file.key
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_file WHERE id = %s", [file.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        return False
    transaction.on_commit(lambda: default_storage.delete(key))
    return True
