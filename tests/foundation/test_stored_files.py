"""A stored file has a random name, and is served, kept and withdrawn by who may read it."""

import secrets

import pytest
from django.test import RequestFactory

from foundation import tenancy, uploads
from foundation.inspection.kinds import KINDS
from foundation.models import File, Partnership
from foundation.uploads import inspect
from tests.foundation.upload_files import a_pdf


@pytest.fixture
def partnership():
    return Partnership.objects.create(slug=f"uploads-{secrets.token_hex(4)}", name="P", short_name="P")


@pytest.fixture
def served():
    """Serve and close the files that were opened; closing the whole response would end the test's connection."""
    sent = []
    yield lambda *args, **kwargs: sent.append(uploads.serve(*args, **kwargs)) or sent[-1]
    for response in sent:
        for close in response._resource_closers:
            close()


@pytest.fixture
def stored(partnership):
    with tenancy.tenant(partnership.pk, ["draft:board:3"]):
        yield uploads.store(inspect(a_pdf(), "Café “plan”.pdf"), root="board:3", by=None)


@pytest.mark.django_db
def test_a_stored_file_has_a_random_name_and_keeps_its_own_in_the_record(stored, settings):
    assert stored.name == "Café “plan”.pdf"
    assert "plan" not in stored.key and "pdf" not in stored.key
    assert (settings.MEDIA_ROOT / stored.key).read_bytes() == uploads.read(stored)
    assert stored.size == len(uploads.read(stored))
    assert File.objects.get(pk=stored.pk).opened_at is None


@pytest.mark.django_db
def test_a_closed_file_is_served_so_that_nobody_keeps_it(stored, served):
    response = served(stored)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"Cafe plan.pdf\"; filename*=UTF-8''Caf%C3%A9%20%E2%80%9Cplan%E2%80%9D.pdf"
    )
    assert b"".join(response) == uploads.read(stored)


@pytest.mark.django_db
def test_only_pdfs_and_pictures_are_shown_in_the_page(stored, served):
    assert served(stored, inline=True)["Content-Disposition"].startswith("inline;")
    stored.content_type = KINDS["docx"].content_type
    assert served(stored, inline=True)["Content-Disposition"].startswith("attachment;")
    stored.content_type = "text/html"
    assert served(stored, inline=True)["Content-Type"] == "application/octet-stream"


@pytest.mark.django_db
def test_an_open_file_is_not_sent_twice_to_a_reader_who_has_it(stored, served):
    stored.opened_at = stored.uploaded_at
    again = RequestFactory().get("/", headers={"if-none-match": f'"{stored.sha256}"'})
    assert served(stored, request=again).status_code == 304
    assert served(stored, request=RequestFactory().get("/")).status_code == 200


@pytest.mark.django_db
def test_a_withdrawn_file_is_gone_and_says_so_once_that_is_committed(
    stored, served, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        uploads.purge(stored)
        assert (settings.MEDIA_ROOT / stored.key).exists()  # what is rolled back loses no paper
    assert not (settings.MEDIA_ROOT / stored.key).exists()
    assert served(stored).status_code == 410
