"""The notice clock: clear working days, counted by a calendar that each body may set for itself.

Source: standards R1. No statute defines "clear day" for these bodies, so which days do not count
is a policy, kept as data.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
ONE_DAY = datetime.timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class ClosedDays:
    """Which days do not count towards notice; the default is the practice of principal councils."""

    weekdays: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    bank_holidays: bool = True
    christmas_break: bool = False
    easter_break: bool = False
    closed: Mapping[datetime.date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.weekdays >= set(range(7)):
            raise ValueError("At least one day of the week must count.")

    def reason(self, day: datetime.date) -> str:
        """Return why the day does not count, in words, or an empty string when it counts."""
        if day in self.closed:
            return self.closed[day] or "Closed day"
        if self.bank_holidays and day in bank_holidays(day.year):
            return bank_holidays(day.year)[day]
        if self.christmas_break and is_in_christmas_break(day):
            return "Christmas break"
        if self.easter_break and is_in_easter_break(day):
            return "Easter break"
        return WEEKDAY_NAMES[day.weekday()] if day.weekday() in self.weekdays else ""

    def counts(self, day: datetime.date) -> bool:
        """Say whether the day is a working day of this body."""
        return not self.reason(day)


PRINCIPAL = ClosedDays()


def latest_publication(meeting_on: datetime.date, clear_days: int, calendar: ClosedDays = PRINCIPAL) -> datetime.date:
    """Return the last working day on which papers may be published so that the clear working days lie between."""
    if clear_days < 0:
        raise ValueError("Notice cannot be negative.")
    return working_days_before(meeting_on, clear_days + 1, calendar)


def clear_days_between(
    published_on: datetime.date | datetime.datetime,
    meeting_on: datetime.date | datetime.datetime,
    calendar: ClosedDays = PRINCIPAL,
) -> int:
    """Count the working days strictly between publication and meeting, both left out; moments are read in London."""
    return sum(calendar.counts(day) for day in _days_between(london_day(published_on), london_day(meeting_on)))


def working_days_before(day: datetime.date, count: int, calendar: ClosedDays = PRINCIPAL) -> datetime.date:
    """Return the working day that lies that many working days before the day (0: the day itself)."""
    while count > 0:
        day -= ONE_DAY
        count -= calendar.counts(day)
    return day


def working_days_after(day: datetime.date, count: int, calendar: ClosedDays = PRINCIPAL) -> datetime.date:
    """Return the working day that lies that many working days after the day (0: the day itself)."""
    while count > 0:
        day += ONE_DAY
        count -= calendar.counts(day)
    return day


def london_day(moment: datetime.date | datetime.datetime) -> datetime.date:
    """Return the date in London of a date or an aware moment: late evening in UTC may be the next day here."""
    if not isinstance(moment, datetime.datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(LONDON).date()


@cache
def bank_holidays(year: int) -> Mapping[datetime.date, str]:
    """Return the bank holidays of England and Wales in one year: as announced, else by rule."""
    return _announced().get(year) or bank_holidays_by_rule(year)


def bank_holidays_by_rule(year: int) -> Mapping[datetime.date, str]:
    """Return the eight ordinary bank holidays of a year, moved to the next weekday when they fall on a weekend."""
    sunday = easter(year)
    days = {
        sunday - 2 * ONE_DAY: "Good Friday",
        sunday + ONE_DAY: "Easter Monday",
        _first_monday(year, 5): "Early May bank holiday",
        _last_monday(year, 5): "Spring bank holiday",
        _last_monday(year, 8): "Summer bank holiday",
    }
    for month, day, name in ((1, 1, "New Year’s Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")):
        days[_substitute(datetime.date(year, month, day), days)] = name
    return dict(sorted(days.items()))


def is_in_easter_break(day: datetime.date) -> bool:
    """Say whether the day lies from the Thursday before Easter to the Tuesday after it."""
    return -3 * ONE_DAY <= day - easter(day.year) <= 2 * ONE_DAY


def is_in_christmas_break(day: datetime.date) -> bool:
    """Say whether the day lies from the last weekday before Christmas Day to the first working day after it."""
    if day.month != 12:
        return False
    christmas = datetime.date(day.year, 12, 25)
    first = christmas - ONE_DAY
    while first.weekday() in (SATURDAY, SUNDAY):
        first -= ONE_DAY
    last = christmas + ONE_DAY
    while last.weekday() in (SATURDAY, SUNDAY) or last in bank_holidays(day.year):
        last += ONE_DAY
    return first <= day <= last


@cache
def _announced() -> Mapping[int, Mapping[datetime.date, str]]:
    # The dates travel with the package: the clock must give the same answer without a network.
    known = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    years: dict[int, dict[datetime.date, str]] = {}
    for holiday in known:
        years.setdefault(holiday["date"].year, {})[holiday["date"]] = holiday["title"]
    return years


def _days_between(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    day = first + ONE_DAY
    while day < last:
        yield day
        day += ONE_DAY


def _first_monday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + (-first.weekday() % 7) * ONE_DAY


def _last_monday(year: int, month: int) -> datetime.date:
    last = datetime.date(year, month, 31)
    return last - last.weekday() * ONE_DAY


def _substitute(day: datetime.date, taken: Mapping[datetime.date, str]) -> datetime.date:
    while day.weekday() in (SATURDAY, SUNDAY) or day in taken:
        day += ONE_DAY
    return day
