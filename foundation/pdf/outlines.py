"""Bookmarks: those of each part are read, nested under the part's own, and written as one outline."""

from dataclasses import dataclass

from pikepdf import Array, Dictionary, NameTree, Pdf, String
from pikepdf import Object as PdfObject

from foundation.pdf.writing import PackWriter, PartCopy

DEPTH = 8  # an uploaded outline may be broken and lead back to itself
LONGEST = 5000


@dataclass
class Bookmark:
    """A line of the outline: its words, where it leads (written out), and how deep it stands."""

    title: str
    place: bytes
    level: int


@dataclass
class Line:
    """A bookmark with its number in the pack and its neighbours."""

    bookmark: Bookmark
    number: int
    parent: int
    kids: list["Line"]


def places_of(pdf: Pdf) -> dict[str, PdfObject]:
    """Return the named places of a document."""
    places: dict[str, PdfObject] = {}
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/Dests" in names:
        places.update(NameTree(names.Dests).items())
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary):
        places.update({str(name).removeprefix("/"): place for name, place in old.items()})
    return places


def resolve(target: PdfObject | None, places: dict[str, PdfObject]) -> Array | None:
    """Return where a link or a bookmark of a document leads in it, as a place on a page, or None."""
    if isinstance(target, Dictionary):
        target = target.get("/D") if target.get("/S", "/GoTo") == "/GoTo" else None
    if target is not None and not isinstance(target, Array):
        named = places.get(str(target).removeprefix("/"))
        target = named.get("/D") if isinstance(named, Dictionary) else named
    if isinstance(target, Array) and len(target) and isinstance(target[0], Dictionary):
        return target
    return None


def bookmarks_of(pdf: Pdf, copy: PartCopy, level: int) -> list[Bookmark]:
    """Return the bookmarks of a part whose pages are copied, from `level` down."""
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return []
    found: list[Bookmark] = []
    places = places_of(pdf)
    pages = {page.objgen[0] for page in pdf.pages}
    waiting = [(outlines.get("/First"), level)]
    while waiting and len(found) < LONGEST:
        item, depth = waiting.pop()
        if not isinstance(item, Dictionary):
            continue
        place = resolve(item.get("/Dest", item.get("/A")), places)
        if place is not None and place[0].objgen[0] in pages and depth - level < DEPTH:
            body = copy.renumber(Array(place).unparse(resolved=True))
            found.append(Bookmark(str(item.get("/Title", "")), body, depth))
        waiting += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]
    return found


def write_outline(writer: PackWriter, bookmarks: list[Bookmark]) -> int:
    """Write the outline of the pack, closed below the parts, and return its number."""
    root = Line(Bookmark("", b"", 0), writer.reserve(), 0, [])
    path = [root]
    for bookmark in bookmarks:
        while len(path) > 1 and path[-1].bookmark.level >= bookmark.level:
            path.pop()
        line = Line(bookmark, writer.reserve(), path[-1].number, [])
        path[-1].kids.append(line)
        path.append(line)
    _write_lines(writer, root)
    ends = b"/First %d 0 R/Last %d 0 R" % (root.kids[0].number, root.kids[-1].number) if root.kids else b""
    return writer.write(b"<</Type/Outlines/Count %d%b>>" % (len(root.kids), ends), root.number)


def _write_lines(writer: PackWriter, parent: Line) -> None:
    for rank, line in enumerate(parent.kids):
        parts = [b"<</Title%b/Dest%b" % (String(line.bookmark.title).unparse(), line.bookmark.place)]
        parts.append(b"/Parent %d 0 R" % line.parent)
        if rank:
            parts.append(b"/Prev %d 0 R" % parent.kids[rank - 1].number)
        if rank + 1 < len(parent.kids):
            parts.append(b"/Next %d 0 R" % parent.kids[rank + 1].number)
        if line.kids:
            ends = (line.kids[0].number, line.kids[-1].number, len(line.kids))
            parts.append(b"/First %d 0 R/Last %d 0 R/Count -%d" % ends)
        writer.write(b"".join(parts) + b">>", line.number)
        _write_lines(writer, line)
