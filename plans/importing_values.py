"""Values from a file: kept closed, its columns named, checked line by line, taken in in parts once confirmed, undone.

The file is deleted when its values are in or given up: it may hold small counts that are not kept. Source: R33.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, uploads, work
from foundation.inspection import text as texts
from foundation.inspection.kinds import KINDS
from foundation.locking import lock
from foundation.models import User
from localities.importing import lines
from localities.models import Locality
from plans import naming_columns as columns
from plans.models import Indicator, IndicatorValue, ValueImport, rules_by_locality
from plans.reading_values import Fault, Key, Known, Reader, Reading

MOST_LINES = 200_000
MOST_BYTES = 30 * 1024 * 1024
MOST_COLUMNS = 300
A_PART = 10_000  # values that are taken in in one transaction: about a second
AT_ONCE = 1_000  # lines that are checked while the officer waits
SHOWN = 200  # faulty lines that are named
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def text_of(content: bytes, name: str) -> str:
    """Return the text of a file; raises ValidationError for what is no table of text, and says what to send."""
    if content.startswith(OFFICE):
        raise ValidationError(
            "This is a workbook, which may hold macros and formulas. Save the sheet with the values as CSV "
            "(“CSV UTF-8, comma delimited”) and choose that file."
        )
    if not name.lower().endswith((".csv", ".txt", ".tsv")):
        raise ValidationError("Choose a file that ends in .csv. A spreadsheet saves one with “Save as”.")
    text = texts.read(content)
    if text is None:
        raise ValidationError(
            "This is not a table of text, or its characters are written in a way that we cannot read. "
            "Save it from your spreadsheet as “CSV UTF-8, comma delimited”."
        )
    if text[:4].lower() == "sep=":
        raise ValidationError("The first line is a note for a spreadsheet (“sep=”). Delete it: headings come first.")
    texts.check(text, table=False)  # formulas are named line by line, with what would mend them
    return text


@transaction.atomic
def start(text: str, name: str, *, locality: Locality | None, only: Indicator | None, by: User) -> ValueImport:
    """Keep a file with what its columns seem to hold. Raises ValidationError where it has too many lines, or none."""
    table = lines(text)
    if len(table) < 2:
        raise ValidationError("The file has no lines under its headings.")
    if len(table) - 1 > MOST_LINES:
        raise ValidationError(
            f"The file has {len(table) - 1:,} lines. At most {MOST_LINES:,} are read. Send it in several parts."
        )
    headings = [heading.strip() for heading in table[0]]
    if len(headings) > MOST_COLUMNS:
        raise ValidationError(f"The file has {len(headings)} columns. At most {MOST_COLUMNS} are read.")
    made = ValueImport(name=name[:255], rows=len(table) - 1, by=by, locality=locality)
    data = _as_csv(table).encode()
    made.file = uploads.store(uploads.Inspected(name, KINDS["csv"], data), root=_root(locality), by=by)
    held = columns.guess(headings, indicators_of(made))
    made.columns = {"headings": headings, "held": held, "only": only.pk if only else None, "replaces": False}
    made.save()
    audit.record(by, "sent a file of values", made, rows=made.rows)
    return made


def _root(locality: Locality | None) -> str:
    """Return what the file is a part of, as the wall of drafts names it."""
    return f"plans:{locality.pk if locality else 0}"


def _as_csv(table: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


def indicators_of(one: ValueImport) -> list[Indicator]:
    """Return the indicators for which a file may bring values: those of its place, or all for the partnership's."""
    rows = Indicator.objects.filter(retired_at__isnull=True).select_related("locality")
    return list(rows.filter(locality=one.locality_id) if one.locality_id else rows)


def table_of(one: ValueImport) -> list[list[str]]:
    """Return the lines of a file, without its headings. Raises ValidationError where it is kept no more."""
    if one.file is None:
        raise ValidationError("The file is kept no more. Send it again.")
    return list(csv.reader(io.StringIO(uploads.read(one.file).decode())))[1:]


@transaction.atomic
def name_columns(
    one: ValueImport, held: list[str], *, only: Indicator | None, replaces: bool, by: User
) -> ValueImport:  # fmt: skip
    """Say what each column holds, and have the file checked: a short one at once. Raises ValidationError."""
    one = lock(one)
    if one.confirmed_at:
        raise ValidationError("This file is confirmed already.")
    columns.check(held, only={"only": only} if only else {})
    one.columns |= {"held": held, "only": only.pk if only else None, "replaces": replaces}
    one.checked_at, one.faults, one.faulty, one.done, one.failed_because = None, [], 0, 0, ""
    one.columns["asked"] = timezone.now().isoformat()
    one.save()
    if one.rows <= AT_ONCE:
        return check(one)
    work.later("plans.check_values", import_id=one.pk)
    return one


def _reader(one: ValueImport) -> Reader:
    known = Known.of(indicators_of(one))
    only = next((found for found in known.indicators.values() if found.pk == one.columns["only"]), None)
    return Reader(one.columns["held"], known, only)


def read_lines(reader: Reader, table: Iterable[list[str]], first: int) -> Iterator[tuple[int, list[Reading] | Fault]]:
    """Give for each line that is not empty its number in the file, and its values or what is wrong."""
    for number, line in enumerate(table, first):
        if any(cell.strip() for cell in line):
            try:
                yield number, list(reader.read(line))
            except Fault as fault:
                yield number, fault


@transaction.atomic
def check(one: ValueImport) -> ValueImport:
    """Read a whole file and keep what is wrong with its lines; safe to run twice."""
    one = lock(one)
    if one.checked_at or one.confirmed_at or "asked" not in one.columns:
        return one
    try:
        table, reader = table_of(one), _reader(one)
    except (ValidationError, KeyError):
        return _failed(one, "An indicator that a column names is there no more. Say again what the columns hold.")
    faults: list[tuple[int, str, str]] = []
    seen: dict[Key, int] = {}
    for number, found in read_lines(reader, table, 2):
        if isinstance(found, Fault):
            faults.append((number, found.wrong, found.mend))
            continue
        twice = next((seen[one_value.key] for one_value in found if one_value.key in seen), None)
        if twice:
            faults.append((number, f"line {twice} has this area and period already", "Keep one of the two lines."))
        seen |= {one_value.key: number for one_value in found if one_value.key not in seen}
    if not one.columns["replaces"]:
        faults += _there_already(reader, table, {number for number, *_ in faults})
    one.faults, one.faulty = [list(fault) for fault in sorted(faults)[:SHOWN]], len({number for number, *_ in faults})
    one.columns["values"], one.checked_at = len(seen), timezone.now()
    one.save()
    return one


def _there_already(reader: Reader, table: list[list[str]], wrong: set[int]) -> Iterator[tuple[int, str, str]]:
    """Give the lines whose values are kept already with another number."""
    rows = (row for row in read_lines(reader, table, 2) if row[0] not in wrong)
    while part := list(islice(rows, A_PART)):
        kept = standing([value.key for _, found in part if isinstance(found, list) for value in found])
        for number, found in part:
            values = found if isinstance(found, list) else []
            differs = [
                kept[value.key] for value in values if value.key in kept and differs_from(value, kept[value.key])
            ]
            if differs:
                was = f"{differs[0].value.normalize():f}"
                mend = "Leave the line out, or choose to replace the values that are kept."
                yield number, f"another value is kept for this area and period: {was}", mend


def differs_from(read: Reading, kept: IndicatorValue, *, replaces: bool = False) -> bool:
    """Say whether a value is kept otherwise than it is read.

    What is withheld has no number to compare: it differs from one only for whoever means to replace what is kept.
    """
    if kept.is_withheld:
        return replaces and read.value is not None
    return (kept.value, kept.low, kept.high) != (read.value, read.low, read.high)


def standing(keys: Sequence[Key]) -> dict[Key, IndicatorValue]:
    """Return the values that stand for these, by what they are of."""
    if not keys:
        return {}
    rows = IndicatorValue.objects.filter(
        replaced_at__isnull=True, indicator__in={key.indicator for key in keys}, area__in={key.area for key in keys},
        starts_on__gte=min(key.starts_on for key in keys), starts_on__lte=max(key.starts_on for key in keys),
    )  # fmt: skip
    wanted = set(keys)
    found = {Key(row.indicator_id, row.area_id, row.starts_on, row.ends_on): row for row in rows.iterator(2000)}
    return {key: row for key, row in found.items() if key in wanted}


def _failed(one: ValueImport, because: str) -> ValueImport:
    one.failed_because = because[:300]
    one.save()
    return one


@transaction.atomic
def confirm(one: ValueImport, *, leaves_out: bool, saw: str, by: User) -> ValueImport:
    """Have the values of a checked file taken in; ``leaves_out`` passes over the lines that are wrong.

    ``saw`` is the `version` of what the officer was shown. Raises ValidationError where the columns were named anew
    since, where it is not checked, or has wrong lines that are not to be left out.
    """
    one = lock(one)
    if one.confirmed_at:
        return one
    if saw != version(one):
        raise ValidationError(
            "Somebody said anew what the columns hold since you opened this page, so nothing was taken in. "
            "Look at what is here now, then take it in."
        )
    if not one.checked_at:
        raise ValidationError("The file is not checked yet. Wait until it is.")
    if one.faulty and not leaves_out:
        raise ValidationError(f"{one.faulty:,} lines are wrong. Mend them and send the file again, or leave them out.")
    if one.faulty >= one.rows:
        raise ValidationError("Every line is wrong, so there is nothing to take in. Mend the file and send it again.")
    one.confirmed_at = timezone.now()
    one.save()
    audit.record(by, "confirmed the values of", one, rows=one.rows, left_out=one.faulty)
    work.later("plans.take_in_values", import_id=one.pk)
    return one


def version(one: ValueImport) -> str:
    """Return by what it is known whether the columns of a file were named anew."""
    return one.columns.get("asked", "")


@transaction.atomic
def give_up(one: ValueImport, *, by: User) -> None:
    """Forget a file that was not confirmed. Raises ValidationError where it was."""
    one = lock(one)
    if one.confirmed_at:
        raise ValidationError("This file is confirmed already. Undo it instead.")
    audit.record(by, "gave up a file of values", one)
    drop_file(one)
    one.delete()


def drop_file(one: ValueImport) -> None:
    """Delete the content of an import's file; the caller saves."""
    if one.file:
        uploads.purge(one.file)
        one.file = None


def forget(by: Any = None) -> int:
    """Forget files that nobody confirmed for as long as the rules say."""
    now, rules = timezone.now(), rules_by_locality()
    waiting = ValueImport.objects.filter(confirmed_at__isnull=True).select_related("file")
    old = [one for one in waiting if now - one.started_at > datetime.timedelta(days=rules(one.locality_id).file_days)]
    for one in old:
        give_up(one, by=by)
    return len(old)


def unchecked() -> list[ValueImport]:
    """Return the files whose columns were named and whose lines are not checked."""
    rows = ValueImport.objects.filter(checked_at__isnull=True, failed_because="", columns__has_key="asked")
    return list(rows.filter(undone_at__isnull=True, confirmed_at__isnull=True))
