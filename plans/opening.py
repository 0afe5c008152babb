"""What is known and pursued is opened to everybody: evidence, needs, strategies, each with its parts."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import Evidence, Need, Strategy
from plans.models.place import open_parts

Record = TypeVar("Record", Evidence, Need, Strategy)


def stay_open(record: Record) -> str:
    """Lock a record that is there, take on since when everybody reads it, and return what keeping it is called."""
    if record._state.adding:
        return "added"
    record.published_at = lock(type(record)(pk=record.pk)).published_at
    return "changed"


def open_to_all(record: Record, *parts: QuerySet[Any], lacks: str = "", by: User | None) -> Record:
    """Let everybody read a locked record with its parts. Raises ValidationError a second time, and for what it lacks.

    ``lacks`` says in words what is missing before everybody may read it.
    """
    if record.published_at:
        raise ValidationError("Everybody can read it already.")
    if lacks:
        raise ValidationError(lacks)
    record.published_at = timezone.now()
    record.save()
    open_parts(record.published_at, *parts)
    audit.record(by, "published", record)
    return record
