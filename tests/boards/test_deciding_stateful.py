"""Whatever the order of acts, nothing is agreed past an objection or a lost vote, without quorum, or by the barred."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from boards import attending, consenting, deciding, recording, sitting, voting
from boards.models import Attendance, Ballot, Declaration, Position, Recommendation, Vote
from boards.voting import Count
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.sittings import begun, item, proposal, rolled

WHO = st.sampled_from(["chair", "county", "parish", "partner"])
BODY = st.sampled_from(["county", "district", "parish", "police"])
KIND = st.sampled_from(list(Position.Kind.values))
OUTCOME = st.sampled_from(["agreed", "amended", "lost", "noted", "deferred"])
CHOICE = st.sampled_from(["for", "against", "abstain"])
COUNT = st.integers(min_value=0, max_value=5)
MODE = st.sampled_from([("consent", False), ("consent", True), ("vote", False)])
DECIDED = ("agreed", "amended", "lost", "noted")


class Meeting(RuleBasedStateMachine):
    """A clerk who may press anything in any order, at a board bound by statute."""

    cast = meeting = rows = key = None

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    @initialize(mode=MODE)
    def begin(self, mode):
        board = self.cast.board
        board.decision_mode, board.falls_back_to_vote = mode
        board.legal_status, board.quorum_count = "joint", 2
        board.save()

    @property
    def clerk(self):
        return self.cast.users["clerk"]

    @property
    def row(self):
        return Recommendation.objects.get(pk=self.key)

    def try_to(self, act):
        """Do what is allowed; a refusal in words is an answer, anything else a failure."""
        with contextlib.suppress(ValidationError, ChangedMeanwhile):
            act()

    @rule(body=BODY, kind=KIND)
    def take_position(self, body, kind):
        said = {self.cast.organisations[body].pk: (kind, "It costs" if kind == "object" else "")}
        self.try_to(lambda: consenting.take_positions(self.row, said, version=self.row.version, by=self.clerk))

    @rule()
    def all_support(self):
        self.try_to(lambda: consenting.all_present_support(self.row, version=self.row.version, by=self.clerk))

    @rule(instead=st.sampled_from(["support", "aside"]))
    def withdraw(self, instead):
        for position in self.row.positions.filter(kind="object")[:1]:
            said = {"name": "Its officer", "because": "It is paid for", "instead": instead, "by": self.clerk}
            self.try_to(lambda position=position, said=said: consenting.withdraw_objection(position, **said))

    @rule(counts=st.tuples(COUNT, COUNT, COUNT), casting=st.sampled_from(["", "for", "against"]))
    def count_hands(self, counts, casting):
        count = Count("hands", dict(zip(("for", "against", "abstain"), counts, strict=True)), {}, casting)
        self.try_to(lambda: voting.record_vote(self.row, count, version=self.row.version, by=self.clerk))

    @rule(names=st.dictionaries(WHO, CHOICE, min_size=1))
    def call_names(self, names):
        count = Count("names", names={self.cast.people[who].pk: choice for who, choice in names.items()})
        self.try_to(lambda: voting.record_vote(self.row, count, version=self.row.version, by=self.clerk))

    @rule()
    def take_the_vote_back(self):
        self.try_to(lambda: voting.take_back_vote(self.row, version=self.row.version, by=self.clerk))

    @rule(who=WHO, kind=st.sampled_from(["pecuniary", "personal"]))
    def declare(self, who, kind):
        person = self.cast.people[who]
        entry = Declaration(
            board=self.cast.board, item=item(self.meeting), person=person, kind=kind, nature="A trustee"
        )
        self.try_to(lambda: recording.write_down(entry, meeting=self.meeting, by=self.clerk))

    @rule(who=WHO, kind=st.sampled_from(["present", "apologies"]))
    def mark(self, who, kind):
        row = Attendance.objects.get(pk=self.rows[who].pk)
        self.try_to(lambda: attending.mark(row, kind, version=row.version, by=self.clerk))

    @rule(outcome=OUTCOME)
    def decide(self, outcome):
        there, before = self.quorum(), self.row.outcome
        act = {"outcome": outcome, "outcome_text": "In other words", "version": self.row.version, "by": self.clerk}
        self.try_to(lambda: deciding.decide(self.row, **act))
        now = self.row.outcome
        assert now == before or now not in DECIDED or there, f"{now} was decided without a quorum"

    @rule(outcome=st.sampled_from(["agreed", "amended"]))
    def press_on_to_agreed(self, outcome):
        """Do all that leads to agreed, as a clerk in a hurry would."""
        self.all_support()
        self.count_hands((3, 0, 0), "")
        self.decide(outcome)

    @rule()
    @precondition(lambda self: self.row.outcome)
    def reopen(self):
        self.try_to(
            lambda: deciding.reopen(self.row, because="Looked at again", version=self.row.version, by=self.clerk)
        )

    def quorum(self):
        seat = sitting.read(self.meeting)
        return seat.quorum(seat.item(item(self.meeting).pk)).is_met

    @invariant()
    def agreed_by_rule(self):
        row = self.row
        if row.outcome not in ("agreed", "amended"):
            return
        vote = Vote.objects.filter(recommendation=row).first()
        objected = [p for p in row.positions.all() if p.objects_still]
        if row.decided_how == "consent":
            assert not objected
            standing = row.positions.filter(withdrawn_at=None).values("organisation").distinct().count()
            assert standing == len(sitting.partners(self.meeting))
        else:
            assert vote
            assert vote.is_carried
            assert not objected or self.cast.board.falls_back_to_vote or self.cast.board.decision_mode == "vote"

    @invariant()
    def nobody_barred_has_voted(self):
        voted = set(Ballot.objects.filter(vote__recommendation=self.key).values_list("person_id", flat=True))
        voted |= set(Vote.objects.filter(recommendation=self.key).values_list("casting_by_id", flat=True))
        if not voted - {None}:
            return
        seat = sitting.read(self.meeting)
        barred = {d.person_id for d in seat.item(item(self.meeting).pk).declarations.all() if sitting.bars(d)}
        assert not barred & voted


def test_no_order_of_acts_breaks_a_rule_of_deciding(inside):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    Meeting.cast, Meeting.meeting = inside, begun(inside)
    Meeting.rows = rolled(inside, Meeting.meeting)
    recording.open_meeting(Meeting.meeting, at=Meeting.meeting.starts_at, by=inside.users["clerk"])
    Meeting.key = proposal(Meeting.meeting).pk
    run_state_machine_as_test(
        Meeting,
        settings=settings(max_examples=15, stateful_step_count=14, deadline=None, suppress_health_check=checks),
    )
