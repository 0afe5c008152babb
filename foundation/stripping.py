"""Taking out of a file what its pages do not show: comments, tracked changes, authors, places, names of hidden sheets.

What cannot be taken out is named in words for the officer who publishes it. Source: standards R37.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from lxml import etree

from foundation.pdf.cleaning import NotIncluded, clean, without_camera_notes

CANNOT = "what is hidden in it could not be taken out. Print it to a new PDF and upload that"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Parts that hold nothing but remarks, names of people or an old picture of the first page.
GONE = (
    "word/comments", "word/people", "xl/comments", "xl/threadedcomments/", "xl/persons/", "xl/revisions/",
    "ppt/comments", "ppt/authors", "docprops/thumbnail", "docprops/custom", "thumbnails/",
)  # fmt: skip
FACTS = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
# What tells of a change: the words that came stay, those that went go, and so does what a format was before.
ACCEPTED = {"ins", "moveTo"}
DROPPED = {
    "del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "moveFromRangeStart",
    "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "cellIns", "cellDel", "cellMerge", "numberingChange",
    "tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end",
}  # fmt: skip
WRITTEN = ("word/", "content.xml", "styles.xml")


@dataclass(frozen=True)
class Stripped:
    """A file without what it hid, and what is left in it, each as the end of a sentence that begins with its name."""

    data: bytes
    left: tuple[str, ...] = ()


def strip(data: bytes, extension: str) -> Stripped:
    """Return a file of a kind as it may be published; pictures are written anew where they are inspected."""
    stripper = PDF_AND_OFFICE.get(extension)
    try:
        return stripper(data) if stripper else Stripped(data)
    except NotIncluded as found:
        return Stripped(data, (str(found),))
    except (pikepdf.PdfError, etree.XMLSyntaxError, zipfile.BadZipFile, ValueError, RuntimeError, KeyError):
        return Stripped(data, (CANNOT,))


def _pdf(data: bytes) -> Stripped:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        title = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
        clean(pdf)
        if title:
            pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Title=title))
        pdf.save(out)
    return Stripped(out.getvalue())


def _office(data: bytes) -> Stripped:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
        order = list(parts)
    left = tuple(_left(parts))
    gone = {name for name in parts if _is_gone(name, parts[name])}
    kept = {name: _part(name, parts[name], gone) for name in order if name not in gone}
    return Stripped(_zipped(kept), left)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # An OpenDocument file is known by its first part, which is not packed.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
    return out.getvalue()


def _is_gone(name: str, content: bytes) -> bool:
    is_note = name.lower().endswith(".vml") and b'ObjectType="Note"' in content
    return is_note or name.lower().startswith(GONE)


def _part(name: str, content: bytes, gone: set[str]) -> bytes:
    if name.lower().endswith((".jpg", ".jpeg")):
        return without_camera_notes(content)
    if name in FACTS:
        return _changed(content, _forget_facts)
    if name == "[Content_Types].xml" or name == "META-INF/manifest.xml" or name.endswith(".rels"):
        return _changed(content, lambda root: _forget_parts(root, posixpath.dirname(name), gone))
    if name.endswith(".xml") and name.startswith(WRITTEN):
        return _changed(content, _settle_changes)
    if name.startswith("xl/worksheets/") and any(part.endswith(".vml") for part in gone):
        return _changed(content, lambda root: _drop(root, {"legacyDrawing"}))
    return content


def _changed(content: bytes, change: Callable[[etree._Element], None]) -> bytes:
    root = etree.fromstring(content, PARSER)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget_facts(root: etree._Element) -> None:
    """Leave the title, which readers need, of all that a file says of itself."""
    for element in list(root.iter(etree.Element)):
        if element is not root and element.tag != DC_TITLE and element.find(f".//{DC_TITLE}") is None:
            _remove(element)


def _forget_parts(root: etree._Element, folder: str, gone: set[str]) -> None:
    """Take parts that went out of the lists of parts and of what leads to them."""
    base = posixpath.dirname(folder)  # "word/_rels" is about what stands in "word"
    for element in list(root):
        named = element.get("PartName", "").lstrip("/")
        path = next((value for key, value in element.attrib.items() if key.endswith("}full-path")), "")
        target = element.get("Target", "")
        leads = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        if {named, path, leads if target else ""} & gone:
            _remove(element)


def _settle_changes(root: etree._Element) -> None:
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        if element.getparent() is None:
            continue
        if name == "del" and etree.QName(element.getparent()).localname == "trPr":
            _remove(element.getparent().getparent())  # a row that went
        elif name in DROPPED or name.endswith(("PrChange", "PrExChange", "GridChange")):
            _remove(element)
        elif name in ACCEPTED:
            _unwrap(element)


def _drop(root: etree._Element, names: set[str]) -> None:
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).localname in names:
            _remove(element)


def _remove(element: etree._Element) -> None:
    """Take an element out, and leave the words that follow it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    _remove(element)


def _left(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield what a file keeps although its reader does not see it at first."""
    if "xl/workbook.xml" in parts:
        sheets = etree.fromstring(parts["xl/workbook.xml"], PARSER).iter("{*}sheet")
        hidden = [sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible"]
        if hidden:
            yield f"it has hidden sheets: {', '.join(hidden)}. Show or delete them"
    if any(name.startswith("ppt/notesSlides/notesSlide") for name in parts):
        yield "it has notes for the speaker, which readers can open. Delete them if they are not for the public"
    slides = (content for name, content in parts.items() if name.startswith("ppt/slides/slide"))
    if any(etree.fromstring(content, PARSER).get("show") == "0" for content in slides):
        yield "it has hidden slides. Show or delete them"


OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
PDF_AND_OFFICE: dict[str, Callable[[bytes], Stripped]] = {"pdf": _pdf, **dict.fromkeys(OFFICE, _office)}
