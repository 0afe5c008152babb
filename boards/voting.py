"""Votes: hands counted or names called, by those able to vote, with the chair's casting vote on a tie.

Source: standards R5, R10, R22; Local Government Act 1972, schedule 12, paragraph 39.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from boards import deciding, entitling, sitting
from boards.entitling import Entitled
from boards.models import AgendaItem, Attendance, Ballot, Choice, DecisionMode, Recommendation, Vote
from boards.refusing import in_words, refuse
from foundation import audit
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User

Method = Vote.Method


@dataclass(frozen=True)
class Count:
    """A vote as it was taken: hands by choice, the names that are recorded, the casting vote."""

    method: str
    hands: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    casting: str = ""

    def of(self, choice: str) -> int:
        """Return how many chose this."""
        return Counter(self.names.values())[choice] if self.method == Method.NAMES else self.hands.get(choice, 0)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many were for, against and abstained."""
        return self.of(Choice.FOR), self.of(Choice.AGAINST), self.of(Choice.ABSTAIN)


@transaction.atomic
def record_vote(recommendation: Recommendation, count: Count, *, version: int, by: User) -> Vote:
    """Record the vote on a recommendation, or correct it; whether it was carried follows from it.

    The same vote recorded twice is one result. Raises ChangedMeanwhile when somebody has recorded another since,
    ValidationError when more voted than were able to, when somebody voted who may not, or when it is decided.
    """
    row = deciding.locked(recommendation)
    vote = deciding.vote_on(row)
    if vote and said(vote) == count:
        return vote
    deciding.refuse_decided(row)
    if row.version != version:
        raise ChangedMeanwhile(row)
    item = deciding.item_of(row)
    seat = sitting.at_table(item.meeting)
    item = seat.item(item.pk) or item
    _refuse_without_need(row, item)
    may = entitling.who_may_decide(row, seat, item)
    _refuse_names(may, item, count)
    vote = _write(vote or Vote(board=row.board, recommendation=row), may, count, by)
    deciding.touch(row)
    audit.record(by, "recorded a vote at", item.meeting, recommendation=row.pk, vote=str(vote))
    return vote


def said(vote: Vote) -> Count:
    """Return a vote as it would be entered."""
    by_name = vote.method == Method.NAMES
    hands = dict(zip(Choice.values, (vote.votes_for, vote.votes_against, vote.abstentions), strict=True))
    names = {ballot.person_id: ballot.choice for ballot in vote.ballots.all()}
    return Count(vote.method, {} if by_name else hands, names, vote.casting)


def _refuse_without_need(row: Recommendation, item: AgendaItem) -> None:
    """Refuse a vote on a board that decides by consent, unless consent failed and its rules fall back to one."""
    board = item.meeting.board
    if board.decision_mode != DecisionMode.CONSENT or deciding.vote_on(row):
        return
    if not board.falls_back_to_vote:
        raise refuse("decided_as_the_board_decides", str(board))
    if not any(position.objects_still for position in deciding.standing_on(row)):
        raise ValidationError(
            "No partner objects, so there is nothing to vote on. This board votes only where consent fails (R22). "
            "Record the positions of the partners."
        )


def _refuse_names(may: Entitled, item: AgendaItem, count: Count) -> None:
    """Refuse a name that may not vote, and more recorded names than hands."""
    able = {attendance.person_id for attendance in may.people}
    for person_id in count.names:
        if person_id not in able:
            raise _not_able(may, item, person_id)
    recorded = Counter(count.names.values())
    if count.method == Method.HANDS and any(recorded[c] > count.of(c) for c in Choice.values):
        raise ValidationError(
            "More names are recorded than hands were counted for the same choice (R5). Correct the count or the names."
        )
    if (total := sum(count.counts)) > len(able):
        raise ValidationError(
            f"{total} votes are more than the {len(able)} who may vote on this item: members and substitutes who are "
            "present, not barred by an interest (R5, R10) and of the tier whose money or power it is (X3). "
            "Correct the count, or mark who is here."
        )


def _not_able(may: Entitled, item: AgendaItem, person_id: int) -> ValidationError:
    name = next((str(a.person) for a in may.seat.attendances if a.person_id == person_id), "")
    if person_id in may.why_not:
        return ValidationError(f"{may.why_not[person_id]} (X3, and the board’s own rights to decide). Leave them out.")
    if any(d.person_id == person_id and sitting.bars(d) for d in item.declarations.all()):
        return refuse("barred_people_do_not_vote", name)
    return ValidationError(
        f"{name or 'Somebody'} may not vote on this item: only members and substitutes who are present do (R5). "
        "Mark them as present first, or leave them out."
    )


def _write(vote: Vote, may: Entitled, count: Count, by: User) -> Vote:
    vote.method = count.method
    vote.votes_for, vote.votes_against, vote.abstentions = count.counts
    vote.able, vote.recorded_by = len(may.people), by
    chair = _chair(may, count)
    vote.casting, vote.casting_by_id = count.casting, chair.person_id if chair else None
    with in_words():
        vote.save()
        for ballot in vote.ballots.all():
            ballot.delete()
        rows = [
            Ballot(board=vote.board, vote=vote, person_id=key, choice=choice) for key, choice in count.names.items()
        ]
        bulk_create_with_history(rows, Ballot)
    return vote


def _chair(may: Entitled, count: Count) -> Attendance | None:
    """Return who has the casting vote; raises ValidationError where nobody in the chair may vote."""
    if not count.casting:
        return None
    if count.of(Choice.FOR) != count.of(Choice.AGAINST):
        raise ValidationError("The chair has a casting vote only where the votes are equal (R5). Leave it out.")
    chair = next((a for a in may.people if a.person_id == may.seat.meeting.chaired_by_id), None)
    if chair is None:
        raise ValidationError(
            "A casting vote is given by whoever is in the chair and may vote on this item (R5). "
            "Mark who is in the chair, or leave the casting vote out."
        )
    return chair


@transaction.atomic
def take_back_vote(recommendation: Recommendation, *, version: int, by: User) -> Recommendation:
    """Remove a vote that was recorded by mistake; its history stays.

    Raises ChangedMeanwhile when somebody has changed it since, ValidationError when the recommendation is decided.
    """
    row = deciding.locked(recommendation)
    vote = deciding.vote_on(row)
    if vote is None:
        return row
    deciding.refuse_decided(row)
    if row.version != version:
        raise ChangedMeanwhile(row)
    with in_words():
        vote.delete()
    deciding.touch(row)
    audit.record(by, "took back a vote at", deciding.item_of(row).meeting, recommendation=row.pk, vote=str(vote))
    return row
