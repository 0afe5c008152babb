"""Green, amber, red: exact at its boundaries, mirrored by polarity, and never worse for a better value. Source: R25."""

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.rating import Course, Direction, State, going, is_too_old, judged_on, rate, softened, words

START, END = datetime.date(2026, 1, 1), datetime.date(2026, 4, 11)  # a hundred days apart
MIDDLE = datetime.date(2026, 2, 20)
SEVERITY = {State.GREEN: 0, State.AMBER: 1, State.RED: 2}
VALUES = st.decimals(-10_000, 10_000, places=2)
TOLERANCES = st.decimals(0, 100, places=1)
DAYS = st.dates(datetime.date(2025, 12, 1), datetime.date(2026, 6, 1))


@st.composite
def courses(draw):
    return Course(draw(VALUES), START, draw(VALUES), END, draw(st.booleans()), draw(TOLERANCES))


def course(**changed):
    way = {"baseline": Decimal(100), "target": Decimal(200), "higher_is_better": True, "tolerance": Decimal(10)}
    return Course(baseline_on=START, target_on=END, **{**way, **changed})


def test_the_boundaries_are_exact():
    half = course()
    assert half.expected(MIDDLE) == 150 and half.leeway == 10
    at = {150: "green", Decimal("149.9999"): "amber", 140: "amber", Decimal("139.9999"): "red", 151: "green"}
    assert {value: rate(half, Decimal(value), MIDDLE) for value in at} == at
    assert half.expected(START - datetime.timedelta(9)) == 100 and half.expected(END + datetime.timedelta(9)) == 200
    assert judged_on(half, MIDDLE, END - datetime.timedelta(1)) == MIDDLE and judged_on(half, MIDDLE, END) == END
    down = course(baseline=Decimal(200), target=Decimal(100), higher_is_better=False)
    assert [rate(down, Decimal(value), MIDDLE) for value in (150, 160, 161)] == ["green", "amber", "red"]


def test_what_is_to_stay_as_it_is_may_lag_by_a_share_of_itself():
    kept = course(baseline=Decimal(200), target=Decimal(200))
    assert [rate(kept, Decimal(value), MIDDLE) for value in (200, 180, 179)] == ["green", "amber", "red"]
    none = course(baseline=Decimal(0), target=Decimal(0), higher_is_better=False)
    assert [rate(none, Decimal(value), END) for value in (0, 1)] == ["green", "red"]


@settings(max_examples=60, database=None, deadline=None)
@given(courses(), VALUES, VALUES, DAYS)
def test_a_better_value_never_stands_worse(way, one, other, day):
    better, worse = (max, min) if way.higher_is_better else (min, max)
    assert SEVERITY[rate(way, better(one, other), day)] <= SEVERITY[rate(way, worse(one, other), day)]


@settings(max_examples=60, database=None, deadline=None)
@given(courses(), VALUES, DAYS)
def test_the_other_polarity_is_the_mirror(way, value, day):
    mirror = Course(-way.baseline, START, -way.target, END, not way.higher_is_better, way.tolerance)
    assert rate(mirror, -value, day) == rate(way, value, day)
    assert going(value, way.target, higher_is_better=True) == going(-value, -way.target, higher_is_better=False)


@settings(max_examples=60, database=None, deadline=None)
@given(courses(), DAYS)
def test_what_is_expected_is_green_and_the_leeway_is_amber_to_its_end(way, day):
    worse = -1 if way.higher_is_better else 1
    expected = way.expected(day)
    assert rate(way, expected, day) == State.GREEN
    assert way.leeway == 0 or rate(way, way.target + worse * way.leeway, END) == State.AMBER
    beyond = way.target + worse * (way.leeway + Decimal("0.0001"))
    assert rate(way, beyond, END) == State.RED


def test_direction_age_and_words():
    two = {"higher_is_better": True}
    assert going(Decimal(1), Decimal(2), **two) == Direction.BETTER
    assert going(Decimal(1), Decimal(1), **two) == Direction.SAME
    assert going(None, Decimal(1), **two) == Direction.UNKNOWN
    day = datetime.date(2026, 3, 31)
    assert not is_too_old("quarter", day, day + datetime.timedelta(138))
    assert is_too_old("quarter", day, day + datetime.timedelta(139))
    assert not is_too_old("once", day, datetime.date(2040, 1, 1))
    assert words(State.RED, Direction.BETTER) == "Behind, getting better"
    assert words(State.NO_VALUE) == "No value yet"
    assert softened(State.RED, Direction.BETTER, improving_is_amber=True) == State.AMBER
    assert softened(State.RED, Direction.BETTER, improving_is_amber=False) == State.RED
    assert softened(State.RED, Direction.SAME, improving_is_amber=True) == State.RED
