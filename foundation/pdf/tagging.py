"""What WeasyPrint leaves out of its tags: scopes and names of table headers (its issue #2508), words for links."""

import io
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String
from pikepdf import Object as PdfObject


def set_title(tree: Element, title: str) -> None:
    """Give the document its title, whatever its HTML says."""
    head = tree.find("head")
    if head is None:
        head = SubElement(tree, "head")
    element = head.find("title")
    if element is None:
        element = SubElement(head, "title")
    element.text = title


def scope_headers(tree: Element) -> None:
    """Say of each table header whether it heads a row or a column, so that cells are read with the right headers."""
    for table in tree.iter("table"):
        in_head = {id(row) for head in table.iter("thead") for row in head.iter("tr")}
        for row in table.iter("tr"):
            heads_row = id(row) not in in_head and row.find("td") is not None
            for header in row.findall("th"):
                if header.get("scope") not in ("row", "col"):
                    header.set("scope", "row" if heads_row else "col")


def words_of_links(tree: Element, base_url: str) -> dict[str, str]:
    """Return what each link says, by where it leads: an address, or `#` and the name of a place."""
    words: dict[str, str] = {}
    for link in tree.iter("a"):
        href = link.get("href", "")
        try:
            target = href if href.startswith("#") else urljoin(base_url, href)
        except ValueError:  # no address at all, such as http://[ as somebody typed it
            continue
        words.setdefault(target, " ".join("".join(link.itertext()).split()))
    return words


def finish(raw: bytes, words: Mapping[str, str]) -> bytes:
    """Return a rendering with its table headers scoped and indexed and its links in words, packed tightly."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        names: list[tuple[bytes, PdfObject]] = []
        for element in elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.TR:
                scope_row(element, names)
        if names:
            names.sort(key=lambda pair: pair[0])
            flat = Array([part for name, element in names for part in (String(name), element)])
            pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=flat))
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                name_link(annotation, words)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def elements(element: PdfObject) -> Iterator[PdfObject]:
    """Yield every structure element under `element`, in reading order.

    Raises ValueError where one leads back to an element that it stands under.
    """
    trail = [(element.objgen, _kids(element))]
    while trail:
        kid = next(trail[-1][1], None)
        if kid is None:
            trail.pop()
            continue
        if kid.is_indirect and any(kid.objgen == above for above, _ in trail):
            raise ValueError("A structure element leads back to itself.")
        yield kid
        trail.append((kid.objgen, _kids(kid)))


def _kids(element: PdfObject) -> Iterator[PdfObject]:
    kids = element.get("/K")
    return (kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid)


def scope_row(row: PdfObject, names: list[tuple[bytes, PdfObject]]) -> None:
    """Write the scope of each header of a table row, as `scope_headers` did in the HTML, and note their names."""
    cells = list(row.K)
    heads_row = row.P.get("/S") != Name.THead and any(cell.S == Name.TD for cell in cells)
    for cell in cells:
        if cell.S == Name.TH:
            cell.A.Scope = Name.Row if heads_row else Name.Column
            if "/ID" in cell:
                names.append((bytes(cell.ID), cell))


def name_link(annotation: PdfObject, words: Mapping[str, str]) -> None:
    """Describe a link by what it says, since its address alone tells a listener nothing."""
    if "/Dest" in annotation:
        target = f"#{annotation.Dest}"
    elif "/A" in annotation:
        target = str(annotation.A.get("/URI", ""))
    else:
        return
    if words.get(target):
        annotation.Contents = String(words[target])
