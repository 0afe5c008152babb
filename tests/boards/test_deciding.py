"""Deciding by consent: positions of the partners, objections, quorum. Source: B36, R22."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from boards import consenting, deciding, minuting, recording
from boards.models import (
    Attendance,
    Decision,
    Override,
)
from localities.models import Person
from tests.boards.deciding import (
    REASON,
    objected,
    outcome,
    path,
    positions,
    send,
)
from tests.boards.sittings import agreed, begun, proposal, rolled, supported, under_way

set_stage = under_way


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def row(meeting):
    return proposal(meeting)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def test_one_press_records_that_all_present_support_and_the_others_are_absent(inside, row, meeting):
    away = meeting.attendances.get(person=inside.people["parish"])
    away.kind = "apologies"
    away.save()
    send(inside.client("clerk"), row, "support", prefix=f"support-{row.pk}")
    stands = {p.organisation.name: p.kind for p in row.positions.select_related("organisation")}
    assert stands == {
        "Hill District Council": "support", "Testshire County Council": "support",
        "Testshire Police": "support", "Vale Parish Council": "absent",
    }  # fmt: skip


def test_the_press_needs_somebody_who_is_there(inside):
    row = proposal(begun(inside, days_ago=1))
    answer = send(inside.client("clerk"), row, "support", prefix=f"support-{row.pk}")
    assert answer.status_code == 422
    assert "Call the roll and mark who is here" in answer.content.decode()
    assert not row.positions.exists()


def test_exceptions_are_chosen_and_the_press_leaves_them(inside, row):
    client = inside.client("clerk")
    positions(client, row, inside, police="object", police_reason=REASON, county="aside")
    send(client, row, "support", prefix=f"support-{row.pk}")
    page = client.get(path(row).split("outcomes")[0]).content.decode()
    assert "2 support, 1 stands aside, 1 objects" in page
    assert REASON in page


def test_an_objection_without_a_reason_is_asked_for_it_and_nothing_is_lost(inside, row):
    answer = positions(inside.client("clerk"), row, inside, police="object", county="aside")
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why Testshire Police objects" in words
    assert not row.positions.exists()
    assert "checked" in words


def test_a_position_of_who_has_no_seat_is_refused(inside, row, clerk):
    other = inside.organisations["police"].pk + 10_000
    with pytest.raises(ValidationError, match="has a seat on the board"):
        consenting.take_positions(row, {other: ("support", "")}, version=0, by=clerk)


def test_the_same_positions_twice_are_one_result_and_others_are_told(inside, row):
    first, second = inside.client("clerk"), inside.client("admin")
    seen = {"version": 0}
    police = inside.organisations["police"].pk
    send(first, row, "positions", prefix=f"positions-{row.pk}", **seen, **{f"kind-{police}": "aside"})
    again = send(second, row, "positions", prefix=f"positions-{row.pk}", **seen, **{f"kind-{police}": "aside"})
    assert again.status_code == 302
    other = send(second, row, "positions", prefix=f"positions-{row.pk}", **seen, **{f"kind-{police}": "support"})
    assert other.status_code == 409
    assert "Somebody else has changed the positions" in other.content.decode()
    assert row.positions.get().kind == "aside"


def test_what_everybody_supports_is_agreed(inside, row):
    client = inside.client("clerk")
    send(client, row, "support", prefix=f"support-{row.pk}")
    outcome(client, row, "agreed", reason="Many asked for it")
    row.refresh_from_db()
    assert (row.outcome, row.reason, row.decided_by) == ("agreed", "Many asked for it", inside.users["clerk"])
    assert row.decided_how == "consent"


@pytest.mark.parametrize("who", ["clerk", "admin"])
@pytest.mark.parametrize(("value", "words"), [("agreed", ""), ("amended", "To award £10,000")])
def test_nothing_is_agreed_while_a_partner_objects_whoever_asks(inside, row, who, value, words):
    objected(inside, row)
    answer = outcome(inside.client(who), row, value, outcome_text=words)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Testshire Police objects, so this cannot be agreed." in said
    assert "(B36, R22)" in said
    assert "Ask the partner to withdraw its objection" in said
    row.refresh_from_db()
    assert row.outcome == ""


def test_nothing_is_agreed_without_each_partners_position(inside, row):
    client = inside.client("clerk")
    positions(client, row, inside, county="support", district="support")
    answer = outcome(client, row, "agreed")
    assert "Each of Testshire Police and Vale Parish Council has no position yet" in answer.content.decode()


def test_nothing_is_agreed_that_nobody_supports(inside, row, clerk):
    said = {body.pk: ("aside", "") for body in inside.organisations.values()}
    row = consenting.take_positions(row, said, version=0, by=clerk)
    with pytest.raises(ValidationError, match="No partner supports this"):
        deciding.decide(row, outcome="agreed", version=row.version, by=clerk)


@pytest.mark.parametrize("value", ["noted", "deferred", "lost", "withdrawn"])
def test_what_commits_nobody_needs_no_consent(inside, row, clerk, value):
    row = objected(inside, row)
    assert deciding.decide(row, outcome=value, version=row.version, by=clerk).outcome == value


def test_an_amended_recommendation_says_its_words(inside, row):
    supported(inside, row)
    answer = outcome(inside.client("clerk"), row, "amended")
    assert answer.status_code == 422
    assert "Write the words as they were agreed." in answer.content.decode()


def test_a_second_clerk_sees_the_outcome_that_was_recorded_first(inside, row):
    outcome(inside.client("clerk"), row, "noted")
    answer = outcome(inside.client("admin"), row, "lost", version=0)
    assert answer.status_code == 409
    assert "has recorded “Noted” while you were writing" in answer.content.decode()


@pytest.mark.parametrize("members", [1, 40])
def test_an_entry_asks_as_little_of_forty_members(inside, meeting, row, members, django_assert_max_num_queries):
    for number in range(members):
        Attendance.objects.create(
            board=meeting.board, meeting=meeting, kind="in-attendance", person=Person.objects.create(name=f"N {number}")
        )
    client = inside.client("clerk")
    with django_assert_max_num_queries(30):  # three of them are the test's own
        send(client, row, "support", prefix=f"support-{row.pk}")
    with django_assert_max_num_queries(28):
        outcome(client, row, "agreed")


@pytest.fixture
def inquorate(inside):
    inside.board.quorum_count = 3
    inside.board.save()
    meeting = begun(inside, days_ago=1)
    rolled(inside, meeting, parish="apologies", partner="apologies")
    return meeting


def test_a_statutory_board_decides_nothing_without_a_quorum(inside, inquorate):
    inside.board.legal_status = "joint"
    inside.board.save()
    row = proposal(inquorate)
    answer = outcome(inside.client("clerk"), row, "noted", went_on_because="We went on")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no quorum: 2 of 4 may decide this item; 3 are needed." in said
    assert "Wait until enough members are here, or defer it." in said
    assert outcome(inside.client("clerk"), row, "deferred").status_code == 302


def test_an_informal_board_says_why_it_goes_on_without_a_quorum(inside, inquorate):
    row, client = proposal(inquorate), inside.client("clerk")
    answer = outcome(client, row, "noted")
    assert answer.status_code == 422
    assert "To go on all the same, say why (R0)." in answer.content.decode()
    assert outcome(client, row, "noted", went_on_because="Nothing is spent").status_code == 302
    row.refresh_from_db()
    assert row.went_on_because == "Nothing is spent"
    assert Override.objects.get(meeting=inquorate, rule="quorum").reason == "Nothing is spent"


def test_minutes_the_page_and_the_register_say_where_each_partner_stood(inside, meeting, row, clerk):
    row = objected(inside, row)
    consenting.withdraw_objection(
        row.positions.get(kind="object"), name="Inspector Vale", because="Kept", instead="aside", by=clerk
    )
    row.refresh_from_db()
    deciding.decide(row, outcome="agreed", reason="Needed", version=row.version, by=clerk)
    recording.close_meeting(recording.open_meeting(meeting, at=meeting.starts_at, by=clerk), by=clerk)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(minutes, incomplete_because="Shown as it is", by=clerk)
    decision = Decision.objects.get(recommendation=row)
    client = inside.client()
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    assert "By consent: 3 support, 1 stands aside" in page
    assert "objected, then withdrew" in page
    assert "Withdrawn by Inspector Vale: Kept" in page
    assert "By consent: 3 support, 1 stands aside" in client.get("/decisions/").content.decode()
    told = client.get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "supported: Hill District Council, Testshire County Council, Vale Parish Council" in told
    assert "Inspector Vale withdrew the objection: Kept." in told


def test_a_rule_leaves_the_transaction_cleared_for_what_it_was(inside, row):
    with inside.inside("draft:board:*", "report:7"):
        supported(inside, row)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.cleared')")
            assert cursor.fetchone() == ("draft:board:*,report:7",)


def test_a_roll_corrected_after_a_decision_stops_the_minutes_of_a_statutory_board(inside, meeting, row, clerk):
    inside.board.legal_status = "joint"
    inside.board.save()
    agreed(inside, row, reason="Needed")
    recording.close_meeting(recording.open_meeting(meeting, at=meeting.starts_at, by=clerk), by=clerk)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    rolled(inside, meeting, county="absent", parish="absent", partner="absent")
    with pytest.raises(ValidationError, match="decided without a quorum, as the roll now stands"):
        minuting.publish_minutes(minutes, incomplete_because="Shown as it is", by=clerk)
