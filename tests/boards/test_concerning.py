"""Items are tagged with whom they concern; a report shows the share of business for each tier (A4)."""

import pytest
from django.utils import timezone

from boards import agenda_building, concerning
from boards.forms.period import PeriodForm
from boards.models import AgendaItem, ItemConcern, Meeting
from foundation.models import Edition
from tests.boards.sittings import begun, item

PAGE = "/manage/boards/hill-and-vale-board/business/"


@pytest.fixture
def meeting(inside):
    """A meeting with two items of business, its agenda published."""
    meeting = begun(inside, days_ago=9)
    edition = Edition.objects.create(
        series=meeting.agenda_series, number=1, root=inside.board.root, title="Agenda", reason="first",
        published_at=timezone.now(),
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(agenda_edition=edition)
    return meeting


def shares(cast) -> dict[str, tuple[int, int]]:
    found = concerning.business(cast.board, PeriodForm(None).days)
    return {row.tier.split()[0]: (row.percent, row.proposed) for row in found.shares if row.percent or row.proposed}


def test_a_clerk_says_whom_an_item_concerns_and_reads_the_share_of_each_tier(inside, meeting):
    clerk, council = inside.client("clerk"), inside.organisations["parish"]
    path = f"/manage/meetings/{meeting.pk}/agenda/items/{item(meeting).pk}/concerns/"
    assert clerk.post(path, {"tiers": ["county"], "bodies": [council.pk]}).status_code == 302
    assert shares(inside) == {"County": (50, 0), "Parish": (50, 0)}
    page = clerk.get(PAGE).content.decode()
    assert "2 items of business" in page and "Of 1 nobody has said whom it concerns" in page
    clerk.post(path, {"tiers": ["county"]})
    assert shares(inside) == {"County": (50, 0)}


def test_a_tier_and_its_organisation_count_an_item_once(inside, meeting):
    county = inside.organisations["county"]
    for tiers in (["county"], ["county", "partner"]):
        concerning.name_concerned(item(meeting), tiers=tiers, bodies=[county], by=inside.users["clerk"])
    assert shares(inside) == {"County": (50, 0), "Other": (50, 0)}


@pytest.mark.parametrize("wrong", [{"tiers": ["king"]}, {"bodies": ["999999"]}, {"bodies": ["x"]}])
def test_only_known_tiers_and_bodies_that_sit_there_are_taken(inside, meeting, wrong):
    path = f"/manage/meetings/{meeting.pk}/agenda/items/{item(meeting).pk}/concerns/"
    page = inside.client("clerk").post(path, wrong).content.decode()
    assert "There is a problem" in page and not ItemConcern.objects.exists()


def test_what_a_member_proposes_concerns_the_body_for_which_they_sit(inside, meeting):
    county = inside.users["county"]
    proposed = agenda_building.propose_item(meeting, by=county, title="Buses", reason="Few", purpose="discussion")
    made = agenda_building.accept_proposal(proposed, by=inside.users["clerk"])
    assert [str(row) for row in made.concerns.all()] == ["Testshire County Council"]
    assert shares(inside) == {"County": (33, 1)}


def test_what_is_not_published_and_standing_items_are_no_business(inside):
    meeting = begun(inside, days_ago=3)
    concerning.name_concerned(item(meeting), tiers=["county"], bodies=[], by=inside.users["clerk"])
    assert shares(inside) == {}


def test_members_and_the_public_tag_nothing(inside, meeting):
    path = f"/manage/meetings/{meeting.pk}/agenda/items/{item(meeting).pk}/concerns/"
    assert inside.client("county").get(path).status_code in (403, 404)
    assert inside.client("county").get(PAGE).status_code == 403
    assert inside.client("chair").get(PAGE).status_code == 200


@pytest.mark.parametrize("items", [1, 30])
def test_the_report_costs_the_same_for_thirty_items(inside, meeting, django_assert_max_num_queries, items):
    for number in range(items):
        row = AgendaItem.objects.create(
            board=inside.board, meeting=meeting, position=90 + number, title=f"Item {number}"
        )
        ItemConcern.objects.create(board=inside.board, item=row, tier="county")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        assert f"{items + 2} items of business" in clerk.get(PAGE).content.decode()
