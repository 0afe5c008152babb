import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.working_days import (
    PRINCIPAL,
    SUNDAY,
    ClosedDays,
    bank_holidays,
    bank_holidays_by_rule,
    clear_days_between,
    latest_publication,
    london_day,
)

D = datetime.date
DAY = datetime.timedelta(days=1)
PARISH = ClosedDays(christmas_break=True, easter_break=True)
SATURDAYS_COUNT = replace(PARISH, weekdays=frozenset({SUNDAY}))
days = st.dates(D(2012, 3, 1), D(2045, 12, 31))
calendars = st.builds(
    ClosedDays,
    weekdays=st.frozensets(st.integers(0, 6), max_size=6),
    bank_holidays=st.booleans(),
    christmas_break=st.booleans(),
    easter_break=st.booleans(),
    closed=st.dictionaries(days, st.text(max_size=5), max_size=4),
)


@pytest.mark.parametrize(
    ("meeting_on", "latest"),
    [
        (D(2026, 6, 15), D(2026, 6, 5)),
        (D(2026, 4, 9), D(2026, 3, 30)),
        (D(2026, 5, 6), D(2026, 4, 27)),
        (D(2026, 9, 1), D(2026, 8, 21)),
        (D(2027, 1, 4), D(2026, 12, 22)),
    ],
)
def test_r1_latest_publication_for_five_clear_days(meeting_on, latest):
    assert latest_publication(meeting_on, 5) == latest
    assert clear_days_between(latest, meeting_on) == 5


def test_a_parish_needs_three_days_and_leaves_out_the_easter_break():
    meeting_on = D(2026, 4, 10)  # the Friday after Easter; Wednesday and Thursday count, Tuesday does not
    assert latest_publication(meeting_on, 3, PARISH) == D(2026, 3, 31)
    assert latest_publication(meeting_on, 3) == D(2026, 4, 2)


def test_whether_saturdays_count_is_a_choice_of_the_parish():
    monday = D(2026, 6, 15)
    assert latest_publication(monday, 3, SATURDAYS_COUNT) == D(2026, 6, 10)
    assert latest_publication(monday, 3, PARISH) == D(2026, 6, 9)


def test_the_christmas_break_reaches_to_the_first_weekday_that_is_no_bank_holiday():
    closed = [day for day in (D(2026, 12, 1) + n * DAY for n in range(31)) if SATURDAYS_COUNT.reason(day)]
    assert [day.day for day in closed if day.day > 20] == [24, 25, 26, 27, 28, 29]


def test_a_day_of_mourning_is_added_as_a_closed_day_with_its_reason():
    calendar = ClosedDays(closed={D(2026, 6, 10): "Day of mourning"})
    assert calendar.reason(D(2026, 6, 10)) == "Day of mourning"
    assert latest_publication(D(2026, 6, 15), 5, calendar) == D(2026, 6, 4)


def test_reasons_are_said_in_words():
    assert PRINCIPAL.reason(D(2026, 4, 3)) == "Good Friday"
    assert PRINCIPAL.reason(D(2026, 6, 6)) == "Saturday"
    assert PRINCIPAL.reason(D(2026, 6, 5)) == ""


def test_a_late_evening_in_utc_is_the_next_day_in_london_in_summer():
    late = datetime.datetime(2026, 6, 5, 23, 30, tzinfo=datetime.UTC)
    assert london_day(late) == D(2026, 6, 6)
    assert clear_days_between(late, D(2026, 6, 15)) == 5
    assert london_day(datetime.datetime(2026, 1, 5, 23, 30, tzinfo=datetime.UTC)) == D(2026, 1, 5)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        london_day(datetime.datetime(2026, 6, 5, 12))


def test_a_calendar_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="At least one day"):
        ClosedDays(weekdays=frozenset(range(7)))


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021, 2024, 2025, 2026, 2027, 2028])
def test_the_rule_for_years_to_come_agrees_with_every_ordinary_year_that_was_announced(year):
    assert set(bank_holidays_by_rule(year)) == set(bank_holidays(year))


def test_announced_exceptions_win_over_the_rule():
    assert PRINCIPAL.reason(D(2023, 5, 8)) == "Bank holiday for the coronation of King Charles III"
    assert PRINCIPAL.counts(D(2020, 5, 4))


def test_years_that_are_not_announced_still_have_their_bank_holidays():
    assert PRINCIPAL.reason(D(2038, 4, 26)) == "Easter Monday"
    assert len(bank_holidays(2040)) == 8


@given(days, st.integers(0, 30), calendars)
def test_latest_publication_gives_exactly_the_notice_and_one_working_day_later_gives_less(meeting_on, notice, calendar):
    latest = latest_publication(meeting_on, notice, calendar)
    assert calendar.counts(latest)
    assert clear_days_between(latest, meeting_on, calendar) == notice
    later = next(day for day in (latest + n * DAY for n in range(1, 400)) if calendar.counts(day))
    assert later >= meeting_on or clear_days_between(later, meeting_on, calendar) < notice


@given(days, st.integers(0, 20), st.integers(0, 20), calendars)
def test_more_notice_is_never_later_and_a_later_meeting_never_earlier(meeting_on, notice, more, calendar):
    latest = latest_publication(meeting_on, notice, calendar)
    assert latest_publication(meeting_on, notice + more, calendar) <= latest
    assert latest_publication(meeting_on + more * DAY, notice, calendar) >= latest


@given(days, days, calendars)
def test_a_closed_day_between_shortens_the_notice_by_one_when_it_counted(published_on, meeting_on, calendar):
    middle = published_on + (meeting_on - published_on) // 2
    closed = ClosedDays(**{**vars(calendar), "closed": {**calendar.closed, middle: "Closed"}})
    lost = published_on < middle < meeting_on and calendar.counts(middle)
    before = clear_days_between(published_on, meeting_on, calendar)
    assert clear_days_between(published_on, meeting_on, closed) == before - lost
