"""Setting up registers: their names, writers and fields, and whether the public reads them.

A field that has values is retired, never deleted; a change that would break values is refused with their number.
Source: issue 3, section 6; house, section 4.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from simple_history.utils import bulk_update_with_history

from foundation import audit
from foundation.models import File, User
from localities import indexing
from localities.asking import KINDS, WITH_CHOICES, cell, searched, taken
from localities.knowing import Known
from localities.models import Field, Register, RegisterEntry

# Columns that every table of entries has.
RESERVED = ("id", "name", "organisation", "locality", "starts_on", "ends_on", "review_on")
MOST_FIELDS = 40
NAMED = 3  # entries that a refusal names


@transaction.atomic
def keep_register(register: Register, *, by: User | None) -> Register:
    """Add a register or change what it is called, what it is for and who writes in it."""
    is_new = register.pk is None
    if is_new:
        register.slug = register.slug or _free(slugify(register.name)[:70] or "register")
    else:
        current = _lock(register)
        register.fields, register.opened_at, register.retired_at = (
            current.fields, current.opened_at, current.retired_at,
        )  # fmt: skip
    register.save()
    audit.record(by, "added" if is_new else "changed", register)
    return register


def _free(slug: str) -> str:
    taken = set(Register.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(
        each for number in range(1, 10_000) if (each := f"{slug}-{number}" if number > 1 else slug) not in taken
    )


def _lock(register: Register) -> Register:
    return Register.objects.select_for_update().get(pk=register.pk)


def _done(register: Register, verb: str, by: User, **detail: Any) -> Register:
    register.save()
    audit.record(by, verb, register, **detail)
    return register


@transaction.atomic
def open_register(register: Register, *, by: User) -> Register:
    """Let everybody read a register; its entries stay closed until each, or all of them, are opened."""
    register = _lock(register)
    register.opened_at = register.opened_at or timezone.now()
    return _shown(register, "opened to the public", by)


@transaction.atomic
def close_register(register: Register, *, by: User) -> Register:
    """Keep a register, with every entry and document of it, to officers."""
    register = _lock(register)
    _set_opened(register, None, by)
    register.opened_at = None
    return _shown(register, "closed to the public", by)


@transaction.atomic
def open_entries(register: Register, *, by: User) -> Register:
    """Let everybody read all entries of a public register, with their documents."""
    register = _lock(register)
    if register.opened_at is None:
        raise ValidationError("Open the register to the public first.")
    _set_opened(register, timezone.now(), by)
    return _shown(register, "opened every entry of", by)


def _shown(register: Register, verb: str, by: User) -> Register:
    """Keep who may read a register, and let search follow at once."""
    register = _done(register, verb, by)
    indexing.show_register(register)
    return register


def _set_opened(register: Register, at: Any, by: User) -> None:
    entries = list(register.entries.select_for_update().filter(opened_at__isnull=at is not None))
    for entry in entries:
        entry.opened_at = at
    bulk_update_with_history(entries, RegisterEntry, ["opened_at"], default_user=by, batch_size=500)
    files = File.objects.filter(pk__in=[key for entry in entries for key in entry.documents])
    files.update(opened_at=at)  # files keep no history; the entry's says when


@transaction.atomic
def retire_register(register: Register, *, by: User) -> Register:
    """Use a register no longer: nobody writes in it, the public does not find it, officers still read it."""
    register = _lock(register)
    register.retired_at = register.retired_at or timezone.now()
    return _shown(register, "retired", by)


@transaction.atomic
def restore_register(register: Register, *, by: User) -> Register:
    """Use a retired register again."""
    register = _lock(register)
    register.retired_at = None
    return _shown(register, "restored", by)


@transaction.atomic
def add_field(register: Register, field: Field, *, by: User) -> Register:
    """Ask entries for something more; entries that are there have nothing under it yet."""
    register = _lock(register)
    fields = register.every_field
    if len(fields) >= MOST_FIELDS:
        raise ValidationError(f"A register has at most {MOST_FIELDS} fields. Retired ones count: delete empty ones.")
    _refuse_namesake(field, fields)
    key = key_of(field.label, {one.key for one in fields})
    register.keep_fields([*fields, dataclasses.replace(field, key=key)])
    return _done(register, "added a field to", by, field=field.label)


def key_of(label: str, others: set[str]) -> str:
    """Return the key under which values of a new field are kept, which is its column in a table as well."""
    base = slugify(label).replace("-", "_")[:50] or "field"
    number, key = 2, base
    while key in others or key in RESERVED:
        number, key = number + 1, f"{base}_{number}"
    return key


def _refuse_namesake(field: Field, fields: list[Field]) -> None:
    label = field.label.casefold()
    if any(one.label.casefold() == label and one.key != field.key and not one.retired_on for one in fields):
        raise ValidationError({"label": "Another field of this register has this name."})


@transaction.atomic
def change_field(register: Register, field: Field, *, by: User) -> Register:
    """Change what a field is called, what it asks for or whether it must be filled, and bring its values along.

    Raises ValidationError, with the number of entries and what to do, where a value would break.
    """
    register = _lock(register)
    fields = register.every_field
    old = _find(fields, field.key)
    _refuse_namesake(field, fields)
    entries = list(register.entries.select_for_update().filter(values__has_key=field.key))
    changed = _recast(entries, old, field)
    register.keep_fields(field if one.key == field.key else one for one in fields)
    known = Known(register.asked) if changed else Known()
    for entry in changed:
        entry.words = searched(register.asked, entry.values, known)
    bulk_update_with_history(changed, RegisterEntry, ["values", "words"], default_user=by, batch_size=500)
    return _done(register, "changed a field of", by, field=field.label, entries=len(changed))


def _find(fields: list[Field], key: str) -> Field:
    found = next((one for one in fields if one.key == key), None)
    if found is None:
        raise ValidationError("Somebody deleted this field meanwhile.")
    return found


def _recast(entries: list[RegisterEntry], old: Field, new: Field) -> list[RegisterEntry]:
    """Give each entry its value as the changed field keeps it, and return those whose value is another now."""
    if (old.kind, old.choices) == (new.kind, new.choices):
        return []
    known, changed, broken = Known([old, new]), [], []
    for entry in entries:
        value = entry.values[new.key]
        try:
            recast = taken(new, cell(old, value, known), known)
        except ValidationError:
            broken.append(entry)
            continue
        if recast != value:
            entry.values = {**entry.values, new.key: recast}
            changed.append(entry)
    if broken:
        raise ValidationError({"kind": _broken(broken, old, new)})
    return changed


def _broken(entries: list[RegisterEntry], old: Field, new: Field) -> str:
    number, known = len(entries), Known([old])
    said = ", ".join(f"“{cell(old, one.values[old.key], known)[:60]}” in {one.name}" for one in entries[:NAMED])
    more = f" and {number - NAMED} more" if number > NAMED else ""
    what = "is none of these choices" if new.kind in WITH_CHOICES else f"cannot be kept as “{KINDS[new.kind].words}”"
    has = f"{number} {'entry says' if number == 1 else 'entries say'} something that {what}"
    return f"{has}: {said}{more}. Change them first, or retire this field and add a new one beside it."


@transaction.atomic
def retire_field(register: Register, key: str, *, by: User) -> Register:
    """Ask for a field no longer; what entries said under it stays with them."""
    today = timezone.localdate().isoformat()
    return _replace(register, key, lambda field: dataclasses.replace(field, retired_on=today), "retired a field of", by)


@transaction.atomic
def restore_field(register: Register, key: str, *, by: User) -> Register:
    """Ask for a retired field again."""
    fields = register.every_field
    _refuse_namesake(dataclasses.replace(_find(fields, key), retired_on=""), fields)
    return _replace(register, key, lambda field: dataclasses.replace(field, retired_on=""), "restored a field of", by)


def _replace(register: Register, key: str, change: Callable[[Field], Field], verb: str, by: User) -> Register:
    register = _lock(register)
    fields = register.every_field
    field = _find(fields, key)
    register.keep_fields(change(one) if one.key == key else one for one in fields)
    return _done(register, verb, by, field=field.label)


@transaction.atomic
def delete_field(register: Register, key: str, *, by: User) -> Register:
    """Delete a field under which nothing was ever said; raises ValidationError where an entry has a value."""
    register = _lock(register)
    fields = register.every_field
    field = _find(fields, key)
    if number := register.entries.filter(values__has_key=key).count():
        has = "entry has" if number == 1 else "entries have"
        raise ValidationError(f"{number} {has} a value under “{field.label}”. Retire it instead.")
    register.keep_fields(one for one in fields if one.key != key)
    return _done(register, "deleted a field of", by, field=field.label)


@transaction.atomic
def move_field(register: Register, key: str, *, down: bool, by: User) -> Register:
    """Move a field one place among those that are asked for; at the end it stays where it is."""
    register = _lock(register)
    asked = register.asked
    _find(asked, key)
    place = next(place for place, one in enumerate(asked) if one.key == key)
    to = max(0, min(place + (1 if down else -1), len(asked) - 1))
    asked.insert(to, asked.pop(place))
    register.keep_fields([*asked, *(one for one in register.every_field if one.retired_on)])
    return _done(register, "moved a field of", by, field=_find(asked, key).label)
