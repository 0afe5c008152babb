"""Page numbers, the foot of the page and the watermark: artifacts in an embedded font, apart from what is read out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO

from pikepdf import Array, Name, Pdf
from pikepdf import Object as PdfObject

from foundation.pdf.numbering import Number
from foundation.pdf.storing import Sheet
from foundation.pdf.working import render_apart

FACES = '"Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif'
BLANK = "This page is left blank for two-sided printing"
MARGIN, BASELINE, SIZE = 62.4, 26.0, 10.0  # points: 22 mm from the side, 9 mm from the bottom
USUAL = "".join(map(chr, [*range(32, 127), *range(0xC0, 0x100)])) + "–—‘’“”…£ŵŷŴŶ"  # so that one set serves most packs
BFCHAR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4}(?:[0-9a-f]{4})?)>")


@dataclass(frozen=True)
class Glyph:
    """Where a character is found: the name of its font in the resources, its code there, its width in 1/1000 em."""

    font: str
    code: str
    width: float


class Typeface:
    """The letters that the stamps need, taken from a page that WeasyPrint made in the font of the documents."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.fonts: dict[str, PdfObject] = {}
        self.glyphs: dict[str, Glyph] = {}
        for rank, font in enumerate(pdf.pages[0].resources.Font.values()):
            if font.Subtype == Name.Type0:
                self.fonts[f"/Foot{rank}"] = font
                self._read(f"/Foot{rank}", font)

    def _read(self, name: str, font: PdfObject) -> None:
        widths = widths_of(font.DescendantFonts[0].get("/W", Array()))
        for code, text in BFCHAR.findall(font.ToUnicode.read_bytes()):
            letter = bytes.fromhex(text.decode()).decode("utf-16-be")
            self.glyphs.setdefault(letter, Glyph(name, code.decode(), widths.get(int(code, 16), 1000)))

    def width(self, text: str, size: float) -> float:
        """Return how wide `text` is in points."""
        return sum(self.glyphs[letter].width for letter in text if letter in self.glyphs) * size / 1000

    def show(self, text: str, size: float) -> bytes:
        """Return the operators that show `text`; a letter that no font here has is left out."""
        runs: list[list[str]] = []
        for glyph in (self.glyphs[letter] for letter in text if letter in self.glyphs):
            if not runs or runs[-1][0] != glyph.font:
                runs.append([glyph.font, ""])
            runs[-1][1] += glyph.code
        return b" ".join(f"{font} {size:g} Tf <{codes}> Tj".encode() for font, codes in runs)


def widths_of(entries: Iterable[PdfObject]) -> dict[int, float]:
    """Read the widths of a composite font: runs of `first [widths]` or `first last width`."""
    widths: dict[int, float] = {}
    items = list(entries)
    while items:
        first = int(items.pop(0))
        then = items.pop(0)
        if isinstance(then, Array):
            widths.update({first + rank: float(width) for rank, width in enumerate(then)})
        else:
            widths.update(dict.fromkeys(range(first, int(then) + 1), float(items.pop(0))))
    return widths


@lru_cache(maxsize=16)
def letters_page(letters: str) -> bytes:
    """Return a PDF page that embeds the fonts of `letters`."""
    style = f"font-family: {FACES}; font-variant-ligatures: none; font-kerning: none; white-space: pre-wrap"
    return render_apart(Sheet(f'<p style="{escape(style)}">{escape(letters)}</p>', "Letters"))


@dataclass(frozen=True)
class Stamp:
    """What is stamped on every page of a pack."""

    foot: str = ""
    number: str = "Page {}"
    watermark: str = ""

    def typeface(self) -> Typeface:
        """Return the letters that this stamp needs."""
        wanted = set(USUAL + unicodedata.normalize("NFC", self.foot + self.number + self.watermark))
        return Typeface(Pdf.open(BytesIO(letters_page("".join(sorted(wanted - {"\n", "\t"}))))))

    def draw(
        self, typeface: Typeface, number: int, box: "Box", *, shown: Number = "", blank: bool = False
    ) -> bytes:  # fmt: skip
        """Return the operators that stamp page `number` of the pack as artifacts; `shown` where it says another."""
        marks = [self._foot(typeface, number, box, shown or number)]
        if blank:
            marks.append(centred(typeface, BLANK, box.width / 2, box.height / 2, SIZE))
        pieces = [artifact(b"/Type/Pagination/Subtype/Footer", b"0.25 g " + b" ".join(marks), box)]
        if self.watermark:
            pieces.append(artifact(b"/Type/Pagination/Subtype/Watermark", self._watermark(typeface, box), box))
        return b"\n".join(pieces)

    def _foot(self, typeface: Typeface, number: int, box: "Box", shown: Number) -> bytes:
        """The number stands at the outer edge, right on odd pages and left on even ones, as in a bound book."""
        page = self.number.format(shown)
        words = shorten(typeface, unicodedata.normalize("NFC", self.foot), box.width - 2 * MARGIN - 90)
        right = box.width - MARGIN
        texts = [(words, MARGIN), (page, right - typeface.width(page, SIZE))]
        if number % 2 == 0:
            texts = [(page, MARGIN), (words, right - typeface.width(words, SIZE))]
        return b" ".join(text_at(typeface, text, x, BASELINE, SIZE) for text, x in texts if text)

    def _watermark(self, typeface: Typeface, box: "Box") -> bytes:
        text = unicodedata.normalize("NFC", self.watermark)
        size = min(64.0, 0.8 * box.diagonal * 10 / max(typeface.width(text, 10), 1))
        cosine, sine = box.width / box.diagonal, box.height / box.diagonal
        middle = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {box.width / 2:.2f} {box.height / 2:.2f} cm"
        shown = centred(typeface, text, 0, -size / 3, size)
        return b"/FootFaint gs 0.3 g " + middle.encode() + b" " + shown


@dataclass(frozen=True)
class Box:
    """A page as the reader sees it: its size in points, and the matrix that leads there when it is turned."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, corners: Iterable[float], turned: int = 0) -> "Box":
        """Return the box of a page with these corners, turned clockwise by this many degrees."""
        x1, y1, x2, y2 = corners
        left, bottom, right, top = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
        wide, high = right - left, top - bottom
        match turned % 360:
            case 90:
                return cls(high, wide, (0, 1, -1, 0, right, bottom))
            case 180:
                return cls(wide, high, (-1, 0, 0, -1, right, top))
            case 270:
                return cls(high, wide, (0, -1, 1, 0, left, top))
        return cls(wide, high, (1, 0, 0, 1, left, bottom))

    @property
    def diagonal(self) -> float:
        """The length in points from corner to corner."""
        return float((self.width**2 + self.height**2) ** 0.5)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point that the reader sees lies on the page."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f


def artifact(kind: bytes, operators: bytes, box: Box) -> bytes:
    """Return `operators` as an artifact: shown, but no part of what is read out."""
    matrix = " ".join(f"{value:g}" for value in box.matrix).encode()
    return b"/Artifact<<%b>>BDC q %b cm %b Q EMC" % (kind, matrix, operators)


def text_at(typeface: Typeface, text: str, x: float, y: float, size: float) -> bytes:
    """Return the operators that show `text` from a point on."""
    return b"BT 1 0 0 1 %.2f %.2f Tm %b ET" % (x, y, typeface.show(text, size))


def centred(typeface: Typeface, text: str, x: float, y: float, size: float) -> bytes:
    """Return the operators that show `text` around a point."""
    return text_at(typeface, text, x - typeface.width(text, size) / 2, y, size)


def shorten(typeface: Typeface, text: str, room: float) -> str:
    """Return `text`, cut at a word so that it fits."""
    while text and typeface.width(text, SIZE) > room:
        text = text.rpartition(" ")[0]
    return text
