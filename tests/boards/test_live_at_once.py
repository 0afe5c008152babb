"""Two clerks who keep the record of one meeting at once, on a database of several connections."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from boards import attending, minuting, recording
from boards.models import Action, AgendaItem, ItemRecord, Meeting
from foundation.locking import share
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.at_once import overtaken, together, within
from tests.boards.sittings import begun, held, item, proposal
from tests.cast import make_cast


@pytest.fixture
def real(transactional_db):
    """A partnership of its own, committed, with a meeting that has begun."""
    cast = make_cast(f"live{timezone.now():%H%M%S%f}"[:20])
    with cast.inside():
        meeting = begun(cast)
        attending.call_roll(meeting, by=cast.users["clerk"])
        asked = proposal(meeting)
    return cast, meeting, asked


def test_two_clerks_saving_notes_at_the_same_moment(real):
    cast, meeting, _ = real
    clerk = cast.users["clerk"]

    def save(words):
        return within(cast, lambda: recording.save_notes(item(meeting), words, version=0, by=clerk))

    raised = together(save("One"), save("Two"))
    assert sorted(type(error) for error in raised if error) == [ChangedMeanwhile]
    with cast.inside():
        kept = ItemRecord.objects.get(item=item(meeting))
        assert kept.version == 1
        assert kept.notes == ("One" if raised[0] is None else "Two")
        lost = next(error for error in raised if error)
        assert lost.current.notes == kept.notes


def test_two_clerks_taking_urgent_business_at_the_same_moment(real):
    cast, meeting, _ = real
    clerk = cast.users["clerk"]

    def take(title):
        words = {"because": "It cannot wait", "agreed_by": "The chair", "purpose": "decision"}
        return within(cast, lambda: recording.add_urgent_item(meeting, title=title, by=clerk, **words))

    assert together(take("One"), take("Two")) == [None, None]
    with cast.inside():
        places = list(AgendaItem.objects.filter(meeting=meeting).values_list("position", flat=True))
        assert len(places) == len(set(places))


def an_action(cast, meeting, text):
    return Action(
        board_id=meeting.board_id, meeting=meeting, item=item(meeting), text=text, owner=cast.organisations["county"]
    )


def test_two_clerks_write_entries_at_once_and_whoever_closes_the_meeting_waits_for_both(real):
    cast, meeting, _ = real
    clerk = cast.users["clerk"]

    def write(text):
        return lambda: recording.write_down(an_action(cast, meeting, text), meeting=meeting, by=clerk)

    def another():
        assert together(within(cast, write("Two"))) == [None]  # while the first still writes, and somebody waits

    with cast.inside():
        recording.open_meeting(meeting, by=clerk)
    close = within(cast, lambda: recording.close_meeting(meeting, by=clerk))
    overtaken(cast, write("One"), close, meanwhile=another)
    with cast.inside():
        assert Action.objects.filter(meeting=meeting).count() == 2
        assert Meeting.objects.get(pk=meeting.pk).closed_at


def test_minutes_are_approved_after_the_entry_that_is_being_written_and_none_comes_later(transactional_db):
    cast = make_cast(f"after{timezone.now():%H%M%S%f}"[:20])
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting, following = held(cast, days_ago=40), begun(cast, days_ago=2)
        minutes = minuting.draft_minutes(meeting, by=clerk)
        minuting.publish_minutes(minutes, by=clerk)

    def write(text):
        return recording.write_down(an_action(cast, meeting, text), meeting=meeting, by=clerk)

    def approve():
        return minuting.approve_minutes(minutes, at=following, by=clerk)

    overtaken(cast, lambda: write("In time"), within(cast, approve))
    with cast.inside(), pytest.raises(PermissionDenied, match="are approved"):
        write("Too late")


def test_what_is_written_down_at_a_meeting_that_was_removed_is_refused_in_words(real):
    cast, _, _ = real
    with cast.inside(), pytest.raises(ValidationError, match="Somebody removed this meeting"):
        share(Meeting(pk=0))
