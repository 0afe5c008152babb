"""Files lose what their pages do not show, and what cannot be taken out is named (R37)."""

import io
import zipfile

import pikepdf
import pytest

from foundation.stripping import CANNOT, strip
from foundation.uploads import inspect, store

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Budget</dc:title><dc:creator>canaryauthor</dc:creator>'
    "<cp:lastModifiedBy>canaryeditor</cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>canarycompany</Company><TitlesOfParts><lpstr>canarysheet</lpstr></TitlesOfParts></Properties>"
)
DOCUMENT = f"""<w:document {W}><w:body>
<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Kept words</w:t></w:r><w:commentRangeEnd w:id="0"/>
<w:r><w:commentReference w:id="0"/></w:r>
<w:ins w:id="1" w:author="canaryauthor"><w:r><w:t>added words</w:t></w:r></w:ins>
<w:del w:id="2" w:author="canaryauthor"><w:r><w:delText>canarydeleted</w:delText></w:r></w:del>
<w:moveFrom w:id="3"><w:r><w:t>canarymoved</w:t></w:r></w:moveFrom>
<w:moveTo w:id="3"><w:r><w:t>moved</w:t></w:r></w:moveTo>
<w:pPr><w:pPrChange w:id="4" w:author="canaryauthor"/></w:pPr></w:p>
<w:tbl><w:tr><w:trPr><w:del w:id="5" w:author="canaryauthor"/></w:trPr>
<w:tc><w:p><w:r><w:t>canaryrow</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>row kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>
<Override PartName="/word/comments.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>
</Types>"""
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/comments" Target="comments.xml"/>'
    '<Relationship Id="r2" Type="http://x/styles" Target="styles.xml"/></Relationships>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_file() -> bytes:
    return zipped({
        "[Content_Types].xml": TYPES.format(main="word/document.xml", kind="wordprocessingml.document"),
        "word/document.xml": DOCUMENT,
        "word/comments.xml": f'<w:comments {W}><w:comment w:author="canary">canaryremark</w:comment></w:comments>',
        "word/_rels/document.xml.rels": RELS, "word/styles.xml": f"<w:styles {W}/>",
        "docProps/core.xml": CORE, "docProps/app.xml": APP,
        "word/media/image1.jpg": b"\xff\xd8\xff\xe1\x00\x0ecanaryplace!\xff\xda\x00\x02xx\xff\xd9",
    })  # fmt: skip


def sheets(state: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped({
        "[Content_Types].xml": TYPES.format(main="xl/workbook.xml", kind="spreadsheetml.sheet"),
        "xl/workbook.xml": f'<workbook xmlns="{main}"><sheets><sheet name="Open"/><sheet name="Costs"{state}/></sheets>'
        "</workbook>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
        "xl/comments1.xml": f'<comments xmlns="{main}"><text>canaryremark</text></comments>',
        "xl/persons/person.xml": "<personList>canaryauthor</personList>",
        "docProps/app.xml": APP,
    })  # fmt: skip


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_keeps_its_words_and_title_and_nothing_of_its_making():
    found = strip(word_file(), "docx")
    parts = unpacked(found.data)
    everything = b"".join(parts.values())
    assert b"canary" not in everything
    for words in (b"Kept words", b"added words", b">moved<", b"row kept", b"Budget"):
        assert words in everything
    assert "word/comments.xml" not in parts
    assert b"comments" not in parts["[Content_Types].xml"] + parts["word/_rels/document.xml.rels"]
    assert b"styles.xml" in parts["word/_rels/document.xml.rels"]
    assert found.left == ()


def test_a_spreadsheet_loses_the_names_of_its_hidden_sheets_and_the_sheets_are_named_to_the_officer():
    found = strip(sheets(' state="hidden"'), "xlsx")
    parts = unpacked(found.data)
    assert b"canary" not in b"".join(parts.values())
    assert found.left == ("it has hidden sheets: Costs. Show or delete them",)
    assert strip(sheets(""), "xlsx").left == ()


def test_an_open_document_loses_its_changes_and_remarks():
    office = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    data = zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {office}><office:body><text:tracked-changes>canarydeleted"
        "</text:tracked-changes><text:p>Kept<office:annotation><dc:creator>canaryauthor</dc:creator></office:annotation>"
        " words</text:p></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {office}><office:meta><dc:title>Plan</dc:title><dc:creator>canaryauthor"
        "</dc:creator></office:meta></office:document-meta>",
    })  # fmt: skip
    parts = unpacked(strip(data, "odt").data)
    assert b"canary" not in b"".join(parts.values())
    assert b"Kept words" in parts["content.xml"]
    assert b"Plan" in parts["meta.xml"]
    assert next(iter(parts)) == "mimetype"


def test_a_pdf_loses_its_author_and_its_remarks_and_keeps_its_title():
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = ["canaryauthor"]
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = "Plan", "canaryauthor"
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="canaryremark"
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(remark)]))
    pdf.save(out)
    with pikepdf.open(io.BytesIO(strip(out.getvalue(), "pdf").data)) as made:
        said = b"".join(one.unparse(resolved=True) for one in made.objects)
        said += b"".join(one.read_bytes() for one in made.objects if isinstance(one, pikepdf.Stream))
        assert b"canary" not in said
        assert str(made.docinfo["/Title"]) == "Plan"


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt"])
def test_what_cannot_be_cleaned_is_kept_and_named(extension):
    assert strip(b"nothing of the kind", extension) == type(strip(b"", "txt"))(b"nothing of the kind", (CANNOT,))


def test_a_file_is_stored_clean_and_says_what_is_left(inside):
    inspected = inspect(sheets(' state="veryHidden"'), "Figures.xlsx")
    file = store(inspected, root="board:1", by=None)
    assert file.left == ["it has hidden sheets: Costs. Show or delete them"]
    assert file.sha256 == inspected.sha256
