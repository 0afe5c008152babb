"""Files as people upload them, good and bad, for the tests of uploads."""

import io
import zipfile

import docx
import pikepdf
import pytest
from PIL import Image

from foundation.inspection.kinds import KINDS, Refused
from foundation.uploads import inspect

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


ODF = "application/vnd.oasis.opendocument."


def a_pdf(change=None) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def a_word_file(change=None) -> bytes:
    document = docx.Document()
    document.add_paragraph("Costs are low.")
    if change:
        change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def a_zip(members: dict[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_members(data: bytes, members: dict[str, bytes | str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return a_zip({**kept, **members})


def an_open_document(kind="text", body="", **members) -> bytes:
    names = 'xmlns:office="o" xmlns:draw="d" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="s"'
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return a_zip({"mimetype": ODF + kind, "content.xml": content, **members})


def an_office_file(part: str, main_type: str) -> bytes:
    types = f'<Types xmlns="t"><Override PartName="/{part}" ContentType="{main_type}"/></Types>'
    return a_zip({"[Content_Types].xml": types, part: "<x/>"})


def an_image(kind="JPEG", size=(20, 10), **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **options)
    return written.getvalue()


OPEN_XML = "application/vnd.openxmlformats-officedocument."


GOOD = {
    "report.pdf": a_pdf(),
    "report.docx": a_word_file(),
    "costs.xlsx": an_office_file("xl/workbook.xml", f"{OPEN_XML}spreadsheetml.sheet.main+xml"),
    "slides.pptx": an_office_file("ppt/presentation.xml", f"{OPEN_XML}presentationml.presentation.main+xml"),
    "report.odt": an_open_document("text"),
    "costs.ods": an_open_document("spreadsheet"),
    "slides.odp": an_open_document("presentation"),
    "photo.jpg": an_image(),
    "map.png": an_image("PNG"),
    "notes.txt": "Café £5".encode("cp1252"),
    "spend.csv": b"Ward,Cost\nHarbour,-5\nHill,+1.5%\n- agreed (in part),+44 1946 555 0100",
}


def refusal(data: bytes, name: str, kinds=KINDS) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        inspect(data, name, kinds)
    return refused.value.code, refused.value.messages[0]
