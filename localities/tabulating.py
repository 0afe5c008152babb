"""Entries of a register as a table: written for spreadsheets, and read from one after a look at what it would do."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import audit
from foundation.models import User
from localities.asking import KINDS, cell, taken
from localities.entering import keep_entry
from localities.importing import MARK, Row, check, days, read, sheet
from localities.importing import day as day_of
from localities.knowing import Known
from localities.models import Field, Locality, Organisation, Register, RegisterEntry
from localities.registering import RESERVED

OWN = RESERVED[1:]


def columns(register: Register) -> tuple[str, ...]:
    """Return the columns of a register's table."""
    return (*RESERVED, *(field.key for field in register.asked))


def table(register: Register, entries: Iterable[RegisterEntry]) -> str:
    """Return entries as CSV in which no cell is a formula."""
    known = Known(register.asked)
    return sheet(columns(register), (_cells(entry, register, known) for entry in entries))


def _cells(entry: RegisterEntry, register: Register, known: Known) -> list[str]:
    dates = [day.isoformat() if day else "" for day in (entry.starts_on, entry.ends_on, entry.review_on)]
    own = [str(entry.pk), entry.name, str(entry.organisation or ""), str(entry.locality or ""), *dates]
    return [*own, *(cell(field, entry.values.get(field.key), known) for field in register.asked)]


@dataclass
class _Here:
    """What rows may name."""

    known: Known
    organisations: dict[str, Organisation]
    localities: dict[str, Locality]
    by_key: dict[str, RegisterEntry]
    same: set[tuple[Any, ...]]


def _said(entry: RegisterEntry) -> tuple[Any, ...]:
    own = (entry.name, entry.organisation_id, entry.locality_id, entry.starts_on, entry.ends_on, entry.review_on)
    return (*own, json.dumps(entry.values, sort_keys=True))


class Sheet:
    """The table of one register, as the page of imports asks for it; ``places`` limits whose entries it may write."""

    NEEDED = ("name",)

    def __init__(self, register: Register, places: set[int] | None = None):
        self.register, self.places = register, places
        self.COLUMNS = columns(register)
        self.written = {field.key for field in register.asked if KINDS[field.kind].has_lines}

    def plan(self, text: str) -> list[Row]:
        """Lay out what a table would do, row by row, and save nothing."""
        rows = read(text.removeprefix(MARK), self.COLUMNS, needed=self.NEEDED, written=self.written)
        here = self._here()
        for row in rows:
            self._lay_out(row, here)
        return rows

    def _here(self) -> _Here:
        entries = list(self.register.entries.select_related("organisation", "locality"))
        return _Here(
            Known(self.register.asked),
            {one.name.casefold(): one for one in Organisation.objects.all()},
            {one.name.casefold(): one for one in Locality.objects.all()},
            {str(entry.pk): entry for entry in entries},
            {_said(entry) for entry in entries},
        )

    def _lay_out(self, row: Row, here: _Here) -> None:
        key = row.values["id"]
        there = here.by_key.get(key) if key else None
        if key and there is None:
            row.problems.append(f"id: there is no entry {key} here. Leave it empty for a new one.")
        before = _said(there) if there else None
        entry = there or RegisterEntry(register=self.register, partnership=self.register.partnership)
        if there:
            self._refuse_elsewhere(row, there)
        self._fill(row, entry, here)
        if there:
            row.does = "Already here" if before == _said(entry) else f"Changes {entry.name}"
        else:
            row.does = "Already here" if _said(entry) in here.same else f"New {self.register.noun}"
            here.same.add(_said(entry))
        row.plan = entry

    def _fill(self, row: Row, entry: RegisterEntry, here: _Here) -> None:
        """Give the entry what the row says; what the table has no column for stays as it is."""
        said = row.sent if entry.pk else {*self.COLUMNS}
        entry.name = row.values["name"] if "name" in said else entry.name
        for column, known in (("organisation", here.organisations), ("locality", here.localities)):
            if column in said:
                setattr(entry, column, _named(row, column, known))
        (starts_on, ends_on), review_on = days(row), day_of(row, "review_on")
        for column, found in (("starts_on", starts_on), ("ends_on", ends_on), ("review_on", review_on)):
            if column in said:
                setattr(entry, column, found)
        entry.values = {**entry.values, **self._values(row, said, here.known)}
        entry.values = {key: value for key, value in entry.values.items() if value is not None}
        self._refuse_elsewhere(row, entry)
        check(entry, row, exclude=["register", "values", "words", "organisation", "locality", "documents", "links"])

    def _values(self, row: Row, said: Iterable[str], known: Known) -> dict[str, Any]:
        values = {}
        for field in self.register.asked:
            if field.key in said:
                values[field.key] = _taken(row, field, known)
        return values

    def _refuse_elsewhere(self, row: Row, entry: RegisterEntry) -> None:
        is_theirs = self.places is None or entry.locality_id in self.places
        if entry.locality_id and not is_theirs:
            row.problems.append(f"locality: you do not write here for {entry.locality}")
        elif not is_theirs and (entry.pk or not row.values["locality"]):
            row.problems.append("locality: name the one for which you write")

    @transaction.atomic
    def take(self, text: str, *, by: User) -> int:
        """Save what a table says and return how many rows changed something.

        Raises ValidationError, and saves nothing, where a row is wrong.
        """
        self.register = Register.objects.select_for_update().get(pk=self.register.pk)
        rows = self.plan(text)
        if any(row.problems for row in rows):
            raise ValidationError("Some rows are wrong. Nothing was saved.")
        wanted = [row.plan for row in rows if row.does != "Already here"]
        for entry in wanted:
            keep_entry(entry, is_open=entry.opened_at is not None if entry.pk else True, by=by)
        if wanted:
            audit.record(by, "imported entries of", self.register, rows=len(wanted))
        return len(wanted)


def _named(row: Row, column: str, known: dict[str, Any]) -> Any:
    words = row.values[column]
    if words and words.casefold() not in known:
        row.problems.append(f"{column}: “{words}” is not known. Add it first, or write it as it is there.")
    return known.get(words.casefold()) if words else None


def _taken(row: Row, field: Field, known: Known) -> Any:
    """Return what a row says of one field; a refusal becomes a problem of the row that names the column."""
    text = row.values[field.key]
    if field.required and not text:
        row.problems.append(f"{field.key} is empty")
        return None
    try:
        return taken(field, text, known)
    except ValidationError as refusal:
        row.problems += [f"{field.key}: {message}" for message in refusal.messages]
        return None
