"""What people attach becomes safe pages, or a page that says why it could not."""

import io
import re
import subprocess
from pathlib import Path

import page
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String
from PIL import Image

from bench import sample_papers
from foundation.pdf.appending import appendix
from foundation.pdf.checking import check
from foundation.pdf.packing import build
from foundation.pdf.receiving import MOST_PAGES, OFFICE, receive, receive_pdf
from foundation.pdf.rendering import render_sheet
from foundation.pdf.tagging import elements
from tests.foundation import pdf_uploads
from tests.foundation.pdf_uploads import active_content

CONTACT = "Alison Hatcher, clerk@copeland.example"
PDF = "application/pdf"


def received(data, media_type=PDF, **words):
    """What becomes of an attached file."""
    return receive(data, **{"name": "paper.pdf", "title": "Paper", "media_type": media_type, **words})


def laid_open(data):
    """All bytes of a PDF, unpacked as far as they can be."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            object_stream_mode=ObjectStreamMode.disable,
            stream_decode_level=StreamDecodeLevel.all,
            compress_streams=False,
        )
    return out.getvalue()


def words_of(data):
    """The words that a PDF shows."""
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def test_scripts_files_comments_and_metadata_are_removed_and_what_was_filled_in_stays():
    upload = pdf_uploads.active()
    assert active_content(upload) >= {
        "/OpenAction",
        "/AA",
        "/JavaScript",
        "/EmbeddedFiles",
        "/Launch",
        "/XFA",
    }
    assert len(set(re.findall(rb"canary-[a-z]+", laid_open(upload)))) > 5
    made = received(upload)
    assert made.reason == ""
    assert active_content(made.pdf) == set()
    assert re.findall(rb"canary[-a-z]*", laid_open(made.pdf)) == []
    assert "Visible words" in words_of(made.pdf)
    assert "Filled in by hand" in words_of(made.pdf)


def test_only_links_to_ordinary_addresses_stay():
    with Pdf.open(io.BytesIO(received(pdf_uploads.active()).pdf)) as pdf:
        (link,) = pdf.pages[0].obj.Annots
        assert str(link.A.URI) == "https://council.example/"
        assert set(link.A.keys()) == {"/S", "/URI"}


def test_what_stands_on_a_hidden_layer_is_gone_and_the_shown_layer_stays():
    upload = pdf_uploads.layered()
    assert b"canary-form" in laid_open(upload)
    made = received(upload).pdf
    assert b"canary" not in laid_open(made)
    assert b"/OCProperties" not in laid_open(made)
    assert "Seen by all" in words_of(made)
    assert "On a shown layer" in words_of(made)


def test_words_that_are_only_covered_for_redaction_are_refused():
    made = received(pdf_uploads.marked_for_redaction())
    assert made.pdf == b""
    assert made.reason == "words in it are marked for redaction, but have not been removed"


def test_a_form_that_draws_itself_by_script_is_refused():
    pdf = Pdf.new()
    pdf_uploads.add_page(pdf, "Please wait")
    pdf.Root.NeedsRendering = True
    assert received(pdf_uploads.saved(pdf)).reason == "it is a form that only one company's program can show"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_uploads.locked(), "it is locked with a password"),
        (b"%PDF-1.7 and then nothing of use", "the file is damaged"),
        (b"", "the file is damaged"),
        (pdf_uploads.untagged("One")[:120], "the file is damaged"),
        (pdf_uploads.saved(Pdf.new()), f"it has 0 pages; an appendix may have 1 to {MOST_PAGES}"),
    ],
    ids=["locked", "rubbish", "empty", "cut off", "no pages"],
)
def test_a_pdf_that_cannot_be_included_says_why(data, reason):
    assert received(data).reason == reason


def test_a_pdf_with_owner_restrictions_only_is_read_and_comes_out_open():
    made = received(pdf_uploads.locked(user=""))
    with Pdf.open(io.BytesIO(made.pdf)) as pdf:
        assert not pdf.is_encrypted
        assert "Locked" in words_of(made.pdf)


def test_a_tree_that_leads_back_to_itself_is_refused_and_does_not_hang():
    with Pdf.open(io.BytesIO(render_sheet(sample_papers.minutes()))) as pdf:
        top = pdf.Root.StructTreeRoot.K[0]
        top.K.append(top)
        looped = pdf_uploads.saved(pdf)
    assert received(looped).reason == "the file is damaged"


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused():
    upload = pdf_uploads.bomb()
    assert len(upload) < 2**20
    assert received(upload).reason == "the file is damaged"


def test_an_untagged_page_is_read_as_one_paragraph_and_a_scan_as_a_picture():
    for data, role in ((pdf_uploads.untagged("Costs"), Name.P), (pdf_uploads.pdf_with_photograph(), Name.Figure)):
        made = received(data, title="Costs")
        assert not made.tagged
        with Pdf.open(io.BytesIO(made.pdf)) as pdf:
            element = pdf.Root.StructTreeRoot.K[0].K[0]
            assert role == element.S
            assert str(element.get("/Alt", "")) == ("Page 1 of Costs, a picture" if role == Name.Figure else "")


def test_a_tagged_pdf_keeps_its_tags_and_its_links():
    original = render_sheet(sample_papers.report(5, "Youth provision"))
    made = received(original)
    assert made.tagged
    before, after = check(original), check(made.pdf)
    assert (after.elements, after.marks) == (before.elements, before.marks)
    assert not [fault for fault in after.faults if "link" in fault or "mark" in fault.lower()]


def test_tags_let_go_of_what_was_removed():
    with Pdf.open(io.BytesIO(render_sheet(sample_papers.minutes()))) as pdf:
        comment = pdf_uploads.annotation(pdf, "Text", Contents=String("canary-comment"), StructParent=900)
        pdf.pages[0].obj.Annots = Array([comment])
        reference = Dictionary(Type=Name.OBJR, Obj=comment)
        pdf.Root.StructTreeRoot.K[0].K.append(
            pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Annot, K=reference, P=pdf.Root.StructTreeRoot.K[0])
            )
        )
        upload = pdf_uploads.saved(pdf)
    assert b"canary" in laid_open(upload)
    assert b"canary" not in laid_open(received(upload).pdf)


def test_a_photograph_stands_upright_and_does_not_say_where_it_was_taken():
    made = received(pdf_uploads.photograph(), "image/jpeg")
    with Image.open(io.BytesIO(made.image)) as picture:
        assert picture.size == (200, 400)
        assert not picture.getexif()
    assert b"canary" not in made.image
    assert b"canary" not in received(pdf_uploads.pdf_with_photograph()).pdf


def test_a_damaged_picture_says_so():
    assert received(b"\x89PNG and no more", "image/png").reason.startswith("the picture is damaged")


def test_an_unknown_kind_says_so():
    assert received(b"MZ", "application/x-msdownload").reason == "it is of a kind that cannot be printed"


DOCX = next(kind for kind, ending in OFFICE.items() if ending == "docx")


def program(folder: Path, script: str) -> str:
    """A program in the place of LibreOffice, which is not on every machine."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_an_office_file_becomes_pages_through_libreoffice(tmp_path):
    (tmp_path / "made.pdf").write_bytes(pdf_uploads.untagged("Turned into pages"))
    office = program(
        tmp_path,
        f'while [ "$1" != --outdir ]; do shift; done; test -s "$2/paper.docx" && cp {tmp_path}/made.pdf "$2/paper.pdf"',
    )
    assert "Turned into pages" in words_of(received(b"docx", DOCX, office=office).pdf)


def test_an_office_file_that_cannot_be_turned_into_pages_says_so(tmp_path):
    assert (
        received(b"docx", DOCX, office=program(tmp_path, "exit 1")).reason == "the file could not be turned into pages"
    )
    assert (
        received(b"docx", DOCX, office=program(tmp_path, "exit 0")).reason == "the file could not be turned into pages"
    )


def test_an_office_file_without_libreoffice_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert received(b"docx", DOCX).reason == "this service cannot turn Office files into pages"


def attached():
    """Appendices of every kind, the bad ones among them."""
    return {
        "A": received(pdf_uploads.untagged("Map"), name="map.pdf"),
        "B": received(pdf_uploads.locked(), name="budget 2026.pdf"),
        "C": received(pdf_uploads.photograph(), "image/jpeg", name="stop.jpg"),
        "D": received(render_sheet(sample_papers.minutes()), name="minutes.pdf"),
    }


def test_a_bad_appendix_is_named_with_its_reason_and_never_fails_the_pack(tmp_path):
    papers = sample_papers.pack(1)
    for letter, each in attached().items():
        papers += appendix(
            each, key=letter, letter=letter, title=f"Title {letter}", contact=CONTACT, alt="The bus stop"
        )
    target = tmp_path / "pack.pdf"
    joined = build(papers, target, title="Pack")
    assert check(target).faults == []
    assert active_content(target) == set()
    words = " ".join(words_of(target.read_bytes()).split())
    assert "supplied as the file “budget 2026.pdf”, and it is locked with a password. Ask for it from Alison" in words
    assert "supplied as the file “map.pdf”. It was not made to be read aloud" in words
    assert "“minutes.pdf”" not in words
    assert joined.ranges["A"].last == joined.ranges["A"].first + 1
    with Pdf.open(target) as pdf, pdf.open_outline() as outline:
        report = outline.root[-1]
        assert [item.title for item in report.children][-4:] == [
            f"Appendix {letter}: Title {letter}" for letter in "ABCD"
        ]


def test_a_picture_as_an_appendix_is_described_in_words_and_conforms():
    picture = attached()["C"]
    (paper,) = appendix(picture, key="c", letter="C", title="The stop", contact=CONTACT, alt="No shelter, no light.")
    made = render_sheet(paper.sheet)
    assert page.is_pdf_compliant_bytes(made, profile="ua1")
    with Pdf.open(io.BytesIO(made)) as pdf:
        figure = next(element for element in elements(pdf.Root.StructTreeRoot) if Name.Figure == element.S)
        assert str(figure.Alt) == "No shelter, no light."


def test_the_longest_upload_is_bounded():
    pdf = Pdf.new()
    for _ in range(MOST_PAGES + 1):
        pdf.add_blank_page()
    assert received(pdf_uploads.saved(pdf)).reason.startswith(f"it has {MOST_PAGES + 1} pages")
    assert receive_pdf(pdf_uploads.untagged("One"), "x.pdf", "X").pages == 1
