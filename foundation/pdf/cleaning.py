"""An uploaded PDF is stripped to what a printed page shows: no scripts, files, comments, forms or hidden data."""

from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pikepdf import Object as PdfObject

from foundation.pdf.layers import remove_hidden_layers
from foundation.pdf.preparing import PAGE_ENTRIES, keep_entries
from foundation.pdf.tagging import elements

CATALOG = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Outlines", "/Dests", "/Names"}
LINK_ENTRIES = frozenset(
    (
        "/Type",
        "/Subtype",
        "/Rect",
        "/QuadPoints",
        "/Border",
        "/BS",
        "/C",
        "/Contents",
        "/Dest",
        "/F",
        "/H",
        "/StructParent",
    )
)
NEVER_SHOWN = frozenset(
    (
        "/Text",
        "/Popup",
        "/FileAttachment",
        "/Sound",
        "/Movie",
        "/Screen",
        "/3D",
        "/RichMedia",
        "/PrinterMark",
        "/TrapNet",
    )
)
SAFE = ("http://", "https://", "mailto:")
SECRETS = ("/AF", "/AA", "/PieceInfo", "/LastModified", "/OPI")
HIDDEN = 2 | 32  # annotation flags: hidden, not viewed


class NotIncluded(Exception):
    """An upload that cannot become pages of a pack; the reason is a sentence for the reader."""


def clean(pdf: Pdf) -> None:
    """Take everything out of `pdf` that is not shown on its pages.

    Raises NotIncluded when that cannot be done safely: words marked for redaction are still there, or the form
    draws its pages by script. Source: standards R37.
    """
    refuse(pdf)
    for page in pdf.pages:
        keep_annotations(page.obj, lambda item: item.get("/Subtype") not in NEVER_SHOWN and not is_hidden(item))
    flatten(pdf)
    remove_hidden_layers(pdf)
    for page in pdf.pages:
        keep_annotations(page.obj, lambda item: item.get("/Subtype") == Name.Link and make_safe(item))
        keep_entries(page.obj, PAGE_ENTRIES)
    drop_object_references(pdf)
    strip_catalog(pdf)
    strip_objects(pdf)


def refuse(pdf: Pdf) -> None:
    """Raise NotIncluded for a file that would show less, or tell more, than its owner thinks."""
    if pdf.Root.get("/NeedsRendering", False):
        raise NotIncluded("it is a form that only one company's program can show")
    for page in pdf.pages:
        if any(item.get("/Subtype") == "/Redact" for item in annotations(page.obj)):
            raise NotIncluded("words in it are marked for redaction, but have not been removed")


def annotations(page: PdfObject) -> Iterator[PdfObject]:
    """Yield the annotations of a page, leaving out what is not one."""
    listed = page.get("/Annots")
    if isinstance(listed, Array):
        yield from (item for item in listed if isinstance(item, Dictionary))


def is_hidden(item: PdfObject) -> bool:
    """Whether a viewer would not show this annotation."""
    return bool(int(item.get("/F", 0)) & HIDDEN)


def keep_annotations(page: PdfObject, wanted: Callable[[PdfObject], bool]) -> None:
    """Leave only the wanted annotations on a page."""
    kept = [item for item in annotations(page) if wanted(item)]
    if kept:
        page.Annots = Array(kept)
    elif "/Annots" in page:
        del page["/Annots"]


def flatten(pdf: Pdf) -> None:
    """Draw filled fields, stamps and drawn notes on the page, as they show; the form itself goes."""
    if "/AcroForm" in pdf.Root and "/XFA" in pdf.Root.AcroForm:
        del pdf.Root.AcroForm["/XFA"]
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def make_safe(link: PdfObject) -> bool:
    """Leave a link only where it leads to a page of the file or to an ordinary address; say whether it still leads."""
    action = link.get("/A")
    keep_entries(link, LINK_ENTRIES)
    if "/A" in link:
        del link["/A"]
    if isinstance(action, Dictionary) and action.get("/S") == Name.URI:
        address = str(action.get("/URI", "")).strip()
        if address.lower().startswith(SAFE):
            link.A = Dictionary(S=Name.URI, URI=String(address))
    elif isinstance(action, Dictionary) and action.get("/S") == Name.GoTo and "/D" in action:
        link.Dest = action.D
    return "/A" in link or "/Dest" in link


def drop_object_references(pdf: Pdf) -> None:
    """Take annotations that went out of the structure tree too, or the tree would still hold on to them."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    kept = {item.objgen for page in pdf.pages for item in annotations(page.obj)}
    for element in elements(pdf.Root.StructTreeRoot):
        kids = element.get("/K")
        listed = list(kids) if isinstance(kids, Array) else [kids]
        wanted = [kid for kid in listed if not is_lost_reference(kid, kept)]
        if len(wanted) < len(listed):
            element.K = Array(wanted)


def is_lost_reference(kid: PdfObject | int | None, kept: set[tuple[int, int]]) -> bool:
    """Whether a kid of a structure element stands for an object that is not on its page any more."""
    return (
        isinstance(kid, Dictionary) and "/Obj" in kid and isinstance(kid.Obj, Dictionary) and kid.Obj.objgen not in kept
    )


def strip_catalog(pdf: Pdf) -> None:
    """Leave the pages, their tags and their bookmarks, and nothing that runs, opens or is attached."""
    root = pdf.Root
    keep_entries(root, CATALOG)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        root.Names = Dictionary(Dests=names.Dests) if "/Dests" in names else Dictionary()
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def strip_objects(pdf: Pdf) -> None:
    """Take private data and the camera's notes out of every object, and actions out of bookmarks."""
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        for key in (*SECRETS, *(("/Metadata",) if isinstance(item, Stream) else ())):
            if key in item:
                del item[key]
        if isinstance(item, Stream) and item.get("/Filter") == Name.DCTDecode:
            item.write(without_camera_notes(item.read_raw_bytes()), filter=Name.DCTDecode)
        elif isinstance(item, Dictionary) and "/Title" in item and "/A" in item:
            leads = isinstance(item.A, Dictionary) and item.A.get("/S") == Name.GoTo
            item.A = Dictionary(S=Name.GoTo, D=item.A.get("/D", Array())) if leads else Dictionary()


def without_camera_notes(data: bytes) -> bytes:
    """Return a JPEG without its Exif, XMP and Photoshop segments: where and when it was taken, and by whom."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])
