import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from boards import attaching, reporting
from boards.documents import report_document
from boards.models import Appendix, Report
from foundation import officepages
from foundation.models import File
from tests.boards.drafts import a_pdf, a_picture, a_report

COUNT: dict[str, int] = {}


@pytest.fixture
def report(inside):
    return a_report(inside)


@pytest.fixture
def place(report):
    return f"/manage/reports/{report.pk}/appendices/"


def a_word_file() -> SimpleUploadedFile:
    document, written = docx.Document(), io.BytesIO()
    document.add_paragraph("Costs are low.")
    document.save(written)
    return SimpleUploadedFile("costs.docx", written.getvalue())


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_b9_appendices_are_lettered_titled_and_ordered(inside, report, place):
    clerk = inside.client("clerk")
    for title in ("Structure", "Draft priorities", "Working structure"):
        assert clerk.post(place, {"file": a_pdf(), "title": title}).status_code == 302
    last = report.appendices.get(title="Working structure")
    clerk.post(f"{place}order/", {"item": last.pk, "place": "0"})
    assert [str(row) for row in report.appendices.all()] == [
        "Appendix A: Working structure", "Appendix B: Structure", "Appendix C: Draft priorities",
    ]  # fmt: skip
    clerk.post(f"{place}{last.pk}/removal/")
    assert [row.letter for row in report.appendices.all()] == ["A", "B"]


def test_after_z_comes_aa():
    assert [Appendix(position=n).letter for n in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]


def test_an_appendix_stands_in_the_document_with_its_kind_size_and_pages(inside, report, place):
    inside.client("clerk").post(place, {"file": a_pdf("map of wards.pdf"), "title": "Map"})
    shown = report_document(Report.objects.get(pk=report.pk))["appendices"][0]
    assert (shown["letter"], shown["title"], shown["name"], shown["pages"]) == ("A", "Map", "map of wards.pdf", 1)
    assert shown["content_type"] == "application/pdf"


def test_a_picture_needs_words_before_the_report_is_complete(inside, place):
    report = a_report(inside, complete=True, meeting=Report.objects.first().item.meeting, title="Another")
    clerk, place = inside.client("clerk"), f"/manage/reports/{report.pk}/appendices/"
    clerk.post(place, {"file": a_picture(), "title": "Map"})
    lacking = "Appendix A needs a description for people who cannot see it"
    assert reporting.missing(Report.objects.get(pk=report.pk)) == [lacking]
    row = report.appendices.get()
    clerk.post(f"{place}{row.pk}/", {"title": "Map", "alternative": "The route runs along the river."})
    assert reporting.missing(Report.objects.get(pk=report.pk)) == []
    assert report.appendices.get().file == row.file


def test_another_file_can_take_its_place(inside, report, place):
    clerk = inside.client("clerk")
    clerk.post(place, {"file": a_pdf(), "title": "Map"})
    row = report.appendices.get()
    clerk.post(f"{place}{row.pk}/", {"title": "Map", "file": a_picture(), "alternative": "A map"})
    changed = report.appendices.get()
    assert (changed.pk, changed.file.content_type) == (row.pk, "image/png")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "The file is empty"),
        ("virus.exe", b"MZ\x90\x00" + b"\x00" * 64, "There is a problem"),
        ("page.html", b"<html><script>alert(1)</script></html>", "There is a problem"),
        ("plan.png", b"%PDF-1.7 not a picture", "There is a problem"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "There is a problem"),
    ],
)
def test_a_bad_file_is_named_and_nothing_else_is_lost(inside, report, place, name, content, words):
    sent = {"file": SimpleUploadedFile(name, content), "title": "The long title I typed", "alternative": "My words"}
    page = inside.client("clerk").post(place, sent).content.decode()
    assert words in page
    assert "The long title I typed" in page and "My words" in page
    assert not report.appendices.exists()


def test_a_file_that_is_too_large_is_refused_in_words(inside, report, place, settings):
    settings.UPLOAD_LIMIT_BYTES = 1024**2
    large = SimpleUploadedFile("large.txt", b"a" * (1024**2 + 1))
    page = inside.client("clerk").post(place, {"file": large, "title": "Large"}).content.decode()
    assert "must be smaller than 1 MB" in page
    assert not report.appendices.exists()


def test_a_file_and_a_title_are_asked_for(inside, report, place):
    page = inside.client("clerk").post(place, {"title": ""}).content.decode()
    assert "Choose a file" in page and "Enter the title" in page


def test_sending_twice_attaches_once(inside, short_wait, report, place):
    clerk = inside.client("clerk")
    for _ in range(2):
        clerk.post(place, {"file": a_pdf(), "title": "Map", "sending": "54b0c7d8-0f0b-4a26-9b4e-4f2b4b5f4a01"})
    assert report.appendices.count() == 1


def test_a_closed_file_is_served_to_officers_alone_with_safe_headers(inside, elsewhere, report, place):
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    address = report.appendices.get().file.get_absolute_url()
    answer = inside.client("clerk").get(address)
    assert body(answer).startswith(b"%PDF-")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    for stranger in (inside.client(), inside.client("resident"), elsewhere.client("clerk"), elsewhere.client()):
        assert stranger.get(address).status_code == 404


def test_an_open_file_is_served_to_everyone_here_and_nobody_elsewhere(inside, elsewhere, report, place):
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    file = report.appendices.get().file
    file.opened_at = timezone.now()
    file.save()
    assert body(inside.client().get(file.get_absolute_url())).startswith(b"%PDF-")
    assert elsewhere.client().get(file.get_absolute_url()).status_code == 404


def test_a_file_that_does_not_exist_is_not_found(inside):
    assert inside.client().get("/files/999999/map.pdf").status_code == 404


def test_a_purged_file_says_that_it_was_withdrawn(inside, report, place):
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    file = report.appendices.get().file
    file.opened_at = file.purged_at = timezone.now()
    file.save()
    assert inside.client().get(file.get_absolute_url()).status_code == 410


def test_files_of_one_report_are_not_served_through_another(inside, report, place):
    other = a_report(inside, meeting=report.item.meeting, title="Other")
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    file = report.appendices.get().file
    assert body(inside.client("clerk").get(f"/manage/reports/{report.pk}/files/{file.pk}/"))
    assert inside.client("clerk").get(f"/manage/reports/{other.pk}/files/{file.pk}/").status_code == 404


def test_an_office_file_is_asked_to_become_pages_once_it_is_kept(
    inside, report, place, django_capture_on_commit_callbacks, work_off
):
    with django_capture_on_commit_callbacks(execute=True):
        inside.client("clerk").post(place, {"file": a_word_file(), "title": "Costs"})
    assert "boards.make_pages" in work_off()
    assert attaching.is_office(report.appendices.get().file)


def test_pages_are_made_once_where_the_machine_can(inside, report, place):
    inside.client("clerk").post(place, {"file": a_word_file(), "title": "Costs"})
    row = report.appendices.get()
    made = attaching.make_pages(row.pk)
    assert (made is not None) == officepages.is_available()
    assert attaching.make_pages(row.pk) is None
    if made:
        assert (made.content_type, made.pages, made.root) == ("application/pdf", 1, row.file.root)


def test_pages_of_what_is_gone_or_no_office_file_are_not_made(inside, report, place):
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    assert attaching.make_pages(report.appendices.get().pk) is None
    assert attaching.make_pages(999_999) is None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_few_queries(inside, report, place, rows, django_assert_max_num_queries):
    clerk = inside.client("clerk")
    clerk.post(place, {"file": a_pdf(), "title": "Map"})
    file = File.objects.get(pk=report.appendices.get().file_id)
    for n in range(2, rows + 1):
        Appendix.objects.create(board=inside.board, report=report, position=n, title=str(n), file=file)
    with django_assert_max_num_queries(20) as asked:
        assert clerk.get(place).status_code == 200
    assert COUNT.setdefault("list", len(asked)) == len(asked)


def test_an_appendix_of_another_report_is_not_found(inside, report, place):
    other = a_report(inside, meeting=report.item.meeting, title="Other")
    inside.client("clerk").post(place, {"file": a_pdf(), "title": "Map"})
    row = report.appendices.get()
    address = f"/manage/reports/{other.pk}/appendices/{row.pk}/"
    assert inside.client("clerk").get(address).status_code == 404
    assert inside.client("clerk").post(f"{address}removal/").status_code == 404
