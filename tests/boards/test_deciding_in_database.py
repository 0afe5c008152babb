"""What the database refuses to decide by consent, whoever writes. Source: B36, R22."""

import pytest
from django.core.exceptions import ValidationError

from boards import consenting, deciding
from boards.models import (
    Position,
    Recommendation,
)
from tests.boards.deciding import (
    objected,
    refused,
    write,
)
from tests.boards.drafts import a_report
from tests.boards.sittings import agreed, item, proposal, supported, under_way

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


def test_the_database_refuses_agreed_while_an_objection_stands(inside, row):
    objected(inside, row)
    refused("objection_stands", lambda: write(row, outcome="agreed", decided_how="consent"))
    refused("decided_as_the_board_decides", lambda: write(row, outcome="agreed"))
    refused("outcome_follows_the_vote", lambda: write(row, outcome="agreed", decided_how="vote"))


def test_the_database_refuses_agreed_while_a_position_is_missing(inside, row, clerk):
    police = inside.organisations["police"].pk
    consenting.take_positions(row, {police: ("support", "")}, version=0, by=clerk)
    refused("position_missing", lambda: write(row, outcome="agreed", decided_how="consent"))


def test_the_database_refuses_a_decision_that_is_born_agreed(inside, meeting):
    refused(
        "nobody_supports",
        lambda: Recommendation.objects.create(
            board=meeting.board, item=item(meeting), position=9, text="x", outcome="agreed", decided_how="consent"
        ),
    )


def test_who_may_not_see_an_objection_cannot_pass_it_by(inside, meeting):
    report = a_report(inside, complete=True, meeting=meeting)
    row = objected(inside, report.recommendations.get())
    with inside.inside(f"report:{report.pk}"):
        assert not Position.objects.exists()  # what the wall hides from an author, the rule sees
        refused("objection_stands", lambda: write(row, outcome="agreed", decided_how="consent"))


def test_the_database_keeps_the_positions_of_a_decision(inside, row):
    agreed(inside, row)
    one = row.positions.first()
    refused("reopen_first", lambda: Position.objects.filter(pk=one.pk).update(kind="object", reason="No"))
    refused("reopen_first", lambda: Position.objects.filter(pk=one.pk).delete())


def test_the_database_keeps_an_objection(inside, row):
    objected(inside, row)
    objection = row.positions.get(kind="object")
    refused("objection_is_withdrawn", lambda: Position.objects.filter(pk=objection.pk).update(kind="support"))
    refused("objection_is_withdrawn", lambda: Position.objects.filter(pk=objection.pk).delete())


def test_words_stay_once_partners_have_taken_positions_on_them(inside, row):
    supported(inside, row)
    refused("words_are_settled", lambda: write(row, text="Something else"))


def test_what_only_the_database_finds_is_told_in_the_same_words(inside, row, clerk, monkeypatch):
    row = objected(inside, row)
    monkeypatch.setattr(deciding, "findings", lambda *_: [])
    with pytest.raises(ValidationError, match="A partner objects, so this cannot be agreed"):
        deciding.decide(row, outcome="agreed", version=row.version, by=clerk)
