"""The public register of decisions: filtered, paged, each with why and who took part."""

import datetime

import pytest

from boards.models import Board, Decision
from tests.boards.sittings import held, minuted
from tests.localities.registers import make_entry, make_register


def set_stage(cast):
    meeting = held(cast, days_ago=10)
    minuted(cast, meeting)
    return Decision.objects.get(meeting=meeting)


@pytest.fixture
def decided(made):
    return made


def more(decided, number, *, board=None, days_before=0, published=True):
    day = decided.decided_on - datetime.timedelta(days=days_before)
    for one in range(number):
        Decision.objects.create(
            board=board or decided.board, meeting=decided.meeting, minute="9", title=f"Decision {one}", text="Do it",
            outcome="agreed", decided_on=day, published_at=decided.published_at if published else None,
        )  # fmt: skip


def test_a_decision_says_what_why_who_and_where(inside, decided):
    page = inside.client().get(f"/decisions/{decided.pk}/").content.decode()
    assert "To award £12,000 to the village hall" in page
    assert "People need it" in page
    took_part = page[page.index('id="who"') : page.index("Interests declared")]
    assert "Chair of Testshire" in took_part
    assert "Partner of Testshire" in took_part
    assert "County of Testshire" not in took_part
    assert "Trustee of the hall. Took no part." in page
    assert f'href="/meetings/{decided.meeting_id}/minutes/#minute-6"' in page
    assert "Write the grant agreement" in page


def test_the_minutes_have_the_anchor_that_decisions_lead_to(inside, decided):
    page = inside.client().get(f"/meetings/{decided.meeting_id}/minutes/").content.decode()
    assert 'id="minute-6"' in page


def test_the_register_is_filtered_by_board_and_day(inside, decided):
    other = Board.objects.create(kind=decided.board.kind, name="Other board", slug="other", live_from="2024-01-01")
    more(decided, 1, board=other)
    more(decided, 1, days_before=100)
    client = inside.client()
    assert client.get("/decisions/?board=other").content.decode().count("app-list__title") == 1
    since = decided.decided_on - datetime.timedelta(days=1)
    address = f"/decisions/?since-day={since.day}&since-month={since.month}&since-year={since.year}"
    assert client.get(address).content.decode().count("app-list__title") == 2
    assert client.get("/decisions/").content.decode().count("app-list__title") == 3


def test_a_filter_that_makes_no_sense_shows_everything_and_says_why(inside, decided):
    page = inside.client().get("/decisions/?since-day=31&since-month=2&since-year=2026").content.decode()
    assert "From must be a real date" in page
    assert "Warm spaces this winter" in page


def test_what_is_not_published_is_not_there(inside, decided):
    more(decided, 1, published=False)
    hidden = Decision.objects.get(published_at__isnull=True)
    client = inside.client()
    assert client.get("/decisions/").content.decode().count("app-list__title") == 1
    assert client.get(f"/decisions/{hidden.pk}/").status_code == 404


def test_the_outsider_does_not_find_it(inside, elsewhere, decided):
    assert elsewhere.client().get(f"/decisions/{decided.pk}/").status_code == 404
    assert "Warm spaces" not in elsewhere.client("clerk").get("/decisions/").content.decode()


def test_an_empty_register_says_what_comes_here(elsewhere, db):
    page = elsewhere.client().get("/decisions/").content.decode()
    assert "as soon as the minutes of a meeting are published" in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_register_asks_as_little_of_thirty(inside, decided, number, django_assert_max_num_queries):
    more(decided, number)
    with django_assert_max_num_queries(8):
        page = inside.client().get("/decisions/").content.decode()
    assert page.count("app-list__title") == min(number + 1, 25)
    with django_assert_max_num_queries(10):  # two of them are the test's own savepoint
        inside.client().get(f"/decisions/{decided.pk}/")


def test_a_decision_shows_the_entries_of_registers_that_belong_to_it(inside, decided):
    with inside.inside("draft:register:*"):
        register = make_register(inside)
        make_entry(inside, register, "Award of the hall", links=[["decision", decided.pk]])
        make_entry(inside, register, "Quiet note", links=[["decision", decided.pk]], is_open=False)
        make_entry(inside, register, "Another", links=[["decision", decided.pk + 1]])
    page = inside.client().get(f"/decisions/{decided.pk}/").content.decode()
    assert "Award of the hall</a> (Agreements)" in page and "Quiet note" not in page and "Another" not in page
