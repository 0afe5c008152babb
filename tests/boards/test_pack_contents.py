"""What stands in the PDFs of an agenda, which are made once for these tests."""

import io
import re

import pytest
from pikepdf import Pdf

from boards.printing import KeptParts
from tests.boards.papers import with_appendix
from tests.boards.prints import build, print_of, read, words_of


def set_stage(cast):
    meeting = with_appendix(cast)
    KeptParts(meeting.partnership_id, f"meeting-{meeting.pk}").forget()
    build(meeting)
    return meeting


@pytest.fixture
def published(made):
    return made


def test_page_and_pdf_agree_in_titles_numbers_and_words(inside, published):
    client = inside.client()
    pdf = words_of(read(client.get(f"/meetings/{published.pk}/pack.pdf")))
    page = client.get(f"/meetings/{published.pk}/").content.decode()
    paper = client.get(re.search(r'href="(/meetings/\d+/papers/report-\d+/)"', page)[1]).content.decode()
    for words in (
        "Welcome",
        "Evening buses 2",
        "Evening buses 3",
        "Evening buses: options",
        "Appendix A: Map of stops",
    ):
        assert words in page and words in pdf, words
    for words in ("Nobody can get home.", "agree to pay for an evening bus", "2.1", "1.2"):
        assert words in paper and words in pdf, words


def test_the_pack_has_bookmarks_a_title_a_language_and_page_numbers(inside, published):
    answer = inside.client().get(f"/meetings/{published.pk}/pack.pdf")
    assert answer["Content-Type"] == "application/pdf" and "inline" in answer["Content-Disposition"]
    data = read(answer)
    with Pdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB" and "/StructTreeRoot" in pdf.Root
        assert "Agenda and papers, Hill and Vale Locality Board" in str(pdf.docinfo["/Title"])
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root][:3] == ["Front sheet", "Agenda", "2 Evening buses: options"]
            assert [entry.title for entry in outline.root[2].children][-1] == "Appendix A: Map of stops"
        count = len(pdf.pages)
    assert f"Page {count}" in words_of(data)


def test_built_twice_it_is_made_once(inside, published):
    first = print_of(published).file_id
    build(published)
    assert print_of(published).file_id == first


def test_a_pdf_that_a_reader_has_is_not_sent_again(inside, published):
    address = f"/meetings/{published.pk}/agenda.pdf"
    first = inside.client().get(address)
    read(first)
    assert inside.client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
