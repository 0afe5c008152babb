"""The notice clock where officers stand, key decisions, private meetings and their notices (R2, R6)."""

import datetime

import pytest
from django.utils import timezone

from tests.boards.dates import evening, held
from tests.boards.papers import drafted, publish

QUERIES = 20


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def pages_of(meeting) -> list[str]:
    one, board = f"/manage/meetings/{meeting.pk}/", f"/manage/boards/{meeting.board.slug}/"
    return [one, f"{one}agenda/", "/manage/", board, f"{board}meetings/"]


@pytest.mark.parametrize(("days", "words"), [(2, "Late"), (60, "ust be")])
def test_the_clock_stands_on_every_page_from_which_an_officer_prepares_a_meeting(inside, days, words):
    meeting, clerk = held(inside, starts_at=evening(in_days(days))), inside.client("clerk")
    said = [clerk.get(address).content.decode() for address in pages_of(meeting)]
    assert [words in page or "Agenda out by" in page for page in said] == [True] * 5
    assert ("govuk-tag--red" in said[-1]) is (days == 2)


def test_the_clock_of_a_published_agenda_says_what_notice_it_gave(inside):
    meeting = drafted(inside)
    publish(inside, meeting)
    clerk = inside.client("clerk")
    for address in pages_of(meeting):
        assert "clear working days before" in clerk.get(address).content.decode(), address
