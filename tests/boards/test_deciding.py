"""Deciding by consent: positions of the partners, objections, quorum, reopening, reworking. Source: B36, R22, J3."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from boards import consenting, deciding, exempting, minuting, recording, reworking
from boards.models import Attendance, Decision, Exemption, Override, Position, Recommendation
from foundation.meanwhile import ChangedMeanwhile
from localities.models import Person
from tests.boards.at_once import together, within
from tests.boards.drafts import a_meeting, a_report
from tests.boards.sittings import agreed, begun, item, proposal, rolled, supported
from tests.cast import make_cast

REASON = "It takes money from the patrols"


def path(row, *rest):
    item = row.item
    parts = [f"/manage/meetings/{item.meeting_id}/live/items/{item.pk}/outcomes/{row.pk}", *map(str, rest), ""]
    return "/".join(parts)


def send(client, row, *rest, prefix, **typed):
    typed = {"version": Recommendation.objects.get(pk=row.pk).version, **typed}
    return client.post(path(row, *rest), {f"{prefix}-{name}": value for name, value in typed.items()})


def outcome(client, row, value, **more):
    return send(client, row, prefix=f"outcome-{row.pk}", outcome=value, **more)


def positions(client, row, cast, **stands):
    """Send the form of positions: police="object", police_reason="…"."""
    typed = {}
    for who, kind in stands.items():
        name, is_reason, _ = who.partition("_")
        typed[f"{'reason' if is_reason else 'kind'}-{cast.organisations[name].pk}"] = kind
    return send(client, row, "positions", prefix=f"positions-{row.pk}", **typed)


def objected(cast, row):
    police = cast.organisations["police"].pk
    row = consenting.take_positions(row, {police: ("object", REASON)}, version=row.version, by=cast.users["clerk"])
    return supported(cast, row)


@pytest.fixture
def meeting(inside):
    meeting = begun(inside)
    rolled(inside, meeting)
    return meeting


@pytest.fixture
def row(meeting):
    return proposal(meeting)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


# Positions


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
    row = proposal(begun(inside))
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


# Agreed, and not


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


# The database, whoever writes


def refused(rule, act):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        act()
    assert raised.value.__cause__.diag.constraint_name == rule


def write(row, **fields):
    Recommendation.objects.filter(pk=row.pk).update(**fields)  # past every act, as a mistake of ours would


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


# Withdrawing, reopening


def withdraw(client, row, objection, **more):
    typed = {"name": "Inspector Vale", "because": "The patrols are kept", "instead": "support", **more}
    sent = {f"withdrawal-{objection.pk}-{name}": value for name, value in typed.items()}
    return client.post(path(row, "positions", objection.pk, "withdrawal"), sent)


def test_an_objection_that_is_withdrawn_stays_in_the_record_and_lets_the_board_agree(inside, row):
    client = inside.client("clerk")
    objected(inside, row)
    withdraw(client, row, row.positions.get(kind="object"))
    gone = row.positions.get(kind="object")
    assert (gone.withdrawn_by, gone.withdrawn_because, gone.reason) == (
        "Inspector Vale", "The patrols are kept", REASON,
    )  # fmt: skip
    assert outcome(client, row, "agreed").status_code == 302
    row.refresh_from_db()
    assert row.outcome == "agreed"


def test_a_withdrawal_says_who_and_why(inside, row):
    objected(inside, row)
    answer = withdraw(inside.client("clerk"), row, row.positions.get(kind="object"), because="")
    assert answer.status_code == 422
    assert row.positions.get(kind="object").objects_still


def test_an_objection_is_not_changed_into_support(inside, row, clerk):
    row = objected(inside, row)
    police = inside.organisations["police"].pk
    with pytest.raises(ValidationError, match="withdraw it: say who withdrew it and why"):
        consenting.take_positions(row, {police: ("support", "")}, version=row.version, by=clerk)


def test_a_position_changed_after_the_decision_is_refused_with_the_way_to_reopen_it(inside, row):
    client = inside.client("clerk")
    agreed(inside, row)
    answer = positions(client, row, inside, police="aside")
    assert answer.status_code == 422
    assert "Reopen the decision with a reason" in answer.content.decode()


def test_a_decision_is_reopened_with_a_reason_then_changed(inside, row):
    client = inside.client("clerk")
    agreed(inside, row)
    assert send(client, row, "reopening", prefix=f"reopening-{row.pk}", because="").status_code == 422
    send(client, row, "reopening", prefix=f"reopening-{row.pk}", because="The police came late")
    row.refresh_from_db()
    assert (row.outcome, row.reopened_because, row.reopened_by) == ("", "The police came late", inside.users["clerk"])
    assert positions(client, row, inside, police="aside").status_code == 302


def test_the_record_of_approved_minutes_is_closed(inside, row, clerk, meeting):
    row = agreed(inside, row)
    recording.close_meeting(recording.open_meeting(meeting, at=meeting.starts_at, by=clerk), by=clerk)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(minutes, incomplete_because="Shown as it is", by=clerk)
    minuting.approve_minutes(minutes, at=meeting, by=clerk)
    answer = send(inside.client("clerk"), row, "reopening", prefix=f"reopening-{row.pk}", because="Late")
    assert answer.status_code == 403


# Quorum


@pytest.fixture
def inquorate(inside):
    inside.board.quorum_count = 3
    inside.board.save()
    meeting = begun(inside)
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


# Putting again


@pytest.fixture
def deferred(inside, row, clerk):
    row = objected(inside, row)
    return deciding.decide(row, outcome="deferred", version=row.version, by=clerk)


def test_what_was_deferred_is_put_again_in_new_words_with_its_objection(inside, deferred, clerk):
    later = a_meeting(inside)
    again = reworking.rework(deferred, text="To award £8,000", at=later, by=clerk)
    assert (again.wording, again.reworks, again.item.title) == (2, deferred, "Warm spaces this winter")
    assert [str(p) for p in again.positions.all()] == ["Testshire Police: objects"]
    deferred.refresh_from_db()
    assert deferred.text == "To award £12,000 to the village hall"


def test_what_was_kept_from_the_public_is_kept_from_it_again(inside, deferred, clerk):
    told = {"paragraph": 3, "reason": "Prices", "officer": "The monitoring officer", "summary": "Rents",
            "public_title": "Rents", "review_on": timezone.localdate()}  # fmt: skip
    exempting.mark(deferred.item.meeting, f"item:{deferred.item_id}", by=clerk, **told)
    again = reworking.rework(deferred, text="To award £8,000", at=a_meeting(inside), by=clerk)
    mark = Exemption.objects.get(key=f"item:{again.item_id}")
    assert (mark.public_title, mark.paragraph, mark.meeting) == ("Rents", 3, again.item.meeting)


def test_it_is_put_again_on_a_page_that_offers_the_meetings_to_come(inside, deferred):
    client, later = inside.client("clerk"), a_meeting(inside)
    page = client.get(path(deferred, "rework")).content.decode()
    assert str(later) in page
    assert REASON in page
    answer = client.post(path(deferred, "rework"), {"text": "To award £8,000", "at": later.pk})
    again = Recommendation.objects.get(reworks=deferred)
    assert answer.url == f"/manage/meetings/{later.pk}/live/items/{again.item_id}/"
    assert "Version 2" in client.get(answer.url).content.decode()
    assert client.post(path(deferred, "rework"), {"text": "Again", "at": later.pk}).status_code == 422


def test_without_a_later_meeting_the_page_says_what_to_do(inside, deferred):
    assert "no later meeting that goes ahead" in inside.client("clerk").get(path(deferred, "rework")).content.decode()
    assert inside.client("clerk").post(path(deferred, "rework"), {"text": "", "at": "x"}).status_code == 422


def test_only_what_was_deferred_is_reworked(inside, row, clerk):
    with pytest.raises(ValidationError, match="Only what was deferred"):
        reworking.rework(row, text="Other", at=a_meeting(inside), by=clerk)


def test_what_was_reworked_is_not_reopened(inside, deferred, clerk):
    reworking.rework(deferred, text="To award £8,000", at=a_meeting(inside), by=clerk)
    deferred.refresh_from_db()
    with pytest.raises(ValidationError, match="reworked as version 2"):
        deciding.reopen(deferred, because="Oh", version=deferred.version, by=clerk)


# Two clerks at once, on a database of several connections


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


# Told


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
