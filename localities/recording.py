"""Keeping what is known of places, organisations and people: added, changed, ended on a day, never deleted."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from foundation import audit
from foundation.models import User

Record = TypeVar("Record", bound=models.Model)
# Higher rooms bring what follows from a mandate or a post in step with it.
_kept: dict[type, list[Callable[..., None]]] = defaultdict(list)


def on_kept(model: type[models.Model], act: Callable[..., None]) -> None:
    """Have ``act(record, by=…)`` called when a record of this kind is added, changed or ended."""
    _kept[model].append(act)


def _tell(record: models.Model, by: User) -> None:
    for act in _kept[type(record)]:
        act(record, by=by)


@transaction.atomic
def keep(record: Record, *, by: User) -> Record:
    """Save a record that a form has checked, and log whether it was added or changed."""
    is_new = record._state.adding
    if not is_new:
        type(record)._default_manager.select_for_update().get(pk=record.pk)
    record.save()
    audit.record(by, "added" if is_new else "changed", record)
    _tell(record, by)
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
    _tell(record, by)
    return record
