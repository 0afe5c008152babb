"""A member's own page: boards, meetings, what is new and what waits, in few queries."""

import datetime

import pytest
from django.utils import timezone

from boards import replying, summoning
from boards.models import Action, Board, BoardOffice, DeskVisit, Meeting, Report, Seat, SeatHolding, Summons
from foundation import editions
from foundation.editions import Part
from localities.models import Person
from tests.boards.dates import held

SINCE = datetime.date(2024, 5, 6)


def soon(cast, days: int = 3, **fields) -> Meeting:
    return held(cast, starts_at=timezone.now() + datetime.timedelta(days=days), **fields)


def publish(meeting: Meeting, reason: str, *papers: tuple[str, str], at: datetime.datetime | None = None):
    parts = [Part("report", key, "A paper", {"html": text}) for key, text in papers]
    edition = editions.publish(
        series=meeting.agenda_series, root=meeting.board.root, title="Agenda", parts=parts, reason=reason, by=None
    )
    meeting.agenda_edition = edition
    meeting.save()
    return edition


def visited(cast, who: str, days_ago: float) -> None:
    when = timezone.now() - datetime.timedelta(days=days_ago)
    cast.client(who).get("/desk/")
    with cast.inside(f"self:user:{cast.users[who].pk}"):
        DeskVisit.objects.filter(user=cast.users[who]).update(seen_at=when)


def test_the_desk_shows_boards_meetings_and_the_reply_waited_for(inside):
    meeting = soon(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    page = inside.client("county").get("/desk/").content.decode()
    for words in ("1 reply waited for", "Hill and Vale Locality Board", "I can come", "Send apologies"):
        assert words in page


def test_an_answer_given_waits_no_longer(inside):
    meeting = soon(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = Summons.objects.get(person=inside.people["county"])
    replying.reply(summons, "apologies", by=inside.users["county"])
    page = inside.client("county").get("/desk/").content.decode()
    assert "Nothing waits for you" in page and "You answered: Apologies" in page


def test_a_visit_lasts_and_the_next_one_counts_from_it(inside):
    client = inside.client("county")
    client.get("/desk/")
    client.get("/desk/")
    with inside.inside(f"self:user:{inside.users['county'].pk}"):
        visit = DeskVisit.objects.get()
        assert visit.before_at is None
        then = timezone.now() - datetime.timedelta(hours=3)
        DeskVisit.objects.update(seen_at=then)
    client.get("/desk/")
    with inside.inside(f"self:user:{inside.users['county'].pk}"):
        assert DeskVisit.objects.get().before_at == then


def test_reports_and_actions_of_the_person_wait_there_and_nobody_else_s(inside):
    meeting = soon(inside)
    for who in ("county", "parish"):
        person = inside.people[who]
        Report.objects.create(
            board=inside.board, template=inside.template, title=f"Report of {who}", author=person,
            invited_at=timezone.now(), due_on=timezone.localdate() - datetime.timedelta(days=1),
        )  # fmt: skip
        Action.objects.create(
            board=inside.board, meeting=meeting, text=f"Action of {who}", owner=inside.organisations["county"],
            person=person, published_at=timezone.now(),
        )  # fmt: skip
    page = inside.client("county").get("/desk/").content.decode()
    assert "Report of county" in page and "Action of county" in page and "late" in page
    assert "of parish" not in page


def test_the_desk_shows_several_boards_of_one_person(inside):
    other = Board.objects.create(kind=inside.board.kind, name="Police panel", slug="police-panel", live_from=SINCE)
    BoardOffice.objects.create(board=other, person=inside.people["county"], kind="adviser", starts_on=SINCE)
    soon(inside, days=5, board=other)
    page = inside.client("county").get("/desk/").content.decode()
    assert "Police panel" in page and "Hill and Vale Locality Board" in page and "Adviser" in page


def test_an_account_that_is_nobody_here_gets_a_useful_page(inside):
    page = inside.client("resident").get("/desk/")
    assert page.status_code == 200 and "not linked to a person" in page.content.decode()


def test_a_date_that_is_not_public_stays_off_the_desk(inside):
    soon(inside, announced_at=None)
    assert "No meeting is coming" in inside.client("county").get("/desk/").content.decode()


def test_the_desk_needs_an_account_and_opens_for_each_of_the_cast(inside, elsewhere):
    soon(inside)
    assert inside.client().get("/desk/").status_code == 302
    assert all(inside.client(who).get("/desk/").status_code == 200 for who in inside.users)
    assert "Hill and Vale Locality Board" not in elsewhere.client("resident").get("/desk/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_desk_asks_as_many_queries_for_one_row_as_for_thirty(inside, number, django_assert_max_num_queries):
    person = inside.people["chair"]
    for place in range(number):
        board = Board.objects.create(kind=inside.board.kind, name=f"Board {place}", slug=f"b{place}", live_from=SINCE)
        seat = Seat.objects.create(board=board, label="Member", starts_on=SINCE)
        SeatHolding.objects.create(board=board, seat=seat, person=person, starts_on=SINCE)
        meeting = soon(inside, days=2 + place, board=board)
        Summons.objects.create(
            board=board, meeting=meeting, person=person, capacity="member", token_hash=f"hash {place}"
        )
        publish(meeting, "first", ("report:1", "text"))
        Report.objects.create(
            board=board, template=inside.template, title="Paper", author=person, invited_at=timezone.now()
        )
        Action.objects.create(
            board=board, meeting=meeting, text="Do it", owner=inside.organisations["county"], person=person,
            published_at=timezone.now(),
        )  # fmt: skip
    client = inside.client("chair")
    client.get("/desk/")
    with django_assert_max_num_queries(22):
        assert client.get("/desk/").status_code == 200


def test_a_person_of_another_account_is_not_shown(inside):
    Person.objects.create(name="Somebody else")
    assert "Somebody else" not in inside.client("county").get("/desk/").content.decode()
