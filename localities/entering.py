"""Writing entries of registers, with their documents: added, changed, opened to the public, ended, never deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, uploads
from foundation.models import File, User
from foundation.uploads import Inspected
from localities import indexing
from localities.asking import searched
from localities.knowing import named
from localities.models import Register, RegisterEntry

MOST_DOCUMENTS = 50


@transaction.atomic
def keep_entry(entry: RegisterEntry, *, is_open: bool, by: User | None) -> RegisterEntry:
    """Save an entry whose values a form has checked against the register's fields.

    Raises ValidationError where the register was changed or retired meanwhile.
    """
    register = _still(entry)
    is_new = entry.pk is None
    if not is_new:
        current = _lock(entry)
        entry.documents, entry.opened_at, entry.reminded_for = (
            current.documents, current.opened_at, current.reminded_for,
        )  # fmt: skip
    entry.register = register
    return _save(entry, is_open=is_open and register.opened_at is not None, is_new=is_new, by=by)


def _still(entry: RegisterEntry) -> Register:
    """Return the register, locked, as it was when the entry's values were checked against it."""
    register = Register.objects.select_for_update().get(pk=entry.register_id)
    if register.retired_at:
        raise ValidationError("This register is retired. An administrator can restore it.")
    if register.fields != entry.register.fields:
        raise ValidationError("The fields of this register were changed just now. Look at the form again, then save.")
    return register


def _lock(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.select_for_update().get(pk=entry.pk)


def _save(entry: RegisterEntry, *, is_open: bool, is_new: bool, by: User | None) -> RegisterEntry:
    entry.opened_at = (entry.opened_at or timezone.now()) if is_open else None
    entry.words = searched(entry.register.every_field, entry.values, named(entry.register.every_field, [entry]))
    entry._history_user = by  # type: ignore[attr-defined]
    entry.save()
    # Files keep no history; the entry's says when.
    File.objects.filter(pk__in=entry.documents).update(opened_at=entry.opened_at)
    indexing.show_entry(entry)
    audit.record(by, "added" if is_new else "changed", entry, register=entry.register_id)
    return entry


@transaction.atomic
def attach(entry: RegisterEntry, file: Inspected, *, by: User) -> File:
    """Add a document to an entry, open to whom the entry is; raises ValidationError where there are too many."""
    entry = _lock(entry)
    if len(entry.documents) >= MOST_DOCUMENTS:
        raise ValidationError(f"An entry has at most {MOST_DOCUMENTS} documents.")
    kept = uploads.store(file, root=entry.register.root, by=by)
    if entry.opened_at:
        kept.opened_at = timezone.now()
        kept.save(update_fields=["opened_at"])
    _documents(entry, [*entry.documents, kept.pk], "added a document to", kept, by)
    return kept


@transaction.atomic
def detach(entry: RegisterEntry, file: File, *, by: User) -> None:
    """Take a document off an entry; the public reads it no longer, officers find it in the entry's history."""
    entry = _lock(entry)
    if file.pk not in entry.documents:
        raise ValidationError("Somebody took this document off meanwhile.")
    file.opened_at = None
    file.save(update_fields=["opened_at"])
    _documents(entry, [key for key in entry.documents if key != file.pk], "took a document off", file, by)


def _documents(entry: RegisterEntry, keys: list[Any], verb: str, file: File, by: User) -> None:
    entry.documents = keys
    entry._history_user = by  # type: ignore[attr-defined]
    entry.save()
    audit.record(by, verb, entry, file=file.pk)


def documents(entry: RegisterEntry) -> list[File]:
    """Return the documents of an entry in order, as far as this transaction may see them."""
    files = File.objects.in_bulk(entry.documents) if entry.documents else {}
    return [files[key] for key in entry.documents if key in files]
