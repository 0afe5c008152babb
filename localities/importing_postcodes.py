"""Postcodes from a table such as the ONS postcode directory: read at once, saved in parts that commit one by one."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, work
from foundation.models import User
from localities.importing import lines
from localities.locating import written
from localities.models import Area, Postcode, PostcodeTable

MOST_LINES = 50_000
A_PART = 5_000  # rows that are saved in one transaction: some two seconds
COLUMNS = ("postcode", "ward", "parish", "latitude", "longitude")
NEEDED = COLUMNS[:2]
# How the ONS names its columns; the year stands within the name: wd25cd, parncp25cd.
KNOWN = {
    "postcode": r"pcds|pcd8|pcd7|pcd2?|postcode",
    "ward": r"ward|ward_code|osward|wd\d\dcd|wardcd",
    "parish": r"parish|parish_code|par\d\dcd|parncp\d\dcd|parish\d*cd",
    "latitude": r"lat|latitude",
    "longitude": r"long|lng|lon|longitude",
}
NO_PARISH = re.compile(r"[EW]99999999|E43\d{6}", re.IGNORECASE)  # the ONS's marks for no parish, and an unparished area
PLACE = Decimal("0.00001")
NOWHERE = Decimal("99.99")  # the ONS's latitude of what has no place, and beyond
SHOWN = 100  # wrong lines that are named


def read(text: str, *, called: Mapping[str, str], leave_out: bool, by: User) -> PostcodeTable:
    """Check a table and keep it, to be saved by `start`; ``called`` says how the table names its columns.

    Lines of wards that are not known are left out where that is wanted. Raises ValidationError, which names the wrong
    lines, and keeps nothing.
    """
    table = lines(text)
    if len(table) < 2:
        raise ValidationError("The table has no rows under its headings")
    if len(table) > MOST_LINES + 1:
        raise ValidationError(f"The table has more than {MOST_LINES:,} rows. Send it in several parts.")
    reader = _Reader(_places(table[0], called), leave_out)
    rows = list(reader.rows(table[1:]))
    if reader.problems:
        more = len(reader.problems) - SHOWN
        raise ValidationError(reader.problems[:SHOWN] + ([f"… and {more:,} more lines"] if more > 0 else []))
    if not rows:
        raise ValidationError("No line has a ward that is known here. Import the wards with their GSS codes first.")
    return PostcodeTable.objects.create(rows=rows, total=len(rows), left_out=reader.left_out, sent_by=by)


def _places(headings: list[str], called: Mapping[str, str]) -> dict[str, int]:
    """Return in which place each column stands."""
    names = [re.sub(r"\W+", "_", heading.strip().lower()) for heading in headings]
    found = {}
    for column in COLUMNS:
        said = re.sub(r"\W+", "_", called.get(column, "").strip().lower())
        fits = [re.escape(said)] if said else KNOWN[column].split("|")
        places = (names.index(name) for fit in fits for name in names if re.fullmatch(fit, name))
        if (place := next(places, None)) is not None:
            found[column] = place
    if missing := [column for column in COLUMNS if column not in found and (column in NEEDED or called.get(column))]:
        raise ValidationError(
            f"There is no column for the {' and the '.join(missing)}. Say below what the table calls it. "
            f"The table has: {', '.join(headings)[:400]}"
        )
    return found


class _Reader:
    """Reads the lines of a table, and collects what is wrong with them."""

    def __init__(self, places: dict[str, int], leave_out: bool):
        self.places, self.leave_out = places, leave_out
        self.problems: list[str] = []
        self.left_out = 0
        self.seen: set[str] = set()
        self.areas = {kind: _known(kind) for kind in (Area.Kind.WARD, Area.Kind.PARISH)}

    def rows(self, table: list[list[str]]) -> Iterator[list]:
        for number, line in enumerate(table, 2):
            if any(cell.strip() for cell in line):
                row = self._row(number, {column: _cell(line, place) for column, place in self.places.items()})
                if row:
                    yield row

    def _row(self, number: int, said: dict[str, str]) -> list | None:
        before = len(self.problems)
        code = written(said["postcode"])
        if not code:
            self._wrong(number, f"“{said['postcode']}” is no postcode")
        elif code in self.seen:
            self._wrong(number, f"{code} is in a line above")
        self.seen.add(code)
        ward = self.areas[Area.Kind.WARD].get(said["ward"].lower())
        if not ward and self.leave_out and said["ward"]:
            self.left_out += 1
            del self.problems[before:]
            return None
        if not ward:
            self._wrong(number, f"the ward “{said['ward']}” is not known")
        parish = self._parish(number, said.get("parish", ""))
        place = self._point(number, said.get("latitude", ""), said.get("longitude", ""))
        return [code, ward, parish, *place] if len(self.problems) == before else None

    def _parish(self, number: int, text: str) -> int | None:
        if not text or NO_PARISH.fullmatch(text):
            return None
        found = self.areas[Area.Kind.PARISH].get(text.lower())
        if not found:
            self._wrong(number, f"the parish “{text}” is not known")
        return found

    def _point(self, number: int, latitude: str, longitude: str) -> list[str | None]:
        if not latitude and not longitude:
            return [None, None]
        try:
            y, x = Decimal(latitude), Decimal(longitude)
            if not (abs(x) <= 180 and y.is_finite()) or (abs(y) > 90 and y < NOWHERE):
                raise InvalidOperation
        except InvalidOperation:
            self._wrong(number, f"“{latitude}, {longitude}” are no latitude and longitude")
            return [None, None]
        return [None, None] if y >= NOWHERE else [str(y.quantize(PLACE)), str(x.quantize(PLACE))]

    def _wrong(self, number: int, words: str) -> None:
        self.problems.append(f"Line {number}: {words}")


def _cell(line: list[str], place: int) -> str:
    return line[place].strip()[:120] if place < len(line) else ""


def _known(kind: str) -> dict[str, int]:
    """Return the areas of a kind by their GSS code, and by a name that only one has."""
    rows = list(Area.objects.filter(kind=kind, ends_on__isnull=True).values_list("name", "gss_code", "pk"))
    names = [name.lower() for name, _, _ in rows]
    alone = {name.lower(): key for name, _, key in rows if names.count(name.lower()) == 1}
    return alone | {code.lower(): key for _, code, key in rows if code}


@transaction.atomic
def start(table: PostcodeTable, *, by: User) -> PostcodeTable:
    """Begin to save a table that was checked: a short one at once, a long one part by part in the background."""
    table = PostcodeTable.objects.select_for_update().get(pk=table.pk)
    if table.started_at:
        return table
    table.started_at = timezone.now()
    table.save(update_fields=["started_at"])
    audit.record(by, "imported postcodes", table, rows=table.total)
    if table.total <= A_PART:
        return save_part(table)
    work.later("localities.save_postcodes", table_id=table.pk)
    return table


@transaction.atomic
def save_part(table: PostcodeTable) -> PostcodeTable:
    """Save the next rows of a table; the last of them finish it. Safe to run twice."""
    table = PostcodeTable.objects.select_for_update().get(pk=table.pk)
    if table.finished_at:
        return table
    part = table.rows[table.done : table.done + A_PART]
    fields = ["ward_id", "parish_id", "latitude", "longitude"]
    made = [Postcode(code=code, **dict(zip(fields, said, strict=True))) for code, *said in part]
    Postcode.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["partnership", "code"],
        update_fields=["ward", "parish", "latitude", "longitude"],
    )  # fmt: skip
    table.done += len(part)
    changed = ["done"]
    if table.done >= table.total:
        table.finished_at, table.rows = timezone.now(), []
        changed += ["finished_at", "rows"]
    table.save(update_fields=changed)
    return table


def unfinished() -> list[PostcodeTable]:
    """Return the tables that were begun and are not saved to their end."""
    return list(PostcodeTable.objects.filter(started_at__isnull=False, finished_at__isnull=True).defer("rows"))
