"""One part is made ready to be copied: its tags under one element, its links in the pack, its pages stamped."""

import re
from collections.abc import Collection, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, NumberTree, Page, Pdf, String
from pikepdf import Object as PdfObject

from foundation.pdf.numbering import Number
from foundation.pdf.outlines import places_of, resolve
from foundation.pdf.stamping import Box, Stamp, Typeface
from foundation.pdf.writing import PackWriter, PartCopy

PAGE_ENTRIES = frozenset(
    [
        *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents"),
        *("/Rotate", "/Group", "/Annots", "/StructParents", "/Tabs", "/UserUnit"),
    ]
)
PACK_LINK = "pack:"  # <a href="pack:KEY"> leads to the part with this key
STANDARD = re.compile(
    "/(Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH"
    "|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure|Formula"
    "|Form)"
)
SHRINK = 0.94  # an uploaded page makes room for the foot of the pack


def keep_entries(item: PdfObject, wanted: Collection[str]) -> None:
    """Leave only the wanted entries of a dictionary."""
    for key in set(item.keys()) - set(wanted):
        del item[key]


class PreparedPart:
    """A part opened from its file, changed in memory only."""

    def __init__(self, pdf: Pdf, *, prefix: str, first_key: int) -> None:
        self.pdf, self.prefix = pdf, prefix
        self.root = pdf.Root.get("/StructTreeRoot")
        self.tree: dict[int, PdfObject] = {}
        if self.root is not None and "/ParentTree" in self.root:
            self.tree = dict(NumberTree(self.root.ParentTree).items())
        self.parents = {key: first_key + rank for rank, key in enumerate(sorted(self.tree))}
        self.roles = dict(self.root.get("/RoleMap", {})) if self.root is not None else {}
        self.classes: Mapping[str, PdfObject] = self.root.get("/ClassMap", {}) if self.root is not None else {}
        self.named: list[tuple[bytes, bytes]] = []
        self.stand_ins: dict[str, PdfObject] = {}
        self.top_ids: set[int] = set()

    def wrap(self, title: str, lang: str) -> None:
        """Put all structure elements of the part under one element of its own."""
        kids = self.root.get("/K") if self.root is not None else None
        elements = [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]
        self.wrapper = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, T=String(title), K=Array([]), P=self._stand_in("document"))
        )
        if lang:
            self.wrapper.Lang = String(lang)
        if len(elements) == 1 and self._role(elements[0].get("/S")) == "/Document":
            inner = elements[0].get("/K", Array())
            inside = list(inner) if isinstance(inner, Array) else [inner]
            if all(isinstance(kid, Dictionary) and "/S" in kid for kid in inside):
                elements = inside
        for element in elements:
            element.P = self.wrapper
        self.wrapper.K = Array(elements)

    def _role(self, role: PdfObject | None) -> str:
        """Return the standard role that a role of the part stands for."""
        name = str(role)
        for _ in range(8):
            if STANDARD.fullmatch(name) or name not in self.roles:
                break
            name = str(self.roles[name])
        return name

    def _stand_in(self, name: str) -> PdfObject:
        """Return an object of this part that stands for one that the pack already has."""
        if name not in self.stand_ins:
            self.stand_ins[name] = self.pdf.make_indirect(Dictionary())
        return self.stand_ins[name]

    def link(self, starts: Mapping[str, int], titles: Mapping[str, str]) -> None:
        """Make every link lead to a page: within the part by place, to another part by its key."""
        places = places_of(self.pdf)
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                action = annotation.get("/A")
                uri = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
                if uri.startswith(PACK_LINK):
                    self._link_to_part(annotation, uri.removeprefix(PACK_LINK), starts, titles)
                elif "/Dest" in annotation or (isinstance(action, Dictionary) and action.get("/S") == Name.GoTo):
                    self._link_within(annotation, resolve(annotation.get("/Dest", action), places))

    def _link_to_part(
        self, annotation: PdfObject, key: str, starts: Mapping[str, int], titles: Mapping[str, str]
    ) -> None:
        del annotation["/A"]
        if key in starts:
            annotation.Dest = self._stand_in(f"start {key}")
            annotation.Contents = String(f"Go to {titles[key]}")

    @staticmethod
    def _link_within(annotation: PdfObject, place: Array | None) -> None:
        for key in ("/A", "/Dest"):
            if key in annotation:
                del annotation[key]
        if place is not None:
            annotation.Dest = Array(place)

    def stamp(
        self, stamp: Stamp, typeface: Typeface, first: int, *, shrink: bool, shown: Sequence[Number] = ()
    ) -> None:  # fmt: skip
        """Stamp the pages with their numbers in the pack, from `first` on; `shown` where these say others."""
        opening = self.pdf.make_stream(b"q\n")
        named = shown or range(first, first + len(self.pdf.pages))
        for number, (said, page) in enumerate(zip(named, self.pdf.pages, strict=True), start=first):
            self._settle(page)
            turned = int(page.obj.get("/Rotate", 0))
            box = Box.of([float(value) for value in page.cropbox], turned)
            before = opening
            if shrink:
                before = self.pdf.make_stream(self._make_room(page, box))
            after = self.pdf.make_stream(b"\nQ\n" + stamp.draw(typeface, number, box, shown=said))
            contents = page.obj.get("/Contents", Array())
            pieces = list(contents) if isinstance(contents, Array) else [contents]
            page.obj.Contents = Array([before, *pieces, after])
            self._add_resources(page, typeface)

    def _settle(self, page: Page) -> None:
        """Write what the page inherits on the page itself, and keep nothing that a printed page does not need."""
        node = page.obj
        for _ in range(64):
            for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
                if key in node and key not in page.obj:
                    page.obj[key] = node[key]
            if "/Parent" not in node:
                break
            node = node.Parent
        keep_entries(page.obj, PAGE_ENTRIES)
        page.obj.Parent = self._stand_in("page node")
        page.obj.Tabs = Name.S
        if "/Resources" not in page.obj:
            page.obj.Resources = Dictionary()

    def _make_room(self, page: Page, box: Box) -> bytes:
        """Shrink an uploaded page about the middle of its top, with its links, so that the foot covers nothing."""
        x, y = box.point(box.width / 2, box.height)
        move_x, move_y = (1 - SHRINK) * x, (1 - SHRINK) * y
        left, bottom, right, top = (float(value) for value in page.cropbox)
        for annotation in page.obj.get("/Annots", ()):
            for key in ("/Rect", "/QuadPoints"):
                if key in annotation:
                    moved = [
                        float(value) * SHRINK + (move_y if rank % 2 else move_x)
                        for rank, value in enumerate(annotation[key])
                    ]
                    annotation[key] = Array([round(value, 3) for value in moved])
        matrix = f"q {SHRINK} 0 0 {SHRINK} {move_x:.3f} {move_y:.3f} cm"
        return f"{matrix} {left:g} {bottom:g} {right - left:g} {top - bottom:g} re W n\n".encode()

    def _add_resources(self, page: Page, typeface: Typeface) -> None:
        resources = page.obj.Resources
        for kind, names in (("/Font", list(typeface.fonts)), ("/ExtGState", ["/FootFaint"])):
            if kind not in resources:
                resources[kind] = Dictionary()
            for name in names:
                resources[kind][name] = self._stand_in(name)

    def copy_into(
        self,
        writer: PackWriter,
        node: int,
        document: int,
        fonts: Mapping[str, int],
        faint: int,
        starts: Mapping[str, int],
    ) -> PartCopy:
        """Return the copier of this part, which knows what the pack already has."""
        written = {"document": document, "page node": node, "/FootFaint": faint, **fonts}
        written |= {f"start {key}": number for key, number in starts.items()}
        known = {item.objgen[0]: written[name] for name, item in self.stand_ins.items()}
        return PartCopy(writer, self.pdf, known=known, parents=self.parents, change=self._change)

    def parent_entries(self, copy: PartCopy) -> list[tuple[bytes | int, bytes]]:
        """Return the part's entries of the parent tree under their keys in the pack, each copied."""
        entries: list[tuple[bytes | int, bytes]] = []
        for key, value in sorted(self.tree.items()):
            indirect = value if value.is_indirect else self.pdf.make_indirect(value)
            entries.append((self.parents[key], b"%d 0 R" % copy.copy([indirect])[0]))
        self.named.sort()
        return entries

    def _change(self, item: PdfObject, number: int, body: bytes) -> bytes:
        """Give a structure element names and roles that hold in the whole pack."""
        if not isinstance(item, Dictionary) or not (
            b"/ID " in body or b"/Headers" in body or self.roles or self.classes
        ):
            return body
        if "/S" in item and "/P" in item:
            self._change_element(item, number)
        elif "/Headers" in item:
            self._change_headers(item)
        return item.unparse(resolved=True)

    def _change_element(self, element: PdfObject, number: int) -> None:
        element.S = Name(self._role(element.S))
        if "/C" in element:
            self._spell_out_classes(element)
        if "/ID" in element:
            name = self.prefix.encode() + bytes(element.ID)
            element.ID = String(name)
            self.named.append((name, b"%d 0 R" % number))
        attributes = element.get("/A")
        for owner in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(owner, Dictionary) and not owner.is_indirect and "/Headers" in owner:
                self._change_headers(owner)

    def _change_headers(self, owner: PdfObject) -> None:
        owner.Headers = Array([String(self.prefix.encode() + bytes(name)) for name in owner.Headers])

    def _spell_out_classes(self, element: PdfObject) -> None:
        """Write the attributes of an element's classes on the element, since class names may clash in a pack."""
        classes = element.C if isinstance(element.C, Array) else [element.C]
        found = [self.classes[str(name)] for name in classes if isinstance(name, Name) and str(name) in self.classes]
        own = element.get("/A")
        listed = [] if own is None else list(own) if isinstance(own, Array) else [own]
        for attributes in found:
            listed += list(attributes) if isinstance(attributes, Array) else [attributes]
        del element["/C"]
        element.A = Array(listed)
