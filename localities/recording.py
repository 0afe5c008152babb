"""Keeping what is known of places, organisations and people: added, changed, ended on a day, never deleted."""

import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from foundation import audit
from foundation.models import User

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def keep(record: Record, *, by: User) -> Record:
    """Save a record that a form has checked, and log whether it was added or changed."""
    is_new = record._state.adding
    if not is_new:
        type(record)._default_manager.select_for_update().get(pk=record.pk)
    record.save()
    audit.record(by, "added" if is_new else "changed", record)
    return record


@transaction.atomic
def end(record: Record, ends_on: datetime.date, *, by: User) -> Record:
    """Give a dated record its last day; raises ValidationError where that lies before its first."""
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    starts_on = getattr(record, "starts_on", None)
    if starts_on and ends_on < starts_on:
        raise ValidationError({"ends_on": f"The last day must be {starts_on:%-d %B %Y} or later"})
    record.ends_on = ends_on  # type: ignore[attr-defined]
    record.save()
    audit.record(by, "ended", record, on=ends_on.isoformat())
    return record
