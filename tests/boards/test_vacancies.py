"""Vacant seats are advertised until they are filled or the last day is over; everybody reads how to stand (E56)."""

import pytest
from django.core.exceptions import ValidationError

from boards import advertising, seating
from boards.models import Board, Seat, SeatHolding, Vacancy
from tests.dates import in_days
from tests.localities.test_people import days


@pytest.fixture
def seat(inside):
    """A seat that nobody holds since yesterday."""
    holding = SeatHolding.objects.select_related("seat").get(person=inside.people["parish"])
    seating.end_holding(holding, by=inside.users["clerk"], ends_on=in_days(-1))
    return holding.seat


def advertised(cast, seat, closes_in=20) -> Vacancy:
    said = {"about": "Four evenings a year", "how": "Write to the clerk", "closes_on": in_days(closes_in)}
    return advertising.advertise(seat, **said, by=cast.users["clerk"])


def shown(cast) -> bool:
    page, feed = (cast.client().get(path).content.decode() for path in ("/vacancies/", "/vacancies/feed/"))
    assert ("Four evenings a year" in page) == ("Four evenings a year" in feed)
    return "Four evenings a year" in page


def test_a_clerk_advertises_a_vacant_seat_and_everybody_reads_how_to_stand(inside, seat):
    typed = {"about": "Four evenings a year", "how": "Write to the clerk", **days("closes_on", in_days(20))}
    answer = inside.client("clerk").post(f"/manage/seats/{seat.pk}/vacancy/", typed)
    assert answer.status_code == 302, answer.content.decode()
    assert shown(inside)
    page = inside.client().get("/vacancies/").content.decode()
    assert "Write to the clerk" in page and "you need no party" in page
    assert "1 seat advertised" in inside.client().get("/boards/hill-and-vale-board/").content.decode()


@pytest.mark.parametrize("starts_in", [0, 30])
def test_the_advert_goes_when_the_seat_is_filled_and_stays_away_when_it_falls_vacant_again(inside, seat, starts_in):
    advertised(inside, seat)
    clerk = inside.users["clerk"]
    holding = seating.appoint(seat, inside.people["clerk"], by=clerk, starts_on=in_days(starts_in))
    assert not shown(inside)
    SeatHolding.objects.filter(pk=holding.pk).update(starts_on=in_days(1), ends_on=in_days(2))
    assert not Vacancy.objects.standing(in_days(5)).exists()


def test_the_advert_goes_after_its_last_day_and_when_the_clerk_takes_it_down(inside, seat):
    vacancy = advertised(inside, seat)
    assert not Vacancy.objects.standing(in_days(21)).exists() and Vacancy.objects.standing(in_days(20)).exists()
    inside.client("clerk").post(f"/manage/seats/{seat.pk}/vacancy/removal/")
    assert not shown(inside)
    advertising.take_down(vacancy, by=inside.users["clerk"])


def test_a_seat_that_is_held_is_not_advertised(inside):
    seat = Seat.objects.get(holdings__person=inside.people["county"])
    with pytest.raises(ValidationError, match="holds this seat"):
        advertised(inside, seat)


@pytest.mark.parametrize("wrong", [{"about": ""}, {"how": ""}, {"closes_on-day": "32"}, {"closes_on-year": "2020"}])
def test_an_advert_that_lacks_something_is_refused(inside, seat, wrong):
    typed = {"about": "Evenings", "how": "Write", **days("closes_on", in_days(20)), **wrong}
    page = inside.client("clerk").post(f"/manage/seats/{seat.pk}/vacancy/", typed).content.decode()
    assert "There is a problem" in page and not Vacancy.objects.exists()


def test_seats_of_a_planned_board_are_not_shown(inside, seat):
    advertised(inside, seat)
    Board.objects.filter(pk=inside.board.pk).update(live_from=None)
    assert not shown(inside)


@pytest.mark.parametrize("seats", [1, 30])
def test_the_page_costs_the_same_for_thirty(inside, django_assert_max_num_queries, seats):
    for number in range(seats):
        advertised(inside, Seat.objects.create(board=inside.board, label=f"Seat {number}", number=number))
    with django_assert_max_num_queries(10):  # 8, and the two of the savepoint in which a test runs it
        assert f"Seat {seats - 1}" in inside.client().get("/vacancies/").content.decode()
