"""Votes: hands, names, the casting vote, who may not. Source: standards R5, R10, R22."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards import consenting, deciding, minuting, recording
from boards.models import (
    Ballot,
    Decision,
    Declaration,
    Recommendation,
    Vote,
)
from boards.voting import Count
from tests.boards.deciding import (
    WHO,
    began,
    hands,
    outcome,
    path,
    refused,
    send,
    taken,
    voting_board,
    write,
)
from tests.boards.sittings import item, proposal, rolled


def set_stage(cast):
    voting_board(cast)
    return began(cast)


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def row(meeting):
    return proposal(meeting)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def declare(cast, row, who, kind="pecuniary"):
    declared = Declaration(board=row.board, item=row.item, person=cast.people[who], kind=kind, nature="Trustee")
    return recording.write_down(declared, meeting=row.item.meeting, by=cast.users["clerk"])


def test_hands_are_counted_and_the_outcome_follows(inside, row):
    client = inside.client("clerk")
    typed = {"hands-for": 2, "hands-against": 1, "hands-abstain": 1}
    assert send(client, row, "vote", prefix=f"hands-{row.pk}", **typed).status_code == 302
    assert "2 for, 1 against, 1 abstained. Carried" in client.get(path(row).split("outcomes")[0]).content.decode()
    answer = outcome(client, row, "lost")
    assert answer.status_code == 422
    assert "2 for, 1 against, 1 abstained, so it was carried" in answer.content.decode()
    assert outcome(client, row, "agreed").status_code == 302


def test_names_are_called(inside, row):
    client = inside.client("clerk")
    typed = {f"name-{inside.people[who].pk}": "for" if who == "chair" else "against" for who in WHO}
    send(client, row, "vote", prefix=f"names-{row.pk}", **typed)
    vote = Vote.objects.get(recommendation=row)
    assert (vote.method, str(vote), vote.is_carried) == ("names", "1 for, 3 against, 0 abstained", False)
    assert outcome(client, row, "agreed").status_code == 422
    assert outcome(client, row, "lost").status_code == 302


def test_any_member_may_require_that_their_own_vote_is_recorded(inside, row):
    parish = inside.people["parish"].pk
    typed = {"hands-for": 3, "hands-against": 1, f"name-{parish}": "against"}
    send(inside.client("clerk"), row, "vote", prefix=f"hands-{row.pk}", **typed)
    assert [(b.person_id, b.choice) for b in Ballot.objects.all()] == [(parish, "against")]


def test_a_vote_in_which_nobody_voted_is_refused(inside, row):
    for prefix in ("hands", "names"):
        answer = send(inside.client("clerk"), row, "vote", prefix=f"{prefix}-{row.pk}")
        assert answer.status_code == 422
        assert "Enter how many voted, or how each voted" in answer.content.decode()


@pytest.mark.parametrize("typed", [{"hands-for": "many"}, {"hands-for": "-1"}, {"hands-for": "1", "casting": "maybe"}])
def test_what_is_no_count_is_refused_beside_its_box(inside, row, typed):
    assert send(inside.client("clerk"), row, "vote", prefix=f"hands-{row.pk}", **typed).status_code == 422
    assert not Vote.objects.exists()


def test_more_votes_than_voters_are_refused(inside, row):
    typed = {"hands-for": 4, "hands-against": 1}
    answer = send(inside.client("clerk"), row, "vote", prefix=f"hands-{row.pk}", **typed)
    assert answer.status_code == 422
    assert "5 votes are more than the 4 who may vote on this item" in answer.content.decode()


def test_a_board_that_votes_decides_nothing_without_a_vote(inside, row):
    answer = outcome(inside.client("clerk"), row, "agreed")
    assert answer.status_code == 422
    assert "no vote has been recorded" in answer.content.decode()


def test_the_casting_vote_breaks_a_tie(inside, row, clerk):
    assert not taken(inside, row, hands(2, 2)).is_carried
    vote = taken(inside, row, hands(2, 2, casting="for"))
    assert vote.is_carried
    assert vote.casting_by == inside.people["chair"]
    with pytest.raises(ValidationError, match="only where the votes are equal"):
        taken(inside, row, hands(3, 1, casting="for"))


def test_a_vote_is_corrected_until_it_is_decided_and_taken_back(inside, row, clerk):
    client = inside.client("clerk")
    taken(inside, row, hands(3, 1))
    taken(inside, row, hands(2, 1, 1))
    row = deciding.decide(row, outcome="agreed", version=Recommendation.objects.get(pk=row.pk).version, by=clerk)
    with pytest.raises(ValidationError, match="Reopen the decision with a reason"):
        taken(inside, row, hands(1, 3))
    assert send(client, row, "vote", "removal", prefix=f"undo-{row.pk}").status_code == 422
    deciding.reopen(row, because="Miscounted", version=row.version, by=clerk)
    assert send(client, row, "vote", "removal", prefix=f"undo-{row.pk}").status_code == 302
    assert not Vote.objects.exists()


def test_who_is_barred_by_an_interest_is_not_asked_and_cannot_vote(inside, row):
    declare(inside, row, "county")
    county = inside.people["county"].pk
    page = inside.client("clerk").get(path(row).split("outcomes")[0]).content.decode()
    assert f"name-{county}" not in page
    with pytest.raises(ValidationError, match=r"has an interest that bars them .* do not vote on it \(R10\)"):
        taken(inside, row, Count("names", names={county: "for"}))
    with pytest.raises(ValidationError, match="more than the 3 who may vote"):
        taken(inside, row, hands(4))


def test_who_is_away_cannot_vote(inside, meeting, row):
    rows = rolled(inside, meeting, partner="apologies")
    with pytest.raises(ValidationError, match="only members and substitutes who are present"):
        taken(inside, row, Count("names", names={rows["partner"].person_id: "for"}))


def test_an_interest_declared_by_somebody_who_has_voted_is_refused(inside, row):
    county = inside.people["county"].pk
    taken(inside, row, Count("names", names={county: "for"}))
    with pytest.raises(ValidationError, match="has voted on this item"):
        declare(inside, row, "county")
    declare(inside, row, "county", kind="personal")
    holder = f"{county}:"
    sent = {"declaration-item": row.item_id, "declaration-kind": "pecuniary", "declaration-nature": "Trustee"}
    mandate = inside.people["county"].mandates.get().pk
    at = path(row).split("outcomes")[0]
    answer = inside.client("clerk").post(f"{at}declarations/", {**sent, "declaration-holder": f"{holder}{mandate}"})
    assert answer.status_code == 422
    assert "has voted on this item" in answer.content.decode()


def test_the_chair_who_is_barred_has_no_casting_vote(inside, row):
    declare(inside, row, "chair")
    with pytest.raises(ValidationError, match="whoever is in the chair and may vote"):
        taken(inside, row, hands(1, 1, casting="for"))


def test_the_database_refuses_the_vote_of_who_is_barred(inside, row):
    vote = taken(inside, row, hands(1, 1))
    declare(inside, row, "county")
    county = inside.people["county"]
    refused(
        "barred_people_do_not_vote",
        lambda: Ballot.objects.create(board=row.board, vote=vote, person=county, choice="for"),
    )
    barred = lambda: Vote.objects.filter(pk=vote.pk).update(casting="for", casting_by=county)  # noqa: E731
    refused("barred_people_do_not_vote", barred)


def test_the_database_keeps_the_outcome_to_the_vote(inside, row):
    refused("outcome_follows_the_vote", lambda: write(row, outcome="agreed", decided_how="vote"))
    vote = taken(inside, row, hands(1, 2))
    refused("outcome_follows_the_vote", lambda: write(row, outcome="agreed", decided_how="vote"))
    refused("decided_as_the_board_decides", lambda: write(row, outcome="agreed", decided_how="consent"))
    write(row, outcome="lost", decided_how="vote")
    refused("reopen_first", lambda: Vote.objects.filter(pk=vote.pk).update(votes_for=3))
    refused("reopen_first", lambda: Ballot.objects.create(vote=vote, board=row.board, person=inside.people["chair"]))


def test_the_database_counts_no_more_votes_than_voters(inside, row):
    vote = taken(inside, row, hands(1, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(votes_for=99)


def test_a_board_by_consent_takes_no_vote_unless_its_rules_fall_back_to_one(inside, row, clerk):
    voting_board(inside, decision_mode="consent")
    police = inside.organisations["police"].pk
    with pytest.raises(ValidationError, match="does not decide in this way"):
        taken(inside, row, hands(3, 1))
    voting_board(inside, decision_mode="consent", falls_back_to_vote=True)
    with pytest.raises(ValidationError, match="nothing to vote on"):
        taken(inside, row, hands(3, 1))
    consenting.take_positions(row, {police: ("object", "It costs")}, version=0, by=clerk)
    taken(inside, row, hands(3, 1))
    row.refresh_from_db()
    row = deciding.decide(row, outcome="agreed", version=row.version, by=clerk)
    assert row.decided_how == "vote"


def test_the_page_offers_the_vote_where_consent_fails(inside, row, clerk):
    voting_board(inside, decision_mode="consent", falls_back_to_vote=True)
    at = path(row).split("outcomes")[0]
    assert "Show of hands" not in inside.client("clerk").get(at).content.decode()
    police = inside.organisations["police"].pk
    consenting.take_positions(row, {police: ("object", "It costs")}, version=0, by=clerk)
    assert "Show of hands" in inside.client("clerk").get(at).content.decode()
    answer = outcome(inside.client("clerk"), row, "agreed")
    assert "Or put it to the vote, as its rules allow." in answer.content.decode()


def test_minutes_page_and_register_tell_the_vote(inside, meeting, row, clerk):
    parish = inside.people["parish"].pk
    taken(inside, row, hands(2, 2, names={parish: "against"}, casting="for"))
    row.refresh_from_db()
    deciding.decide(row, outcome="agreed", reason="Needed", version=row.version, by=clerk)
    recording.close_meeting(meeting, by=clerk)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    text = minutes.entries.get(item=item(meeting)).text
    chair = inside.people["chair"].name
    assert f"Show of hands: 2 for, 2 against, 0 abstained; {chair}, in the chair, gave the casting vote for." in text
    minuting.publish_minutes(minutes, incomplete_because="Shown as it is", by=clerk)
    decision = Decision.objects.get(recommendation=row)
    page = inside.client().get(f"/decisions/{decision.pk}/").content.decode()
    assert f"{inside.people['parish'].name}: against" in page
    assert "By show of hands: 2 for, 2 against" in inside.client().get("/decisions/").content.decode()


def test_the_page_of_forty_voters_asks_no_more(inside, meeting, row, django_assert_max_num_queries):
    taken(inside, row, Count("names", names={inside.people[who].pk: "for" for who in WHO}))
    client = inside.client("clerk")
    with django_assert_max_num_queries(22):  # two of them are the test's own savepoint
        assert client.get(path(row).split("outcomes")[0]).status_code == 200
