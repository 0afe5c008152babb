"""The lines of a file of values: read one by one, with what is wrong in each and what would mend it.

Nothing is saved here. A file that was taken apart once is taken apart in the same way when it is taken in.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from localities.importing import FORMULA, parse_day
from localities.models import Area
from plans import naming_columns as columns
from plans.models import Indicator
from plans.periods import Period, parse
from plans.recording_values import MOST, PLACES

NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\.\d+")
# How publishers mark what they withhold, and what there is not.
WITHHELD = {"*", "c", "[c]", "x", "[x]", "suppressed", "withheld"}
FEW = re.compile(r"<\s*\d{1,2}")
NONE = {"", "-", "–", "..", ":", "z", "[z]", "n/a", "na"}
LONGEST = 60  # characters of a cell that are said back
NO_FORMULA = "Put the value itself in its place: in a spreadsheet, copy the column and paste its values."


class Fault(Exception):
    """What is wrong in a line, and what would mend it."""

    def __init__(self, wrong: str, mend: str):
        super().__init__(wrong)
        self.wrong, self.mend = wrong, mend


def _said(text: str) -> str:
    """Return as much of a cell as is said back."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Key(NamedTuple):
    """Of what, where and when a value is."""

    indicator: int
    area: int
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(slots=True)
class Reading:
    """One value of a line; without a number it is withheld."""

    key: Key
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""


@dataclass
class Known:
    """The areas and indicators that a file may name, read once."""

    areas: dict[str, int] = field(default_factory=dict)
    alike: dict[str, list[str]] = field(default_factory=dict)  # names that several areas have
    indicators: dict[str, Indicator] = field(default_factory=dict)

    @classmethod
    def of(cls, indicators: Iterable[Indicator]) -> "Known":
        """Return what may be named: the areas of the partnership, and these indicators."""
        known, named = cls(), defaultdict(list)
        for area in Area.objects.order_by("pk"):
            name, kind = area.name.lower(), area.get_kind_display().lower()
            named[name].append(area)
            known.areas[f"{name} ({kind})"] = known.areas[f"{name} ({area.kind})"] = area.pk
            if area.gss_code:
                known.areas[area.gss_code.lower()] = area.pk
        for name, areas in named.items():
            standing = [area for area in areas if area.ends_on is None] or areas
            if len(standing) == 1:
                known.areas.setdefault(name, standing[0].pk)
            else:
                known.alike[name] = [f"{area.name} ({area.kind})" for area in standing]
        rows = list(indicators)
        known.indicators = {one.name.lower(): one for one in rows} | {one.key.lower(): one for one in rows}
        known.indicators |= {f"{columns.OF}{one.pk}": one for one in rows}
        return known

    def area(self, said: str) -> int:
        """Return the area that a cell names; raises Fault."""
        name = said.lower()
        if found := self.areas.get(name):
            return found
        if not said:
            raise Fault("there is no area", "Write its GSS code, or its name.")
        if name in self.alike:
            raise Fault(f"several areas are called “{said}”", f"Write one of: {', '.join(self.alike[name])}.")
        if re.fullmatch(r"[a-z]\d{8}", name):
            mend = "Check the code, or add the area under Places, or leave the line out."
            raise Fault(f"the GSS code {said.upper()} is not known here", mend)
        raise Fault(
            f"“{_said(said)}” is no area that is known here", "Write its GSS code, or its name as under Places."
        )

    def indicator(self, said: str) -> Indicator:
        """Return the indicator that a cell names; raises Fault."""
        if found := self.indicators.get(said.lower()):
            return found
        mend = "Write its short name as in the list of indicators, or add it there first."
        raise Fault(f"the indicator “{_said(said)}” is not known" if said else "there is no indicator", mend)


class Reader:
    """Reads lines whose columns hold what was said; ``only`` is the indicator of a file about one."""

    def __init__(self, held: Sequence[str], known: Known, only: Indicator | None = None):
        self.known, self.only, self.today = known, only, timezone.localdate()
        self.at = {role: place for place, role in enumerate(held) if role != columns.SKIP}
        self.own = [(place, known.indicators[role]) for role, place in self.at.items() if role.startswith(columns.OF)]
        self.wide = len(held)

    def read(self, line: list[str]) -> Iterator[Reading]:
        """Give the values of a line; raises Fault where one is wrong."""
        if any(cell.strip() for cell in line[self.wide :]):
            raise Fault("there are more cells than headings", "Put a text with a comma into quotation marks.")
        area, period = self.known.area(self._cell(line, columns.AREA)), self._period(line)
        if self.own:
            cells = [(indicator, _cell(line, place)) for place, indicator in self.own]
        else:
            cells = [(self._indicator(line), self._cell(line, columns.VALUE))]
        for indicator, said in cells:
            if said.lower() not in NONE:
                yield self._reading(line, Key(indicator.pk, area, *period), indicator, said)

    def _indicator(self, line: list[str]) -> Indicator:
        named = columns.INDICATOR in self.at
        return self.known.indicator(self._cell(line, columns.INDICATOR)) if named or not self.only else self.only

    def _reading(self, line: list[str], key: Key, indicator: Indicator, said: str) -> Reading:
        note = self._cell(line, columns.NOTE)[:300]
        if said.lower() in WITHHELD or FEW.fullmatch(said):
            return Reading(key, None, note=note)
        value = number(said, indicator)
        low, high = (self._end(line, role, indicator) for role in (columns.LOW, columns.HIGH))
        if (low is None) != (high is None):
            raise Fault("only one end of the confidence interval is there", "Give both ends, or leave both empty.")
        if low is not None and high is not None and not low <= value <= high:
            mend = "Check the three numbers, or leave the interval empty."
            raise Fault(f"{value} does not lie between {low} and {high}, the ends of its confidence interval", mend)
        return Reading(key, value, low, high, note)

    def _end(self, line: list[str], role: str, indicator: Indicator) -> Decimal | None:
        said = self._cell(line, role)
        return None if said.lower() in NONE or said.lower() in WITHHELD else number(said, indicator)

    def _period(self, line: list[str]) -> Period:
        if columns.PERIOD in self.at:
            said = self._cell(line, columns.PERIOD)
            found = parse(said) if len(said) <= LONGEST else None  # what was read is kept in memory
        else:
            first, last = self._cell(line, columns.STARTS), self._cell(line, columns.ENDS)
            said, days = f"{first} to {last}", (parse_day(first), parse_day(last))
            found = Period(*days) if days[0] and days[1] and days[0] <= days[1] else None  # type: ignore[arg-type]
        if found is None:
            mend = "Write 2026, 2026/27, 2026 Q1, 2026-03, or two days with “to” between them."
            raise Fault(f"“{_said(said)}” is no period" if said else "there is no period", mend)
        if found.starts_on > self.today:
            raise Fault(f"the period {_said(said)} has not begun", "Check the year, or leave the line out.")
        return found

    def _cell(self, line: list[str], role: str) -> str:
        place = self.at.get(role)
        return "" if place is None else _cell(line, place)


def _cell(line: list[str], place: int) -> str:
    """Return a cell that we need; raises Fault where a spreadsheet would take it for a formula."""
    said = line[place].strip() if place < len(line) else ""
    if said and FORMULA.match(said) and said not in NONE and not NUMBER.fullmatch(said.rstrip("%")):
        raise Fault(f"“{_said(said)}” starts like a formula", NO_FORMULA)
    return said


def number(said: str, indicator: Indicator | None = None) -> Decimal:
    """Return the number that a cell writes, with “%” or “£” where the indicator is counted so; raises Fault."""
    unit = indicator.unit if indicator else ""
    text = said.removesuffix("%").strip() if unit == Indicator.Unit.PERCENT else said
    text = text.removeprefix("£") if unit == Indicator.Unit.MONEY else text
    if not NUMBER.fullmatch(text):
        mend = "Write figures, such as 12.5. Leave the cell empty for no value, or write * where it is withheld."
        raise Fault(f"“{_said(said)}” is no number", mend)
    found = Decimal(text.replace(",", "").replace("−", "-"))
    if abs(found) >= MOST:
        raise Fault(f"{_said(said)} is too large a number", "Check the figures and the unit of the indicator.")
    return found.quantize(PLACES)
