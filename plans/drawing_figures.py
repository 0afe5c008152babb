"""Small lines of how figures went, and areas on a map in steps: the words and the table beside say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from localities.mapping import Chart, Drawn, Frame
from localities.models import Outline
from plans import wording
from plans.models import Indicator

WIDE, HIGH, EDGE = 240, 56, 4  # pixels of a small line
STEPS = 4
MAP, LETTER = 600, 24  # pixels across, and of a number on it


@dataclass(frozen=True)
class Line:
    """A small line: points of the place, and of what it is compared with."""

    own: str
    other: str
    last: tuple[float, float]


def line(series: Sequence[tuple[str, float | None, float | None]]) -> Line | None:
    """Return the line of a series of period, value and the value compared with; None where there is none to draw."""
    known = [number for _, *pair in series for number in pair if number is not None]
    own = [(place, value) for place, (_, value, _) in enumerate(series) if value is not None]
    if len(own) < 2:
        return None
    least, most = min(known), max(known)
    across, up = (WIDE - 2 * EDGE) / (len(series) - 1), (HIGH - 2 * EDGE) / ((most - least) or 1)

    def at(place: int, value: float) -> tuple[float, float]:
        return round(EDGE + place * across, 1), round(HIGH - EDGE - (value - least) * up, 1)

    other = [(place, value) for place, (_, _, value) in enumerate(series) if value is not None]
    points = [" ".join(f"{x:g},{y:g}" for x, y in (at(*one) for one in rows)) for rows in (own, other)]
    return Line(points[0], points[1] if len(other) > 1 else "", at(*own[-1]))


@dataclass(frozen=True)
class Place:
    """One area's value: its number on the map, in words, and the step in which it lies (0: not shown)."""

    number: int
    name: str
    said: str
    beside: str  # the gap in words
    step: int


@dataclass(frozen=True)
class Steps:
    """Areas with their values in steps, and the map of those whose outline is kept."""

    places: list[Place]
    legend: list[tuple[int, str]]
    drawn: list[tuple[Drawn, Place, float]]  # with the height at which the number stands
    width: int = MAP
    height: int = 0
    is_sketch: bool = False


def steps(indicator: Indicator, values: Iterable[Any], other: tuple[float, str] | None) -> Steps:
    """Return areas by value, the highest first; ``other`` is the value compared with, and whose it is."""
    rows = sorted(values, key=lambda row: (row.value is None, -(row.value or 0), row.area.name))
    shown = [float(row.value) for row in rows if row.value is not None]
    bounds = _bounds(indicator, shown)
    places = {}
    for number, row in enumerate(rows, 1):
        said = "not shown" if row.value is None else wording.figure(indicator, row.value)
        is_compared = other and row.value is not None and indicator.unit != Indicator.Unit.NUMBER
        beside = wording.gap(indicator, float(row.value), *other) if is_compared else ""  # type: ignore[misc]
        places[row.area_id] = Place(number, row.area.name, said, beside, _step(indicator, bounds, row.value))
    legend = [(step, _between(indicator, low, high)) for step, (low, high) in enumerate(bounds, 1)]
    there: list[Outline] = [row.area.outline for row in rows if hasattr(row.area, "outline")]
    if len(there) < 2:
        return Steps(list(places.values()), legend, [])
    chart = Chart(Frame.around(there), tuple(there))
    middles = {one.area_id: chart.frame.at(0, (one.south + one.north) / 2, MAP)[1] + LETTER / 3 for one in there}
    drawn = [(one, places[one.area.pk], middles[one.area.pk]) for one in chart.drawn(MAP)]
    return Steps(list(places.values()), legend, drawn, MAP, chart.frame.height(MAP), chart.is_sketch)


def _between(indicator: Indicator, low: float, high: float) -> str:
    said = wording.figure(indicator, low)
    return said if low == high else f"{said} to {wording.figure(indicator, high)}"


def _bounds(indicator: Indicator, shown: Sequence[float]) -> list[tuple[float, float]]:
    """Return the least and the greatest value of each step, the highest first, each with about as many values."""
    ordered = sorted({float(wording.rounded(indicator, value)) for value in shown}, reverse=True)
    count = min(STEPS, len(ordered))
    parts = [ordered[len(ordered) * n // count : len(ordered) * (n + 1) // count] for n in range(count)]
    return [(part[-1], part[0]) for part in parts if part]


def _step(indicator: Indicator, bounds: Sequence[tuple[float, float]], value: Any) -> int:
    """Return the step of a value, 1 for the highest; 0 where it is not shown."""
    if value is None:
        return 0
    found = float(wording.rounded(indicator, value))
    return next((n for n, (low, _) in enumerate(bounds, 1) if found >= low), len(bounds))
