"""Files that people attach become pages of a pack, made safe; one that cannot is named, and never fails the pack."""

import io
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf.settings
from pikepdf import ObjectStreamMode, PasswordError, Pdf, PdfError
from PIL import Image, ImageOps, UnidentifiedImageError

from foundation.pdf.adopting import adopt, is_tagged
from foundation.pdf.cleaning import NotIncluded, clean

MOST_PAGES = 500
LARGEST_PICTURE = 80_000_000  # pixels
PRINT_WIDTH = 2200  # pixels: 300 a inch across the printed width of a page
OFFICE_SECONDS = 120
LARGEST_STREAM = 128 * 2**20  # bytes: a few hundred kilobytes can unpack to more memory than the machine has
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=LARGEST_STREAM, run_length_max_memory=LARGEST_STREAM, dct_max_memory=LARGEST_STREAM
)
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
OFFICE = {
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/rtf": "rtf",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


@dataclass(frozen=True)
class Received:
    """What became of an attached file: pages (`pdf`), a picture (`image`, its type in `image_type`), or a reason."""

    name: str
    pdf: bytes = b""
    pages: int = 0
    tagged: bool = False
    image: bytes = b""
    image_type: str = ""
    reason: str = ""


def receive(data: bytes, *, name: str, media_type: str, title: str, office: str | None = None) -> Received:
    """Return `data` as safe pages or a safe picture, or the reason why it can be neither, as the end of a sentence.

    `media_type` was found from the content, not from the name. `office` is the path of LibreOffice; None looks for it.
    """
    try:
        if media_type == PDF:
            return receive_pdf(data, name, title)
        if media_type.startswith("image/"):
            return receive_picture(data, name)
        if media_type in OFFICE:
            return receive_pdf(convert(data, OFFICE[media_type], office), name, title)
    except NotIncluded as refusal:
        return Received(name, reason=str(refusal))
    return Received(name, reason="it is of a kind that cannot be printed")


def receive_pdf(data: bytes, name: str, title: str) -> Received:
    """Return an uploaded PDF without anything active or hidden, and with a place for each page in the structure."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            if not 0 < pages <= MOST_PAGES:
                raise NotIncluded(f"it has {pages} pages; an appendix may have 1 to {MOST_PAGES}")
            tagged = is_tagged(pdf)
            clean(pdf)
            if not tagged:
                adopt(pdf, title)
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=ObjectStreamMode.generate, encryption=False)
    except PasswordError:
        raise NotIncluded("it is locked with a password") from None
    except (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise NotIncluded("the file is damaged") from None
    return Received(name, pdf=out.getvalue(), pages=pages, tagged=tagged)


def receive_picture(data: bytes, name: str) -> Received:
    """Return an uploaded picture upright, no larger than print needs, and without what the camera noted about it."""
    try:
        with Image.open(io.BytesIO(data)) as source:
            if source.width * source.height > LARGEST_PICTURE:
                raise NotIncluded("the picture is too large")
            picture = ImageOps.exif_transpose(source)
            picture.thumbnail((PRINT_WIDTH, PRINT_WIDTH))
            photo = source.format in ("JPEG", "WEBP", "HEIF")
            clear = picture.mode in ("RGBA", "LA", "P")
            kind = JPEG if photo and not clear else PNG
            out = io.BytesIO()
            picture.convert("RGB" if kind == JPEG else "RGBA" if clear else "RGB").save(
                out, kind[6:].upper(), quality=88
            )
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise NotIncluded("the picture is damaged, or of a kind that cannot be shown") from None
    return Received(name, image=out.getvalue(), image_type=kind, pages=1, tagged=True)


def convert(data: bytes, ending: str, office: str | None) -> bytes:
    """Return an Office file as a tagged PDF, made by LibreOffice with a profile of its own and no network of links."""
    program = office or shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise NotIncluded("this service cannot turn Office files into pages")
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder) / f"paper.{ending}"
        source.write_bytes(data)
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", options if ending in ("doc", "docx", "odt", "rtf") else "pdf", "--outdir", folder]
        try:
            subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=OFFICE_SECONDS)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise NotIncluded("the file could not be turned into pages") from None
