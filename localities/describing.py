"""What pages say of registers' entries: values in words, what changed and when, and what belongs to a place or body."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef, TextField, Value, Window
from django.db.models.functions import Cast, JSONObject, RowNumber
from django.utils import timezone

from foundation.panels import Panel
from localities.asking import shown
from localities.importing import parse_day
from localities.knowing import Known, named
from localities.linking import Noun
from localities.models import Field, Register, RegisterEntry
from localities.models.register import EntryQuerySet

IN_LIST = 3  # fields that a list shows beside the name
NOT_IN_LIST = ("long", "rows", "link", "email")
OF_ONE = 12  # entries that the page of a place or an organisation shows
CHANGES = 30
OWN = {
    "name": "Name", "organisation_id": "Organisation", "locality_id": "Place", "starts_on": "First day",
    "ends_on": "Last day", "review_on": "Review date", "documents": "Documents", "links": "Related pages",
    "opened_at": "Who may read it",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One value as a page says it."""

    field: Field
    value: Any
    text: str


@dataclass(frozen=True)
class Change:
    """What was changed in an entry at one time, by the names of what changed."""

    at: datetime.datetime
    by: str
    what: list[str]


def columns(register: Register) -> list[Field]:
    """Return the fields that a list of entries shows: the first short ones, or all where there are few."""
    short = [field for field in register.asked if field.kind not in NOT_IN_LIST]
    return register.asked if len(register.asked) < IN_LIST else short[:IN_LIST]


def said_by_each(fields: list[Field], entries: list[RegisterEntry]) -> list[list[Said]]:
    """Return what each entry says of some fields, an empty text where it says nothing."""
    known = named(fields, entries)
    return [[_said(field, entry, known) for field in fields] for entry in entries]


def _said(field: Field, entry: RegisterEntry, known: Known) -> Said:
    value = entry.values.get(field.key)
    text = shown(field, value, known)
    rows = [{**row, "day": parse_day(row["on"])} for row in value or ()] if field.kind == "rows" else None
    return Said(field, rows or value, text)


def said(entry: RegisterEntry) -> list[Said]:
    """Return everything that an entry says, what was said to retired fields last."""
    fields = sorted(entry.register.every_field, key=lambda field: bool(field.retired_on))
    known = named(fields, [entry])
    return [told for field in fields if (told := _said(field, entry, known)).value is not None]


def history(entry: RegisterEntry) -> list[Change]:
    """Return what changed in an entry and when, the newest first, as far as this transaction may see it."""
    rows = list(entry.history.select_related("history_user").order_by("-history_date", "-history_id")[: CHANGES + 1])
    labels = {field.key: field.label for field in entry.register.every_field}
    before = [*rows[1:], None]
    changes = [
        Change(row.history_date, str(row.history_user or ""), _changed(row, was, labels))
        for row, was in zip(rows, before, strict=True)
    ]
    return [change for change in changes if change.what][:CHANGES]


def _changed(row: Any, was: Any, labels: dict[str, str]) -> list[str]:
    if was is None:
        return ["Added"] if row.history_type == "+" else []
    own = [label for name, label in OWN.items() if getattr(row, name) != getattr(was, name)]
    keys = {**labels, **row.values, **was.values}
    return own + [labels.get(key, key) for key in keys if row.values.get(key) != was.values.get(key)]


def _by(column: str, rows: EntryQuerySet) -> dict[int, list[RegisterEntry]]:
    """Return the first of these entries that are not over, by the record in a column, in one query."""
    found = defaultdict(list)
    place = Window(RowNumber(), partition_by=F(column), order_by=["register__name", "name"])
    standing = rows.filter(register__retired_at__isnull=True).exclude(ends_on__lt=timezone.localdate())
    first = standing.annotate(place=place).filter(place__lte=OF_ONE).select_related("register")
    for entry in first.order_by("register__name", "name"):
        found[getattr(entry, column)].append(entry)
    return dict(found)


def _of_places(places: list[Any]) -> dict[int, list[RegisterEntry]]:
    return _by("locality_id", RegisterEntry.objects.public().filter(locality__in=places))


def _of_organisations(bodies: list[Any]) -> dict[int, list[RegisterEntry]]:
    return _by("organisation_id", RegisterEntry.objects.filter(organisation__in=bodies))


def linked_from(name: str, key: str) -> ArraySubquery:
    """Return, for a query of pages of this name ("decision"), the first public entries that belong to each."""
    link = Func(Cast(Value(name), TextField()), OuterRef(key), function="jsonb_build_array")
    links = Func(link, function="jsonb_build_array", output_field=JSONField())
    rows = RegisterEntry.objects.public().alias(wanted=links).filter(links__contains=F("wanted"))
    facts = JSONObject(name="name", key="pk", register="register__name", slug="register__slug")
    return ArraySubquery(rows.order_by("register__name", "name").values(facts=facts)[:OF_ONE])


def _entries(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    found = RegisterEntry.objects.public().filter(pk__in=keys).select_related("register")
    return {entry.pk: (f"{entry} ({entry.register})", entry.get_absolute_url()) for entry in found}


OF_A_LOCALITY = Panel("In the registers", "localities/register/_of_place.html", _of_places)
OF_AN_ORGANISATION = Panel("In the registers", "localities/register/_of_organisation.html", _of_organisations)
LINKED = Noun("Register entry", "entry_id", _entries)
