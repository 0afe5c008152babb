"""Parts become one pack: one structure tree, one outline, one run of page numbers."""

import subprocess
from io import BytesIO
from pathlib import Path

import page
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from bench import sample_papers
from foundation.pdf.checking import check
from foundation.pdf.joining import PageCounts, PageRange, Part, join, lay_out
from foundation.pdf.receiving import receive
from foundation.pdf.rendering import render, render_sheet
from foundation.pdf.tagging import elements
from tests.foundation import pdf_uploads

FOOT = "South Copeland Locality Board, 4 March 2026"
TABLE = """<table><caption>Awards</caption><thead><tr><th>Who</th><th>Amount</th></tr></thead>
<tbody><tr><th>Millom</th><td>£38,400</td></tr></tbody></table>"""


def words_of(path, first=1, last=999):
    """The words on the pages of a PDF."""
    command = ["pdftotext", "-layout", "-f", str(first), "-l", str(last), str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def tagged_words_of(path):
    """The words that are read out."""
    return subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def parts():
    """An agenda that leads to its report, a report, its appendix and minutes, rendered apart."""
    agenda = render(
        '<h1>Agenda</h1><p><a href="pack:report">Youth report</a> <a href="pack:gone">Gone</a></p>' + TABLE,
        title="Agenda",
    )
    appendix = render("<h1>Appendix A: costs</h1>" + TABLE, title="Appendix A")
    report = render_sheet(sample_papers.report(5, "Youth provision", per_section=2))
    return [
        Part("agenda", "Agenda", agenda),
        Part("report", "5 Youth provision", report),
        Part("costs", "Appendix A: costs", appendix, level=2),
        Part("minutes", "Minutes", render_sheet(sample_papers.minutes())),
    ]


@pytest.fixture(scope="module")
def pack(parts, tmp_path_factory):
    """The pack of these parts, and where each lies."""
    target = tmp_path_factory.mktemp("pack") / "pack.pdf"
    return target, join(parts, target, title="Papers for 4 March 2026", foot=FOOT)


def test_a_pack_of_rendered_parts_conforms_to_pdf_ua_and_says_so(pack):
    target, joined = pack
    assert joined.claims_ua
    assert [failure.message for failure in page.validate_pdf(target, profile="ua1").failures] == []
    assert check(target).faults == []
    with Pdf.open(target) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.Title) == "Papers for 4 March 2026"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()


def test_the_pack_is_one_tree_with_one_branch_a_part(pack, parts):
    told = subprocess.run(["pdfinfo", "-struct", str(pack[0])], capture_output=True, check=True, text=True).stdout
    top = [line for line in told.splitlines() if not line.startswith("   ")]
    assert top[0].startswith("Document")
    assert top[1:] == [f'  Part "{part.title}"' for part in parts]


def test_joining_loses_no_element_and_no_mark(pack, parts):
    before = [check(part.pdf) for part in parts]
    after = check(pack[0])
    assert after.marks == sum(found.marks for found in before)
    assert after.elements == sum(found.elements for found in before) + 1  # each Document became a Part, under a new one


def test_each_part_starts_on_a_right_hand_page_and_blank_pages_are_numbered(pack, parts):
    target, joined = pack
    assert lay_out(parts, PageCounts()) == joined.ranges
    assert all(range_.first % 2 for range_ in joined.ranges.values())
    assert joined.ranges["agenda"] == PageRange(1, 1)
    assert " ".join(words_of(target, 2, 2).split()) == f"This page is left blank for two-sided printing Page 2 {FOOT}"


def test_every_page_shows_its_number_and_the_meeting_which_are_never_read_out(pack):
    target, joined = pack
    for number in range(1, joined.pages + 1):
        assert f"Page {number}" in " ".join(words_of(target, number, number).split())
        assert FOOT in words_of(target, number, number)
    read_out = tagged_words_of(target)
    assert "Youth provision" in read_out
    assert FOOT not in read_out
    assert "Page 3" not in read_out
    assert "left blank" not in read_out


def test_bookmarks_lead_from_each_part_to_its_own_headings(pack):
    target, joined = pack
    with Pdf.open(target) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Agenda", "5 Youth provision", "Minutes"]
        report = outline.root[1]
        inner = [item.title for item in report.children]
        assert inner[0] == "Youth provision"
        assert inner[-1] == "Appendix A: costs"
        assert page_led_to(pdf, report) == joined.ranges["report"].first
        assert page_led_to(pdf, report.children[-1]) == joined.ranges["costs"].first
        heading = next(item for item in report.children[0].children if "Money" in item.title)
        assert "Money" in words_of(target, page_led_to(pdf, heading), page_led_to(pdf, heading))


def page_led_to(pdf: Pdf, item: OutlineItem) -> int:
    """The number of the page that a bookmark leads to."""
    target = item.destination[0]
    return next(number for number, each in enumerate(pdf.pages, start=1) if each.obj.objgen == target.objgen)


def test_links_lead_within_a_part_and_to_other_parts_and_a_lost_one_leads_nowhere(pack):
    target, joined = pack
    with Pdf.open(target) as pdf:
        numbers = {each.obj.objgen: number for number, each in enumerate(pdf.pages, start=1)}
        to_report, to_gone = pdf.pages[0].Annots
        assert numbers[to_report.Dest[0].objgen] == joined.ranges["report"].first
        assert str(to_report.Contents) == "Go to 5 Youth provision"
        assert "/Dest" not in to_gone and "/A" not in to_gone
        last = pdf.pages[joined.ranges["report"].last - 1]
        within = next(link for link in last.Annots if "/Dest" in link)
        assert joined.ranges["report"].first <= numbers[within.Dest[0].objgen] <= joined.ranges["report"].last


def test_the_fonts_of_the_foot_are_embedded(pack):
    fonts = subprocess.run(["pdffonts", str(pack[0])], capture_output=True, check=True, text=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert all(row[-5] == "yes" for row in rows)


def test_the_same_part_twice_keeps_its_names_apart(parts, tmp_path):
    target = tmp_path / "pack.pdf"
    twice = [parts[2], Part("again", "Appendix B: costs", parts[2].pdf)]
    join(twice, target, title="Twice")
    assert check(target).faults == []
    assert page.is_pdf_compliant(str(target), profile="ua1")


def test_a_pack_with_an_upload_makes_no_claim_and_loses_no_tag(parts, tmp_path):
    upload = receive(pdf_uploads.untagged("One", "Two"), name="x.pdf", media_type="application/pdf", title="Map")
    target = tmp_path / "pack.pdf"
    listed = [parts[0], Part("map", "Map", upload.pdf, kind="uploaded", starts_on="next page")]
    joined = join(listed, target, title="With a map", foot=FOOT)
    assert not joined.claims_ua
    assert joined.ranges["map"] == PageRange(2, 3)
    assert check(target).faults == []
    with Pdf.open(target) as pdf:
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()
    assert "One" in tagged_words_of(target)


def test_the_foot_never_covers_an_uploaded_page_however_it_lies(tmp_path):
    pdf = Pdf.new()
    for rotate in (0, 90, 180, 270):
        sheet = pdf_uploads.add_page(pdf, "Words", rotate=rotate)
        sheet.obj.Contents = pdf.make_stream(b"BT /F1 14 Tf 1 0 0 1 0 2 Tm (edge) Tj 1 0 0 1 500 828 Tm (edge) Tj ET")
    upload = receive(pdf_uploads.saved(pdf), name="x.pdf", media_type="application/pdf", title="Map")
    target = tmp_path / "pack.pdf"
    join([Part("map", "Map", upload.pdf, kind="uploaded")], target, title="Map", foot=FOOT)
    for number in range(1, 5):
        boxes = subprocess.run(
            ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(target), "-"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        edges = [line for line in boxes.splitlines() if ">edge<" in line]
        foot = [line for line in boxes.splitlines() if f">{number}<" in line or ">Page<" in line]
        assert len(edges) == 2
        assert min(value(line, "yMin") for line in foot) > max(value(line, "yMax") for line in edges)


def value(line: str, name: str) -> float:
    """A measure of a word in the answer of pdftotext."""
    return float(line.split(f'{name}="')[1].split('"')[0])


def test_a_watermark_lies_on_every_page_and_is_not_read_out(parts, tmp_path):
    target = tmp_path / "pack.pdf"
    joined = join(parts[:1] + parts[2:3], target, title="Draft", watermark="Draft – for the chair’s agreement")
    with Pdf.open(target) as pdf:
        assert len(pdf.pages) == joined.pages == 3
        for each in pdf.pages:
            each.contents_coalesce()
            assert b"/Subtype/Watermark" in each.Contents.read_bytes()
    assert "chair" not in tagged_words_of(target)
    assert page.is_pdf_compliant(str(target), profile="ua1")


def test_roles_and_classes_of_an_uploaded_tree_mean_the_same_in_the_pack(tmp_path):
    with Pdf.open(BytesIO(render("<h1>Costs</h1><p>Words</p>", title="Costs"))) as pdf:
        root = pdf.Root.StructTreeRoot
        heading = next(element for element in elements(root) if element.S == Name.H1)
        heading.S = Name("/Title1")
        heading.C = Name("/Centre")
        root.RoleMap = Dictionary({"/Title1": Name("/Heading_X"), "/Heading_X": Name.H1})
        root.ClassMap = Dictionary(Centre=Dictionary(O=Name.Layout, TextAlign=Name.Center))
        source = pdf_uploads.saved(pdf)
    target = tmp_path / "pack.pdf"
    join([Part("costs", "Costs", source, kind="uploaded")], target, title="Costs")
    with Pdf.open(target) as pdf:
        found = next(element for element in elements(pdf.Root.StructTreeRoot) if element.S == Name.H1)
        assert found.A[0].TextAlign == Name.Center
        assert isinstance(found.A, Array)
        assert "/RoleMap" not in pdf.Root.StructTreeRoot


BLOCKS = st.lists(
    st.sampled_from(
        [
            "<h2>Heading</h2>",
            "<p>Words, and a <a href='https://council.example/'>link</a>.</p>",
            "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>",
            "<dl><dt>Date</dt><dd>4 March</dd></dl>",
            "<div style='break-before: page'><p>Next page</p></div>",
            TABLE,
        ]
    ),
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(BLOCKS, min_size=1, max_size=4))
def test_whatever_is_joined_stays_whole(documents, tmp_path):
    sources = [render("<h1>Part</h1>" + "".join(blocks), title="Part") for blocks in documents]
    target = Path(tmp_path) / "pack.pdf"
    joined = join(
        [Part(str(rank), f"Part {rank}", source) for rank, source in enumerate(sources)], target, title="Pack"
    )
    before, after = [check(source) for source in sources], check(target)
    assert after.faults == []
    assert after.marks == sum(found.marks for found in before)
    assert after.elements == sum(found.elements for found in before) + 1
    assert after.pages == joined.pages
    assert page.is_pdf_compliant(str(target), profile="ua1")
