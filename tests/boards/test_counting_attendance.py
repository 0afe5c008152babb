"""Who was at the meetings, counted from appointment to the end of the seat. Source: checklist A3."""

import datetime
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boards import attending, counting_attendance, issuing, minuting, recording
from boards.forms.period import PeriodForm
from boards.models import Attendance, Meeting, SeatHolding
from localities.models import Person
from tests.boards.sittings import begun, rolled

START = datetime.date(2026, 1, 1)
PUBLIC_QUERIES = 8  # and the two of the savepoint in which a test runs it


@dataclass(frozen=True)
class Met:
    pk: int
    date: datetime.date
    board_id: int


@dataclass(frozen=True)
class Held:
    pk: int
    person_id: int
    board_id: int
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    person: str = "Somebody"
    speaks_for: None = field(default=None)

    def holds_on(self, day):
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day <= self.ends_on)


days = st.integers(0, 30).map(lambda n: START + datetime.timedelta(days=n))
meetings = st.lists(st.tuples(days, st.integers(1, 2)), max_size=8).map(
    lambda rows: [Met(n, day, board) for n, (day, board) in enumerate(rows)]
)
seats = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.none() | days, st.none() | days), max_size=6
).map(lambda rows: [Held(n, *row) for n, row in enumerate(rows)])  # fmt: skip
rolls = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(1, 3)), st.sampled_from(Attendance.Kind.values))
stand_ins = st.sets(st.tuples(st.integers(0, 7), st.integers(1, 3)))


@given(meetings, seats, rolls, stand_ins)
def test_each_member_is_counted_once_a_meeting_of_their_time_and_at_no_other(met, held, roll, stood_in):
    rows = counting_attendance.marks(held, met, roll, stood_in)
    counted = {tally.key: tally for tally in counting_attendance.by_member(rows)}
    for person in (1, 2, 3):
        own = [
            meeting for meeting in met
            if any(h.person_id == person and h.board_id == meeting.board_id and h.holds_on(meeting.date) for h in held)
        ]  # fmt: skip
        tally = counted.get(person)
        assert (tally.expected if tally else 0) == len(own)
        if tally:
            was_there = [m for m in own if counting_attendance.RECORDED.get(roll.get((m.pk, person))) == "present"]
            away = [m for m in own if (m.pk, person) in stood_in and m not in was_there]
            assert tally.counts["present"] == len(was_there)
            assert tally.counts["substituted"] == len(away)
            assert tally.share is None or 0 <= tally.share <= 100


@given(meetings, seats, rolls)
def test_who_has_missed_enough_has_been_at_none_of_the_last(met, held, roll):
    rows = counting_attendance.marks(held, met, roll, set())
    for found in counting_attendance.run(rows, {1: 2, 2: 3}):
        own = [row.how for row in rows if row.holding == found.holding]
        assert len(own) == found.times and set(own) <= {"apologies", "absent"}


def minuted(cast, days_ago: int, **kinds: str) -> Meeting:
    """Return a meeting that was held, with its minutes published."""
    meeting, clerk = begun(cast, days_ago=days_ago), cast.users["clerk"]
    rolled(cast, meeting, **kinds)
    recording.open_meeting(meeting, at=meeting.starts_at, by=clerk)
    recording.close_meeting(meeting, at=meeting.ends_at, by=clerk)
    minuting.publish_minutes(minuting.draft_minutes(Meeting.objects.get(pk=meeting.pk), by=clerk), by=clerk)
    return meeting


def counted(cast) -> dict[str, dict[str, int]]:
    days = PeriodForm(None).days
    rows = counting_attendance.by_member(counting_attendance.published(days, board=cast.board))
    return {row.name.split()[0].lower(): {how: n for how, n in row.counts.items() if n} for row in rows}


def test_members_are_counted_from_the_day_they_took_their_seat(inside):
    minuted(inside, 60, parish="absent")
    joined = timezone.localdate() - datetime.timedelta(days=40)
    SeatHolding.objects.filter(person=inside.people["parish"]).update(starts_on=joined)
    meeting = minuted(inside, 20, parish="apologies", county="virtual")
    Attendance.objects.create(
        board=inside.board, meeting=meeting, person=Person.objects.create(name="Stand In"), kind="substitute",
        substitute_for=inside.people["parish"],
    )  # fmt: skip
    issuing.open_roll(meeting, by=None)
    assert counted(inside)["parish"] == {"substituted": 1}
    assert counted(inside)["county"] == {"present": 2}


def test_everybody_reads_attendance_by_member_organisation_and_tier(inside):
    minuted(inside, 20, county="absent")
    page = inside.client().get("/boards/hill-and-vale-board/attendance/").content.decode()
    for words in ("County of Testshire", "Testshire County Council", "Other partners", "1 meeting with published"):
        assert words in page
    rows = inside.client().get("/boards/hill-and-vale-board/attendance.csv").content.decode()
    assert "member,County of Testshire,Testshire County Council,1,0,0,0,1,0,0" in rows
    own = inside.client().get(f"/members/{inside.people['county'].pk}/").content.decode()
    assert "Hill and Vale Locality Board" in own and "0%" in own


def test_what_is_not_published_yet_is_not_counted(inside):
    meeting = begun(inside, days_ago=3)
    rolled(inside, meeting)
    assert counted(inside) == {}
    page = inside.client().get("/boards/hill-and-vale-board/attendance/").content.decode()
    assert "Choose other days" in page


def test_the_public_reads_the_roll_of_members_only_once_it_is_published(inside):
    meeting = begun(inside, days_ago=3)
    rolled(inside, meeting)
    guest = attending.add_person(meeting, "Youth Worker", by=inside.users["clerk"])
    with inside.inside("nothing:"):
        assert not Attendance.objects.exists()
    issuing.open_roll(meeting, by=inside.users["clerk"])
    with inside.inside("nothing:"):
        assert Attendance.objects.count() == 4 and not Attendance.objects.filter(pk=guest.pk).exists()


@pytest.mark.parametrize("asked", ["since-day=40&since-month=1&since-year=2026", "until=x", "since-year=%00"])
def test_days_that_are_none_count_the_year_that_ends_today(inside, asked):
    answer = inside.client().get(f"/boards/hill-and-vale-board/attendance/?{asked}")
    assert answer.status_code == 200


def test_a_person_who_is_no_member_has_no_page(inside):
    assert inside.client().get(f"/members/{inside.people['clerk'].pk}/").status_code == 404


def test_the_clerk_is_told_of_meetings_missed_in_a_row_and_not_of_fewer(inside):
    for days_ago in (60, 40, 20):
        meeting = begun(inside, days_ago=days_ago)
        rolled(inside, meeting, parish="absent" if days_ago > 20 else "apologies", county="absent")
        Meeting.objects.filter(pk=meeting.pk).update(closed_at=meeting.ends_at)
        if days_ago == 40:
            Attendance.objects.filter(meeting=meeting, person=inside.people["county"]).update(kind="present")
    page = inside.client("clerk").get("/manage/").content.decode()
    assert "Missed the last 3 meetings" in page
    (found,) = counting_attendance.missing([inside.board])
    assert found.holding.person == inside.people["parish"]
    inside.board.missed_in_a_row = None
    assert counting_attendance.missing([inside.board]) == []


@pytest.mark.parametrize("seats", [1, 30])
def test_attendance_costs_the_same_for_thirty_members(inside, django_assert_max_num_queries, seats):
    meeting = minuted(inside, 20)
    for number in range(seats):
        person = Person.objects.create(name=f"Member {number}")
        seat = inside.board.seats.create(label="Member", number=50 + number)
        held = SeatHolding.objects.create(board=inside.board, seat=seat, person=person)
        Attendance.objects.create(
            board=inside.board,
            meeting=meeting,
            person=person,
            holding=held,
            kind="present",
            published_at=timezone.now(),
        )
    client = inside.client()
    with django_assert_max_num_queries(PUBLIC_QUERIES + 2):
        assert f"Member {seats - 1}" in client.get("/boards/hill-and-vale-board/attendance/").content.decode()
    with django_assert_max_num_queries(PUBLIC_QUERIES + 2):
        client.get(f"/members/{inside.people['county'].pk}/")
