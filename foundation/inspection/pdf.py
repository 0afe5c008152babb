"""PDFs: nothing in them may run, send, open or carry another file."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from .kinds import Refused

MAX_PAGES = 2000
DEPTH = 40
RUNS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/GoToR", "/Thread", "/Hide", "/SetOCGState", "/Trans"}
ACTIONS = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/SubmitForm": "a form that sends data",
    "/ImportData": "a form that reads data",
    "/GoToE": "a link into an attached file",
    "/ResetForm": "a form action",
    "/Rendition": "sound or video",
    "/Sound": "sound or video",
    "/Movie": "sound or video",
    "/RichMediaExecute": "sound or video",
    "/GoTo3DView": "a 3D view",
}
ANNOTATIONS = {
    "/FileAttachment": "an attached file",
    "/RichMedia": "sound or video",
    "/Movie": "sound or video",
    "/Sound": "sound or video",
    "/Screen": "sound or video",
    "/3D": "a 3D view",
}


@dataclass(frozen=True)
class PdfFacts:
    """What a pack and a reader need to know of a PDF."""

    pages: int
    tagged: bool
    title: str


def check(data: bytes) -> PdfFacts:
    """Refuse a PDF that is locked, damaged or active; return its pages, and whether it is tagged and titled."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise Refused(f"The PDF has more than {MAX_PAGES:,} pages. Split it into parts.", "too_many_pages")
            for value in _dictionaries(document):
                _check(value)
            _check_catalogue(document)
            return _facts(document)
    except pikepdf.PasswordError as error:
        raise Refused(
            "The PDF is locked with a password. Remove the password and upload it again.", "locked"
        ) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise Refused("The PDF is damaged and cannot be opened. Save it again and try once more.", "damaged") from error


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary, those written inside others too."""
    yield from _inside(document.trailer, 0)
    for value in document.objects:
        yield from _inside(value, 0)


def _inside(value: Any, depth: int) -> Iterator[pikepdf.Object]:
    if depth > DEPTH:
        raise Refused("The PDF is built too deeply to be checked. Print it to a new PDF.", "too_deep")
    if isinstance(value, pikepdf.Array):
        for item in value:
            if _is_direct_container(item):
                yield from _inside(item, depth + 1)
        return
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        for _, item in value.items():
            if _is_direct_container(item):
                yield from _inside(item, depth + 1)


def _is_direct_container(item: Any) -> bool:
    # What is indirect is met in the list of objects.
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _check(value: pikepdf.Object) -> None:
    # A page may name a picture or a font as it likes, so only a dictionary of files is one.
    if "/EmbeddedFiles" in value or isinstance(value.get("/EF"), pikepdf.Dictionary):
        raise _active("an attached file")
    action = _name(value.get("/S"))
    if action in ACTIONS:
        raise _active(ACTIONS[action])
    if action == "/URI" and RUNS.match(str(value.get("/URI", ""))):
        raise _active("a link that runs a script")
    subtype = _name(value.get("/Subtype"))
    if subtype in ANNOTATIONS and ("/Rect" in value or _name(value.get("/Type")) == "/Annot"):
        raise _active(ANNOTATIONS[subtype])


def _check_catalogue(document: pikepdf.Pdf) -> None:
    opening = document.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and _name(opening.get("/S")) not in HARMLESS_ACTIONS - {
        "/URI",
        "/GoToR",
    }:
        raise _active("a command that runs when it is opened")
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise _active("an interactive form")


def _active(words: str) -> Refused:
    return Refused(f"The PDF contains {words}. Print it to a new PDF and upload that.", "active")


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _facts(document: pikepdf.Pdf) -> PdfFacts:
    marks = document.Root.get("/MarkInfo")
    marked = isinstance(marks, pikepdf.Dictionary) and bool(marks.get("/Marked", False))
    title = document.docinfo.get("/Title") if "/Info" in document.trailer else None
    return PdfFacts(len(document.pages), marked and "/StructTreeRoot" in document.Root, str(title or "").strip())
