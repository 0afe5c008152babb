"""Periods of values: read as files write them, and said in words. Source: R25.

A file writes 2026 (a calendar year), 2026/27 (from April), 2026 Q1, 2026/27 Q1 (from April), 2026-03 or March 2026, a
day, or two days with “to” between them.
"""

import calendar
import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from localities.importing import parse_day

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
YEAR = re.compile(r"(\d{4})")
TWO_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4}|\d{2})")
QUARTER = re.compile(r"(\d{4})(?:\s*/\s*(\d{4}|\d{2}))?[\s-]*q([1-4])")
QUARTER_FIRST = re.compile(r"q([1-4])[\s-]*(\d{4})(?:\s*/\s*(\d{4}|\d{2}))?")
MONTH = re.compile(r"(\d{4})-(\d{1,2})")
NAMED = re.compile(r"([a-z]+)\.?\s+(\d{4})")
BETWEEN = re.compile(r"\s+(?:to|–|-)\s+")
FIRST_OF_YEAR, FIRST_OF_FINANCIAL_YEAR = 1, 4
EARLIEST, LATEST = 1900, 2100


class Period(NamedTuple):
    """The first and the last day of what a value is about."""

    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def words(self) -> str:
        """Return it as pages say it: “2026”, “2026/27”, “January to March 2026”, “March 2026”."""
        return words(self.starts_on, self.ends_on)


@lru_cache(maxsize=4096)
def parse(text: str) -> Period | None:
    """Return the period that a cell of a file names; None for anything that is not one."""
    said = " ".join(text.lower().split())
    for read in (_year, _two_years, _quarter, _month, _days):
        try:
            found = read(said)
        except ValueError:
            return None
        if found:
            return found if found.starts_on.year >= EARLIEST and found.ends_on.year <= LATEST else None
    return None


def _months(year: int, month: int, count: int) -> Period:
    last = month + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    last_day = calendar.monthrange(end_year, end_month)[1]
    return Period(datetime.date(year, month, 1), datetime.date(end_year, end_month, last_day))


def _year(said: str) -> Period | None:
    return _months(int(said), FIRST_OF_YEAR, 12) if YEAR.fullmatch(said) else None


def _follows(first: str, second: str) -> bool:
    """Say whether the second year, written with two or four figures, comes after the first."""
    return int(first) + 1 == int(second) if len(second) == 4 else (int(first) + 1) % 100 == int(second)


def _two_years(said: str) -> Period | None:
    match = TWO_YEARS.fullmatch(said)
    if not match or (MONTH.fullmatch(said) and 1 <= int(match[2]) <= 12):
        return None
    return _months(int(match[1]), FIRST_OF_FINANCIAL_YEAR, 12) if _follows(match[1], match[2]) else None


def _quarter(said: str) -> Period | None:
    if match := QUARTER.fullmatch(said):
        year, second, quarter = match.groups()
    elif match := QUARTER_FIRST.fullmatch(said):
        quarter, year, second = match.groups()
    else:
        return None
    if second and not _follows(year, second):
        return None
    months = (int(quarter) - 1) * 3 + (FIRST_OF_FINANCIAL_YEAR if second else FIRST_OF_YEAR)
    return _months(int(year) + (months - 1) // 12, (months - 1) % 12 + 1, 3)


def _month(said: str) -> Period | None:
    if match := MONTH.fullmatch(said):
        return _months(int(match[1]), int(match[2]), 1) if 1 <= int(match[2]) <= 12 else None
    match = NAMED.fullmatch(said)
    return _months(int(match[2]), MONTHS[match[1]], 1) if match and match[1] in MONTHS else None


def _days(said: str) -> Period | None:
    found = [parse_day(part) for part in BETWEEN.split(said)]
    first, last = found[0], found[-1]
    return Period(first, last) if len(found) <= 2 and first and last and first <= last else None


def words(starts_on: datetime.date, ends_on: datetime.date) -> str:
    """Return a period as pages say it."""
    first, last = starts_on, ends_on
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return f"{first:%-d %B %Y}" if first == last else f"{first:%-d %B %Y} to {last:%-d %B %Y}"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{first:%B %Y}"
    if months == 12 and first.month == FIRST_OF_YEAR:
        return f"{first.year}"
    if months == 12 and first.month == FIRST_OF_FINANCIAL_YEAR:
        return f"{first.year}/{last.year % 100:02}"
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B %Y}"


def written(starts_on: datetime.date, ends_on: datetime.date) -> str:
    """Return a period as `parse` reads it back from a file."""
    said = words(starts_on, ends_on)
    return said if parse(said) == (starts_on, ends_on) else f"{starts_on:%Y-%m-%d} to {ends_on:%Y-%m-%d}"
