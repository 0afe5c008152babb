"""The PDFs of an agenda: made beside the publication, in steps that show, whatever becomes of broker or renderer."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from boards import agreeing, clock
from boards.models import AgendaAgreement, AgendaItem, Report
from boards.printing import KeptParts
from boards.rendering import DRAFT_PACK, subject
from foundation import mail
from foundation.models import Message, Rendering
from foundation.pdf import working
from portal.celery import app
from tests.boards.papers import drafted, publish, report, with_appendix
from tests.boards.prints import build, print_of, read, words_of

OFFICER_QUERIES = 20


SAVEPOINT = 2


@pytest.fixture
def published(inside):
    """A meeting whose PDFs are asked for and not made.

    The storage keeps files of earlier tests, which the database forgets: nothing of them may be found.
    """
    meeting = with_appendix(inside)
    KeptParts(meeting.partnership_id, f"meeting-{meeting.pk}").forget()
    return meeting


def forget_the_broker():
    """Let the next message open a connection of its own."""
    app.amqp._producer_pool = None
    app._pool = None


@pytest.fixture
def no_broker(monkeypatch):
    """Point the portal at a broker that is not there."""
    forget_the_broker()
    monkeypatch.setitem(app.conf.changes, "broker_url", "redis://127.0.0.1:1/0")
    yield
    monkeypatch.undo()
    forget_the_broker()


def test_only_what_changed_is_rendered_again(inside, published):
    build(published)
    folder = f"{published.partnership_id}/parts/meeting-{published.pk}"
    before = set(default_storage.listdir(folder)[1])
    other = AgendaItem.objects.get(meeting=published, position=3)
    report(inside, other, "A second report", "<p>New words.</p>")
    publish(inside, published, reason="supplement", note="A second report.")
    build(published)
    after = set(default_storage.listdir(folder)[1])
    assert before & after and len(after - before) < len(after)


def test_while_it_is_missing_its_address_says_so_in_words(inside, published):
    for name in ("pack.pdf", "agenda.pdf"):
        answer = inside.client().get(f"/meetings/{published.pk}/{name}")
        assert answer.status_code == 404 and "being made" in answer.content.decode()


def test_published_with_the_broker_down_and_picked_up_by_the_clock(
    inside, no_broker, monkeypatch, django_capture_on_commit_callbacks, work_off
):
    meeting = drafted(inside)
    with django_capture_on_commit_callbacks(execute=True):
        publish(inside, meeting)
    assert inside.client().get(f"/meetings/{meeting.pk}/").status_code == 200
    with inside.inside():
        assert print_of(meeting).started_at is None
        Rendering.objects.filter(edition=meeting.agenda_edition_id).update(
            asked_at=timezone.now() - datetime.timedelta(minutes=2)
        )
    monkeypatch.undo()
    forget_the_broker()
    with django_capture_on_commit_callbacks(execute=True):
        clock.owed()
    assert "boards.build_pack" in work_off()
    assert read(inside.client().get(f"/meetings/{meeting.pk}/pack.pdf")).startswith(b"%PDF")


def test_work_that_fell_silent_is_taken_up_again(inside, published):
    long_ago = timezone.now() - datetime.timedelta(minutes=30)
    Rendering.objects.filter(edition=published.agenda_edition_id).update(started_at=long_ago, alive_at=long_ago)
    build(published)
    assert print_of(published).done_at


def test_work_in_other_hands_is_left_alone(inside, published):
    now = timezone.now()
    Rendering.objects.filter(edition=published.agenda_edition_id).update(started_at=now, alive_at=now)
    build(published)
    assert print_of(published).done_at is None


def test_a_pdf_that_fails_says_why_and_can_be_tried_again(
    inside, published, monkeypatch, django_capture_on_commit_callbacks, work_off
):
    monkeypatch.setattr(working, "LONGEST", 0)  # the renderer is stopped at once
    build(published)
    monkeypatch.undo()
    assert print_of(published).failed_at
    client, address = inside.client("clerk"), f"/manage/meetings/{published.pk}/pack/"
    page = client.get(address).content.decode()
    assert "could not be made" in page and "stopped before the document was finished" in page and "Try again" in page
    assert inside.client().get(f"/meetings/{published.pk}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{address}retry/").status_code == 302
    assert "boards.build_pack" in work_off()
    assert read(inside.client().get(f"/meetings/{published.pk}/pack.pdf")).startswith(b"%PDF")


def test_progress_is_shown_and_asked_for_again_until_all_is_there(inside, published):
    Rendering.objects.filter(edition=published.agenda_edition_id, kind="pack").update(
        started_at=timezone.now(), step="Setting paper 2 of 4", steps_done=1, steps=5
    )
    client, address = inside.client("clerk"), f"/manage/meetings/{published.pk}/pack/"
    fragment = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "Setting paper 2 of 4" in fragment and "hx-get" in fragment and "<html" not in fragment
    with inside.inside():
        Rendering.objects.filter(edition=published.agenda_edition_id, kind="pack").update(started_at=None)
        build(published)
    assert "hx-get" not in client.get(address).content.decode()


def test_who_may_see_how_far_the_pack_is(inside, elsewhere, published, django_assert_max_num_queries):
    address = f"/manage/meetings/{published.pk}/pack/"
    client = inside.client("clerk")
    with django_assert_max_num_queries(OFFICER_QUERIES + SAVEPOINT):
        assert client.get(address).status_code == 200
    assert inside.client().get(address).status_code == 302
    assert inside.client("county").get(address).status_code == 403
    assert elsewhere.client("clerk").get(address).status_code == 404
    assert inside.client("county").post(f"{address}retry/").status_code == 403


def ask(cast, meeting, work_off, capture) -> None:
    with capture(execute=True):
        cast.client("clerk").post(f"/manage/meetings/{meeting.pk}/draft-pack/request/")
    work_off()


def test_the_chair_reads_a_watermarked_draft_and_agrees(inside, django_capture_on_commit_callbacks, work_off):
    meeting = drafted(inside)
    ask(inside, meeting, work_off, django_capture_on_commit_callbacks)
    address = f"/manage/meetings/{meeting.pk}/draft-pack"
    chair = inside.client("chair")
    answer = chair.get(f"{address}.pdf")
    assert "DRAFT" in words_of(read(answer)).replace(" ", "") and "no-store" in answer["Cache-Control"]
    assert chair.post(f"{address}/", {"answer": "agreed"}).status_code == 302
    with inside.inside():
        said = AgendaAgreement.objects.get(meeting=meeting)
        assert said.answer == "agreed" and said.answered_by == inside.users["chair"]
    assert (
        "Agreed by Chair" in inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/publication/").content.decode()
    )


def test_the_chair_is_told_by_mail_once(inside, django_capture_on_commit_callbacks, work_off):
    meeting = drafted(inside)
    ask(inside, meeting, work_off, django_capture_on_commit_callbacks)
    with inside.inside(mail.CLEARED, "draft:board:*"):
        agreeing.tell_chairs(Rendering.objects.get(kind=DRAFT_PACK, subject=subject(meeting)))
        posted = Message.objects.get(template="agenda_to_agree", about=subject(meeting))
    assert posted.to_address == inside.people["chair"].email
    assert f"/manage/meetings/{meeting.pk}/draft-pack/" in posted.body_text.splitlines()[0]


def test_a_change_must_be_said_and_reaches_the_clerk(inside, django_capture_on_commit_callbacks, work_off):
    meeting = drafted(inside)
    ask(inside, meeting, work_off, django_capture_on_commit_callbacks)
    chair, address = inside.client("chair"), f"/manage/meetings/{meeting.pk}/draft-pack/"
    refused = chair.post(address, {"answer": "change", "note": " "})
    assert refused.status_code == 422 and "Say what to change" in refused.content.decode()
    chair.post(address, {"answer": "change", "note": "Put the buses first."})
    assert "Put the buses first." in inside.client("clerk").get(address).content.decode()


def test_only_the_chair_answers_and_no_outsider_reads_the_draft(
    inside, elsewhere, django_capture_on_commit_callbacks, work_off
):
    meeting = drafted(inside)
    ask(inside, meeting, work_off, django_capture_on_commit_callbacks)
    address = f"/manage/meetings/{meeting.pk}/draft-pack"
    assert inside.client("clerk").post(f"{address}/", {"answer": "agreed"}).status_code == 403
    for end in ("/", ".pdf"):
        assert inside.client("county").get(address + end).status_code == 404
        assert inside.client().get(address + end).status_code == 302
        assert elsewhere.client("clerk").get(address + end).status_code == 404
    with inside.inside():
        Rendering.objects.get(kind=DRAFT_PACK, subject=subject(meeting))
    with inside.inside("draft:board:0"):
        assert not Rendering.objects.filter(kind=DRAFT_PACK).exists()


def test_asked_twice_while_it_is_made_there_is_one_draft(inside):
    meeting = drafted(inside)
    first = agreeing.ask_chair(meeting, by=inside.users["clerk"])
    assert agreeing.ask_chair(meeting, by=inside.users["clerk"]) == first


def test_pages_of_the_pack_are_named_on_the_page_and_in_the_contents(inside, published):
    assert "is being made" in inside.client().get(f"/meetings/{published.pk}/").content.decode()
    with inside.inside():
        build(published)
        first, last = print_of(published).data["parts"][f"report:{Report.objects.get(item__meeting=published).pk}"]
        words = f"page {first}" if first == last else f"pages {first} to {last}"
    page = inside.client().get(f"/meetings/{published.pk}/").content.decode()
    assert f"pack {words}" in page and "is being made" not in page
    assert words in words_of(read(inside.client().get(f"/meetings/{published.pk}/pack.pdf")))
