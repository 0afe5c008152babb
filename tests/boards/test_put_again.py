"""What a board deferred is put on a later agenda with one press."""

import pytest

from boards.models import Recommendation
from tests.boards.drafts import a_meeting, an_item


def set_stage(cast):
    return a_meeting(cast)


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def address(meeting):
    return f"/manage/meetings/{meeting.pk}/agenda/"


@pytest.fixture
def deferred(inside, meeting):
    before = a_meeting(inside, days=-30)
    item = an_item(inside, before, "Bus")
    return Recommendation.objects.create(
        board=inside.board, item=item, position=1, text="Run a bus", outcome="deferred", reason="No figures"
    )


def test_what_was_deferred_is_put_again_with_one_press(inside, meeting, address, deferred):
    client = inside.client("clerk")
    page = client.get(address).content.decode()
    assert "Deferred to this" in page and "No figures" in page
    assert client.post(f"{address}deferred/{deferred.pk}/").status_code == 302
    again = Recommendation.objects.get(reworks=deferred)
    assert (again.text, again.wording, again.item.meeting, again.item.title) == ("Run a bus", 2, meeting, "Bus")
    assert "Put again: deferred on" in again.item.text
    assert "Deferred to this" not in client.get(address).content.decode()
    told = client.post(f"{address}deferred/{deferred.pk}/", follow=True).content.decode()
    assert "Somebody has put it again meanwhile" in told


def test_another_board_is_not_asked_what_this_one_deferred(inside, elsewhere, address, deferred):
    assert inside.client("county").post(f"{address}deferred/{deferred.pk}/").status_code == 403
    assert elsewhere.client("clerk").post(f"{address}deferred/{deferred.pk}/").status_code == 404
