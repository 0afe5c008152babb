"""A Word file is read into the sections of a report, after a look."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from boards import reporting
from boards.models import Report, ReportSection
from boards.reporting import missing
from tests.boards.drafts import a_picture, a_report


def set_stage(cast):
    return a_report(cast)


@pytest.fixture
def report(made):
    return made


@pytest.fixture
def purpose(report):
    return report.template.sections.get(key="purpose")


@pytest.fixture
def address(report):
    return f"/manage/reports/{report.pk}/"


def word_file(*blocks, picture=False) -> SimpleUploadedFile:
    document, written = docx.Document(), io.BytesIO()
    for style, text in blocks:
        document.add_paragraph(text, style=style)
    if picture:
        document.add_picture(a_picture())
    document.save(written)
    return SimpleUploadedFile("report.docx", written.getvalue())


WORD = (
    ("Heading 1", "1. Purpose of the Report"), ("Normal", "To settle the route."),
    ("Heading 1", "2. Recommendations"), ("List Bullet", "That the bus runs."), ("List Bullet", "That it is free."),
    ("Heading 1", "Geology"), ("Normal", "The hill is chalk."),
)  # fmt: skip


def hidden(page: str) -> dict:
    """Return what the check page sends back: the ticked sections with their texts."""
    form = next(form for form in html.fromstring(page).forms if form.action.endswith("word/import/"))
    sent: dict = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_a_word_file_is_shown_for_checking_before_it_replaces_anything(inside, report, purpose, address):
    reporting.save_section(report, purpose, by=inside.users["clerk"], text="<p>What was there</p>", version=0)
    clerk = inside.client("clerk")
    page = clerk.post(f"{address}word/", {"file": word_file(*WORD)}).content.decode()
    for words in ("To settle the route.", "What was there", "That it is free.", "Geology", "The hill is chalk."):
        assert words in page
    assert report.sections.get(template_section=purpose).text == "<p>What was there</p>"
    clerk.post(f"{address}word/import/", {**hidden(page), "into-1": purpose.pk})
    text = report.sections.get(template_section=purpose).text
    assert "To settle the route." in text and "The hill is chalk." in text and "What was there" not in text
    assert [row.text for row in report.recommendations.all()] == ["That the bus runs.", "That it is free."]


def test_a_section_changed_while_the_word_file_was_checked_is_left_alone(inside, report, purpose, address):
    clerk = inside.client("clerk")
    page = clerk.post(f"{address}word/", {"file": word_file(*WORD)}).content.decode()
    reporting.save_section(report, purpose, by=inside.users["admin"], text="<p>Newer</p>", version=0)
    answer = clerk.post(f"{address}word/import/", hidden(page), follow=True)
    assert "Left as they were" in answer.content.decode()
    assert report.sections.get(template_section=purpose).text == "<p>Newer</p>"


def test_only_ticked_sections_are_taken(inside, report, purpose, address):
    clerk = inside.client("clerk")
    sent = hidden(clerk.post(f"{address}word/", {"file": word_file(*WORD)}).content.decode())
    clerk.post(f"{address}word/import/", {**sent, "take": []})
    assert not report.recommendations.exists()
    assert report.sections.get(template_section=purpose).text == ""


def test_pictures_of_a_word_file_become_appendices_that_ask_for_words(inside, report, address):
    clerk = inside.client("clerk")
    sent = hidden(clerk.post(f"{address}word/", {"file": word_file(*WORD, picture=True)}).content.decode())
    for _ in range(2):
        clerk.post(f"{address}word/import/", sent)
    assert report.appendices.count() == 1
    assert "Appendix A needs a description for people who cannot see it" in missing(Report.objects.get(pk=report.pk))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("report.docx", b""), "The file is empty"),
        (SimpleUploadedFile("report.docx", b"PK\x03\x04 not a zip"), "There is a problem"),
        (SimpleUploadedFile("report.pdf", b"%PDF-1.4 broken"), "There is a problem"),
        (None, "Choose a file"),
    ],
)
def test_a_bad_word_file_gets_a_clear_message(inside, report, address, file, words):
    if file:
        file.seek(0)
    page = inside.client("clerk").post(f"{address}word/", {"file": file} if file else {}).content.decode()
    assert words in page
    assert not ReportSection.objects.filter(report=report).exclude(text="").exists()
