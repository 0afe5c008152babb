"""Hidden layers of an uploaded PDF: what a reader does not see is taken out, not only switched off."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Operator, Page, Pdf, Stream, parse_content_stream, unparse_content_stream
from pikepdf import Object as PdfObject

Numbers = set[tuple[int, int]]
SHOW = {"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}


def remove_hidden_layers(pdf: Pdf) -> None:
    """Remove what stands on layers that are off when the file is opened."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    hidden = hidden_groups(properties)
    if hidden:
        seen: Numbers = set()
        for page in pdf.pages:
            page.contents_coalesce()
            if "/Resources" in page.obj and "/Contents" in page.obj:
                _filter_page(pdf, page, hidden, seen)


def hidden_groups(properties: PdfObject) -> Numbers:
    """Return the layers that are off by default, by object number."""
    usual = properties.get("/D", Dictionary())
    off = {group.objgen for group in usual.get("/OFF", ())}
    if usual.get("/BaseState") == Name.OFF:
        on = {group.objgen for group in usual.get("/ON", ())}
        off |= {group.objgen for group in properties.get("/OCGs", ())} - on
    return off


def is_hidden(layer: PdfObject | None, hidden: Numbers) -> bool:
    """Whether a layer, or a rule over several layers, hides its content."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get("/Type") != Name.OCMD:
        return layer.objgen in hidden
    groups = layer.get("/OCGs", Array())
    states = [group.objgen in hidden for group in (groups if isinstance(groups, Array) else [groups])]
    match str(layer.get("/P", "/AnyOn")):
        case "/AllOn":
            return any(states)
        case "/AnyOff":
            return bool(states) and not any(states)
        case "/AllOff":
            return bool(states) and not all(states)
    return bool(states) and all(states)


def _filter_page(pdf: Pdf, page: Page, hidden: Numbers, seen: Numbers) -> None:
    page.obj.Resources = Dictionary(page.obj.Resources)  # pages may share them, and this page may lose pictures
    page.obj.Contents = pdf.make_stream(_filter(page.obj, page.obj.Resources, hidden, seen))


def _filter(content: PdfObject, resources: PdfObject, hidden: Numbers, seen: Numbers) -> bytes:
    """Return content without what its hidden layers show; what is then used nowhere leaves the resources too."""
    layers = resources.get("/Properties", Dictionary())
    pictures = resources.get("/XObject", Dictionary())
    kept: list[tuple[Sequence[PdfObject], Operator]] = []
    shown: set[str] = set()
    stack: list[bool] = []
    for operands, operator in parse_content_stream(content):
        word = str(operator)
        if word in ("BDC", "BMC"):
            named = word == "BDC" and operands[0] == Name.OC and isinstance(operands[1], Name)
            stack.append(named and is_hidden(layers.get(str(operands[1])), hidden))
        elif word == "EMC" and stack:
            stack.pop()
        picture = pictures.get(str(operands[0])) if word == "Do" else None
        off = any(stack) or is_hidden(picture.get("/OC") if picture is not None else None, hidden)
        if off and word in PAINT:
            kept.append(([], Operator("n")))
        elif not (off and word in SHOW):
            kept.append((operands, operator))
            if picture is not None:
                shown.add(str(operands[0]))
    _settle_pictures(resources, shown, hidden, seen)
    return unparse_content_stream(kept)


def _settle_pictures(resources: PdfObject, shown: set[str], hidden: Numbers, seen: Numbers) -> None:
    if "/XObject" not in resources:
        return
    resources.XObject = Dictionary({name: item for name, item in resources.XObject.items() if name in shown})
    for picture in resources.XObject.values():
        if isinstance(picture, Stream) and picture.get("/Subtype") == Name.Form and picture.objgen not in seen:
            seen.add(picture.objgen)
            if "/Resources" in picture:
                picture.Resources = Dictionary(picture.Resources)
                picture.write(_filter(picture, picture.Resources, hidden, seen))
