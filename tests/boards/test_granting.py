"""Access follows from seats and offices, and ends with them."""

import datetime

from django.utils import timezone

from boards import granting
from boards.models import BoardGrant, BoardOffice, SeatHolding
from boards.seating import appoint, end_holding
from boards.setting_up import appoint_officer
from foundation import access
from foundation.models import User
from localities import recording
from localities.models import Person, Post

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def newcomer(cast) -> Person:
    user = User.objects.create_user("new@testshire.example", "a-good-password", name="New")
    return Person.objects.create(name="New", user=user)


def held(person) -> set[str]:
    return {role for (kind, _), roles in access.load(person.user).roles.items() for role in roles}


def test_a_seat_brings_its_role_and_the_last_day_takes_it_away(inside):
    seat = SeatHolding.objects.get(person=inside.people["parish"]).seat
    end_holding(seat.holdings.get(), by=inside.users["clerk"], ends_on=TODAY - DAY)
    person = newcomer(inside)
    holding = appoint(
        seat, person, by=inside.users["clerk"], starts_on=TODAY, organisation=inside.organisations["police"]
    )
    assert held(person) == {"partner"}
    end_holding(holding, by=inside.users["clerk"], ends_on=TODAY)
    assert BoardGrant.objects.get(user=person.user).ends_on == TODAY


def test_a_seat_that_starts_tomorrow_opens_nothing_today(inside):
    seat = SeatHolding.objects.get(person=inside.people["parish"]).seat
    end_holding(seat.holdings.get(), by=inside.users["clerk"], ends_on=TODAY)
    person = newcomer(inside)
    appoint(seat, person, by=inside.users["clerk"], starts_on=TODAY + DAY, organisation=inside.organisations["county"])
    assert held(person) == set()


def test_an_invited_person_joins_with_the_roles_of_their_offices(inside):
    person = newcomer(inside)
    BoardOffice.objects.create(board=inside.board, person=person, kind="adviser", starts_on=TODAY, subject="Finance")
    granting.join(person, by=inside.users["admin"])
    assert held(person) == {"adviser"}


def test_a_seat_held_twice_runs_from_the_first_day_to_the_last(inside):
    spans = [(TODAY, TODAY), (TODAY + DAY, None)]
    assert granting._from_first_to_last(spans) == (TODAY, None)
    assert granting._from_first_to_last([(None, TODAY), (TODAY, TODAY + DAY)]) == (None, TODAY + DAY)


def test_the_access_of_a_seconded_manager_ends_with_the_post(inside):
    person, clerk = newcomer(inside), inside.users["clerk"]
    post = Post(person=person, title="Locality Manager", employer=inside.organisations["county"], starts_on=TODAY - DAY)
    recording.keep(post, by=clerk)
    appoint_officer(inside.board, by=clerk, person=person, kind="lead", starts_on=TODAY - DAY, post=post)
    assert held(person) == {"clerk"}
    recording.end(post, TODAY - DAY, by=clerk)
    assert held(person) == set()


def test_a_seat_taken_by_a_mandate_opens_nothing_after_it(inside):
    person = inside.people["county"]
    mandate = person.mandates.get()
    holding = SeatHolding.objects.get(person=person)
    holding.mandate = mandate
    holding.save()
    recording.end(mandate, TODAY - DAY, by=inside.users["clerk"])
    assert held(person) == set()
