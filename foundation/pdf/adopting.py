"""An uploaded PDF without tags still gets a place in the structure: each page is read, if only as one paragraph."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String
from pikepdf import Object as PdfObject

MARK = re.compile(rb"/MCID\s+(\d+)")
DEEPEST = 6


def is_tagged(pdf: Pdf) -> bool:
    """Whether a PDF has tags that a reader may trust."""
    marked = pdf.Root.get("/MarkInfo", Dictionary())
    tree = pdf.Root.get("/StructTreeRoot")
    return (
        bool(marked.get("/Marked", False)) and isinstance(tree, Dictionary) and "/K" in tree and "/ParentTree" in tree
    )


def adopt(pdf: Pdf, title: str) -> None:
    """Tag each page as one paragraph, or as one figure when it is a picture without words, and each link as a link."""
    for item in pdf.objects:
        if isinstance(item, Dictionary | Stream):
            for key in ("/StructParents", "/StructParent"):
                if key in item:
                    del item[key]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    numbers = Array()
    for rank, page in enumerate(pdf.pages):
        numbers.extend([rank, _adopt_page(pdf, page, document, rank, f"Page {rank + 1} of {title}, a picture")])
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            numbers.extend([len(numbers) // 2, _adopt_link(pdf, page, link, document, len(numbers) // 2)])
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _adopt_page(pdf: Pdf, page: Page, document: PdfObject, key: int, words: str) -> Array:
    """Mark all that a page shows as one element, under a number that nothing on it uses."""
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    shown = contents.read_bytes() if isinstance(contents, Stream) else b""
    mark = max((int(number) + 1 for number in MARK.findall(shown)), default=0)
    mark = mark if mark < 10_000 else 0
    role = Name.P if has_words(page.obj) else Name.Figure
    element = Dictionary(Type=Name.StructElem, S=role, P=document, Pg=page.obj, K=Array([mark]))
    if role == Name.Figure:
        element.Alt = String(words)
    element = pdf.make_indirect(element)
    document.K.append(element)
    opening = f"{role} <</MCID {mark}>> BDC\n".encode()
    page.obj.Contents = pdf.make_stream(opening + shown + b"\nEMC\n")
    page.obj.StructParents = key
    return Array([*[None] * mark, element])


def _adopt_link(pdf: Pdf, page: Page, link: PdfObject, document: PdfObject, key: int) -> PdfObject:
    kid = Dictionary(Type=Name.OBJR, Obj=link, Pg=page.obj)
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page.obj, K=Array([kid])))
    document.K.append(element)
    link.StructParent = key
    if "/Contents" not in link:
        link.Contents = String(str(link.A.URI) if "/A" in link else "A place in this document")
    return element


def has_words(page: PdfObject) -> bool:
    """Whether a page uses a font, itself or in a form that it shows."""
    return any("/Font" in resources and len(resources.Font) for resources in resources_of(page, DEEPEST))


def resources_of(holder: PdfObject, deepest: int) -> Iterator[PdfObject]:
    """Yield the resources of a page and of the forms that it shows."""
    resources = holder.get("/Resources")
    if isinstance(resources, Dictionary) and deepest:
        yield resources
        for picture in resources.get("/XObject", Dictionary()).values():
            yield from resources_of(picture, deepest - 1)
