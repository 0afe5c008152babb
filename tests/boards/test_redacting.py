"""Words are deleted from a published paper, its files and its history, and the register still verifies (R37)."""

import io
import json

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from boards import attaching, indexing, redacting, tasks
from boards.models import BackgroundPaper, Report, ReportSection
from foundation import editions, uploads
from foundation.models import Act, EditionPart, Rendering, SearchEntry
from tests.boards.papers import drafted, publish
from tests.boards.prints import words_of

TEXT = "<p>Mr <strong>Canary</strong> of Mill Lane &amp; Sons asked.</p><p>Buses stop at six.</p>"
PHRASES = ["Mr Canary", "Mill Lane & Sons"]


def paged(*texts: str, bookmark: str = "", picture: bool = False, behind: int = 0) -> bytes:
    """Return a PDF of a page for each text, by default two."""
    pdf, out = pikepdf.new(), io.BytesIO()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for words in texts or ("Open words", "Canary words"):
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pikepdf.Stream(pdf, f"BT /F1 12 Tf 72 300 Td ({words}) Tj ET".encode())
    if picture or behind:
        image = pikepdf.Stream(pdf, bytes(12), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2,
                               ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
        page = page if behind else pdf.add_blank_page()
        page.Resources.XObject = pikepdf.Dictionary(P=image)
        size = behind or 200
        page.contents_add(pikepdf.Stream(pdf, f"q {size} 0 0 {size} 20 20 cm /P Do Q".encode()), prepend=True)
    if bookmark:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(bookmark, 0))
    pdf.save(out)
    return out.getvalue()


def set_stage(cast):
    """A published meeting whose report names somebody, with an uploaded PDF, printed."""
    meeting = drafted(cast)
    report = Report.objects.get(item__meeting=meeting)
    section = report.sections.get(template_section__kind="text")
    section.text = TEXT
    section.save()
    attaching.attach(report, uploads.inspect(paged(), "plan.pdf"), by=cast.users["clerk"], title="Plan")
    publish(cast, meeting)
    return meeting


@pytest.fixture
def published(made):
    return made


def report_of(meeting) -> Report:
    return Report.objects.get(item__meeting=meeting)


def printed(meeting) -> str:
    tasks.build_pack(partnership_id=meeting.partnership_id, edition_id=meeting.agenda_edition_id)
    made = Rendering.objects.select_related("file").get(edition=meeting.agenda_edition_id, kind="pack")
    with default_storage.open(made.file.key) as file:
        return words_of(file.read())


def redact(cast, meeting, **more):
    report = report_of(meeting)
    said = {"phrases": PHRASES, "because": "A name was published by mistake.", **more}
    edition = redacting.redact_words(meeting, f"report:{report.pk}", **said, by=cast.users["clerk"])
    meeting.refresh_from_db()
    return edition


def test_the_words_are_gone_from_pages_prints_drafts_and_history(inside, published, django_capture_on_commit_callbacks):
    indexing.index(published.agenda_edition_id)
    assert "Mill Lane" in printed(published)
    old = Rendering.objects.select_related("file").get(edition=published.agenda_edition_id, kind="pack").file
    with django_capture_on_commit_callbacks(execute=True):
        edition = redact(inside, published)
    indexing.index(published.agenda_edition_id)
    assert (edition.number, edition.reason) == (2, "redaction")
    rows = [
        *EditionPart.objects.values_list("title", "content"), *Rendering.objects.values_list("html", "data"),
        *SearchEntry.objects.values_list("body"), *ReportSection.objects.values_list("text"),
        *ReportSection.history.values_list("text"), *Act.objects.values_list("target_name", "detail"),
    ]  # fmt: skip
    said = json.dumps(rows, default=str)
    assert "Canary" not in said
    assert "Mill Lane" not in said
    assert "[words removed]" in said
    assert "Buses stop at six" in said
    text = printed(published)
    assert "Canary of" not in text
    assert "Mill Lane" not in text
    old.refresh_from_db()
    assert old.purged_at
    assert not default_storage.exists(old.key)
    assert editions.broken_seals() == []


def test_the_public_reads_the_rest_and_the_older_edition_says_what_was_done(inside, published):
    report = report_of(published)
    redact(inside, published)
    client = inside.client()
    page = client.get(f"/meetings/{published.pk}/papers/report-{report.pk}/")
    assert page.status_code == 200
    assert "Buses stop at six" in page.content.decode()
    older = client.get(f"/meetings/{published.pk}/agenda/1/papers/report-{report.pk}/")
    assert older.status_code == 410
    assert "published by mistake" in older.content.decode()


def test_a_next_edition_does_not_bring_them_back(inside, published):
    redact(inside, published)
    report = report_of(published)
    report.where_from = "Another group"
    report.save()
    publish(inside, published, reason="correction")
    assert "Mill Lane" not in json.dumps(list(EditionPart.objects.values("content")))


def test_the_names_of_background_papers_lose_the_words_for_good_too(inside, published):
    report = report_of(published)
    BackgroundPaper.objects.create(board=report.board, report=report, title=f"Mr Canary {'x' * 190}", also_called="Q")
    publish(inside, published, reason="correction")
    redact(inside, published, phrases=["Mr Canary"])
    publish(inside, published, reason="correction")
    kept = EditionPart.objects.filter(edition=published.agenda_edition)
    assert "Mr Canary" not in json.dumps(list(kept.values("title", "content")))


def test_words_in_the_title_of_an_appendix_are_refused_with_what_would_do(inside, published):
    report_of(published).appendices.update(title="Plan of Mr Canary")
    publish(inside, published, reason="correction")
    with pytest.raises(ValidationError, match=r"title of appendix A\. Withdraw that first"):
        redact(inside, published, phrases=["Mr Canary"])


@pytest.mark.parametrize("phrases, words", [(["Nobody here"], "is not in the report"), (["Evening buses"], "title")])
def test_words_that_are_not_there_or_are_its_title_are_refused(inside, published, phrases, words):
    section = report_of(published).sections.get(template_section__kind="text")
    assert section.text == TEXT
    with pytest.raises(ValidationError, match=words):
        redact(inside, published, phrases=phrases)


def test_pages_of_an_uploaded_pdf_are_deleted_from_the_file(inside, published):
    row = report_of(published).appendices.get()
    before = row.file
    said = {"because": "A name was on it.", "by": inside.users["clerk"]}
    for pages, words in (({3}, "pages 1 to 2"), ({0}, "pages 1 to 2"), ({1, 2}, "every page")):
        with pytest.raises(ValidationError, match=words):
            redacting.redact_pages(published, f"appendix:{row.pk}", pages=pages, **said)
    redacting.redact_pages(published, f"appendix:{row.pk}", pages={2}, **said)
    row.refresh_from_db()
    data = uploads.read(row.file)
    assert "Open words" in words_of(data)
    assert "Canary" not in words_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert b"Canary words" not in b"".join(streams)
    before.refresh_from_db()
    assert before.purged_at
    published.refresh_from_db()
    assert "Canary words" not in printed(published)
    assert editions.broken_seals() == []


def sent_file(data: bytes, words="Canary words", **more) -> dict:
    file = SimpleUploadedFile("redacted.pdf", data)
    return {"how": "file", "words": words, "file": file, "looked": "on", "because": "A name was on it.", **more}


@pytest.mark.parametrize(
    "sent, said",
    [
        (sent_file(paged("Open words", "CANARY   words")), "still in the new file"),
        (sent_file(paged("Open words", "a canarywords b")), "still in the new file"),
        (sent_file(paged("Open words"), ""), "words that must not be in the new file"),
        (sent_file(paged("Open words", bookmark="Of Canary words")), "still in the new file"),
        (sent_file(paged("Open words", picture=True)), "page 2 is a picture"),
        (sent_file(paged("Open words, as a scanner read them", behind=590)), "page 1 is a picture"),
        (sent_file(paged("Open words"), "Canery words"), "is not in the published file"),
        (sent_file(b"", file=""), "Choose the redacted PDF"),
        (sent_file(b"", file=SimpleUploadedFile("a.txt", b"words")), "Choose a PDF"),
        (sent_file(paged("Open words"), looked=""), "confirm that none shows"),
        ({"how": "pages", "because": "Why"}, "Enter the numbers of pages"),
    ],
)
def test_a_file_in_which_the_words_may_still_be_is_refused(inside, published, sent, said):
    row = report_of(published).appendices.get()
    path = f"/manage/meetings/{published.pk}/papers/appendix-{row.pk}/redaction/"
    answer = inside.client("clerk").post(path, sent)
    assert answer.status_code == 422 and said in answer.content.decode()


def test_a_redacted_pdf_takes_the_place_of_the_published_one(inside, published, django_capture_on_commit_callbacks):
    row = report_of(published).appendices.get()
    before = row.file
    path = f"/manage/meetings/{published.pk}/papers/appendix-{row.pk}/redaction/"
    sent = sent_file(paged("Open words", "What is left"))
    with django_capture_on_commit_callbacks(execute=True):
        assert inside.client("clerk").post(path, sent).status_code == 302
    with inside.inside():
        row.refresh_from_db()
        assert words_of(uploads.read(row.file)) == "Open words What is left"
        before.refresh_from_db()
        assert before.purged_at and not default_storage.exists(before.key)
        published.refresh_from_db()
        assert (published.agenda_edition.number, published.agenda_edition.reason) == (2, "redaction")
        assert editions.broken_seals() == []


@pytest.mark.parametrize(
    "sent", [{}, {"words": "x", "because": ""}, {"words": " ", "because": "Why"}, {"words": "Nobody", "because": "x"}]
)
def test_the_form_asks_for_words_that_are_there_and_a_reason(inside, published, sent):
    report = report_of(published)
    path = f"/manage/meetings/{published.pk}/papers/report-{report.pk}/redaction/"
    assert inside.client("clerk").post(path, sent).status_code == 422


def test_an_officer_deletes_words_on_the_page(inside, published):
    report = report_of(published)
    path = f"/manage/meetings/{published.pk}/papers/report-{report.pk}/redaction/"
    assert inside.client("county").get(path).status_code == 403
    client = inside.client("clerk")
    assert client.get(path).status_code == 200
    assert client.post(path, {"words": "\n".join(PHRASES), "because": "A name."}).status_code == 302
    assert b"Mill Lane" not in inside.client().get(f"/meetings/{published.pk}/papers/report-{report.pk}/").content


@pytest.mark.parametrize("pages", ["", "x", "1-2", "99999", "-1"])
def test_pages_that_are_no_numbers_are_refused(inside, published, pages):
    row = report_of(published).appendices.get()
    path = f"/manage/meetings/{published.pk}/papers/appendix-{row.pk}/redaction/"
    assert inside.client("clerk").post(path, {"how": "pages", "pages": pages, "because": "Why"}).status_code == 422
