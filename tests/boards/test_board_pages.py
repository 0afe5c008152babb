"""What the public reads of boards and localities."""

import datetime

import pytest

from boards.models import Board, Seat, SeatHolding
from boards.seating import appoint, end_holding

PUBLIC_QUERIES = 8  # and the two of the savepoint in which a test runs it


def board_page(cast, who=None, on=""):
    return cast.client(who).get(f"/boards/{cast.board.slug}/", {"on": on} if on else {})


def test_the_board_page_lists_members_by_seat_with_their_mandates(inside):
    page = board_page(inside).content.decode()
    assert str(inside.people["county"]) in page and "Testshire County Council" in page


def test_a_vacancy_says_since_when(inside):
    holding = SeatHolding.objects.get(person=inside.people["parish"])
    end_holding(holding, by=inside.users["clerk"], ends_on=datetime.date(2026, 1, 31))
    page = board_page(inside).content.decode()
    assert "Vacant" in page and "1 February 2026" in page


def test_members_are_those_of_the_day_asked_for(inside):
    holding = SeatHolding.objects.get(person=inside.people["parish"])
    end_holding(holding, by=inside.users["clerk"], ends_on=datetime.date(2026, 1, 31))
    appoint(holding.seat, inside.people["clerk"], by=inside.users["clerk"], starts_on=datetime.date(2026, 2, 1))
    then, now = (board_page(inside, on=day).content.decode() for day in ("2026-01-31", "2026-02-01"))
    table = slice(then.index("<tbody"), then.index("</tbody"))
    assert str(inside.people["parish"]) in then[table] and str(inside.people["clerk"]) not in then[table]
    table = slice(now.index("<tbody"), now.index("</tbody"))
    assert str(inside.people["clerk"]) in now[table] and str(inside.people["parish"]) not in now[table]


def test_a_day_that_is_none_shows_today(inside):
    for words in ("2026-13-40", "yesterday", "<script>"):
        assert board_page(inside, on=words).status_code == 200


def test_a_planned_board_is_not_announced(inside):
    Board.objects.filter(pk=inside.board.pk).update(live_from=None)
    assert board_page(inside).status_code == 404
    assert inside.board.name not in inside.client().get("/boards/").content.decode()


def test_the_board_of_another_partnership_is_not_found(inside, elsewhere):
    Board.objects.filter(pk=inside.board.pk).update(slug="only-here")
    assert elsewhere.client().get("/boards/only-here/").status_code == 404


def test_the_board_page_costs_the_same_with_thirty_seats(inside, django_assert_max_num_queries):
    rule = inside.board.seat_rules.get()
    for number in range(5, 35):
        Seat.objects.create(board=inside.board, rule=rule, label="Member", number=number)
    with django_assert_max_num_queries(PUBLIC_QUERIES + 2):
        board_page(inside)


def test_the_locality_page_names_its_places_and_boards(inside):
    page = inside.client().get(f"/localities/{inside.locality.slug}/").content.decode()
    assert inside.board.name in page and "Vale" in page


def test_a_ward_is_found_by_a_part_of_its_name(inside):
    page = inside.client().get("/find/", {"q": "hil"}).content.decode()
    assert inside.locality.get_absolute_url() in page
    assert "is called “nowhere”" in inside.client().get("/find/", {"q": "nowhere"}).content.decode()
    assert inside.client().get("/find/", {"q": "nowhere\x00"}).status_code == 200


def test_each_audience_has_its_page(inside):
    for audience in ("residents", "businesses", "groups"):
        assert inside.client().get(f"/for/{audience}/").status_code == 200
    assert inside.client().get("/for/robots/").status_code == 404


@pytest.mark.parametrize(
    ("count", "share", "words"),
    [(None, "0.333", "A third of the filled seats"), (2, None, "2 members"), (None, None, "Not set"),
     (2, "0.250", "2 members or a quarter of the filled seats, whichever is more")],
)  # fmt: skip
def test_an_officer_reads_the_quorum_in_words(inside, count, share, words):
    Board.objects.filter(pk=inside.board.pk).update(quorum_count=count, quorum_fraction=share)
    assert words in inside.client("clerk").get(f"/manage/boards/{inside.board.slug}/").content.decode()
