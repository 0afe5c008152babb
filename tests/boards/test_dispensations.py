"""Interests and quorum: who must leave, who has leave, and whether enough are there of each tier."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import attending, declaring, dispensing, drafting, sitting, voting
from boards.models import Attendance, Ballot, Board, Declaration, Dispensation, Vote
from boards.voting import Count
from localities.models import Interest, InterestDetail, InterestDuty
from localities.notifying import register_interest
from tests.boards.pages import send
from tests.boards.sittings import begun, item, proposal, rolled
from tests.localities.test_people import days

TODAY = timezone.localdate()


DAY = datetime.timedelta(days=1)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def set_stage(cast):
    meeting = begun(cast)
    rolled(cast, meeting)
    return meeting


@pytest.fixture
def meeting(made):
    return made


def granted(cast, who="county", extent="vote", **more):
    facts = {"ground": "residents", "subject": "The hall", "granted_by": "Standards committee",
             "granted_on": TODAY - DAY, "starts_on": TODAY - DAY, "ends_on": TODAY + 30 * DAY, **more}  # fmt: skip
    row = Dispensation(board=cast.board, person=cast.people[who], extent=extent, **facts)
    return dispensing.grant(row, by=cast.users["clerk"])


def declared(cast, meeting, who="county", kind="pecuniary", **more):
    person = cast.people[who]
    row = Declaration(board=meeting.board, item=item(meeting), person=person, kind=kind, nature="Owns it",
                      mandate=person.mandates.select_related("council").first(), **more)  # fmt: skip
    return declaring.declare(row, meeting=meeting, by=cast.users["clerk"])


def live(cast, meeting):
    address = f"/manage/meetings/{meeting.pk}/live/items/{item(meeting).pk}/"
    return cast.client("clerk").get(address).content.decode()


def able(meeting):
    seat = sitting.read(meeting)
    return seat.quorum(seat.item(item(meeting).pk)).able


# Who must leave, who has leave


def test_who_has_a_pecuniary_interest_must_leave_before_the_item_starts(inside, meeting):
    declared(inside, meeting)
    assert able(meeting) == 3
    assert "must leave the room before this item starts" in live(inside, meeting)


@pytest.mark.parametrize(("extent", "may_decide"), [("vote", 4), ("speak", 3)])
def test_a_dispensation_lifts_the_bar_as_far_as_it_goes(inside, meeting, extent, may_decide):
    declared(inside, meeting, dispensation=granted(inside, extent=extent))
    assert able(meeting) == may_decide
    page = live(inside, meeting)
    assert "takes part under a dispensation" in page and "must leave the room" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": TODAY - DAY, "starts_on": TODAY - 3 * DAY, "granted_on": TODAY - 3 * DAY},
        {"starts_on": TODAY + DAY},
        {"who": "parish"},
    ],
)
def test_a_dispensation_of_another_time_or_person_lifts_nothing(inside, meeting, wrong):
    declared(inside, meeting, dispensation=granted(inside, **wrong))
    assert able(meeting) == 3


def test_a_revoked_dispensation_lifts_nothing_and_needs_a_reason(inside, meeting, clerk):
    given = granted(inside)
    with pytest.raises(ValidationError, match="Say why it is revoked"):
        dispensing.revoke(given, because=" ", by=clerk)
    declared(inside, meeting, dispensation=dispensing.revoke(given, because="The shares were sold", by=clerk))
    assert able(meeting) == 3


def test_one_interest_with_leave_and_another_without_bar_all_the_same(inside, meeting):
    declared(inside, meeting, dispensation=granted(inside))
    declared(inside, meeting)
    assert able(meeting) == 3


@pytest.fixture
def vote(inside, meeting, clerk):
    Board.objects.filter(pk=inside.board.pk).update(decision_mode="vote")
    meeting.board.refresh_from_db()

    def cast_vote(who):
        row = proposal(meeting)
        names = Count("names", names={inside.people[who].pk: "for"})
        return voting.record_vote(row, names, version=row.version, by=clerk)

    return cast_vote


def test_the_barred_do_not_vote_and_those_with_leave_do(inside, meeting, vote):
    row = declared(inside, meeting)
    with pytest.raises(ValidationError, match="bars them from this item"):
        vote("county")
    row.dispensation = granted(inside)
    row.save()
    assert vote("county").votes_for == 1


@pytest.mark.parametrize("extent", ["speak", "vote"])
def test_the_database_knows_dispensations_too(inside, meeting, extent):
    declared(inside, meeting, dispensation=granted(inside, extent=extent))
    row = Vote.objects.create(board=meeting.board, recommendation=proposal(meeting), method="names", able=4)
    ballot = Ballot(board=meeting.board, vote=row, person=inside.people["county"], choice="for")
    if extent == "vote":
        ballot.save()
        return
    with pytest.raises(IntegrityError, match="does not vote"), transaction.atomic():
        ballot.save()


def test_a_dispensation_is_not_revoked_from_under_a_vote_of_the_same_day(inside, meeting, vote, clerk):
    given = granted(inside)
    declared(inside, meeting, dispensation=given)
    vote("county")
    address = f"/manage/dispensations/{given.pk}/revocation/"
    refused = inside.client("clerk").post(address, {"because": "Sold"}).content.decode()
    assert "has voted today under this dispensation" in refused and "Revoke it tomorrow" in refused
    with inside.inside():
        given.refresh_from_db()
        assert given.revoked_on is None
        with pytest.raises(IntegrityError, match="voted under"), transaction.atomic():
            Dispensation.objects.filter(pk=given.pk).update(ends_on=TODAY - DAY)
        Vote.objects.all().delete()
        assert dispensing.revoke(given, because="Sold", by=clerk).revoked_on == TODAY


def test_leaving_and_coming_back_are_recorded_and_minuted(inside, meeting, clerk):
    declared(inside, meeting)
    meeting.opened_at = meeting.starts_at
    meeting.save()
    row = Attendance.objects.get(meeting=meeting, person=inside.people["county"])
    at = item(meeting)
    assert ">Left the room<" in live(inside, meeting)
    attending.move(row, "out", item=at, by=clerk)
    assert "has left the room for this item" in live(inside, meeting)
    attending.move(row, "back", item=at, by=clerk)
    seat = sitting.read(meeting)
    words = "".join(drafting._of_interests(seat, seat.item(at.pk)))
    assert "left the room and took no part" in words
    assert able(meeting) == 3


def test_the_minutes_print_the_dispensation(inside, meeting):
    declared(inside, meeting, dispensation=granted(inside))
    seat = sitting.read(meeting)
    words = "".join(drafting._of_interests(seat, seat.item(item(meeting).pk)))
    assert "stayed and took part under a dispensation (speak and vote, granted by Standards committee on" in words


# Kept by the clerk


def test_the_clerk_records_a_dispensation_and_names_it_with_the_declaration(inside, meeting):
    client, county = inside.client("clerk"), inside.people["county"]
    typed = {"person": county.pk, "subject": "The hall", "ground": "residents", "extent": "vote",
             "granted_by": "Standards committee", **days("granted_on", TODAY), **days("starts_on", TODAY),
             **days("ends_on", TODAY + DAY)}  # fmt: skip
    address = f"/manage/boards/{inside.board.slug}/dispensations/"
    assert "So many are barred" in client.get(address).content.decode()
    assert send(client, address, typed).status_code == 302
    given = Dispensation.objects.get()
    at = item(meeting)
    mandate = county.mandates.get()
    client.post(
        f"/manage/meetings/{meeting.pk}/live/items/{at.pk}/declarations/",
        {"declaration-item": at.pk, "declaration-holder": f"{county.pk}:{mandate.pk}", "declaration-kind": "pecuniary",
         "declaration-nature": "Owns it", "declaration-dispensation": given.pk},
    )  # fmt: skip
    assert Declaration.objects.get().dispensation == given
    assert "The hall" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (days("ends_on", TODAY + 1600 * DAY), "four years at most"),
        (days("ends_on", TODAY - DAY), "four years at most"),
        (days("granted_on", TODAY + DAY), "today or in the past"),
        (days("starts_on", TODAY - 9 * DAY), "granted before it starts"),
        ({"ground": "nonsense"}, "Select"),
        ({"subject": ""}, "Enter"),
        ({"person": 999_999}, "Select the member"),
    ],
)
def test_a_dispensation_that_the_law_does_not_know_is_refused(inside, wrong, said):
    typed = {"person": inside.people["county"].pk, "subject": "The hall", "ground": "residents", "extent": "vote",
             "granted_by": "Standards committee", **days("granted_on", TODAY), **days("starts_on", TODAY),
             **days("ends_on", TODAY + DAY), **wrong}  # fmt: skip
    answer = send(inside.client("clerk"), f"/manage/boards/{inside.board.slug}/dispensations/", typed)
    assert said in answer.content.decode()
    assert not Dispensation.objects.exists()


@pytest.mark.parametrize("who", ["chair", "county", "partner", "resident", "auditor"])
def test_only_officers_keep_dispensations(inside, who):
    given = granted(inside)
    for address in (
        f"/manage/boards/{inside.board.slug}/dispensations/",
        f"/manage/dispensations/{given.pk}/revocation/",
    ):
        assert inside.client(who).get(address).status_code in (403, 404), address


def test_the_outsider_finds_no_dispensation(inside, elsewhere):
    given = granted(inside)
    assert elsewhere.client("admin").get(f"/manage/dispensations/{given.pk}/revocation/").status_code == 404


def test_an_interest_that_is_not_registered_sets_28_days_running(inside, meeting):
    declared(inside, meeting)
    duty = InterestDuty.objects.get(because="meeting")
    assert duty.due_on == meeting.date + 28 * DAY


def test_a_registered_one_does_not(inside, meeting):
    mandate = inside.people["county"].mandates.get()
    interest = Interest(person=mandate.person, mandate=mandate, category="land", arose_on=TODAY)
    register_interest(InterestDetail(interest=interest, text="A field"), by=inside.users["clerk"])
    declared(inside, meeting)
    assert not InterestDuty.objects.exists()


# Quorum of tiers


def test_a_board_names_how_many_of_each_tier_it_needs(inside, meeting):
    Board.objects.filter(pk=inside.board.pk).update(quorum_county=1, quorum_district=1)
    meeting.board.refresh_from_db()
    seat = sitting.read(meeting)
    quorum = seat.quorum(seat.item(item(meeting).pk))
    assert quorum.is_met
    assert str(quorum) == (
        "4 of 4 may decide this item; 2 are needed, at least 1 from the county council and 1 from district councils."
    )
    declared(inside, meeting)
    seat = sitting.read(meeting)
    quorum = seat.quorum(seat.item(item(meeting).pk))
    assert not quorum.is_met
    assert str(quorum).endswith("Missing: 1 from the county council.")


@pytest.mark.parametrize(("status", "may_decide"), [("informal", 4), ("joint", 3)])
def test_who_joins_by_video_counts_where_the_law_lets_them(inside, status, may_decide):
    meeting = begun(inside)
    rolled(inside, meeting, county="virtual")
    Board.objects.filter(pk=inside.board.pk).update(legal_status=status)
    meeting.board.refresh_from_db()
    assert able(meeting) == may_decide
