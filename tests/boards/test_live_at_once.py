"""Two clerks who keep the record of one meeting at once, on a database of several connections."""

import pytest
from django.utils import timezone

from boards import attending, recording
from boards.models import (
    AgendaItem,
    ItemRecord,
)
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.at_once import together, within
from tests.boards.sittings import begun, item, proposal
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
