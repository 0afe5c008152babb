"""Who is there: the roll, who came and went, and whether they are enough to decide."""

import pytest
from django.utils import timezone

from boards import attending, sitting
from boards.models import Declaration, Meeting, Summons
from localities.models import Person
from tests.boards.sittings import begun, item, rolled


def path(meeting, *rest):
    return "/".join([f"/manage/meetings/{meeting.pk}/live", *map(str, rest), ""])


@pytest.fixture
def meeting(inside):
    return begun(inside)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


# The roll


def test_the_roll_lists_who_holds_a_seat_and_what_they_replied(inside, meeting, clerk):
    stand_in = Person.objects.create(name="Stand In")
    replies = (("county", {"reply": "apologies"}), ("parish", {"reply": "substitute", "substitute": stand_in}))
    for number, (who, reply) in enumerate(replies):
        Summons.objects.create(
            board=meeting.board, meeting=meeting, person=inside.people[who], capacity="member",
            token_hash=f"{meeting.pk}-{number}", replied_at=timezone.now(), **reply,
        )  # fmt: skip
    attending.call_roll(meeting, by=clerk)
    kinds = {a.person.name.split()[0].lower(): a for a in meeting.attendances.select_related("person")}
    assert kinds["chair"].kind == kinds["partner"].kind == "expected"
    assert kinds["county"].kind == kinds["parish"].kind == "apologies"
    assert kinds["stand"].substitute_for == inside.people["parish"]


def test_calling_the_roll_twice_lists_nobody_twice(meeting, clerk):
    first = attending.call_roll(meeting, by=clerk)
    assert first
    assert attending.call_roll(meeting, by=clerk) == []
    assert meeting.attendances.count() == len(first)


def test_someone_added_by_name_is_in_attendance(inside, meeting):
    answer = inside.client("clerk").post(path(meeting, "people"), {"person-name": "Youth Worker"}, follow=True)
    assert "Youth Worker" in answer.content.decode()
    assert meeting.attendances.get(person__name="Youth Worker").kind == "in-attendance"


def test_a_person_known_already_is_not_made_again(inside, meeting, clerk):
    attending.call_roll(meeting, by=clerk)
    before = Person.objects.count()
    attending.add_person(meeting, inside.people["partner"].name.upper(), by=clerk)
    assert Person.objects.count() == before


def test_a_second_clerk_who_marks_the_same_person_is_told(inside, meeting, clerk):
    attending.call_roll(meeting, by=clerk)
    row = meeting.attendances.get(person=inside.people["county"])
    attending.mark(row, "apologies", version=row.version, by=clerk)
    answer = inside.client("clerk").post(
        path(meeting, "people", row.pk), {"does": "present", "version": row.version}, follow=True
    )
    assert "was marked “Apologies” by somebody else while you chose “Present”" in answer.content.decode()
    row.refresh_from_db()
    assert row.kind == "apologies"


def test_the_last_movement_can_be_taken_back(inside, meeting, clerk):
    row = rolled(inside, meeting)["county"]
    attending.move(row, "left", item=item(meeting), by=clerk)
    attending.move(row, "left", item=item(meeting), by=clerk)
    assert row.movements.count() == 1
    attending.take_back_movement(row, by=clerk)
    assert row.movements.count() == 0


# Quorum


def quorum(meeting, title="Warm spaces this winter"):
    seat = sitting.read(Meeting.objects.select_related("board", "venue", "chaired_by").get(pk=meeting.pk))
    return seat.quorum(seat.item(item(meeting, title).pk))


def test_quorum_is_a_sentence(inside, meeting):
    rolled(inside, meeting, parish="apologies")
    assert str(quorum(meeting)) == "3 of 4 may decide this item; 2 are needed."


def test_who_left_or_is_out_does_not_count(inside, meeting, clerk):
    rows = rolled(inside, meeting)
    attending.move(rows["county"], "left", item=item(meeting), by=clerk)
    attending.move(rows["parish"], "out", item=item(meeting), by=clerk)
    attending.move(rows["parish"], "back", item=item(meeting, "Police priorities"), by=clerk)
    assert quorum(meeting).able == 2
    assert quorum(meeting, "Police priorities").able == 3
    assert quorum(meeting, "Public questions").able == 4


def test_a_late_arrival_counts_from_the_item_of_arrival(inside, meeting, clerk):
    row = rolled(inside, meeting, county="absent")["county"]
    attending.move(row, "arrived", item=item(meeting), by=clerk)
    assert quorum(meeting, "Public questions").able == 3
    assert quorum(meeting).able == 4


def test_a_pecuniary_interest_bars_its_holder_from_that_item_alone(inside, meeting, clerk):
    rows = rolled(inside, meeting)
    Declaration.objects.create(
        board=meeting.board, item=item(meeting), person=rows["county"].person, kind="pecuniary", nature="Owns it"
    )
    assert quorum(meeting).able == 3
    assert quorum(meeting, "Police priorities").able == 4


@pytest.mark.parametrize(("status", "able"), [("informal", 4), ("joint", 3)])
def test_video_counts_by_the_legal_status_of_the_board(inside, meeting, status, able):
    meeting.board.legal_status = status
    meeting.board.save()
    rolled(inside, meeting, partner="virtual")
    assert quorum(meeting).able == able


def test_a_share_of_the_seats_makes_a_quorum(inside, meeting):
    meeting.board.quorum_count, meeting.board.quorum_fraction = None, "0.667"
    meeting.board.save()
    rolled(inside, meeting)
    assert quorum(meeting).needed == 3


def test_a_substitute_counts_for_the_member_and_not_beside_them(inside, meeting, clerk):
    rows = rolled(inside, meeting, parish="apologies")
    attending.add_person(meeting, "Stand In", substitute_for=inside.people["parish"], by=clerk)
    assert quorum(meeting).able == 4
    attending.mark(rows["parish"], "present", version=rows["parish"].version, by=clerk)
    assert quorum(meeting).able == 4


def test_without_a_quorum_the_page_says_so(inside, meeting):
    rolled(inside, meeting, county="absent", parish="absent", partner="absent")
    page = inside.client("clerk").get(path(meeting, "items", item(meeting).pk)).content.decode()
    assert "1 of 4 may decide this item; 2 are needed." in page
    assert "There is no quorum." in page
