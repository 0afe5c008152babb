"""What the public reads of a meeting and of its papers."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards import changing_meetings, rendering
from boards.models import Action, AgendaItem, Board, Decision, Meeting, MeetingChange, Recommendation, Report
from foundation import uploads
from tests.boards.dates import held
from tests.boards.papers import appendix, drafted, item, picture, publish, report

PUBLIC_QUERIES = 8
PAGE_QUERIES = 7  # of the meeting itself, before it is kept
SAVEPOINT = 2  # of the test in which the request runs


def set_stage(cast):
    """A meeting with a published agenda, one report and one appendix."""
    meeting = drafted(cast, items=3)
    appendix(cast, Report.objects.get(item__meeting=meeting))
    publish(cast, meeting)
    return meeting


@pytest.fixture
def published(made):
    return made


def page_of(cast, meeting, end: str = "", who: str | None = None):
    return cast.client(who).get(f"/meetings/{meeting.pk}/{end}")


def paper_path(meeting) -> str:
    part = meeting.agenda_edition.parts.get(kind="report")
    return f"papers/{rendering.slug(part.key)}/"


def test_the_page_says_what_when_where_and_how_to_come(inside, published):
    page = page_of(inside, published).content.decode()
    assert inside.board.name in page and "6:30pm to 8:30pm" in page and "Vale Village Hall" in page
    assert "You can come and ask questions" in page and "Filming, recording and reporting are allowed" in page
    assert "clear working days before the meeting" in page and "meeting.ics" in page


def test_items_stand_as_printed_with_purpose_lead_and_papers(inside, published):
    page = page_of(inside, published).content.decode()
    for words in ("Evening buses 2", "Decision", "Chair", "20 minutes", "Evening buses: options", "PNG, "):
        assert words in page, words


def test_a_meeting_that_is_announced_says_when_its_agenda_comes(inside):
    meeting = held(inside, 8)
    page = page_of(inside, meeting).content.decode()
    assert "The agenda will be published by" in page


def test_a_meeting_nobody_announced_or_of_a_board_not_public_is_not_found(inside, published):
    hidden = held(inside, 7, announced_at=None)
    assert page_of(inside, hidden).status_code == 404
    with inside.inside():
        Board.objects.filter(pk=inside.board.pk).update(live_from=None)
    assert page_of(inside, published).status_code == 404


def test_another_partnership_does_not_know_the_meeting(inside, elsewhere, published):
    for end in ("", "pack.pdf", "agenda/1/", paper_path(published)):
        assert elsewhere.client().get(f"/meetings/{published.pk}/{end}").status_code == 404


def test_a_cancelled_meeting_says_so_first(inside, published):
    published.cancelled_at, published.cancelled_because = timezone.now(), "Snow has closed the hall."
    published.save()
    page = page_of(inside, published).content.decode()
    assert "Snow has closed the hall." in page and page.index("Snow") < page.index("Agenda</h2>")


def test_what_changed_since_it_was_announced_is_told(inside, published):
    MeetingChange.objects.create(
        board=inside.board, meeting=published, kind="venue", was="Vale Village Hall", now="The school", reason="A leak"
    )
    page = page_of(inside, published).content.decode()
    assert "from Vale Village Hall to The school" in page and "A leak" in page


def test_the_page_costs_the_same_however_long_the_agenda_is(inside):
    counts = []
    for items in (3, 31):
        with inside.inside():
            meeting = drafted(inside, items=items, weeks=items)
            publish(inside, meeting)
        client = inside.client()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= PAGE_QUERIES + SAVEPOINT


def test_a_reader_who_has_the_page_is_told_so_until_it_changes(inside, published):
    first = page_of(inside, published)
    tag = {"if-none-match": first["ETag"]}
    assert inside.client().get(f"/meetings/{published.pk}/", headers=tag).status_code == 304
    with inside.inside():
        AgendaItem.objects.filter(meeting=published, position=1).update(title="Welcome to all")
        publish(inside, published, reason="correction")
    changed = inside.client().get(f"/meetings/{published.pk}/", headers=tag)
    assert changed.status_code == 200 and "Welcome to all" in changed.content.decode()


def test_the_page_of_somebody_signed_in_is_not_kept_for_others(inside, published):
    answer = page_of(inside, published, who="clerk")
    assert "ETag" not in answer and "private" in answer["Cache-Control"]


def test_decisions_and_actions_that_were_published_stand_under_their_item(inside, published):
    asked = Recommendation.objects.get(report__item__meeting=published)
    Decision.objects.create(
        board=inside.board, meeting=published, recommendation=asked, item=asked.report.item, minute="2",
        title="Evening bus", text="Agreed.", outcome="agreed", decided_on=datetime.date(2026, 1, 5),
        published_at=timezone.now(),
    )  # fmt: skip
    Action.objects.create(
        board=inside.board, meeting=published, item=AgendaItem.objects.get(meeting=published, position=3),
        text="Write to the operator", owner=inside.organisations["county"], published_at=timezone.now(),
    )  # fmt: skip
    found = rendering.outcomes(Meeting.objects.get(pk=published.pk))
    second, third = (f"item:{row.pk}" for row in AgendaItem.objects.filter(meeting=published, position__gte=2))
    assert [row.title for row in found[second]["decisions"]] == ["Evening bus"]
    assert [row.text for row in found[third]["actions"]] == ["Write to the operator"]


def test_an_action_that_is_a_draft_is_not_found_among_outcomes(inside, published):
    Action.objects.create(
        board=inside.board, meeting=published, item=AgendaItem.objects.get(meeting=published, position=3),
        text="A secret", owner=inside.organisations["county"],
    )  # fmt: skip
    assert rendering.outcomes(Meeting.objects.get(pk=published.pk)) == {}


def test_a_report_has_its_box_recommendations_and_paragraphs_that_can_be_cited(inside, published):
    page = page_of(inside, published, paper_path(published)).content.decode()
    assert "Transport group" in page
    assert page.index("agree to pay for an evening bus") < page.index("Buses stop at six.")
    assert 'id="para-1-2"' in page and 'href="#para-1-2"' in page and 'id="recommendation-2.1"' in page
    assert "What it shows: Four stops on a road" in page


def test_an_appendix_is_the_file_that_was_handed_in(inside, published):
    part = published.agenda_edition.parts.get(kind="appendix")
    answer = page_of(inside, published, f"papers/{rendering.slug(part.key)}/")
    assert answer["Content-Type"] == "image/png" and answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == uploads.inspect(picture(), "map.png").data


@pytest.mark.parametrize("slug", ["report-0", "front", "item-1", "appendix-999999", "report", "x-y-z"])
def test_a_paper_that_is_none_is_not_found(inside, published, slug):
    assert page_of(inside, published, f"papers/{slug}/").status_code == 404


def test_a_report_leads_to_the_one_before_and_after(inside, published):
    with inside.inside():
        report(inside, AgendaItem.objects.get(meeting=published, position=3), "Second report")
        publish(inside, published, reason="supplement", note="A second report")
        paths = [f"papers/{rendering.slug(part.key)}/" for part in published.agenda_edition.parts.filter(kind="report")]
    first, second = (page_of(inside, published, path).content.decode() for path in paths)
    assert "Next paper" in first and "Previous paper" not in first and "Second report" in first
    assert "Previous paper" in second and "Next paper" not in second


def test_the_report_page_costs_the_same_with_thirty_reports(inside, django_assert_max_num_queries):
    meeting = drafted(inside, items=31, weeks=8)
    for row in AgendaItem.objects.filter(meeting=meeting, position__gt=2):
        report(inside, row, f"Report {row.position}")
    publish(inside, meeting)
    path = f"papers/{rendering.slug(meeting.agenda_edition.parts.filter(kind='report').first().key)}/"
    with django_assert_max_num_queries(PUBLIC_QUERIES + SAVEPOINT):
        assert page_of(inside, meeting, path).status_code == 200


def test_an_older_edition_can_be_read_and_says_that_it_is_superseded(inside, published):
    with inside.inside():
        item(inside, published, "Added later", 9)
        publish(inside, published, reason="supplement", note="One more item.")
        path = paper_path(published)
    old = page_of(inside, published, "agenda/1/").content.decode()
    new = page_of(inside, published, "agenda/2/").content.decode()
    title = '<h3 class="app-agenda__title">Added later</h3>'
    assert "Superseded" in old and title not in old
    assert "Superseded" not in new and title in new
    assert "Superseded" in page_of(inside, published, f"agenda/1/{path}").content.decode()
    assert "Superseded" not in page_of(inside, published, path).content.decode()
    assert page_of(inside, published, "agenda/3/").status_code == 404


def test_only_the_page_of_the_meeting_leads_to_what_is_there_to_keep(inside, published):
    page = f"/meetings/{published.pk}/"
    texts = [inside.client().get(where).content.decode() for where in (page, f"{page}agenda/1/")]
    assert [('href="#downloads"' in text, 'id="downloads"' in text) for text in texts] == [(True, True), (False, False)]


def test_a_change_of_date_changes_the_notice_that_is_told(inside, published):
    before = page_of(inside, published).content.decode()
    with inside.inside():
        later = published.starts_at + datetime.timedelta(days=7)
        changing_meetings.change(
            published, {"starts_at": later, "ends_at": later + datetime.timedelta(hours=2)},
            because="The hall is taken.", reason="None", by=inside.users["clerk"],
        )  # fmt: skip
    after = page_of(inside, published).content.decode()
    told = re.compile(r"Agenda published .* (\d+) clear working days")
    assert int(told.search(after)[1]) > int(told.search(before)[1]) and "The hall is taken." in after
