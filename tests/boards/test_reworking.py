"""Objections withdrawn, decisions reopened, recommendations reworked and put again. Source: B36, J3."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import consenting, deciding, exempting, minuting, recording, reworking
from boards.models import (
    Exemption,
    Recommendation,
)
from tests.boards.deciding import (
    REASON,
    objected,
    outcome,
    path,
    positions,
    send,
)
from tests.boards.drafts import a_meeting
from tests.boards.sittings import agreed, proposal, under_way

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
