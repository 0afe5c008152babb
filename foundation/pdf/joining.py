"""Parts become one pack: one structure tree, one outline, one run of page numbers, ready for two-sided print.

The pack is written from front to back and one part is open at a time, so memory follows the largest part.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from pikepdf import Pdf, String

from foundation.pdf.numbering import Number, Pages, page_labels
from foundation.pdf.outlines import Bookmark, bookmarks_of, write_outline
from foundation.pdf.preparing import PreparedPart
from foundation.pdf.stamping import Box, Stamp, Typeface
from foundation.pdf.trees import TreeNodes, write_metadata
from foundation.pdf.writing import PackWriter, PartCopy

A4 = (0.0, 0.0, 595.28, 841.89)


@dataclass(frozen=True)
class Part:
    """One document of a pack.

    `level` nests its bookmark (an appendix is 2 under its report, 1). `pdf` is a file or its bytes. A `rendered` part
    comes from `rendering.render` and conforms to PDF/UA; an `uploaded` one comes from `receiving` and need not.
    A part with the key of the part before it continues it: one bookmark, one range of pages.
    `gap` leaves out that many page numbers after it, for pages that stand in another pack only, and links to the keys
    in `also` lead to it.
    """

    key: str
    title: str
    pdf: Path | bytes
    kind: Literal["rendered", "uploaded"] = "rendered"
    level: int = 1
    bookmarks: bool = True
    starts_on: Literal["odd page", "next page"] = "odd page"
    lang: str = ""
    gap: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageRange:
    """The pages of the pack that a part takes, counted from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"page {self.first}" if self.first == self.last else f"pages {self.first} to {self.last}"


@dataclass(frozen=True)
class JoinedPack:
    """What was joined: how many pages, where each part lies, and whether the pack claims to conform to PDF/UA-1."""

    pages: int
    ranges: dict[str, PageRange]
    claims_ua: bool
    named: dict[str, Pages] = field(default_factory=dict)  # where each part lies, as a reader finds it
    numbers: dict[str, list[Number]] = field(default_factory=dict)  # what later packs keep


@contextmanager
def opened(pdf: Path | bytes) -> Iterator[Pdf]:
    """Open a part from its file or its bytes."""
    with Pdf.open(pdf if isinstance(pdf, Path) else BytesIO(pdf)) as document:
        yield document


def first_page(part: Part, pages_before: int) -> int:
    """Return the page of the pack on which `part` starts, when so many pages come before it."""
    return pages_before + 1 + (part.starts_on == "odd page" and pages_before % 2)


class PageCounts(dict[Path | bytes, int]):
    """How many pages each PDF has, counted once."""

    def __missing__(self, pdf: Path | bytes) -> int:
        """Count the pages of a PDF that was not asked for before."""
        with opened(pdf) as document:
            return self.setdefault(pdf, len(document.pages))


def lay_out(parts: Sequence[Part], counts: PageCounts) -> dict[str, PageRange]:
    """Return the pages that each part will take, so that a list of contents can name them before the pack is joined."""
    ranges: dict[str, PageRange] = {}
    pages = 0
    for part in parts:
        first = first_page(part, pages)
        pages = first + counts[part.pdf] - 1 + part.gap
        ranges[part.key] = PageRange(ranges[part.key].first if part.key in ranges else first, pages)
    return ranges


def join(
    parts: Sequence[Part],
    target: Path | BinaryIO,
    *,
    title: str,
    lang: str = "en-GB",
    foot: str = "",
    watermark: str = "",
    made_at: datetime | None = None,
    numbers: Sequence[Number] = (),
) -> JoinedPack:
    """Write `parts` as one pack to `target`, and return where each part lies.

    PDF/UA is claimed only when every part was rendered here. `watermark` is drawn across every page. `numbers` are what
    its pages are called where that is not 1, 2, 3.
    """
    if isinstance(target, Path):
        with target.open("wb") as out:
            return join(
                parts, out, title=title, lang=lang, foot=foot, watermark=watermark, made_at=made_at, numbers=numbers
            )  # fmt: skip
    aliases = {key: part.key for part in parts for key in part.also}
    titles = {part.key: part.title for part in parts}
    pack = Pack(target, Stamp(foot=foot, watermark=watermark), titles, lang, aliases, numbers)
    for part in parts:
        pack.add(part)
    return pack.finish(title, all(part.kind == "rendered" for part in parts), made_at or datetime.now(UTC))


@dataclass
class Pack:
    """A pack while it is written: the roots of its trees are reserved first and written last."""

    out: BinaryIO
    stamp: Stamp
    titles: dict[str, str]
    lang: str
    aliases: dict[str, str] = field(default_factory=dict)
    numbers: Sequence[Number] = ()
    writer: PackWriter = field(init=False)
    ranges: dict[str, PageRange] = field(default_factory=dict)
    outline: list[Bookmark] = field(default_factory=list)
    pages: int = 0  # the number of the last page
    left_out: int = 0  # of those numbers
    parts: int = 0
    next_key: int = 0

    def __post_init__(self) -> None:
        self.writer = PackWriter(self.out)
        self.page_tree, self.document, self.structure = (self.writer.reserve() for _ in range(3))
        self.starts = {key: self.writer.reserve() for key in self.titles}
        self.starts |= {alias: self.starts[key] for alias, key in self.aliases.items()}
        self.titles = self.titles | {alias: self.titles[key] for alias, key in self.aliases.items()}
        self.page_nodes: list[tuple[int, int]] = []
        self.labels: list[Number] = []
        self.struct_kids: list[int] = []
        self.parent_nodes = TreeNodes(self.writer, "Nums")
        self.name_nodes = TreeNodes(self.writer, "Names")
        self.places = TreeNodes(self.writer, "Names")
        self.typeface, self.fonts = self._embed_fonts()
        self.faint = self.writer.write(b"<</Type/ExtGState/ca 0.12>>")

    def _embed_fonts(self) -> tuple[Typeface, dict[str, int]]:
        typeface = self.stamp.typeface()
        copy = PartCopy(self.writer, typeface.pdf, known={}, parents={}, change=lambda item, number, body: body)
        return typeface, dict(zip(typeface.fonts, copy.copy(typeface.fonts.values()), strict=True))

    def add(self, part: Part) -> None:
        """Copy one part into the pack, after a blank page when it must start on the right-hand side."""
        with opened(part.pdf) as pdf:
            first = first_page(part, self.pages)
            if first > self.pages + 1:
                self._add_blank_page()
            prepared = PreparedPart(pdf, prefix=f"{self.parts:05d}.", first_key=self.next_key)
            prepared.wrap(part.title, part.lang if part.lang != self.lang else "")
            prepared.link(self.starts, self.titles)
            shown = self._called(first, len(pdf.pages))
            prepared.stamp(self.stamp, self.typeface, first, shrink=part.kind == "uploaded", shown=shown)
            node = self.writer.reserve()
            copy = prepared.copy_into(self.writer, node, self.document, self.fonts, self.faint, self.starts)
            numbers = copy.copy([page.obj for page in pdf.pages])
            self._add_page_node(node, numbers)
            self._index(part, prepared, copy, numbers)
            self._leave_out(part.gap)
            self.ranges[part.key] = PageRange(
                self.ranges[part.key].first if part.key in self.ranges else first, self.pages
            )

    def _called(self, first: int, count: int) -> list[Number]:
        """Return what so many pages from `first` on are called."""
        return list(self.numbers[first - 1 : first - 1 + count] or range(first, first + count))

    def _index(self, part: Part, prepared: PreparedPart, copy: PartCopy, numbers: list[int]) -> None:
        """Enter a copied part in the trees of the pack."""
        self.struct_kids += copy.copy([prepared.wrapper])
        self.parent_nodes.add(prepared.parent_entries(copy))
        self.name_nodes.add(prepared.named)
        self.next_key += len(prepared.parents)
        self.parts += 1
        if part.key not in self.ranges:
            top = f"[{numbers[0]} 0 R/Fit]".encode()
            self.writer.write(top, self.starts[part.key])
            called = self._called(self.pages - len(numbers) + 1, 1)[0]
            title = f"{part.title} (page {called})" if isinstance(called, str) else part.title
            self.outline.append(Bookmark(title, top, part.level))
        if part.bookmarks:
            inner = bookmarks_of(prepared.pdf, copy, part.level + 1)
            self.outline += inner[1:] if inner and inner[0].title == part.title else inner

    def _add_page_node(self, node: int, numbers: list[int]) -> None:
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        self.writer.write(
            b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (self.page_tree, len(numbers), kids), node
        )
        self.page_nodes.append((node, len(numbers)))
        self.labels += self._called(self.pages + 1, len(numbers))
        self.pages += len(numbers)

    def _leave_out(self, gap: int) -> None:
        """Go on with a later number; an odd gap has a blank page, so that odd numbers stay on the right-hand side."""
        self.pages += gap - gap % 2
        self.left_out += gap - gap % 2
        if gap % 2:
            self._add_blank_page()

    def _add_blank_page(self) -> None:
        """Numbered like the others; what stands on it is an artifact, so nobody has to listen to it."""
        node, page = self.writer.reserve(), self.writer.reserve()
        number = self.pages + 1
        shown = self._called(number, 1)[0]
        stamped = self.stamp.draw(self.typeface, number, Box.of(A4), shown=shown, blank=True)
        contents = self.writer.write_stream(b"", stamped)
        fonts = "".join(f"{name} {number} 0 R" for name, number in self.fonts.items())
        resources = f"<</Font<<{fonts}>>/ExtGState<</FootFaint {self.faint} 0 R>>>>"
        body = f"/Parent {node} 0 R/MediaBox[0 0 {A4[2]} {A4[3]}]/Contents {contents} 0 R/Resources{resources}/Tabs/S"
        self.writer.write(f"<</Type/Page{body}>>".encode(), page)
        self._add_page_node(node, [page])

    def finish(self, title: str, claims_ua: bool, made_at: datetime) -> JoinedPack:
        """Write the roots of all trees and close the file."""
        write, pages = self.writer.write, b" ".join(b"%d 0 R" % node for node, _ in self.page_nodes)
        write(b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.pages - self.left_out, pages), self.page_tree)
        self._write_structure(title)
        metadata = write_metadata(self.writer, title, self.lang, claims_ua, made_at)
        places = [(key.encode(), b"%d 0 R" % number) for key, number in self.starts.items() if key in self.ranges]
        self.places.add(sorted(places))
        catalog = [
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R" % (self.page_tree, self.structure),
            b"/Lang%b/MarkInfo<</Marked true>>" % String(self.lang).unparse(),
            b"/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseOutlines",
            b"/Outlines %d 0 R/Metadata %d 0 R" % (write_outline(self.writer, self.outline), metadata),
            b"/Names<</Dests %d 0 R>>%b>>" % (self.places.close(), page_labels(self.labels)),
        ]
        root = write(b"".join(catalog))
        made = String(made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")).unparse()
        info = write(b"<</Title%b/CreationDate%b>>" % (String(title).unparse(), made))
        mark = hashlib.md5(f"{title}{made_at}{self.ranges}".encode(), usedforsecurity=False).hexdigest().encode()
        self.writer.close(b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (root, info, mark, mark))
        return JoinedPack(self.pages - self.left_out, self.ranges, claims_ua)

    def _write_structure(self, title: str) -> None:
        kids = b" ".join(b"%d 0 R" % kid for kid in self.struct_kids)
        head = b"<</Type/StructElem/S/Document/P %d 0 R/T%b" % (self.structure, String(title).unparse())
        self.writer.write(head + b"/K[%b]>>" % kids, self.document)
        names = b"/IDTree %d 0 R" % self.name_nodes.close() if self.name_nodes.kids else b""
        trees = b"/ParentTree %d 0 R/ParentTreeNextKey %d%b" % (self.parent_nodes.close(), self.next_key, names)
        self.writer.write(b"<</Type/StructTreeRoot/K[%d 0 R]%b>>" % (self.document, trees), self.structure)
