"""Reading a table that was sent as a file: its columns found by name, its rows checked one by one.

Nothing is saved by half: a table is laid out first, and taken only where every row is right.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TextIO

from django.core.exceptions import ValidationError

from foundation.form_fields import YEARS

MARK = "\ufeff"  # by which spreadsheets know that the text is UTF-8
MOST_ROWS = 5000
MOST_CHARACTERS = 1_000_000
DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
# What a spreadsheet takes for a formula at the start of a cell, behind any number of our own guards.
FORMULA = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass
class Row:
    """One row of a table: what it says, what it would do, and what is wrong with it."""

    number: int  # as the file counts its lines of data, the headings being row 1
    values: dict[str, str]
    sent: frozenset[str] = frozenset()  # the columns that the table has
    does: str = ""
    problems: list[str] = field(default_factory=list)
    plan: Any = None

    @property
    def cells(self) -> list[str]:
        """Return the values in the order of the columns."""
        return list(self.values.values())


def decode(content: bytes) -> str:
    """Return the text of a file that a spreadsheet saved; raises ValidationError for anything that is not text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ValidationError("This is not a table of text. Save it from your spreadsheet as CSV.")
    return text


def read(text: str, columns: Sequence[str], *, needed: Sequence[str], written: Collection[str] = ()) -> list[Row]:
    """Return the rows of a table with these columns in any order; the lines of ``written`` columns are kept.

    Raises ValidationError where it cannot be read.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValidationError("The table is too long. Send it in several parts.")
    table = lines(text)
    if not table:
        raise ValidationError("The table is empty")
    headings = [re.sub(r"\W+", "_", heading.strip().lower()) for heading in table[0]]
    _check_headings(headings, columns, needed)
    filled = [(number, line) for number, line in enumerate(table[1:], 2) if any(cell.strip() for cell in line)]
    if not filled:
        raise ValidationError("The table has headings and no rows")
    if len(filled) > MOST_ROWS:
        raise ValidationError(f"The table has more than {MOST_ROWS:,} rows. Send it in several parts.")
    rows = [_row(number, line, headings, columns, written) for number, line in filled]
    for row in rows:
        row.problems += [f"{name} is empty" for name in needed if not row.values[name]]
    return rows


def lines(text: str) -> list[list[str]]:
    """Return the cells of a table, whichever marks part them and its lines; raises ValidationError for what is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # older spreadsheets end a line with a return alone
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as wrong:
        raise ValidationError("The table cannot be read: a quotation mark is opened and not closed") from wrong


def _check_headings(headings: list[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    problems = [f"There is no column “{name}”" for name in needed if name not in headings]
    problems += [f"There is a column “{name}” that is not known" for name in headings if name and name not in columns]
    problems += [f"The column “{name}” is there twice" for name in columns if headings.count(name) > 1]
    if problems:
        raise ValidationError([f"{problem}. The columns are {', '.join(columns)}." for problem in problems])


def tidy(text: str, *, lines: bool = False) -> str:
    """Return a text without needless spaces; in one line, unless its lines are wanted."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip() if lines else " ".join(text.split())


def _row(number: int, line: list[str], headings: list[str], columns: Sequence[str], written: Collection[str]) -> Row:
    cells = zip(headings, line, strict=False)
    said = {name: tidy(unguarded(cell), lines=name in written) for name, cell in cells}
    row = Row(number, {name: said.get(name, "") for name in columns}, frozenset(headings))
    if any(cell.strip() for cell in line[len(headings) :]):
        row.problems.append("There are more cells than headings")
    return row


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguarded` gives it back. A plain number is none."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def sheet(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV for spreadsheets, in which no cell is a formula."""
    out = io.StringIO()
    write_sheet(out, columns, rows)
    return out.getvalue()


def write_sheet(out: TextIO, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write rows one by one as CSV for spreadsheets, in which no cell is a formula."""
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows((guarded(cell) for cell in row) for row in rows)


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def parse_day(text: str) -> date | None:
    """Return the date written 2027-03-31 or 31/03/2027; None for anything that is not one."""
    match = next((match for pattern in DATES if (match := pattern.fullmatch(text))), None)
    try:
        found = date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def day(row: Row, name: str) -> date | None:
    """Return the date in a column, written 2027-03-31 or 31/03/2027; a wrong one becomes a problem of the row."""
    text = row.values[name]
    found = parse_day(text)
    if text and found is None:
        row.problems.append(f"{name}: “{text}” is not a date such as 31/03/2027")
    return found


def days(row: Row) -> tuple[date | None, date | None]:
    """Return the first and the last day of a row; the wrong order becomes a problem of the row."""
    starts_on, ends_on = day(row, "starts_on"), day(row, "ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        row.problems.append("The last day is before the first day")
    return starts_on, ends_on


def chosen(row: Row, name: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return the choice that a column names by its key or its words; another word becomes a problem of the row."""
    text = row.values[name].lower()
    for key, words in choices:
        if text in (key, str(words).lower()):
            return key
    if text:
        row.problems.append(f"{name}: “{row.values[name]}” is none of {', '.join(key for key, _ in choices)}")
    return ""


def check(record: Any, row: Row, *, exclude: Sequence[str] = ()) -> None:
    """Check a record against the rules of its fields; a breach becomes a problem of the row."""
    try:
        record.clean_fields(exclude=["partnership", *exclude])
    except ValidationError as wrong:
        row.problems += [
            f"{name}: {' '.join(problem.messages)}" for name, found in wrong.error_dict.items() for problem in found
        ]
