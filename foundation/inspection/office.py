"""Word, Excel, PowerPoint and OpenDocument files: archives that may hide programs, other files and links outside."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from .kinds import KINDS, OPEN_DOCUMENT, OPEN_XML, Kind, Refused

MAX_MEMBERS = 10_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
MAX_XML = 32 * 1024 * 1024  # of one part that is read through: seconds, where a hostile one has nothing but elements
SMALL = 10 * 1024 * 1024  # below this a high ratio does no harm
MAIN_PARTS = {
    f"{OPEN_XML}wordprocessingml.document.main+xml": "docx",
    f"{OPEN_XML}spreadsheetml.sheet.main+xml": "xlsx",
    f"{OPEN_XML}presentationml.presentation.main+xml": "pptx",
}
OPEN_DOCUMENTS = {
    f"{OPEN_DOCUMENT}{name}": end for name, end in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
RETRY = "Remove it, save the file and upload it again."
MACROS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/|dialogsheets/|basic/.+|scripts/.+)", re.IGNORECASE
)
OBJECTS = re.compile(
    r"(?:^|/)(?:activex/|embeddings/.+\.bin$|.+\.(?:exe|dll|js|vbs|hta|bat|cmd|ps1|lnk|jar|swf|html?|mht)$)", re.I
)
EMBEDDED = re.compile(r"/embeddings/[^/]+\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
FIELD = re.compile(rb"\bDDE(?:AUTO)?\b")
ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
PLAIN_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
RUNS = re.compile(rb"(?:vnd\.sun\.star\.script|macro|javascript|vbscript)\s*:", re.IGNORECASE)
LINK_TYPES = ("/hyperlink",)
ODF_OBJECTS = {
    "plugin",
    "applet",
    "floating-frame",
    "object-ole",
    "event-listener",
    "dde-source",
    "dde-connection-decl",
}
ODF_SOURCES = {
    "image",
    "object",
    "fill-image",
    "background-image",
    "section-source",
    "table-source",
    "cell-range-source",
}
HREF = "{http://www.w3.org/1999/xlink}href"


def check(data: bytes, *, embedded: bool = False) -> Kind:
    """Return the kind of an Office file; refuse one that is damaged, locked, oversized or active."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive)
            kind = _kind(archive)
            for name, content in _members(archive):
                _check_member(name, content, kind, embedded=embedded)
            return kind
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, OSError) as error:
        raise Refused(
            "The file is damaged and cannot be opened. Save it again and try once more.", "damaged"
        ) from error


def _check_size(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    swollen = unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or swollen:
        raise _bomb()
    names = [member.filename for member in members]
    if len(names) != len(set(names)) or any(_is_outside(name) for name in names):
        raise Refused("The file is not built as an Office file should be. Save it again and try once more.", "damaged")
    if any(member.flag_bits & 1 for member in members):
        raise _locked()


def _is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _kind(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return _open_xml_kind(archive.read("[Content_Types].xml"))
    if "mimetype" in names:
        found = OPEN_DOCUMENTS.get(archive.read("mimetype").decode("ascii", "replace").strip())
        if found:
            return KINDS[found]
    raise Refused("A zip archive cannot be uploaded. Unpack it and upload each document.", "archive")


def _open_xml_kind(listing: bytes) -> Kind:
    types = {element.get("ContentType", "") for element in _elements(listing, "Override", "Default")}
    if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in types):
        raise _macros()
    found = {MAIN_PARTS[name] for name in types if name in MAIN_PARTS}
    if len(found) != 1:
        raise Refused("This kind of Office file is not taken. Save it as .docx, .xlsx or .pptx.", "kind")
    return KINDS[found.pop()]


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for member in archive.infolist():
        if not member.is_dir():
            yield member.filename, archive.read(member)  # reading checks the sum of each


def _check_member(name: str, content: bytes, kind: Kind, *, embedded: bool) -> None:
    if MACROS.search(name):
        raise _macros()
    if OBJECTS.search(name) or (embedded and EMBEDDED.search(name)):
        raise Refused(f"The file has another file or a control embedded in it. {RETRY}", "embedded")
    if EMBEDDED.search(name):
        check(content, embedded=True)
    if name.endswith((".xml", ".rels", ".rdf", ".vml")):
        _check_xml(name, content, kind)


def _check_xml(name: str, content: bytes, kind: Kind) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or not _is_plain(content):
        raise Refused("The file is not built as an Office file should be. Save it again and try once more.", "damaged")
    if name.endswith(".rels"):
        _check_links(content)
    elif kind.extension == "docx" and (b"DDE" in content) and FIELD.search(_field_text(content)):
        raise Refused(f"The document has a field that starts another program (DDE). {RETRY}", "active")
    elif kind.extension.startswith("od"):
        _check_open_document(name, content)


def _is_plain(content: bytes) -> bool:
    """Say whether the text is in the encoding of Office files; in another a search would not find what is there."""
    declared = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    usual = declared is None or declared[1].lower() in PLAIN_ENCODINGS
    return usual and b"\x00" not in content and content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"")


def _check_links(content: bytes) -> None:
    for link in _elements(content, "Relationship"):
        target, link_type = link.get("Target", ""), link.get("Type", "")
        if link_type.lower().endswith(("/afchunk", "/control", "/vbaproject")):
            raise Refused(f"The file has another file or a control embedded in it. {RETRY}", "embedded")
        if RUNS.match(target.strip().encode()):
            raise Refused(f"The file has a link that runs a script. {RETRY}", "active")
        if link.get("TargetMode") == "External" and not link_type.endswith(LINK_TYPES):
            what = "its template" if link_type.endswith("/attachedTemplate") else "part of its content"
            raise Refused(
                f"The file takes {what} from another place. Break the link or insert a copy, then save again.",
                "external",
            )


def _field_text(content: bytes) -> bytes:
    fields = _elements(content, "instrText", "fldSimple")
    return "".join((element.text or "") + "".join(element.attrib.values()) for element in fields).encode()


def _check_open_document(name: str, content: bytes) -> None:
    for element in _elements(content):
        local, target = etree.QName(element).localname, element.get(HREF, "")
        if local == "encryption-data" and name == "META-INF/manifest.xml":
            raise _locked()
        if local in ODF_OBJECTS:
            raise Refused(f"The file has a program, a control or another file embedded in it. {RETRY}", "embedded")
        if RUNS.match(target.strip().encode()):
            raise _macros()
        if local in ODF_SOURCES and re.match(r"[a-z][a-z0-9+.-]*:|//|/", target, re.IGNORECASE):
            raise Refused(
                "The file takes part of its content from another place. Insert a copy, then save again.", "external"
            )


def _elements(content: bytes, *names: str) -> Iterator[etree._Element]:
    """Yield the elements, or those with these names, as they end; each is forgotten before the next is read."""
    if len(content) > MAX_XML:
        raise _bomb()
    for _, element in etree.iterparse(io.BytesIO(content), resolve_entities=False, no_network=True, load_dtd=False):
        if not names or etree.QName(element).localname in names:
            yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _bomb() -> Refused:
    return Refused("The file unpacks to far more than its size. Save it again, with smaller pictures.", "bomb")


def _macros() -> Refused:
    return Refused("The file contains macros. Save it without macros, for example as .docx, and upload that.", "macros")


def _locked() -> Refused:
    return Refused("The file is locked with a password. Remove the password and upload it again.", "locked")
