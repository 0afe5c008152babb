"""What two people publish at the same moment is published once."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from boards import publishing, terming
from boards.models import TermsOfReference
from boards.publishing import NotPublished
from foundation.models import Edition
from tests.boards.at_once import together, within
from tests.boards.drafts import a_meeting, an_item
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"pair-{uuid.uuid4().hex[:8]}")


def test_an_agenda_has_one_first_edition(cast):
    with cast.inside():
        meeting = a_meeting(cast, announced=False)
        an_item(cast, meeting)
    reasons = {"invitations": "They were telephoned", "notice": "It was urgent"}
    act = within(cast, lambda: publishing.publish_agenda(meeting, by=cast.users["clerk"], reasons=reasons))
    raised = together(act, act)
    assert [type(error) for error in raised if error] == [NotPublished]
    with cast.inside():
        found = Edition.objects.filter(series=meeting.agenda_series)
        assert [(edition.number, edition.reason) for edition in found] == [(1, "first")]


def test_terms_have_one_first_edition(cast):
    with cast.inside():
        TermsOfReference.objects.create(board=cast.board, text="<p>To meet.</p>")
    act = within(cast, lambda: terming.publish_terms(cast.board, by=cast.users["clerk"]))
    raised = together(act, act)
    assert [type(error) for error in raised if error] == [ValidationError]
    with cast.inside():
        assert Edition.objects.filter(series=terming.series(cast.board)).count() == 1
