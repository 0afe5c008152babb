"""Finding what was published, and nothing else."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation import search, tenancy
from foundation.editions import Part, publish
from foundation.search import Entry

DAY = datetime.date(2026, 6, 15)


def published(cast, *titles, series="agenda:1", body="Speeding near the school gate"):
    parts = [Part("item", f"item:{n}", title, {}) for n, title in enumerate(titles)]
    edition = publish(series=series, root=cast.board.root, title="Agenda", parts=parts, reason="first", by=None)
    entries = [
        Entry(f"item:{n}", "item", title, body, "Board, 15 June 2026", DAY, f"/meetings/1/#item-{n}")
        for n, title in enumerate(titles)
    ]
    search.index(edition, entries)
    return edition


def titles(words, **filters):
    return [entry.title for entry in search.find(words, **filters).entries]


def test_words_are_found_by_their_stem_and_marked(inside):
    published(inside, "Road safety", "Libraries", body="A child was hurt; speeds were measured.")
    found = search.find("speed")
    assert found.total == 2 and search.MARK in found.entries[0].snippet


def test_a_word_in_the_title_comes_first(inside):
    published(inside, "Libraries", "School places", body="About a school")
    assert titles("school")[0] == "School places"


def test_a_new_edition_replaces_what_the_one_before_said(inside):
    published(inside, "Old wording")
    published(inside, "New wording")
    assert titles("wording") == ["New wording"]


def test_filters_by_board_kind_and_date(inside):
    published(inside, "Road safety")
    assert titles("road", root=inside.board.root, kind="item", since=DAY, until=DAY) == ["Road safety"]
    assert (
        titles("road", root="board:0")
        == titles("road", kind="minute")
        == titles("road", since=datetime.date(2027, 1, 1))
        == []
    )


@pytest.mark.django_db
def test_one_partnership_never_finds_what_another_published(cast, elsewhere):
    with elsewhere.inside():
        published(elsewhere, "Secret of otherland")
    with cast.inside():
        assert titles("secret otherland") == []
    tenancy.activate(None)
    assert titles("secret otherland") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_no_typed_words_are_an_error(inside, words):
    search.find(words.encode("utf-8", "ignore").decode())


def test_the_page_escapes_what_was_typed_and_what_was_found(inside):
    published(inside, "Alarm <script>alert(1)</script>")
    page = inside.client().get("/search/", {"q": "alarm <script>"}).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_nothing_found_gives_ways_on(inside):
    page = inside.client().get("/search/", {"q": "xylophone"}).content.decode()
    assert "Nothing published has" in page and "/meetings/" in page


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"board": "x"}, {"kind": "x"}, {"from": "2026-99-99"}, {"q": "\x00"}]
)
def test_odd_addresses_are_answered(inside, query):
    assert inside.client().get("/search/", {"q": "road", **query}).status_code == 200
