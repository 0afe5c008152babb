"""Files from before uploads were stripped are stripped as they would be today, each once (R37)."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from boards import cleaning, retaining
from foundation import editions, tenancy, uploads
from foundation.mail import CLEARED
from foundation.models import EditionPart, File, Message
from tests.boards.prints import words_of
from tests.boards.test_redacting import paged, report_of
from tests.boards.test_redacting import set_stage as set_stage
from tests.foundation.test_stripping import sheets, unpacked, word_file


@pytest.fixture
def published(made):
    return made


def kept_long_ago(file: File, data: bytes) -> File:
    """Let a file be what it was before uploads were stripped."""
    key = default_storage.save(file.key, ContentFile(data))
    File.objects.filter(pk=file.pk).update(key=key, size=len(data), left=[], cleaned_at=None)
    return File.objects.get(pk=file.pk)


def told() -> str:
    tenancy.clear(CLEARED)
    return "".join(Message.objects.filter(template="files_not_clean").values_list("body_text", flat=True))


def test_what_was_published_before_files_were_cleaned_is_published_clean_once(inside, published):
    row, clerk = report_of(published).appendices.get(), inside.users["clerk"]
    with pikepdf.open(io.BytesIO(paged("Open words"))) as pdf:
        pdf.docinfo["/Author"], out = "canaryauthor", io.BytesIO()
        pdf.save(out)
    before = kept_long_ago(row.file, out.getvalue())
    hold = retaining.place_hold(inside.board, meeting=None, reason="A claim", by=clerk)
    for _ in range(2):
        assert cleaning.ask_for_owed() == 1
        cleaning.clean_published(published.pk)
    assert told().count("Lift the hold first") == 1
    retaining.lift_hold(hold, because="Settled", by=clerk)
    for _ in range(2):
        cleaning.clean_published(published.pk)
        assert cleaning.ask_for_owed() == 0
    for each in (row, before, published):
        each.refresh_from_db()
    assert (published.agenda_edition.number, published.agenda_edition.reason) == (2, "redaction")
    part = EditionPart.objects.get(edition=published.agenda_edition_id, kind="appendix")
    assert part.content["file_id"] == row.file_id != before.pk and before.purged_at
    assert b"canaryauthor" not in uploads.read(row.file) and words_of(uploads.read(row.file)) == "Open words"
    assert inside.client().get(row.file.get_absolute_url()).getvalue() == uploads.read(row.file)
    assert editions.broken_seals() == []


def test_what_no_edition_names_is_cleaned_where_it_lies_and_what_is_left_is_named(inside, published):
    hidden = sheets(' state="hidden"')
    files = []
    for name, data in (("words.docx", word_file()), ("costs.xlsx", hidden)):
        stored = uploads.store(uploads.inspect(data, name), root=inside.board.root, by=None)
        files.append(kept_long_ago(stored, data))
    File.objects.filter(name="costs.xlsx").update(opened_at=published.starts_at)
    assert cleaning.ask_for_owed() == 2
    hold = retaining.place_hold(inside.board, meeting=published, reason="A claim", by=inside.users["clerk"])
    for file in files:
        cleaning.clean_file(file.pk)
    assert cleaning.ask_for_owed() == 2  # nothing is changed while a claim may ask for it
    retaining.lift_hold(hold, because="Settled", by=inside.users["clerk"])
    for file in files:
        cleaning.clean_file(file.pk)
        file.refresh_from_db()
        assert b"canary" not in b"".join(unpacked(uploads.read(file)).values())
    assert len(uploads.read(files[0])) == files[0].size
    assert "“costs.xlsx”: it has hidden sheets: Costs." in told() and "words.docx" not in told()
    assert cleaning.ask_for_owed() == 0 and published.agenda_edition.number == 1
