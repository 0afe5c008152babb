"""Delegations recorded, corrected, revoked, public; the page that completes the record of a decision. Source: A35."""

import re

import pytest
from django.utils import timezone

from boards.models import (
    DecisionRecord,
    Delegation,
)
from tests.boards.deciding import (
    agree,
    carried,
    delegated,
    recorded,
)
from tests.boards.sittings import proposal, under_way_by_delegation

set_stage = under_way_by_delegation


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def board(inside):
    return inside.board


@pytest.fixture
def row(inside, meeting):
    return carried(inside, proposal(meeting))


def saw_in(page):
    return re.search(r'name="saw"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="saw"', page)[1]


def typed(cast, **more):
    return {
        "organisation": cast.organisations["county"].pk, "authority": "Cabinet, minute 14", "scope": "Small grants",
        "limit": "£5,000", "level": "locality", "conditions": "", "post": "", "starts_on-day": "1",
        "starts_on-month": "4", "starts_on-year": "2026", "ends_on-day": "", "ends_on-month": "", "ends_on-year": "",
        **more,
    }  # fmt: skip


def test_an_officer_records_corrects_and_revokes(inside, board):
    client, home = inside.client("clerk"), "/manage/boards/hill-and-vale-board/delegations/"
    assert client.post(f"{home}new/", typed(inside)).status_code == 302
    row = Delegation.objects.get()
    assert (row.limit, row.recorded_by) == (500_000, inside.users["clerk"])
    page = client.get(f"/manage/delegations/{row.pk}/").content.decode()
    assert 'value="5000' in page
    saw = saw_in(page)
    assert client.post(f"/manage/delegations/{row.pk}/", typed(inside, scope="Grants", saw=saw)).status_code == 302
    assert client.post(f"/manage/delegations/{row.pk}/", typed(inside, scope="Later", saw=saw)).status_code == 409
    today = timezone.localdate()
    since = {"since-day": today.day, "since-month": today.month, "since-year": today.year, "because": "Cabinet"}
    assert client.post(f"/manage/delegations/{row.pk}/revocation/", since).status_code == 302
    again = client.post(f"/manage/delegations/{row.pk}/revocation/", since)
    assert "has revoked it already: Cabinet" in again.content.decode()
    assert "Revoked from" in inside.client().get("/delegations/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"limit": "lots"}, "Enter an amount in pounds"), ({"limit": "-5"}, "0"), ({"scope": ""}, "may be decided"),
        ({"organisation": "999999"}, "delegates"), ({"level": "moon"}, "level"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "must be a real date"),
        ({"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2020"}, "must not be before the first day"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_told_and_nothing_is_recorded(inside, wrong, said):
    answer = inside.client("clerk").post("/manage/boards/hill-and-vale-board/delegations/new/", typed(inside, **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Delegation.objects.exists()


def test_the_public_finds_what_is_in_force_and_what_is_over(inside):
    delegated(inside, scope="Small grants")
    delegated(inside, starts=-60, ends=-1, scope="Old verges", limit=100_000)
    client = inside.client()
    page = client.get("/delegations/").content.decode()
    assert "Small grants" in page
    assert "At most £1,000 for each decision." in page
    now = client.get("/delegations/?state=in-force").content.decode()
    assert ("Small grants" in now, "Old verges" in now) == (True, False)
    over = client.get("/delegations/?state=over&board=hill-and-vale-board").content.decode()
    assert ("Small grants" in over, "Old verges" in over) == (False, True)
    board = client.get("/boards/hill-and-vale-board/").content.decode()
    assert 'href="/delegations/?board=hill-and-vale-board"' in board


def test_the_outsider_and_the_member_do_not(inside, elsewhere):
    row = delegated(inside)
    assert elsewhere.client("clerk").get(f"/manage/delegations/{row.pk}/").status_code == 404
    assert inside.client("county").get(f"/manage/delegations/{row.pk}/").status_code in (403, 404)
    assert "Small grants" not in elsewhere.client().get("/delegations/").content.decode()


def test_the_list_costs_the_same_at_1_and_at_30(inside, django_assert_max_num_queries):
    delegated(inside)
    client = inside.client()
    with django_assert_max_num_queries(8):
        client.get("/delegations/")
    for number in range(29):
        delegated(inside, scope=f"Grants {number}")
    with django_assert_max_num_queries(8):
        client.get("/delegations/")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get("/manage/boards/hill-and-vale-board/delegations/")


def record_path(row):
    return f"/manage/meetings/{row.item.meeting_id}/decisions/{row.item_id}/{row.pk}/"


def test_the_record_of_a_decision_is_completed(inside, row):
    delegated(inside)
    agree(inside, row)
    client = inside.client("clerk")
    listed = client.get(f"/manage/meetings/{row.item.meeting_id}/decisions/").content.decode()
    assert "It lacks the reason, the options considered and rejected, the legal power" in listed
    page = client.get(record_path(row)).content.decode()
    saw = saw_in(page)
    said = {
        "saw": saw, "verb": "Endorsed", "options": "None", "power": "joint", "level": "county",
        "delegation": Delegation.objects.get().pk, "what-1": "Contract signed", "on-1-day": "31", "on-1-month": "1",
        "on-1-year": "2027", "awaiting": inside.organisations["county"].pk, "who-1": "The surveyor",
    }  # fmt: skip
    assert client.post(record_path(row), said).status_code == 302
    record = DecisionRecord.objects.get()
    assert record.timetable == [{"on": "2027-01-31", "what": "Contract signed", "who": "The surveyor"}]
    assert (record.verb, record.power, record.level) == ("Endorsed", "joint", "county")
    assert client.post(record_path(row), said | {"options": "Others"}).status_code == 409
    assert "Endorsed" in client.get(record_path(row)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"power": "other"}, "Name the power"), ({"power": "magic"}, "power"), ({"amount": "-1"}, "0"),
        ({"what-1": "Signed"}, "Enter the day of step 1"), ({"level": "moon"}, "level"),
        ({"on-2-day": "1", "on-2-month": "1", "on-2-year": "2027"}, "Enter what is done by then in step 2"),
        ({"on-1-day": "31", "on-1-month": "2", "on-1-year": "2027", "what-1": "x"}, "real date"),
        ({"delegation": "999999"}, "delegation"),
    ],
)  # fmt: skip
def test_a_record_that_makes_no_sense_is_told(inside, row, wrong, said):
    answer = inside.client("clerk").post(record_path(row), wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_live_page_shows_under_what_it_is_decided(inside, row, django_assert_max_num_queries):
    recorded(inside, row, delegation=delegated(inside))
    client = inside.client("clerk")
    with django_assert_max_num_queries(45):
        page = client.get(f"/manage/meetings/{row.item.meeting_id}/live/items/{row.item_id}/").content.decode()
    assert "Under the delegation from Testshire County Council." in page
    with django_assert_max_num_queries(20):
        client.get(f"/manage/meetings/{row.item.meeting_id}/decisions/")
