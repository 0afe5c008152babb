"""Plain text and CSV: readable, not HTML in disguise, no formulas that a spreadsheet would run."""

import csv
import io
import re

from .kinds import Refused

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MARKUP = re.compile(
    r"\s*<(?:!doctype|!--|\?xml|\?php|html|head|body|svg|script|iframe|math|object|embed|form|style)", re.I
)
SCRIPT = re.compile(r"<\s*(?:script|svg|iframe|object|embed)\b", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[£$€]?[\d.,\s]*%?")
# A sum, or a sign before a function, a command of another program or a cell elsewhere; full-width signs count too.
FORMULA = re.compile(r"[=＝]|[@+\-＠＋－](?:.*\|.*!|.*\w\(|.*![$A-Z])", re.DOTALL)


def read(data: bytes) -> str | None:
    """Return the text in the encoding it seems to have, or None when it is not text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    text = _decoded(data, "utf-8-sig")
    return text if text is not None else _decoded(data, "cp1252")


def check(text: str, *, table: bool) -> None:
    """Refuse web pages and scripts in disguise and, in a table, cells that a spreadsheet would run."""
    if MARKUP.match(text) or SCRIPT.search(text):
        raise Refused("The file is a web page or contains a script. Save its text as a PDF or a text file.", "markup")
    if table:
        _check_cells(text)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if CONTROL.search(text) else text


def _check_cells(text: str) -> None:
    try:
        for line, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            for cell in row:
                if FORMULA.match(cell.strip()) and not NUMBER.fullmatch(cell.strip()):
                    raise Refused(
                        f"Line {line} of the CSV file has a formula. Replace formulas by their values and save again.",
                        "formula",
                    )
    except csv.Error as error:
        raise Refused("The CSV file cannot be read. Save it again as CSV.", "damaged") from error
