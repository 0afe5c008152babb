"""Seats come from rules: geography, organisations and fixed numbers."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from boards.models import Seat, SeatHolding, SeatRule
from boards.presets.kinds import KINDS, make_kinds
from boards.seating import Ground, add_seat, appoint, end_holding, fill_seats, places
from boards.setting_up import rename, set_up
from localities.models import Area, LocalityArea, Mandate, Organisation, Person

DAY = datetime.date(2026, 6, 1)
LATER = datetime.date(2026, 9, 1)
kinds_of_area = st.sampled_from(["ward", "division", "parish"])


@st.composite
def grounds(draw) -> Ground:
    areas = [Area(pk=n, kind=draw(kinds_of_area), name=f"Area {n}") for n in range(draw(st.integers(0, 12)))]
    organisations = [
        Organisation(pk=n, kind="parish", name=f"Council {n}", area_id=draw(st.integers(0, 12)))
        for n in range(draw(st.integers(0, 12)))
    ]
    mandates = {a.pk: [Mandate(pk=100 * a.pk + n) for n in range(draw(st.integers(0, 3)))] for a in areas}
    return Ground(areas, organisations, mandates)


@given(grounds(), st.sampled_from(SeatRule.Source.values), st.integers(1, 9))
def test_a_rule_never_asks_for_one_place_twice(ground, source, count):
    keys = [place.key for place in places(SeatRule(source=source, label="Seat", count=count), ground)]
    assert len(keys) == len(set(keys))


@given(grounds())
def test_one_member_from_each_ward_is_as_many_seats_as_wards(ground):
    wards = [area for area in ground.areas if area.kind == "ward"]
    made = places(SeatRule(source="ward", label="Ward member"), ground)
    assert {place.area_id for place in made} == {ward.pk for ward in wards} and len(made) == len(wards)


@given(grounds())
def test_every_elected_member_has_one_seat_filled_by_their_own_mandate(ground):
    made = places(SeatRule(source="division-members", label="County member"), ground)
    mandates = [m.pk for a in ground.areas if a.kind == "division" for m in ground.mandates.get(a.pk, [])]
    assert sorted(place.mandate_id for place in made) == sorted(mandates)


@given(grounds())
def test_parish_seats_are_the_councils_of_the_parishes_in_the_locality(ground):
    parishes = {area.pk for area in ground.areas if area.kind == "parish"}
    made = places(SeatRule(source="parish", label="Parish member"), ground)
    assert {p.organisation_id for p in made} == {o.pk for o in ground.organisations if o.area_id in parishes}


def governance_board(cast, **facts):
    kinds = make_kinds()
    return set_up(
        kinds["governance-board"], by=None, on=DAY, name="Board", slug="gov", locality=cast.locality,
        live_from=DAY, **facts,
    )  # fmt: skip


def test_a_governance_board_set_up_from_its_preset_has_the_seats_of_the_source(inside):
    board = governance_board(inside)
    assert sorted(board.seats.values_list("label", flat=True)) == sorted(
        [
            "Borough ward member, Hill",
            "County division member, Hill and Vale",
            "Parish council member, Vale Parish Council",
        ]
        + ["Community representative"] * 2
        + ["Co-optee from locally based stakeholders"] * 4
    )
    assert board.standing_items.count() == 7


def test_filling_seats_twice_makes_none_twice(inside):
    board = governance_board(inside)
    assert fill_seats(board, by=None, on=DAY) == []


def test_a_third_community_representative_is_refused(inside):
    rule = governance_board(inside).seat_rules.get(label="Community representative")
    with pytest.raises(ValidationError, match="no more than 2"):
        add_seat(rule, by=inside.users["clerk"], on=DAY)


def test_a_ward_that_leaves_the_locality_takes_its_seat_with_it(inside):
    board = governance_board(inside)
    link = LocalityArea.objects.get(area__kind="ward")
    link.ends_on = LATER - datetime.timedelta(days=1)
    link.save()
    fill_seats(board, by=None, on=LATER)
    assert not board.seats.on(LATER).filter(area__kind="ward").exists()
    assert board.seats.on(DAY).filter(area__kind="ward").exists()


def test_the_only_member_of_a_ward_takes_its_seat_with_their_mandate(inside):
    ward = Area.objects.get(kind="ward")
    mandate = Mandate.objects.create(
        person=inside.people["chair"], council=inside.organisations["district"], area=ward, starts_on=DAY
    )
    board = governance_board(inside)
    assert board.holdings.get(seat__area=ward).mandate == mandate


def test_kents_board_seats_every_member_of_both_tiers(inside):
    ward, division = Area.objects.get(kind="ward"), Area.objects.get(kind="division")
    for n in range(3):
        person = Person.objects.create(name=f"District member {n}")
        Mandate.objects.create(person=person, council=inside.organisations["district"], area=ward, starts_on=DAY)
    person = Person.objects.create(name="County member")
    Mandate.objects.create(person=person, council=inside.organisations["county"], area=division, starts_on=DAY)
    board = set_up(
        make_kinds()["locality-board"], by=None, on=DAY, name="Kent board", slug="kent", locality=inside.locality
    )
    assert board.holdings.count() == board.seats.count() == 4


def test_a_seat_has_one_holder_at_a_time(inside):
    board = governance_board(inside)
    seat = board.seats.filter(label="Community representative").first()
    clerk, (first, second) = inside.users["clerk"], (inside.people["partner"], inside.people["parish"])
    held = appoint(seat, first, by=clerk, starts_on=DAY)
    with pytest.raises(ValidationError, match="Someone else holds this seat"):
        appoint(seat, second, by=clerk, starts_on=LATER)
    end_holding(held, by=clerk, ends_on=LATER - datetime.timedelta(days=1))
    appoint(seat, second, by=clerk, starts_on=LATER)
    assert [h.person for h in seat.holdings.on(DAY)] == [first]
    assert [h.person for h in seat.holdings.on(LATER)] == [second]
    assert not seat.holdings.on(DAY - datetime.timedelta(days=1))


def test_the_database_refuses_a_second_holder(inside):
    seat = Seat.objects.first()
    holding = seat.holdings.get()
    with pytest.raises(IntegrityError, match="one_holder_at_a_time"), transaction.atomic():
        SeatHolding.objects.create(
            board=inside.board, seat=seat, person=inside.people["clerk"], starts_on=holding.starts_on
        )


def test_a_substitute_stands_in_beside_the_holder(inside):
    holding = SeatHolding.objects.first()
    substitute = appoint(
        holding.seat, inside.people["clerk"], by=inside.users["clerk"], starts_on=DAY, substitute_for=holding
    )
    end_holding(holding, by=inside.users["clerk"], ends_on=LATER)
    substitute.refresh_from_db()
    assert substitute.ends_on == LATER


def test_a_working_title_stays_in_the_name_history(inside):
    board = governance_board(inside)
    rename(board, "Whitehaven Board", by=inside.users["clerk"], on=LATER, was_working_title=True)
    assert [(n.name, n.is_working_title) for n in board.names.all()] == [("Board", True), ("Whitehaven Board", False)]


def test_each_kind_of_the_sources_is_a_preset(inside):
    assert set(make_kinds()) >= {kind["key"] for kind in KINDS}
    assert {kind["key"] for kind in KINDS} == {
        "locality-forum", "locality-executive", "task-group", "governance-board", "community-meeting",
        "agencies-group", "area-committee", "theme-board", "specialist-group", "locality-board",
    }  # fmt: skip
