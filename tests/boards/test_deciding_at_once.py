"""Two who decide, vote, object or revoke in the same moment, on a database of several connections."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from boards import consenting, deciding, delegating, voting
from boards.models import (
    Ballot,
    Board,
    Declaration,
    Position,
    Recommendation,
    Vote,
)
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.at_once import together, within
from tests.boards.deciding import (
    REASON,
    agree,
    began,
    carried,
    delegated,
    hands,
    objected,
    taken,
    voting_board,
    write,
)
from tests.boards.sittings import begun, proposal, rolled, supported
from tests.cast import make_cast


@pytest.fixture
def real(transactional_db):
    """A partnership of its own, committed, with something that all partners support."""
    cast = make_cast(f"deci{timezone.now():%H%M%S%f}"[:20])
    with cast.inside():
        meeting = begun(cast)
        rolled(cast, meeting)
        row = supported(cast, proposal(meeting))
    return cast, row


def test_two_clerks_recording_an_outcome_at_the_same_moment(real):
    cast, row = real
    clerk = cast.users["clerk"]

    def decide(outcome):
        return within(cast, lambda: deciding.decide(row, outcome=outcome, version=row.version, by=clerk))

    raised = together(decide("agreed"), decide("lost"))
    assert [type(error) for error in raised if error] == [ChangedMeanwhile]
    with cast.inside():
        assert Recommendation.objects.get(pk=row.pk).outcome == ("agreed" if raised[0] is None else "lost")


def test_an_objection_and_agreed_in_the_same_moment_never_stand_together(real):
    cast, row = real
    police = cast.organisations["police"].pk
    # Past the acts, so that only the database stands between them.
    agree = within(cast, lambda: write(row, outcome="agreed", decided_how="consent"))
    objects = within(
        cast,
        lambda: Position.objects.filter(recommendation=row, organisation=police).update(kind="object", reason=REASON),
    )
    raised = together(agree, objects)
    assert [type(error) for error in raised if error] == [IntegrityError]
    with cast.inside():
        stands = Position.objects.filter(recommendation=row, kind="object").exists()
        assert stands != (Recommendation.objects.get(pk=row.pk).outcome == "agreed")


def test_two_clerks_withdrawing_one_objection(real):
    cast, row = real
    with cast.inside():
        other = objected(cast, proposal_beside(row))
        objection = other.positions.get(kind="object")
    said = {"name": "Inspector", "because": "Kept", "instead": "support", "by": cast.users["clerk"]}
    act = within(cast, lambda: consenting.withdraw_objection(objection, **said))
    raised = together(act, act)
    assert [type(error) for error in raised if error] == [ChangedMeanwhile]
    with cast.inside():
        assert Position.objects.filter(recommendation=other, kind="support", organisation__kind="police").count() == 1


def proposal_beside(row):
    return Recommendation.objects.create(board=row.board, item=row.item, position=2, text="To thank the hall")


@pytest.fixture
def voted_on(transactional_db):
    """A partnership of its own, committed, whose board votes on something."""
    cast = make_cast(f"vote{timezone.now():%H%M%S%f}"[:20])
    with cast.inside():
        voting_board(cast)
        row = proposal(began(cast))
    return cast, row


def record(cast, row, count, version=0):
    return within(cast, lambda: voting.record_vote(row, count, version=version, by=cast.users["clerk"]))


def test_two_clerks_recording_the_same_vote_make_one_result(voted_on):
    cast, row = voted_on
    assert together(record(cast, row, hands(3, 1)), record(cast, row, hands(3, 1))) == [None, None]
    with cast.inside():
        assert Vote.objects.get(recommendation=row).history.count() == 1


def test_of_two_clerks_recording_two_votes_the_second_is_told(voted_on):
    cast, row = voted_on
    raised = together(record(cast, row, hands(3, 1)), record(cast, row, hands(1, 3)))
    assert [type(error) for error in raised if error] == [ChangedMeanwhile]
    with cast.inside():
        assert Vote.objects.get(recommendation=row).is_carried == (raised[0] is None)


def test_an_interest_and_a_vote_in_the_same_moment_never_stand_together(voted_on):
    cast, row = voted_on
    with cast.inside():
        vote = taken(cast, row, hands(3, 1))
    county = cast.people["county"]
    # Past the acts, so that only the database stands between them.
    ballot = within(cast, lambda: Ballot.objects.create(board=row.board, vote=vote, person=county, choice="for"))
    declared = within(
        cast,
        lambda: Declaration.objects.create(
            board=row.board, item=row.item, person=county, kind="pecuniary", nature="Trustee"
        ),
    )
    raised = together(ballot, declared)
    assert [type(error) for error in raised if error] == [IntegrityError]
    with cast.inside():
        assert Ballot.objects.exists() != Declaration.objects.filter(item=row.item).exists()


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
