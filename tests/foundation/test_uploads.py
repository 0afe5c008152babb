import io
import secrets
import zipfile

import pikepdf
import pytest
import weasyprint
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foundation import uploads
from foundation.inspection.kinds import KINDS, Refused
from foundation.uploads import UploadField, inspect, tidy_name
from tests.foundation.upload_files import (
    GOOD,
    RELATIONSHIPS,
    a_pdf,
    a_word_file,
    a_zip,
    an_image,
    an_office_file,
    an_open_document,
    refusal,
    with_members,
)


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_found_from_its_content(name):
    found = inspect(GOOD[name], name)
    assert found.extension == name.rpartition(".")[2]
    assert found.name == name
    assert found.content_type == KINDS[found.extension].content_type
    assert inspect(GOOD[name], "no extension" if name != "spend.csv" else name).extension == found.extension


def test_text_is_kept_as_utf8():
    assert inspect(GOOD["notes.txt"], "notes.txt").data.decode() == "Café £5"
    assert inspect("Łódź".encode("utf-16"), "notes.txt").data.decode() == "Łódź"


def test_a_pdf_says_its_pages_and_what_it_lacks_for_some_readers():
    found = inspect(a_pdf(), "a.pdf")
    assert found.pages == 1
    assert [warning.split(",")[0] for warning in found.warnings] == [
        "This PDF has no tags",
        "This PDF has no title in its properties.",
    ]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/activeX/activeX1.xml": "<x/>"}, "embedded"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "embedded"),
        ({"word/embeddings/setup.exe": b"MZ"}, "embedded"),
        ({"word/afchunk.html": "<script>"}, "embedded"),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, "macros"),
        ({"word/embeddings/inner.docx": with_members(GOOD["report.docx"], {"word/vbaProject.bin": b"x"})}, "macros"),
        ({"word/bomb.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "damaged"),
        ({"../../etc/passwd": "x"}, "damaged"),
        ({"word/zeros.png": b"\0" * 30_000_000}, "bomb"),
        ({"word/broken.xml.rels": "<Relationships>"}, "damaged"),
        ({"word/hidden.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16-le")}, "damaged"),
        ({"word/hidden.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'}, "damaged"),
    ],
)
def test_an_office_file_that_hides_something_is_refused(members, code):
    assert refusal(with_members(GOOD["report.docx"], members), "report.docx")[0] == code


def test_an_office_file_with_an_embedded_workbook_for_its_chart_is_taken():
    data = with_members(GOOD["report.docx"], {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": GOOD["costs.xlsx"]})
    assert inspect(data, "report.docx").extension == "docx"


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        (f"{RELATIONSHIPS}/attachedTemplate", "https://elsewhere.example/t.dotm", "external"),
        (RELATIONSHIP_TYPE.IMAGE, "https://elsewhere.example/pixel.png", "external"),
        (RELATIONSHIP_TYPE.HYPERLINK, "javascript:alert(1)", "active"),
    ],
)
def test_content_from_elsewhere_is_refused(kind, target, code):
    data = a_word_file(lambda document: document.part.relate_to(target, kind, is_external=True))
    assert refusal(data, "report.docx")[0] == code


def test_a_link_to_the_web_in_a_document_is_taken():
    data = a_word_file(
        lambda document: document.part.relate_to("https://a.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    assert inspect(data, "report.docx").extension == "docx"


def test_a_field_that_starts_a_program_is_refused_but_the_letters_in_a_text_are_not():
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    field = (
        f"<w:document {names}><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\cmd.exe</w:instrText></w:document>"
    )
    assert refusal(with_members(GOOD["report.docx"], {"word/document.xml": field}), "a.docx")[0] == "active"
    words = f"<w:document {names}><w:t>The DDE scheme</w:t></w:document>"
    assert inspect(with_members(GOOD["report.docx"], {"word/document.xml": words}), "a.docx")


def test_a_macro_document_under_another_name_is_refused():
    data = an_office_file("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert refusal(data, "report.docx")[0] == "macros"


@pytest.mark.parametrize(
    ("body", "members", "code"),
    [
        ("", {"Basic/Standard/Module1.xml": "<x/>"}, "macros"),
        ('<script:event-listener xlink:href="vnd.sun.star.script:x"/>', {}, "embedded"),
        ('<draw:a xlink:href="vnd.sun.star.script:x?language=Basic"/>', {}, "macros"),
        ('<draw:image xlink:href="https://elsewhere.example/x.png"/>', {}, "external"),
        ("<draw:object-ole/>", {}, "embedded"),
        ("", {"META-INF/manifest.xml": '<m xmlns:e="x"><e:encryption-data/></m>'}, "locked"),
    ],
)
def test_an_active_open_document_is_refused(body, members, code):
    assert refusal(an_open_document("text", body, **members), "a.odt")[0] == code


def test_a_small_file_of_endless_elements_is_refused_before_it_fills_the_memory():
    endless = {"content.xml": "<a>" + "<b/>" * 9_000_000 + "</a>", "Pictures/1.png": secrets.token_bytes(10**6)}
    assert refusal(with_members(an_open_document("text"), endless), "a.odt")[0] == "bomb"


def test_an_open_document_with_a_picture_of_its_own_is_taken():
    body = '<draw:image xlink:href="Pictures/1.png"/><draw:a xlink:href="https://www.example.org/"/>'
    assert inspect(an_open_document("text", body), "a.odt").extension == "odt"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (b"<html><script>alert(1)</script>", "a.txt", "markup"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "a.txt", "markup"),
        (b"<svg/>", "a.svg", "kind"),
        (b"<html>", "a.html", "kind"),
        (b"words <script>", "a.txt", "markup"),
        (b"MZ\x90\x00" + bytes(200), "a.pdf", "kind"),
        (uploads.OLD_OFFICE + bytes(600), "a.doc", "old_office"),
        (b"Ward,Cost\nHarbour,=cmd|' /C calc'!A0", "a.csv", "formula"),
        (b"Ward,Cost\nHarbour,@SUM(1)", "a.csv", "formula"),
        (b"Ward,Cost\nHarbour,-2+3+cmd|' /C calc'!A0", "a.csv", "formula"),
        (b"Ward,Cost\nHarbour,- 1 + HYPERLINK(B2)", "a.csv", "formula"),
        (b"Ward,Cost\nHarbour,+'[http://a.example/x.xls]S'!A1", "a.csv", "formula"),
        ("Ward,Cost\nHarbour,＝1+1".encode(), "a.csv", "formula"),
        (b"Dim x", "a.vbs", "kind"),
        (a_zip({"a.txt": "x"}), "a.zip", "archive"),
        (b"\xff\xd8\xff\xe0 not a picture", "a.jpg", "damaged"),
        (GOOD["report.pdf"], "a.docx", "name"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(data, name, code):
    found, message = refusal(data, name)
    assert found == code
    assert message.endswith(".") and message[0].isupper()


def test_the_formula_is_named_by_its_line():
    assert refusal(b"Ward,Cost\nHarbour,=1+1", "a.csv")[1].startswith("Line 2 of the CSV file has a formula.")


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.UPLOAD_LIMIT_BYTES = 1024**2
    assert refusal(b"a" * (1024**2 + 1), "a.txt") == ("too_large", "The file must be smaller than 1 MB.")


def test_a_field_may_ask_for_one_kind():
    assert refusal(GOOD["report.pdf"], "a.pdf", ["docx"])[1] == "The file is a PDF. Choose a Word document."


def test_a_photo_is_written_anew_without_where_it_was_taken():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    exif[0x0112] = 6  # lies on its side
    photo = an_image(exif=exif, comment=b"secret canary")
    kept = Image.open(io.BytesIO(inspect(photo, "photo.jpeg").data))
    assert not kept.getexif()
    assert b"canary" not in inspect(photo, "photo.jpg").data
    assert kept.size == (10, 20)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    header = bytearray(an_image("PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    header[29:33] = zipfile.crc32(bytes(header[12:29])).to_bytes(4, "big")
    assert refusal(bytes(header), "a.png")[0] == "too_many_pixels"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\clerk\\Report.PDF", "Report.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        (".pdf", "file.pdf"),
        ("Ünïted.pdf", "Ünïted.pdf"),
    ],
)
def test_a_file_name_keeps_nothing_that_misleads(given_name, kept):
    assert tidy_name(given_name, "pdf") == kept


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_content_makes_the_inspection_fail_otherwise_than_with_a_refusal(data, name):
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        try:
            assert inspect(start + data, name).extension in KINDS
        except Refused as refused:
            assert refused.messages[0]


class ReportForm(forms.Form):
    paper = UploadField(label="Paper")


def test_the_form_says_at_the_field_what_is_wrong():
    form = ReportForm({}, {"paper": SimpleUploadedFile("a.exe", b"MZ\x90\x00" + bytes(100))})
    assert not form.is_valid()
    assert form.errors["paper"][0].endswith("or a text or CSV file.")
    assert "required" in ReportForm({}, {}).errors["paper"].as_data()[0].code
    assert ReportForm({}, {"paper": SimpleUploadedFile("a.txt", b"")}).errors["paper"] == ["The file is empty."]


def test_the_form_gives_the_inspected_file():
    form = ReportForm({}, {"paper": SimpleUploadedFile("a.pdf", a_pdf(), content_type="text/html")})
    assert form.is_valid()
    assert form.cleaned_data["paper"].content_type == "application/pdf"


def test_a_tagged_pdf_of_our_own_is_taken_without_a_warning():
    links = "<a href='https://www.example.org/'>Link</a>, <a href='#x'>place</a>"
    page = f"<html lang=en><title>Costs</title><h1>Costs</h1><p>{links}</p><p id=x>Place</p>"
    found = inspect(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"), "costs.pdf")
    assert (found.pages, found.warnings) == (1, ())


def test_a_picture_that_a_page_calls_ef_or_js_is_no_attachment():
    def name_things(document):
        picture = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(EF=picture, JS=picture))

    assert inspect(a_pdf(name_things), "a.pdf").pages == 1


def test_a_file_that_is_not_what_its_name_says_is_told_so():
    with pytest.raises(Refused, match=r"named \.pdf but is not a PDF, or it is damaged"):
        uploads.inspect(b"not a PDF at all", "plan.pdf")
