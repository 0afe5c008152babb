"""Meetings by date, for everybody, as a page and as files."""

import pytest
from icalendar import Calendar

from boards import changing_meetings
from boards.models import Board
from tests.boards.dates import held


def events(answer):
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_public_sees_announced_meetings_only(inside):
    seen, hidden = held(inside, weeks=4), held(inside, weeks=6, announced_at=None)
    page = inside.client().get("/meetings/").content.decode()
    assert f"/meetings/{seen.pk}/" in page and f"/meetings/{hidden.pk}/" not in page
    assert inside.client().get(f"/meetings/{hidden.pk}/meeting.ics").status_code == 404
    assert len(events(inside.client().get("/boards/hill-and-vale-board/meetings.ics"))) == 1


def test_meetings_of_a_board_that_is_only_planned_are_not_shown(inside):
    planned = Board.objects.create(kind=inside.board.kind, name="Planned", slug="planned")
    meeting = held(inside, weeks=4, board=planned)
    assert f"/meetings/{meeting.pk}/" not in inside.client().get("/meetings/").content.decode()
    assert inside.client().get(f"/meetings/{meeting.pk}/meeting.ics").status_code == 404
    assert inside.client().get("/boards/planned/meetings.ics").status_code == 404


def test_the_list_is_filtered_by_board_and_shows_what_is_past(inside):
    other = Board.objects.create(kind=inside.board.kind, name="Panel", slug="panel", live_from="2024-01-01")
    mine, theirs, past = held(inside, weeks=4), held(inside, weeks=4, board=other), held(inside, weeks=-4)
    page = inside.client().get("/meetings/?board=panel").content.decode()
    assert f"/meetings/{theirs.pk}/" in page and f"/meetings/{mine.pk}/" not in page
    page = inside.client().get("/meetings/?when=past").content.decode()
    assert f"/meetings/{past.pk}/" in page and f"/meetings/{mine.pk}/" not in page


@pytest.mark.parametrize("query", ["?board=nowhere", "?page=999", "?page=x", "?when=%00", "?board=%00"])
def test_a_forged_filter_shows_a_list_all_the_same(inside, query):
    held(inside)
    assert inside.client().get(f"/meetings/{query}").status_code == 200


def test_a_cancelled_meeting_stays_in_the_calendar_and_says_so(inside):
    meeting = held(inside)
    changing_meetings.cancel(meeting, because="Snow", by=inside.users["clerk"])
    (event,) = events(inside.client().get(f"/meetings/{meeting.pk}/meeting.ics"))
    assert event["STATUS"] == "CANCELLED" and event["SEQUENCE"] == 1
    (event,) = events(inside.client().get("/boards/hill-and-vale-board/meetings.ics"))
    assert event["STATUS"] == "CANCELLED"
    assert "Cancelled" in inside.client().get("/meetings/").content.decode()


def test_a_changed_meeting_keeps_its_name_in_calendars_and_counts_up(inside):
    meeting = held(inside)
    (before,) = events(inside.client().get(f"/meetings/{meeting.pk}/meeting.ics"))
    changing_meetings.change(meeting, {"room": "Annexe"}, because="Choir", by=inside.users["clerk"])
    (after,) = events(inside.client().get(f"/meetings/{meeting.pk}/meeting.ics"))
    assert before["UID"] == after["UID"] and (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert "Annexe" in after["LOCATION"] and after["URL"].endswith(f"/meetings/{meeting.pk}/")


def test_an_adjourned_meeting_moves_to_the_time_at_which_it_goes_on(inside):
    from_now = held(inside, weeks=9).starts_at
    meeting = held(inside, opened_at=from_now, adjourned_at=from_now, adjourned_to=from_now)
    (event,) = events(inside.client().get(f"/meetings/{meeting.pk}/meeting.ics"))
    assert event["DTSTART"].dt == from_now and "resumed" in event["SUMMARY"]


def test_a_calendar_of_another_partnership_is_not_found(inside, elsewhere):
    meeting = held(inside)
    assert elsewhere.client().get(f"/meetings/{meeting.pk}/meeting.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_public_lists_ask_at_most_eight_queries(inside, number, django_assert_max_num_queries):
    for place in range(number):
        board = Board.objects.create(kind=inside.board.kind, name=f"B{place}", slug=f"b{place}", live_from="2024-01-01")
        held(inside, weeks=2 + place, board=board)
    for page in ("/meetings/", "/meetings/?when=past", "/meetings/?board=b0", "/boards/b0/meetings.ics"):
        with django_assert_max_num_queries(8):
            assert inside.client().get(page).status_code == 200
