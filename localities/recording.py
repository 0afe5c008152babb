"""Keeping what is known of places, organisations and people: added, changed, ended on a day, never deleted."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction

from foundation import audit
from foundation.models import User
from localities.models import Dated

Record = TypeVar("Record", bound=models.Model)
Lasting = TypeVar("Lasting", bound=Dated)
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
def end(record: Lasting, ends_on: datetime.date, *, by: User) -> Lasting:
    """Give a dated record its last day; raises ValidationError where that lies before its first."""
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)  # type: ignore[assignment]
    record.end_on(ends_on)
    record.save()
    audit.record(by, "ended", record, on=ends_on.isoformat())
    _tell(record, by)
    return record
