"""Uploads as people send them, and as nobody should: made here, since no such file may lie in the repository."""

import io
import re
import zlib
from pathlib import Path

from pikepdf import Array, Dictionary, Encryption, Name, Page, Pdf, Stream, String
from PIL import Image

ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|XFA|AcroForm|RichMedia)\b")
STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)


def saved(pdf: Pdf, **options: object) -> bytes:
    """Return a PDF as bytes."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def add_page(pdf: Pdf, words: str, *, size: tuple[float, float] = (595, 842), rotate: int = 0) -> Page:
    """Add a page that shows `words` in a font of the viewer, without tags, as many programs do."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = pdf.add_blank_page(page_size=size)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(f"BT /F1 14 Tf 72 {size[1] - 90} Td ({words}) Tj ET".encode())
    page.obj.Rotate = rotate
    return page


def untagged(*words: str) -> bytes:
    """Return an ordinary untagged PDF with these words on its pages."""
    pdf = Pdf.new()
    for line in words:
        add_page(pdf, line)
    return saved(pdf)


def locked(user: str = "two") -> bytes:
    """Return a PDF that opens with a password only, or, when `user` has none, one that forbids copying."""
    pdf = Pdf.new()
    add_page(pdf, "Locked")
    return saved(pdf, encryption=Encryption(owner="one", user=user))


def annotation(pdf: Pdf, subtype: str, **entries: object) -> object:
    """Return an annotation in the middle of a page."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([72, 400, 300, 430]), **entries)
    )


def active() -> bytes:
    """Return a PDF with a script, an attached file, a launch, a comment, a form field and an author's name."""
    pdf = Pdf.new()
    page = add_page(pdf, "Visible words")
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('canary-script')"))
    attached = pdf.make_stream(b"canary-file")
    attached.Type = Name.EmbeddedFile
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=attached)))
    look = pdf.make_stream(b"BT /F1 12 Tf 2 8 Td (Filled in by hand) Tj ET")
    look.stream_dict.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 228, 30])))
    look.Resources = page.obj.Resources
    field = annotation(pdf, "Widget", FT=Name.Tx, T=String("name"), V=String("Filled in by hand"), F=4)
    field.AP = Dictionary(N=look)
    field.AA = Dictionary(K=script)
    web = annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://council.example/"), Next=script))
    page.obj.Annots = Array(
        [
            field,
            web,
            annotation(pdf, "Link", A=Dictionary(S=Name.Launch, F=String("canary-program"))),
            annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("javascript:canary()"))),
            annotation(pdf, "Text", Contents=String("canary-comment")),
            annotation(pdf, "FileAttachment", FS=spec),
        ]
    )
    page.obj.AA = Dictionary(O=script)
    page.obj.PieceInfo = Dictionary(Canary=String("canary-private"))
    root = pdf.Root
    root.OpenAction = script
    root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("x.exe"), spec])),
    )
    root.AcroForm = Dictionary(Fields=Array([field]), XFA=pdf.make_stream(b"<xfa>canary-xfa</xfa>"))
    pdf.docinfo["/Author"] = "canary-author"
    return saved(pdf)


def layered() -> bytes:
    """Return a PDF with a layer that is off: words, a drawn box and a picture that the reader does not see."""
    pdf = Pdf.new()
    page = add_page(pdf, "Seen by all")
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Shown")))
    hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Hidden")))
    form = pdf.make_stream(b"BT /F1 10 Tf 72 300 Td (canary-form) Tj ET")
    form.stream_dict.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]), OC=hidden))
    form.Resources = Dictionary(Font=page.obj.Resources.Font)
    page.obj.Resources.Properties = Dictionary(L0=shown, L1=hidden)
    page.obj.Resources.XObject = Dictionary(X0=form)
    page.obj.Contents = pdf.make_stream(
        b"BT /F1 14 Tf 72 700 Td (Seen by all) Tj ET\n"
        b"/OC /L0 BDC BT /F1 14 Tf 72 650 Td (On a shown layer) Tj ET EMC\n"
        b"/OC /L1 BDC BT /F1 14 Tf 72 600 Td (canary-hidden) Tj ET 10 10 50 50 re f EMC\n/X0 Do\n"
    )
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=Dictionary(OFF=Array([hidden])))
    return saved(pdf)


def marked_for_redaction() -> bytes:
    """Return a PDF in which a name is covered but still there."""
    pdf = Pdf.new()
    page = add_page(pdf, "A name that should be gone")
    page.obj.Annots = Array([annotation(pdf, "Redact")])
    return saved(pdf)


def photograph() -> bytes:
    """Return a JPEG that lies on its side and says where it was taken."""
    picture = Image.new("RGB", (400, 200), "#1d70b8")
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = "canary-place"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=notes)
    return out.getvalue()


def pdf_with_photograph() -> bytes:
    """Return a scan: a page that is one JPEG with the camera's notes, and no words."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    stream = pdf.make_stream(photograph())
    stream.stream_dict.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=400, Height=200, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
        )
    )
    stream.write(photograph(), filter=Name.DCTDecode)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=stream))
    page.obj.Contents = pdf.make_stream(b"q 400 0 0 200 72 500 cm /Im0 Do Q")
    return saved(pdf)


def bomb() -> bytes:
    """Return a small PDF whose page would unpack to more than any page needs."""
    pdf = Pdf.new()
    page = add_page(pdf, "Small")
    packed = zlib.compressobj()
    data = b"".join(packed.compress(b" " * 2**20) for _ in range(200)) + packed.flush()
    page.obj.Contents.write(data, filter=Name.FlateDecode)
    return saved(pdf)


def active_content(source: Path | bytes) -> set[str]:
    """Return the kinds of active content anywhere in a PDF: scripts, launches, embedded files, actions on opening."""
    found: set[str] = set()
    with Pdf.open(source if isinstance(source, Path) else io.BytesIO(source)) as pdf:
        for item in [*pdf.objects, pdf.trailer]:
            entries = item.stream_dict if isinstance(item, Stream) else item
            names = STRING.sub(b"", entries.unparse(resolved=True))
            found |= {name.decode() for name in ACTIVE.findall(names)}
    return found
