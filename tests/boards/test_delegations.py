"""Delegations: what a board decides under one stands inside it. Source: A35, X3."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards import completing, consenting, deciding, delegating, voting
from boards.models import (
    Ballot,
    Board,
    DecidingRight,
    DecisionRecord,
    Delegation,
    Recommendation,
    Vote,
)
from boards.voting import Count
from tests.boards.deciding import (
    DAY,
    agree,
    carried,
    delegated,
    recorded,
)
from tests.boards.sittings import proposal, under_way_by_delegation

set_stage = under_way_by_delegation


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def board(inside):
    return inside.board


@pytest.fixture
def row(inside, meeting):
    return carried(inside, proposal(meeting))


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


@pytest.fixture
def county_money(inside):
    return completing.give_right(inside.board, name="County money", tiers=["county"], by=inside.users["clerk"])


def test_county_money_is_voted_on_by_county_members(inside, meeting, board, county_money):
    row = recorded(inside, proposal(meeting), right=county_money)
    names = {inside.people[who].pk: "for" for who in ("county", "parish")}
    with pytest.raises(ValidationError, match=r"Parish of .* may not: County money is decided by members of county"):
        voting.record_vote(row, Count(Vote.Method.NAMES, names=names), version=row.version, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="2 votes are more than the 1 who may vote"):
        carried(inside, row)


def test_under_consent_one_of_them_must_support(inside, meeting, county_money):
    Board.objects.filter(pk=inside.board.pk).update(decision_mode="consent")
    row = recorded(inside, proposal(meeting), right=county_money)
    stands = {body.pk: ("support", "") for body in inside.organisations.values()}
    stands[inside.organisations["county"].pk] = ("aside", "")
    row = consenting.take_positions(row, stands, version=row.version, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="none of them supports it"):
        agree(inside, row)


@pytest.mark.parametrize(("who", "may"), [("county", True), ("chair", False), ("admin", False)])
def test_the_database_knows_whose_members_vote(inside, meeting, board, county_money, who, may):
    Board.objects.filter(pk=board.pk).update(decision_mode="vote")
    row = recorded(inside, proposal(meeting), right=county_money)
    vote = Vote.objects.create(board=board, recommendation=row, method="names", able=1)
    ballot = Ballot(board=board, vote=vote, person=inside.people[who], choice="for")
    if may:
        ballot.save()
        return
    with pytest.raises(IntegrityError, match="vote on this"), transaction.atomic():
        ballot.save()


def test_what_is_at_stake_is_not_said_after_others_have_voted(inside, meeting, board, county_money):
    Board.objects.filter(pk=board.pk).update(decision_mode="vote")
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
