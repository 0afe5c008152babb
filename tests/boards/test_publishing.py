"""Publishing an agenda: what is refused, what is warned of, and that it happens once."""

import datetime

import pytest
from django.utils import timezone
from lxml import html

from boards import checking, summoning
from boards.models import AgendaItem, Board, LegalStatus, Meeting, Override, Report, ReportSection
from boards.notice import notice_clock
from foundation import editions
from foundation.models import Act, EditionPart, File
from tests.boards.dates import LONDON, held, planned
from tests.boards.pages import send
from tests.boards.papers import appendix, drafted, item, publish, refusals, report

OFFICER_QUERIES = 20
SAVEPOINT = 2  # of the test in which the request runs


def address(meeting: Meeting, end: str = "publication/") -> str:
    return f"/manage/meetings/{meeting.pk}/{end}"


def statutory(cast) -> Board:
    cast.board.legal_status = LegalStatus.AREA
    cast.board.save()
    return cast.board


def restored(cast):
    """The cast is shared by all tests: put back what one changed in memory."""
    cast.board.legal_status, cast.board.saturdays_count = LegalStatus.INFORMAL, False


@pytest.fixture(autouse=True)
def same_board(inside):
    yield
    restored(inside)


def soon() -> datetime.datetime:
    """Return a moment too near for any notice."""
    return timezone.now() + datetime.timedelta(days=2)


def told(cast, meeting: Meeting) -> None:
    """Tell everybody of the meeting by hand, so that nobody is missing."""
    for summons in summoning.summon(meeting, by=cast.users["clerk"]):
        summoning.tell_by_hand(summons, how="by post", by=cast.users["clerk"])


@pytest.mark.parametrize(
    ("meeting_on", "publish_by"),
    [((2026, 6, 15), (2026, 6, 5)), ((2026, 4, 9), (2026, 3, 30)), ((2027, 1, 4), (2026, 12, 22))],
)
def test_the_clock_of_a_meeting_counts_as_the_standards_do(inside, meeting_on, publish_by):
    starts_at = datetime.datetime(*meeting_on, 18, 30, tzinfo=LONDON)
    clock = notice_clock(planned(inside, starts_at=starts_at))
    assert clock.publish_by == datetime.date(*publish_by)


def test_a_board_whose_saturdays_count_may_publish_later(inside):
    meeting = planned(inside, starts_at=datetime.datetime(2026, 6, 15, 18, 30, tzinfo=LONDON))
    inside.board.saturdays_count = True
    assert notice_clock(meeting).publish_by == datetime.date(2026, 6, 8)


def test_publishing_freezes_the_agenda_announces_the_meeting_and_opens_its_files(inside):
    meeting = drafted(inside)
    attached = appendix(inside, Report.objects.get(item__meeting=meeting))
    edition = publish(inside, meeting)
    parts = list(edition.parts.values_list("kind", "title"))
    assert parts[0][0] == "front" and ("report", "Evening buses: options") in parts
    assert ("appendix", "Appendix A: Map of stops") in parts
    assert meeting.agenda_edition == edition and meeting.announced_at and meeting.agenda_published_at
    assert File.objects.get(pk=attached.file_id).opened_at is not None
    assert editions.broken_seals() == []
    assert Act.objects.filter(verb="published the agenda", target_id=meeting.pk).exists()


def test_a_change_of_the_draft_does_not_change_what_was_published(inside):
    meeting = drafted(inside)
    edition = publish(inside, meeting)
    business = AgendaItem.objects.get(meeting=meeting, position=2)
    business.title = "Something else"
    business.save()
    assert edition.parts.get(key=f"item:{business.pk}").title == "Evening buses 2"


def test_an_agenda_without_items_or_a_place_is_refused(inside):
    meeting = held(inside, announced_at=None, venue=None)
    assert {"items", "venue"} <= set(refusals(inside, meeting))
    assert Meeting.objects.get(pk=meeting.pk).agenda_edition is None


def test_a_cancelled_meeting_and_a_board_that_is_not_public_are_refused(inside):
    meeting = drafted(inside, cancelled_at=timezone.now(), cancelled_because="Snow")
    Board.objects.filter(pk=inside.board.pk).update(live_from=None)
    assert {"meeting", "board"} <= set(refusals(inside, meeting))


def test_a_report_with_an_empty_section_is_refused_and_none_is_an_answer(inside):
    meeting = drafted(inside)
    empty = ReportSection.objects.get(report__item__meeting=meeting, template_section__kind="text")
    empty.text = ""
    empty.save()
    assert refusals(inside, meeting) == ["report"]
    empty.text = "<p>None</p>"
    empty.save()
    assert refusals(inside, meeting) == []


def test_a_report_that_its_author_still_writes_is_refused(inside):
    meeting = drafted(inside)
    Report.objects.filter(item__meeting=meeting).update(author=inside.people["partner"])
    assert refusals(inside, meeting) == ["report"]
    Report.objects.filter(item__meeting=meeting).update(handed_in_at=timezone.now())
    assert refusals(inside, meeting) == []


def test_a_report_that_is_not_complete_may_follow_as_a_supplement(inside):
    meeting = drafted(inside)
    empty = ReportSection.objects.get(report__item__meeting=meeting, template_section__kind="text")
    empty.text = ""
    empty.save()
    edition = publish(inside, meeting, left_out={empty.report_id})
    assert not edition.parts.filter(kind="report").exists()
    assert edition.parts.filter(kind="item", content__to_follow=True).count() == 1


def test_a_late_agenda_of_an_informal_board_is_warned_of_and_the_reason_kept(inside):
    meeting = drafted(inside, starts_at=soon())
    told(inside, meeting)
    assert refusals(inside, meeting, reasons={}) == ["notice"]
    assert refusals(inside, meeting, reasons={"notice": "   "}) == ["notice"]
    publish(inside, meeting, reasons={"notice": "The hall burnt down."})
    kept = Override.objects.get(meeting=meeting, rule="notice")
    assert kept.reason == "The hall burnt down." and kept.by == inside.users["clerk"]


def test_the_same_late_agenda_of_a_statutory_board_is_refused(inside):
    statutory(inside)
    meeting = drafted(inside, starts_at=soon())
    told(inside, meeting)
    assert set(refusals(inside, meeting)) == {"circumstances"}
    assert not Meeting.objects.get(pk=meeting.pk).agenda_edition


def test_late_items_of_a_statutory_board_need_the_chairs_reason_each(inside):
    statutory(inside)
    meeting = drafted(inside, starts_at=soon())
    told(inside, meeting)
    items = list(AgendaItem.objects.filter(meeting=meeting))
    said = {row.pk: ("A court order came yesterday", "Councillor Chair") for row in items}
    assert refusals(inside, meeting, circumstances={items[0].pk: said[items[0].pk]}) == ["circumstances"]
    edition = publish(inside, meeting, circumstances=said)
    assert all(part.content["late_because"] for part in edition.parts.filter(kind="item"))


def test_people_who_were_not_summoned_stop_a_statutory_board_and_warn_an_informal_one(inside):
    meeting = drafted(inside)
    assert refusals(inside, meeting, reasons={}) == ["invitations"]
    statutory(inside)
    assert "invitations" in refusals(inside, meeting)


def test_published_twice_from_one_page_is_one_edition(inside):
    meeting = drafted(inside)
    first, second = publish(inside, meeting, after=0), publish(inside, meeting, after=0)
    assert first == second and first.number == 1


def test_nothing_changed_is_nothing_to_publish(inside):
    meeting = drafted(inside)
    publish(inside, meeting)
    assert refusals(inside, meeting, reason="supplement") == ["changes"]


def test_the_check_page_says_what_is_in_the_way_with_links(inside):
    meeting = held(inside, announced_at=None)
    page = inside.client("clerk").get(address(meeting)).content.decode()
    assert "must be put right first" in page and f"/manage/meetings/{meeting.pk}/agenda/" in page
    assert "Publish now" not in page


def test_the_clerk_publishes_from_the_check_page(inside):
    meeting = drafted(inside)
    client = inside.client("clerk")
    assert "Publish now" in client.get(address(meeting)).content.decode()
    sent = send(client, address(meeting), {"why_invitations": "Told by telephone"})
    assert sent.status_code == 302 and sent.url == address(meeting, "pack/")
    assert inside.client().get(f"/meetings/{meeting.pk}/").status_code == 200


def test_what_was_changed_while_it_was_checked_is_not_published_unseen(inside):
    meeting = drafted(inside)
    report, client = Report.objects.get(item__meeting=meeting), inside.client("clerk")
    checked = html.fromstring(client.get(address(meeting)).content).xpath("string(//main//input[@name='seen']/@value)")
    report.title = "Late night buses"
    report.save()
    typed = {"after": "0", "why_invitations": "Told by telephone"}
    for seen in (checked, ""):
        answer = client.post(address(meeting), {**typed, "seen": seen})
        page = html.fromstring(answer.content)
        assert answer.status_code == 422 and "Somebody changed the agenda or a paper" in answer.content.decode()
        assert "Late night buses" in answer.content.decode() and "Told by telephone" in answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).agenda_edition is None
    now = page.xpath("string(//main//input[@name='seen']/@value)")
    assert client.post(address(meeting), {**typed, "seen": now}).status_code == 302


def test_what_was_typed_is_kept_when_something_is_missing(inside):
    meeting = drafted(inside, starts_at=soon())
    sent = inside.client("clerk").post(address(meeting), {"after": "0", "why_notice": "The hall burnt down"})
    page = sent.content.decode()
    assert sent.status_code == 422 and "There is a problem" in page and "The hall burnt down" in page
    assert inside.client().get(f"/meetings/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"after": "x"}, {"left_out": "999999"}, {"reason": "none such"}, {"sending": "?"}])
def test_bad_input_is_answered_and_breaks_nothing(inside, wrong):
    meeting = drafted(inside)
    answer = inside.client("clerk").post(address(meeting), {"why_invitations": "", **wrong})
    assert answer.status_code == 422


def test_publication_is_for_officers(inside, elsewhere):
    meeting = drafted(inside)
    for who, status in (("clerk", 200), ("admin", 200), ("chair", 403), ("auditor", 403)):
        assert inside.client(who).get(address(meeting)).status_code == status, who
    for who in ("county", "partner", "resident"):
        assert inside.client(who).get(address(meeting)).status_code == 404, who
    assert inside.client().get(address(meeting)).status_code == 302
    assert elsewhere.client("clerk").get(address(meeting)).status_code == 404


def test_the_check_page_costs_the_same_with_thirty_items(inside, django_assert_max_num_queries):
    meeting = drafted(inside, items=31)
    for row in AgendaItem.objects.filter(meeting=meeting, position__gt=2):
        appendix(inside, report(inside, row, f"Report {row.position}"))
    client = inside.client("clerk")
    with django_assert_max_num_queries(OFFICER_QUERIES + SAVEPOINT):
        assert client.get(address(meeting)).status_code == 200


def test_a_draft_is_never_seen_by_the_public(inside):
    meeting = drafted(inside)
    item(inside, meeting, "Canary in the draft", 9)
    for end in ("", "agenda.pdf", "pack.pdf", "agenda/1/", "papers/report-1/"):
        answer = inside.client().get(f"/meetings/{meeting.pk}/{end}")
        assert answer.status_code == 404 and "Canary" not in answer.content.decode()
    with inside.inside():
        publish(inside, meeting)
        row = AgendaItem.objects.get(title="Canary in the draft")
        row.title = "Second canary"
        row.save()
    assert "Second canary" not in inside.client().get(f"/meetings/{meeting.pk}/").content.decode()


def test_preparing_reads_and_changes_nothing(inside):
    meeting = drafted(inside)
    plan = checking.prepare(meeting)
    assert plan.is_first and len(plan.changes) == len(plan.parts)
    assert not EditionPart.objects.filter(edition__series=meeting.agenda_series).exists()
