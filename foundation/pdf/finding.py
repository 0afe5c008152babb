"""Whether words are anywhere in a PDF: on its pages, in its tags, bookmarks and links, or in what it says of itself.

What cannot be searched surely is said, never passed over. Source: standards R37.
"""

import io
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Stream, String
from pypdfium2 import raw

DEPTH = 40
LONG = 8  # letters from which words are looked for even where their spaces and hyphens are lost
READING = threading.Lock()  # PDFium reads one file at a time


class CannotSearch(Exception):
    """A file in which words may stand that nobody can search for; the reason is the end of a sentence."""


def found(data: bytes, phrases: Sequence[str]) -> list[str]:
    """Return which of the phrases a PDF holds, in any case and however they are spaced.

    Raises CannotSearch where a page is a picture or its letters are not known.
    """
    said = " ".join(_pages(data)) + " " + " ".join(_hidden(data))
    words, letters = _words(said), _letters(said)
    return [phrase for phrase in phrases if _is_in(phrase, words, letters)]


def _is_in(phrase: str, words: str, letters: str) -> bool:
    wanted = _letters(phrase)
    return f" {_words(phrase)} " in f" {words} " or (len(wanted) >= LONG and wanted in letters)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", _plain(text)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(text))


def _pages(data: bytes) -> Iterator[str]:
    """Yield the text of each page, the text that is not painted included."""
    with READING:
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number, page in enumerate(pdf, start=1):
                yield _text(page, number)
        finally:
            pdf.close()


def _text(page: pypdfium2.PdfPage, number: int) -> str:
    words = page.get_textpage()
    count = words.count_chars()
    if (not count and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))) or _is_scan(page):
        raise CannotSearch(f"page {number} is a picture, and words in a picture cannot be searched")
    if any(raw.FPDFText_HasUnicodeMapError(words, place) == 1 for place in range(count)):
        raise CannotSearch(f"the letters of page {number} are not named in the file, so its words cannot be searched")
    return words.get_text_range() if count else ""


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    """Say whether a picture fills half of the page or more: what was read off it may be other than what it shows."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= width * height / 2:
            return True
    return False


def _hidden(data: bytes) -> Iterator[str]:
    """Yield whatever text the objects of a file hold: bookmarks, tags, links, descriptions, what stands for a text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.attachments:
            raise CannotSearch("another file is attached to it")
        for item in [*pdf.objects, pdf.trailer]:
            yield from _strings(item)
            if isinstance(item, Stream) and item.get("/Type") == "/Metadata":
                yield item.read_bytes().decode("utf-8", "replace")
        for page in pdf.pages:
            yield from _marked(page.obj)
        for item in pdf.objects:
            if isinstance(item, Stream) and item.get("/Subtype") == "/Form":
                yield from _marked(item)


def _strings(item: object, depth: int = 0) -> Iterator[str]:
    if isinstance(item, String):
        yield str(item)
    elif depth < DEPTH and isinstance(item, Array):
        for each in item:
            yield from () if _is_apart(each) else _strings(each, depth + 1)
    elif depth < DEPTH and isinstance(item, Dictionary | Stream):
        for each in (item[key] for key in item.keys()):  # noqa: SIM118 - a stream is not iterated by key
            yield from () if _is_apart(each) else _strings(each, depth + 1)


def _is_apart(item: object) -> bool:
    """Say whether it is an object of its own, which is visited by itself."""
    return isinstance(item, Array | Dictionary | Stream) and item.is_indirect


def _marked(source: object) -> Iterator[str]:
    """Yield what a stream of contents says beside its letters, such as the text that stands for a picture."""
    try:
        steps = pikepdf.parse_content_stream(source, "BDC DP")  # type: ignore[arg-type]
    except pikepdf.PdfError as error:
        raise CannotSearch("a page of it is damaged") from error
    for step in steps:
        for operand in getattr(step, "operands", ()):
            yield from _strings(operand)
