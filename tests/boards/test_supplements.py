"""After publication: late papers as dated supplements, corrections, and withdrawal of what was a mistake."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pikepdf import Pdf

from boards import checking, tasks, withdrawing
from boards.models import AgendaItem, LegalStatus, Meeting
from boards.rendering import PDFS, slug
from foundation import editions
from foundation.models import EditionPart, File, Rendering
from tests.boards.papers import appendix, drafted, item, publish, refusals, report
from tests.boards.prints import words_of

CANARY = "The canary sang in a paragraph"


@pytest.fixture
def published(inside):
    """A meeting with a published agenda: one report that must be withdrawn, and its appendix."""
    meeting = drafted(inside, items=3, with_report=False)
    mistake = report(inside, AgendaItem.objects.get(meeting=meeting, position=2), "A mistake", f"<p>{CANARY}.</p>")
    appendix(inside, mistake)
    publish(inside, meeting)
    return meeting


def page(cast, meeting, end: str = "") -> str:
    return cast.client().get(f"/meetings/{meeting.pk}/{end}").content.decode()


def papers(meeting) -> dict[str, str]:
    return {part.kind: slug(part.key) for part in EditionPart.objects.filter(edition__series=meeting.agenda_series)}


def withdraw(cast, meeting, kind: str = "report"):
    part = EditionPart.objects.filter(edition=meeting.agenda_edition_id, kind=kind).first()
    edition = withdrawing.withdraw_paper(
        meeting, part.key, by=cast.users["clerk"], because="It named a private person.", ground="personal"
    )
    meeting.refresh_from_db()
    return edition


def test_a_supplement_is_dated_named_and_holds_everything(inside, published):
    report(inside, AgendaItem.objects.get(meeting=published, position=3), "A late report", "<p>Late words.</p>")
    edition = publish(inside, published, reason="supplement", note="The report on item 3.")
    assert (edition.number, edition.reason) == (2, "supplement")
    assert edition.parts.filter(kind="report").count() == 2
    words = page(inside, published)
    today = timezone.localtime().strftime("%-d %B %Y")
    assert "Supplement" in words and today in words and "A late report (added)" in words
    assert "The report on item 3." in words and "/agenda/1/" in words


def test_a_correction_says_what_changed(inside, published):
    changed = AgendaItem.objects.get(meeting=published, position=3)
    changed.lead = "Somebody else"
    changed.save()
    publish(inside, published, reason="correction", note="Item 3 is led by somebody else.")
    words = page(inside, published)
    assert "Correction" in words and "Evening buses 3 (changed)" in words


def test_items_that_only_move_are_not_called_changed(inside, published):
    before = item(inside, published, "Put in before", 90)
    rows = list(AgendaItem.objects.filter(meeting=published).order_by("position"))
    for place, row in enumerate([before, *rows[:-1]], start=1):
        row.position = place
        row.save()
    publish(inside, published, reason="supplement", note="An item.")
    words = page(inside, published)
    assert "Put in before (added)" in words and "(changed)" not in words


def test_a_late_supplement_of_a_statutory_board_needs_the_chairs_reason(inside):
    inside.board.legal_status = LegalStatus.AREA
    inside.board.save()
    try:
        meeting = drafted(inside, items=3, starts_at=timezone.now() + datetime.timedelta(days=2))
        said = dict.fromkeys(AgendaItem.objects.values_list("pk", flat=True), ("Flood", "The chair"))
        rules = set(refusals(inside, meeting, circumstances=said))
        assert rules == {"invitations"}
        inside.board.legal_status = LegalStatus.INFORMAL
        inside.board.save()
        publish(inside, meeting)
        inside.board.legal_status = LegalStatus.AREA
        inside.board.save()
        late = item(inside, meeting, "A late item", 9)
        refused = refusals(inside, meeting, reason="supplement")
        assert refused.count("circumstances") == 1
        refused = refusals(inside, meeting, reason="supplement", circumstances={late.pk: ("Flood", "The chair")})
        assert "circumstances" not in refused
    finally:
        inside.board.legal_status = LegalStatus.INFORMAL


def test_a_withdrawn_paper_is_gone_everywhere_and_a_notice_stays(inside, published):
    assert CANARY in page(inside, published, f"papers/{papers(published)['report']}/")
    with inside.inside():
        withdraw(inside, published)
        kept = EditionPart.objects.filter(edition__series=published.agenda_series)
        assert not [part for part in kept if CANARY in str(part.content)]
    for end in ("", "agenda/1/", "agenda/2/", f"papers/{papers_after(inside, published)}/"):
        words = page(inside, published, end)
        assert CANARY not in words and "It named a private person." in words, end
    gone = inside.client().get(f"/meetings/{published.pk}/papers/{papers_after(inside, published)}/")
    assert gone.status_code == 410


def papers_after(cast, meeting) -> str:
    with cast.inside():
        return papers(meeting)["report"]


def test_its_files_and_prints_are_purged_and_made_again_without_it(
    inside, published, django_capture_on_commit_callbacks
):
    tasks.build_pack(partnership_id=published.partnership_id, edition_id=published.agenda_edition_id)
    attached = File.objects.get(pk=EditionPart.objects.get(kind="appendix").content["file_id"])
    printed = Rendering.objects.get(edition=published.agenda_edition_id, kind="pack").file
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(inside, published)
    for file in (attached, printed):
        file.refresh_from_db()
        assert file.purged_at and not default_storage.exists(file.key)
    assert inside.client().get(f"/meetings/{published.pk}/pack.pdf").status_code == 404
    with inside.inside():
        tasks.build_pack(partnership_id=published.partnership_id, edition_id=published.agenda_edition_id)
        made = Rendering.objects.get(edition=published.agenda_edition_id, kind="pack")
        assert not [key for key in made.data["parts"] if key.startswith(("report", "appendix"))]


def test_the_register_still_verifies_after_a_withdrawal(inside, published):
    withdraw(inside, published)
    assert editions.broken_seals() == []


def test_an_appendix_can_be_withdrawn_alone(inside, published):
    withdraw(inside, published, "appendix")
    words = page(inside, published, f"papers/{papers_after(inside, published)}/")
    assert CANARY in words and "Map of stops” was withdrawn" in words and "It named a private person." in words


@pytest.mark.parametrize("kind", ["report", "appendix"])
def test_after_a_withdrawal_nothing_is_left_to_publish_and_the_notice_lasts(inside, published, kind):
    withdraw(inside, published, kind)
    assert checking.prepare(published).changes == []
    item(inside, published, "Another item", 9)
    publish(inside, published, reason="supplement", note="An item.")
    noticed = EditionPart.objects.filter(edition=published.agenda_edition_id, content__has_key="withdrawn")
    assert [row["because"] for part in noticed for row in part.content["withdrawn"]] == ["It named a private person."]


def test_withdrawn_twice_is_one_withdrawal(inside, published):
    key = EditionPart.objects.get(kind="report", edition=published.agenda_edition_id).key
    first = withdrawing.withdraw_paper(
        published, key, by=inside.users["clerk"], because="A mistake.", ground="personal"
    )
    assert (
        withdrawing.withdraw_paper(published, key, by=inside.users["clerk"], because="Again.", ground="personal")
        == first
    )


def test_a_print_under_way_when_a_paper_is_withdrawn_is_thrown_away(inside, published):
    old = published.agenda_edition_id
    withdraw(inside, published)
    tasks.build_pack(partnership_id=published.partnership_id, edition_id=old)
    assert not Rendering.objects.filter(edition=old, kind__in=PDFS).exists()


def test_a_supplement_after_a_withdrawal_keeps_the_paper_out(inside, published):
    withdraw(inside, published)
    item(inside, published, "Another item", 9)
    edition = publish(inside, published, reason="supplement", note="An item.")
    assert not edition.parts.filter(kind="report").exists()
    assert "It named a private person." in page(inside, published)


def test_the_right_paper_takes_the_place_of_the_one_that_was_withdrawn(inside, published):
    withdraw(inside, published)
    right = AgendaItem.objects.get(meeting=published, position=2)
    assert not right.recommendations.exists()
    report(inside, right, "The right report", "<p>Right words.</p>")
    publish(inside, published, reason="supplement", note="The right report.")
    words = page(inside, published)
    assert "The right report" in words and "It named a private person." in words


def test_the_clerk_withdraws_with_a_reason_and_nobody_else(inside, elsewhere, published):
    name = papers(published)["report"]
    address = f"/manage/meetings/{published.pk}/papers/{name}/withdrawal/"
    assert inside.client("chair").post(address, {"because": "x", "ground": "closed"}).status_code == 403
    assert elsewhere.client("clerk").post(address, {"because": "x", "ground": "closed"}).status_code == 404
    assert inside.client().post(address, {"because": "x", "ground": "closed"}).status_code == 302
    client = inside.client("clerk")
    assert "cannot be undone" in client.get(address).content.decode()
    assert client.post(address, {"because": "", "ground": "closed"}).status_code == 422
    sent = client.post(address, {"because": "It was the wrong file.", "ground": "personal"})
    assert sent.status_code == 302
    assert "It was the wrong file." in page(inside, published)
    assert client.get(sent.url).status_code == 200
    again = client.post(address, {"because": "From another tab.", "ground": "closed"}, follow=True)
    assert "was withdrawn already. It was the wrong file." in again.content.decode()


def test_what_is_no_paper_cannot_be_withdrawn(inside, published):
    client = inside.client("clerk")
    for name in ("front", "item-1", "report-999999"):
        assert client.get(f"/manage/meetings/{published.pk}/papers/{name}/withdrawal/").status_code == 404


def test_a_supplement_has_letters_and_every_other_paper_keeps_its_pages(inside, published):
    def built():
        meeting = Meeting.objects.get(pk=published.pk)
        tasks.build_pack(partnership_id=meeting.partnership_id, edition_id=meeting.agenda_edition_id)
        return Rendering.objects.get(edition=meeting.agenda_edition_id, kind="pack")

    first = built()
    late = AgendaItem.objects.get(meeting=published, position=1)
    key = f"report:{report(inside, late, 'A late report').pk}"
    publish(inside, published, reason="supplement", note="It was late.")
    with inside.inside():
        second = built()
        kept = {name: pages for name, pages in first.data["parts"].items() if name not in ("front", "agenda")}
        assert kept and {name: second.data["parts"][name] for name in kept} == kept
        number = second.data["parts"][key][0]
        assert isinstance(number, str) and number.endswith("A")
        with default_storage.open(second.file.key) as made, Pdf.open(made) as pdf:
            assert "/PageLabels" in pdf.Root
            made.seek(0)
            printed = " ".join(words_of(made.read()).split())
    assert f"Report under item 1: A late report (added) page {number}" in printed
    words = page(inside, published)
    assert f"A late report (added, pack page {number}" in " ".join(words.split())
    assert f"pack page {number}" in words
