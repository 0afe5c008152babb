"""What a finished PDF is checked for before anyone is offered it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Pdf
from pikepdf import Object as PdfObject

from foundation.pdf.tagging import elements


@dataclass(frozen=True)
class Findings:
    """What a check found: how large the structure is, and what is wrong in words."""

    pages: int
    elements: int
    marks: int
    faults: list[str]


def check(source: Path | bytes) -> Findings:
    """Walk the structure of a PDF and report every mark that leads nowhere, and everything a reader would miss."""
    with Pdf.open(source if isinstance(source, Path) else BytesIO(source)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return Findings(len(pdf.pages), 0, 0, ["The document has no structure tree."])
        root = pdf.Root.StructTreeRoot
        found = list(elements(root))
        marks = {(page, mark) for element in found for page, mark in marks_of(element)}
        faults = [*_document_faults(pdf), *_parent_faults(pdf, marks, found), *_name_faults(root, found)]
        return Findings(len(pdf.pages), len(found), len(marks), faults)


def marks_of(element: PdfObject) -> Iterator[tuple[int, int]]:
    """Yield the pieces of content that an element holds itself: object number of the page, and number of the mark."""
    own_page = element.get("/Pg")
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield own_page.objgen[0], kid
        elif isinstance(kid, Dictionary) and "/MCID" in kid and "/Stm" not in kid:
            yield kid.get("/Pg", own_page).objgen[0], int(kid.MCID)


def _document_faults(pdf: Pdf) -> Iterator[str]:
    catalog = pdf.Root
    if len([kid for kid in elements(catalog.StructTreeRoot) if Name.Document == kid.S]) != 1:
        yield "The structure tree does not have one document at its top."
    if not str(catalog.get("/Lang", "")):
        yield "The document has no language."
    if not catalog.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "The document does not say that it is tagged."
    if not catalog.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "The window would show the file name, not the title."
    if not str(pdf.docinfo.get("/Title", "")):
        yield "The document has no title."


def _parent_faults(pdf: Pdf, marks: set[tuple[int, int]], found: list[PdfObject]) -> Iterator[str]:
    """Every mark that the tree names stands in the index of its page, which leads back to an element of the tree."""
    known = {element.objgen[0] for element in found}
    tree = dict(NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    used: set[int] = set()
    for number, page in enumerate(pdf.pages, start=1):
        wanted = {mark for place, mark in marks if place == page.objgen[0]}
        key = page.obj.get("/StructParents")
        if key is None or int(key) not in tree:
            if wanted:
                yield f"Page {number} has marks and no index of them."
            continue
        used.add(int(key))
        index = list(tree[int(key)])
        yield from (f"Mark {mark} of page {number} is not indexed." for mark in wanted if mark >= len(index))
        for mark, element in enumerate(index):
            if isinstance(element, Dictionary) and mark in wanted and element.objgen[0] not in known:
                yield f"Mark {mark} of page {number} leads to an element outside the tree."
        yield from _annotation_faults(page.obj, number, tree, known)


def _annotation_faults(page: PdfObject, number: int, tree: dict[int, PdfObject], known: set[int]) -> Iterator[str]:
    for annotation in page.get("/Annots", ()):
        key = annotation.get("/StructParent")
        if key is None or int(key) not in tree or tree[int(key)].objgen[0] not in known:
            yield f"A link on page {number} is not in the structure tree."


def _name_faults(root: PdfObject, found: list[PdfObject]) -> Iterator[str]:
    names = [bytes(element.ID) for element in found if "/ID" in element]
    if len(names) != len(set(names)):
        yield "Two elements have the same name."
    index = NameTree(root.IDTree) if "/IDTree" in root else {}
    yield from (
        f"The name {name!r} is not in the index of names." for name in names if name.decode("latin-1") not in index
    )
