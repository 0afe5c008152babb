import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from PIL import Image

from foundation.inspection.kinds import Refused
from foundation.wordimport import Section, import_report, match, normal

TEMPLATE = ["Purpose of the Report", "Recommendations", "Legal Issues", "Background Papers"]


def a_file(write) -> bytes:
    document = docx.Document()
    write(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def bold(document, text):
    document.add_paragraph().add_run(text).bold = True


def test_sections_are_cut_at_word_headings_and_the_title_stands_before_them():
    def write(document):
        document.add_heading("Rural broadband", 1)
        document.add_paragraph("Paper 6")
        document.add_heading("1. Purpose of the report", 2)
        document.add_paragraph("1.1 To tell members.")
        document.add_heading("Detail", 3)
        document.add_paragraph("1.2 More.")
        document.add_heading("2 RECOMMENDATIONS:", 2)
        document.add_paragraph("That the board agrees.", style="List Bullet")
        document.add_paragraph("That it reports back.", style="List Bullet")

    report = import_report(a_file(write), TEMPLATE)
    assert report.sections == [
        Section("Rural broadband", "<p>Paper 6</p>"),
        Section("Purpose of the report", "<p>To tell members.</p><h3>Detail</h3><p>More.</p>"),
        Section("RECOMMENDATIONS", "<ul><li>That the board agrees.</li><li>That it reports back.</li></ul>"),
    ]
    assert report.warnings == []
    assert report.sections[2].statements() == ["<p>That the board agrees.</p>", "<p>That it reports back.</p>"]


def test_numbered_bold_lines_are_headings_where_word_has_none():
    def write(document):
        bold(document, "1 Purpose of the Report")
        document.add_paragraph("To tell members.")
        bold(document, "Important words in bold that are no heading")
        bold(document, "2. Recommendations")
        document.add_paragraph("That it is agreed.")

    headings = [section.heading for section in import_report(a_file(write)).sections]
    assert headings == ["Purpose of the Report", "Recommendations"]


def test_a_bold_line_without_number_is_a_heading_when_the_template_knows_it():
    def write(document):
        bold(document, "Legal Issues")
        document.add_paragraph("None")
        bold(document, "Other words")

    report = import_report(a_file(write), TEMPLATE)
    assert report.sections == [Section("Legal Issues", "<p>None</p><p><strong>Other words</strong></p>")]


def test_a_summary_box_is_read_by_its_rows():
    def write(document):
        table = document.add_table(0, 2)
        for label, words in (("Background Papers", "Protocol, 2006"), ("Legal Issues", "None"), ("Risks", "Few")):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, words

    assert import_report(a_file(write), TEMPLATE).sections == [
        Section("Background Papers", "<p>Protocol, 2006</p>"),
        Section("Legal Issues", "<p>None</p>"),
        Section("Risks", "<p>Few</p>"),
    ]


def test_an_ordinary_table_stays_a_table():
    def write(document):
        document.add_heading("Legal issues", 1)
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Ward", "Cost"
        table.cell(1, 0).text, table.cell(1, 1).text = "Hill", "£5"

    (section,) = import_report(a_file(write), TEMPLATE).sections
    assert '<th scope="col">Ward</th>' in section.html and "<td>£5</td>" in section.html


def test_a_section_that_is_one_numbered_list_becomes_paragraphs_since_the_report_numbers_them():
    def write(document):
        document.add_heading("Purpose of the report", 1)
        document.add_paragraph("First.", style="List Number")
        document.add_paragraph("Second.", style="List Number")

    (section,) = import_report(a_file(write), TEMPLATE).sections
    assert section.html == "<p>First.</p><p>Second.</p>"


def test_pictures_come_apart_and_their_place_is_marked():
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")

    def write(document):
        document.add_paragraph("Before")
        document.add_picture(picture)

    report = import_report(a_file(write))
    (found,) = report.pictures
    assert found.content_type == "image/png"
    assert found.name.startswith("Picture 1") and found.name.endswith(".png")
    assert "(Picture 1" in report.sections[0].html and "<img" not in report.sections[0].html
    assert report.warnings == ["1 picture was taken out of the text. Add what is needed as an appendix."]


def test_a_picture_that_cannot_be_taken_is_named():
    def spoil(data):
        spoiled = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(spoiled, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"no picture" if name.startswith("word/media/") else old.read(name))
        return spoiled.getvalue()

    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    report = import_report(spoil(a_file(lambda document: document.add_picture(picture))))
    assert report.pictures == []
    assert report.warnings[0].startswith("Picture 1 was left out. ")


def test_tracked_changes_are_accepted_and_comments_left_out_and_both_are_said():
    def write(document):
        paragraph = document.add_paragraph("Costs are ")
        for tag, words, inner in (("w:del", "high", "w:delText"), ("w:ins", "low", "w:t")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)
        document.add_comment(paragraph.runs, text="secret thought", author="A", initials="A")

    report = import_report(a_file(write))
    assert report.sections == [Section("", "<p>Costs are low</p>")]
    assert report.warnings == [
        "The document has tracked changes. They were taken as accepted; check the text.",
        "1 comment was left out.",
    ]


def test_sections_are_matched_to_the_template_whatever_their_numbers_and_case():
    sections = [
        Section("", "<p>front</p>"),
        Section("PURPOSE OF REPORT", "<p>a</p>"),
        Section("3. Recommendations", "<p>b</p>"),
        Section("Recommendations", "<p>c</p>"),
        Section("Climate", "<p>d</p>"),
    ]
    matched = match(sections, TEMPLATE)
    assert matched.found["Purpose of the Report"].html == "<p>a</p>"
    assert matched.found["Recommendations"].html == "<p>b</p><p>c</p>"
    assert [section.heading for section in matched.unknown] == ["", "Climate"]
    assert matched.missing == ["Legal Issues", "Background Papers"]


def test_small_words_and_signs_do_not_part_headings():
    assert normal("12 Risk Management & Implications") == normal("Risk management implications:")
    assert normal("Legal issues") != normal("Resource issues")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"words"])
def test_what_is_no_word_file_is_refused_in_words(data):
    with pytest.raises(Refused) as refused:
        import_report(data)
    assert refused.value.messages[0].endswith("try once more.")


def test_tables_within_tables_without_end_are_refused_in_words():
    deep = a_file(lambda document: document.add_paragraph("Deep"))
    opened, closed = "<w:tbl><w:tr><w:tc>" * 3000, "</w:tc></w:tr></w:tbl>" * 3000
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deep)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", f"<w:body>{opened}{closed}".encode(), 1)
            new.writestr(name, data)
    with pytest.raises(Refused):
        import_report(made.getvalue(), [])
