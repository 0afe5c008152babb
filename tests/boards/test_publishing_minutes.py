"""Minutes are published as a draft, with their decisions and actions, and corrected."""

import pytest
from django.core.exceptions import ValidationError

from boards import deciding, minuting, publishing
from boards.models import Action, AgendaItem, Attendance, Decision, Meeting
from foundation import editions
from foundation.models import Edition, EditionPart
from tests.boards.minutes import drafted, entry, path
from tests.boards.sittings import SECRET, begun, held, item, proposal

set_stage = drafted


@pytest.fixture
def meeting(made):
    return made[0]


@pytest.fixture
def minutes(made):
    return made[1]


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


@pytest.fixture
def published(minutes, clerk):
    minuting.publish_minutes(minutes, by=clerk)
    minutes.refresh_from_db()
    return minutes


def test_publishing_makes_a_draft_that_everybody_can_read(inside, meeting, minutes):
    answer = inside.client("clerk").post(path(meeting, "publication"), {"after": ""}, follow=True)
    assert "published as edition 1" in answer.content.decode()
    page = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "Draft minutes" in page
    assert "To award £12,000 to the village hall." in page


def test_a_meeting_that_is_not_closed_has_no_minutes_to_publish(inside, clerk):
    meeting = begun(inside)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    answer = inside.client("clerk").post(path(meeting, "publication"), {})
    assert answer.status_code == 422
    assert "The meeting has not been closed." in answer.content.decode()
    minutes.refresh_from_db()
    assert minutes.published_at is None


def test_a_statutory_board_publishes_no_decision_without_its_reason(minutes, meeting, clerk):
    meeting.board.legal_status = "joint"
    meeting.board.save()
    row = item(meeting).recommendations.get()
    deciding.decide(row, outcome="agreed", reason="", version=row.version, by=clerk)
    with pytest.raises(ValidationError, match="lacks the reason"):
        minuting.publish_minutes(minutes, by=clerk)


def test_publishing_twice_makes_one_edition(inside, minutes, meeting):
    client = inside.client("clerk")
    for _ in range(2):
        client.post(path(meeting, "publication"), {"after": "", "sending": "6a1cf8a1-6f0c-4d6f-8a53-0d3b1a2e9d17"})
    assert Edition.objects.filter(series=meeting.minutes_series).count() == 1


def test_minutes_are_not_public_before_they_are_published(inside, minutes, meeting):
    assert inside.client().get(f"/meetings/{meeting.pk}/minutes/").status_code == 404
    assert inside.client().get(f"/meetings/{meeting.pk}/minutes.pdf").status_code == 404


def test_no_public_page_names_a_member_of_the_public(inside, published, meeting):
    client = inside.client()
    decision = Decision.objects.get(meeting=meeting)
    for address in (f"/meetings/{meeting.pk}/minutes/", f"/decisions/{decision.pk}/", "/decisions/", "/actions/"):
        assert SECRET not in client.get(address).content.decode()
    with inside.inside("nothing"):
        parts = EditionPart.objects.filter(edition__series=meeting.minutes_series)
        assert parts
        assert not any(SECRET in str(part.content) for part in parts)


def test_a_correction_is_a_new_edition_and_the_old_one_stays(inside, published, meeting, clerk):
    minuting.save_entry(entry(published), text="<p>Put right.</p>", version=0, by=clerk)
    data = {"after": "1", "note": "The sum was wrong"}
    inside.client("clerk").post(path(meeting, "publication"), data)
    new = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    old = inside.client().get(f"/meetings/{meeting.pk}/minutes/1/").content.decode()
    assert "Put right." in new
    assert "The sum was wrong" in new
    assert "A newer edition of these minutes has been published." in old
    assert "To award £12,000" in old
    assert Edition.objects.get(series=meeting.minutes_series, number=2).reason == "correction"


def test_a_correction_without_a_change_is_refused(published, clerk):
    with pytest.raises(ValidationError, match="Nothing has changed"):
        minuting.publish_minutes(published, note="x", by=clerk)


def test_the_chain_of_editions_holds(published, inside, clerk):
    assert editions.broken_seals() == []


def test_publication_opens_decisions_and_actions(inside, minutes, meeting, clerk):
    with inside.inside("nothing"):
        assert not Action.objects.filter(meeting=meeting).exists()
    minuting.publish_minutes(minutes, by=clerk)
    with inside.inside("nothing"):
        decision = Decision.objects.get(meeting=meeting)
        assert (decision.minute, decision.outcome, decision.reason) == ("6", "agreed", "People need it")
        assert Action.objects.public().get(meeting=meeting).text == "Write the grant agreement"


def test_a_corrected_outcome_changes_the_register_and_keeps_its_history(published, meeting, clerk):
    row = item(meeting).recommendations.get()
    deciding.decide(
        row, outcome="amended", outcome_text="To award £9,000", reason="People need it", version=row.version, by=clerk
    )
    minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(published, note="The sum", by=clerk)
    decision = Decision.objects.get(meeting=meeting)
    assert decision.text == "To award £9,000"
    assert "To award £12,000 to the village hall" in [was.text for was in decision.history.all()]


def test_an_outcome_that_was_taken_back_leaves_the_register(inside, published, meeting, clerk):
    row = item(meeting).recommendations.get()
    deciding.reopen(row, because="Pressed by mistake", version=row.version, by=clerk)
    minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(published, note="Nothing was decided", by=clerk)
    assert not Decision.objects.public().filter(meeting=meeting).exists()


def test_the_meetings_page_shows_the_outcome_under_its_item(inside, published, meeting):
    decision = Decision.objects.get(meeting=meeting)
    assert decision.item == item(meeting)


def test_the_pages_ask_as_little_of_thirty_items(inside, clerk, django_assert_max_num_queries):
    meeting = held(inside)
    for number in range(30):
        at = AgendaItem.objects.create(
            board=meeting.board, meeting=meeting, position=50 + number, title=f"More {number}"
        )
        proposal(meeting, title=at.title)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(minutes, by=clerk)
    client = inside.client("clerk")
    for address in (path(meeting), path(meeting, "publication"), path(meeting, "approval")):
        with django_assert_max_num_queries(22):  # two of them are the test's own savepoint
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(8):
        inside.client().get(f"/meetings/{meeting.pk}/minutes/")


def test_the_roll_of_members_opens_with_the_minutes_and_nobody_elses(inside, published, meeting):
    with inside.inside("nothing"):
        assert not Attendance.objects.filter(meeting=meeting, holding=None, substitute_for=None).exists()
        assert Attendance.objects.filter(meeting=meeting).exists()
        assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_page_of_the_meeting_shows_what_became_of_each_item(inside, minutes, meeting, clerk):
    publishing.publish_agenda(meeting, by=clerk, reasons={"notice": "Late", "invitations": "By hand"})
    minuting.publish_minutes(minutes, by=clerk)
    page = inside.client().get(f"/meetings/{meeting.pk}/").content.decode()
    block = page[page.index('id="item-') :]
    assert "app-outcome" in block
    assert "<strong>Agreed.</strong> To award £12,000 to the village hall" in block
    assert "Write the grant agreement" in block
    assert "Draft minutes" in page


def test_a_draft_that_nobody_has_read_is_not_approved(minutes, inside, clerk):
    with pytest.raises(ValidationError, match="Publish the draft"):
        minuting.approve_minutes(minutes, at=begun(inside, days_ago=5), by=clerk)
