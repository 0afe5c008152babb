"""Delegations: recorded, revoked, public; what a board decides under one stands inside it. Source: A35, X3."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards import completing, consenting, deciding, delegating, voting
from boards.models import Ballot, Board, DecidingRight, DecisionRecord, Delegation, Recommendation, Vote
from boards.voting import Count
from tests.boards.at_once import together, within
from tests.boards.sittings import begun, proposal, rolled
from tests.cast import make_cast

DAY = datetime.timedelta(days=1)


def delegated(cast, *, starts=-30, ends=30, **facts):
    today = timezone.localdate()
    said = {
        "organisation": cast.organisations["county"], "authority": "Cabinet, 12 May 2026, minute 14",
        "scope": "Small grants to village halls", "level": "locality", "starts_on": today + starts * DAY,
        "ends_on": None if ends is None else today + ends * DAY, **facts,
    }  # fmt: skip
    return delegating.record_delegation(cast.board, by=cast.users["clerk"], **said)


def carried(cast, row):
    """Record a vote that carries a recommendation."""
    voting.record_vote(row, Count(Vote.Method.HANDS, {"for": 2}), version=row.version, by=cast.users["clerk"])
    row.refresh_from_db()
    return row


def recorded(cast, row, **facts):
    record = DecisionRecord.objects.filter(recommendation=row).first() or DecisionRecord(recommendation=row)
    for name, value in facts.items():
        setattr(record, name, value)
    completing.complete_record(record, fields=list(facts), by=cast.users["clerk"])
    return Recommendation.objects.get(pk=row.pk)


def agree(cast, row):
    return deciding.decide(row, outcome="agreed", version=row.version, by=cast.users["clerk"])


@pytest.fixture
def board(inside):
    Board.objects.filter(pk=inside.board.pk).update(decision_mode="delegated")
    inside.board.refresh_from_db()
    return inside.board


@pytest.fixture
def row(inside, board):
    meeting = begun(inside)
    rolled(inside, meeting)
    return carried(inside, proposal(meeting))


def saw_in(page):
    return re.search(r'name="saw"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="saw"', page)[1]


def typed(cast, **more):
    return {
        "organisation": cast.organisations["county"].pk, "authority": "Cabinet, minute 14", "scope": "Small grants",
        "limit": "£5,000", "level": "locality", "conditions": "", "post": "", "starts_on-day": "1",
        "starts_on-month": "4", "starts_on-year": "2026", "ends_on-day": "", "ends_on-month": "", "ends_on-year": "",
        **more,
    }  # fmt: skip


# What a board decides


def test_a_board_decides_under_its_only_delegation(inside, row):
    used = delegated(inside)
    agree(inside, row)
    record = DecisionRecord.objects.get(recommendation=row)
    assert (record.delegation, record.level) == (used, "locality")


def test_nothing_is_agreed_without_a_delegation(inside, row):
    with pytest.raises(ValidationError, match="Nothing is delegated to this board, so") as refused:
        agree(inside, row)
    assert "(A35, X3; Local Government Act 1972, section 101)" in str(refused.value)
    assert "ask the sovereign body" in str(refused.value)


def test_a_delegation_that_ran_out_yesterday_is_refused(inside, row):
    delegated(inside, ends=-1)
    with pytest.raises(ValidationError, match="The delegation from Testshire County Council ran out on"):
        agree(inside, row)
    delegated(inside, starts=1, ends=None)
    with pytest.raises(ValidationError, match="ran out on"):
        agree(inside, row)


def test_one_that_is_revoked_from_today_is_refused(inside, row):
    used = delegated(inside, ends=None)
    delegating.revoke_delegation(used, since=timezone.localdate(), because="Cabinet", by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="was revoked from"):
        agree(inside, row)


def test_where_there_are_two_the_record_says_which(inside, row):
    delegated(inside)
    used = delegated(inside, scope="Verges")
    with pytest.raises(ValidationError, match="does not say under which delegation"):
        agree(inside, row)
    agree(inside, recorded(inside, row, delegation=used))


@pytest.mark.parametrize(("amount", "words"), [(None, "does not say what this"), (500_001, "commits £5,000.01")])
def test_a_decision_stays_within_the_limit(inside, row, amount, words):
    used = delegated(inside, limit=500_000)
    row = recorded(inside, row, delegation=used, amount=amount)
    with pytest.raises(ValidationError, match=words):
        agree(inside, row)
    agree(inside, recorded(inside, row, amount=500_000))


def test_what_is_not_agreed_needs_no_delegation(inside, row):
    assert deciding.decide(row, outcome="noted", version=row.version, by=inside.users["clerk"]).outcome == "noted"


def test_what_a_decision_rests_on_stays_in_its_record(inside, row):
    delegated(inside)
    row = agree(inside, row)
    with pytest.raises(ValidationError, match="Reopen the decision"):
        recorded(inside, row, delegation=None)
    recorded(inside, row, options="None")


def test_a_delegation_goes_on_holding_what_was_decided_under_it(inside, row):
    used = delegated(inside)
    agree(inside, row)
    with pytest.raises(ValidationError, match="would fall outside it"):
        delegating.revoke_delegation(used, since=timezone.localdate(), because="Cabinet", by=inside.users["clerk"])
    tomorrow = timezone.localdate() + DAY
    delegating.revoke_delegation(used, since=tomorrow, because="Cabinet", by=inside.users["clerk"])


# The database


def test_the_database_refuses_too(inside, row):
    used = delegated(inside, ends=-1)
    DecisionRecord.objects.create(board=row.board, recommendation=row, delegation=used)
    decided = {"outcome": "agreed", "decided_how": "delegated"}
    with pytest.raises(IntegrityError, match="in force on that day"), transaction.atomic():
        Recommendation.objects.filter(pk=row.pk).update(**decided)
    Delegation.objects.filter(pk=used.pk).update(ends_on=None)
    Recommendation.objects.filter(pk=row.pk).update(**decided)
    with pytest.raises(IntegrityError, match="rests on this delegation"), transaction.atomic():
        Delegation.objects.filter(pk=used.pk).update(ends_on=timezone.localdate() - DAY)
    with pytest.raises(IntegrityError, match="rest on a delegation of its day"), transaction.atomic():
        meeting = row.item.meeting
        type(meeting).objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at - 60 * DAY)
    with pytest.raises(IntegrityError, match="eopen the decision first"), transaction.atomic():
        DecisionRecord.objects.filter(recommendation=row).delete()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.tuples(st.integers(-3, 3), st.none() | st.integers(-3, 3)), limit=st.none() | st.integers(0, 2),
    amount=st.none() | st.integers(0, 2), revoked=st.none() | st.integers(-3, 3), last=st.none() | st.integers(-3, 3),
)  # fmt: skip
def test_no_decision_stands_outside_a_delegation(inside, row, days, limit, amount, revoked, last):
    """Whatever is recorded, decided, revoked and changed, in whatever order."""
    today, clerk = timezone.localdate(), inside.users["clerk"]
    with transaction.atomic():
        for attempt in (
            lambda: delegated(inside, starts=days[0], ends=days[1], limit=limit),
            lambda: recorded(inside, row, delegation=Delegation.objects.first(), amount=amount),
            lambda: agree(inside, Recommendation.objects.get(pk=row.pk)),
            lambda: delegating.revoke_delegation(
                Delegation.objects.get(), since=today + revoked * DAY, because="x", by=clerk
            ),
            lambda: Delegation.objects.update(ends_on=None if last is None else today + last * DAY),
            lambda: recorded(inside, row, amount=(amount or 0) + 1),
        ):
            try:
                with transaction.atomic():
                    attempt()
            except (ValidationError, IntegrityError, Delegation.DoesNotExist, TypeError):
                pass
        for record in DecisionRecord.objects.filter(recommendation__outcome="agreed").select_related("delegation"):
            assert record.delegation.in_force(today)
            assert record.delegation.limit is None or record.amount <= record.delegation.limit
        transaction.set_rollback(True)


def test_revoked_and_decided_in_the_same_moment_one_of_them_is_told(transactional_db):
    cast = make_cast("meanwhile-delegation")
    with cast.inside():
        Board.objects.filter(pk=cast.board.pk).update(decision_mode="delegated")
        cast.board.refresh_from_db()
        meeting = begun(cast)
        rolled(cast, meeting)
        row = carried(cast, proposal(meeting))
        used = delegated(cast)
    revoke = {"since": timezone.localdate(), "because": "Cabinet", "by": cast.users["clerk"]}
    done = together(
        within(cast, lambda: agree(cast, row)), within(cast, lambda: delegating.revoke_delegation(used, **revoke))
    )
    assert sum(isinstance(one, ValidationError) for one in done) == 1


# Rights to decide by tier


@pytest.fixture
def county_money(inside):
    return completing.give_right(inside.board, name="County money", tiers=["county"], by=inside.users["clerk"])


def test_county_money_is_voted_on_by_county_members(inside, board, county_money):
    meeting = begun(inside)
    rolled(inside, meeting)
    row = recorded(inside, proposal(meeting), right=county_money)
    names = {inside.people[who].pk: "for" for who in ("county", "parish")}
    with pytest.raises(ValidationError, match=r"Parish of .* may not: County money is decided by members of county"):
        voting.record_vote(row, Count(Vote.Method.NAMES, names=names), version=row.version, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="2 votes are more than the 1 who may vote"):
        carried(inside, row)


def test_under_consent_one_of_them_must_support(inside, county_money):
    meeting = begun(inside)
    rolled(inside, meeting)
    row = recorded(inside, proposal(meeting), right=county_money)
    stands = {body.pk: ("support", "") for body in inside.organisations.values()}
    stands[inside.organisations["county"].pk] = ("aside", "")
    row = consenting.take_positions(row, stands, version=row.version, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="none of them supports it"):
        agree(inside, row)


@pytest.mark.parametrize(("who", "may"), [("county", True), ("chair", False), ("admin", False)])
def test_the_database_knows_whose_members_vote(inside, board, county_money, who, may):
    Board.objects.filter(pk=board.pk).update(decision_mode="vote")
    meeting = begun(inside)
    rolled(inside, meeting)
    row = recorded(inside, proposal(meeting), right=county_money)
    vote = Vote.objects.create(board=board, recommendation=row, method="names", able=1)
    ballot = Ballot(board=board, vote=vote, person=inside.people[who], choice="for")
    if may:
        ballot.save()
        return
    with pytest.raises(IntegrityError, match="vote on this"), transaction.atomic():
        ballot.save()


def test_what_is_at_stake_is_not_said_after_others_have_voted(inside, board, county_money):
    Board.objects.filter(pk=board.pk).update(decision_mode="vote")
    meeting = begun(inside)
    rolled(inside, meeting)
    row = proposal(meeting)
    names = Count(Vote.Method.NAMES, names={inside.people["chair"].pk: "for"})
    voting.record_vote(row, names, version=row.version, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="Take the vote again without them"):
        recorded(inside, row, right=county_money)


def test_a_right_is_added_and_ended(inside):
    client = inside.client("clerk")
    answer = client.post("/manage/boards/hill-and-vale-board/rights/", {"name": "County money", "tiers": ["county"]})
    assert answer.status_code == 302
    page = client.get("/manage/boards/hill-and-vale-board/delegations/").content.decode()
    assert "Decided by members of county council." in page
    client.post(f"/manage/rights/{DecidingRight.objects.get().pk}/ending/")
    wrong = client.post("/manage/boards/hill-and-vale-board/rights/", {"name": "", "tiers": ["king"]})
    assert wrong.status_code == 422


# Pages


def test_an_officer_records_corrects_and_revokes(inside, board):
    client, home = inside.client("clerk"), "/manage/boards/hill-and-vale-board/delegations/"
    assert client.post(f"{home}new/", typed(inside)).status_code == 302
    row = Delegation.objects.get()
    assert (row.limit, row.recorded_by) == (500_000, inside.users["clerk"])
    page = client.get(f"/manage/delegations/{row.pk}/").content.decode()
    assert 'value="5000' in page
    saw = saw_in(page)
    assert client.post(f"/manage/delegations/{row.pk}/", typed(inside, scope="Grants", saw=saw)).status_code == 302
    assert client.post(f"/manage/delegations/{row.pk}/", typed(inside, scope="Later", saw=saw)).status_code == 409
    today = timezone.localdate()
    since = {"since-day": today.day, "since-month": today.month, "since-year": today.year, "because": "Cabinet"}
    assert client.post(f"/manage/delegations/{row.pk}/revocation/", since).status_code == 302
    again = client.post(f"/manage/delegations/{row.pk}/revocation/", since)
    assert "has revoked it already: Cabinet" in again.content.decode()
    assert "Revoked from" in inside.client().get("/delegations/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"limit": "lots"}, "Enter an amount in pounds"), ({"limit": "-5"}, "0"), ({"scope": ""}, "may be decided"),
        ({"organisation": "999999"}, "delegates"), ({"level": "moon"}, "level"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "must be a real date"),
        ({"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2020"}, "must not be before the first day"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_told_and_nothing_is_recorded(inside, wrong, said):
    answer = inside.client("clerk").post("/manage/boards/hill-and-vale-board/delegations/new/", typed(inside, **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Delegation.objects.exists()


def test_the_public_finds_what_is_in_force_and_what_is_over(inside):
    delegated(inside, scope="Small grants")
    delegated(inside, starts=-60, ends=-1, scope="Old verges", limit=100_000)
    client = inside.client()
    page = client.get("/delegations/").content.decode()
    assert "Small grants" in page
    assert "At most £1,000 for each decision." in page
    now = client.get("/delegations/?state=in-force").content.decode()
    assert ("Small grants" in now, "Old verges" in now) == (True, False)
    over = client.get("/delegations/?state=over&board=hill-and-vale-board").content.decode()
    assert ("Small grants" in over, "Old verges" in over) == (False, True)
    board = client.get("/boards/hill-and-vale-board/").content.decode()
    assert 'href="/delegations/?board=hill-and-vale-board"' in board


def test_the_outsider_and_the_member_do_not(inside, elsewhere):
    row = delegated(inside)
    assert elsewhere.client("clerk").get(f"/manage/delegations/{row.pk}/").status_code == 404
    assert inside.client("county").get(f"/manage/delegations/{row.pk}/").status_code in (403, 404)
    assert "Small grants" not in elsewhere.client().get("/delegations/").content.decode()


def test_the_list_costs_the_same_at_1_and_at_30(inside, django_assert_max_num_queries):
    delegated(inside)
    client = inside.client()
    with django_assert_max_num_queries(8):
        client.get("/delegations/")
    for number in range(29):
        delegated(inside, scope=f"Grants {number}")
    with django_assert_max_num_queries(8):
        client.get("/delegations/")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get("/manage/boards/hill-and-vale-board/delegations/")


# The record of a decision


def record_path(row):
    return f"/manage/meetings/{row.item.meeting_id}/decisions/{row.item_id}/{row.pk}/"


def test_the_record_of_a_decision_is_completed(inside, row):
    delegated(inside)
    agree(inside, row)
    client = inside.client("clerk")
    listed = client.get(f"/manage/meetings/{row.item.meeting_id}/decisions/").content.decode()
    assert "It lacks the reason, the options considered and rejected, the legal power" in listed
    page = client.get(record_path(row)).content.decode()
    saw = saw_in(page)
    said = {
        "saw": saw, "verb": "Endorsed", "options": "None", "power": "joint", "level": "county",
        "delegation": Delegation.objects.get().pk, "what-1": "Contract signed", "on-1-day": "31", "on-1-month": "1",
        "on-1-year": "2027", "awaiting": inside.organisations["county"].pk, "who-1": "The surveyor",
    }  # fmt: skip
    assert client.post(record_path(row), said).status_code == 302
    record = DecisionRecord.objects.get()
    assert record.timetable == [{"on": "2027-01-31", "what": "Contract signed", "who": "The surveyor"}]
    assert (record.verb, record.power, record.level) == ("Endorsed", "joint", "county")
    assert client.post(record_path(row), said | {"options": "Others"}).status_code == 409
    assert "Endorsed" in client.get(record_path(row)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"power": "other"}, "Name the power"), ({"power": "magic"}, "power"), ({"amount": "-1"}, "0"),
        ({"what-1": "Signed"}, "Enter the day of step 1"), ({"level": "moon"}, "level"),
        ({"on-2-day": "1", "on-2-month": "1", "on-2-year": "2027"}, "Enter what is done by then in step 2"),
        ({"on-1-day": "31", "on-1-month": "2", "on-1-year": "2027", "what-1": "x"}, "real date"),
        ({"delegation": "999999"}, "delegation"),
    ],
)  # fmt: skip
def test_a_record_that_makes_no_sense_is_told(inside, row, wrong, said):
    answer = inside.client("clerk").post(record_path(row), wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_live_page_shows_under_what_it_is_decided(inside, row, django_assert_max_num_queries):
    recorded(inside, row, delegation=delegated(inside))
    client = inside.client("clerk")
    with django_assert_max_num_queries(45):
        page = client.get(f"/manage/meetings/{row.item.meeting_id}/live/items/{row.item_id}/").content.decode()
    assert "Under the delegation from Testshire County Council." in page
    with django_assert_max_num_queries(20):
        client.get(f"/manage/meetings/{row.item.meeting_id}/decisions/")
