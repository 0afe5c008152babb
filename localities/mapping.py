"""Drawing areas as a map that is ours alone: outlines as SVG, and where on it somebody pressed.

No picture comes from elsewhere, so nobody else learns what a resident looked at.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from localities.models import Area, Outline

SIZES = {"large": 600, "small": 288}  # pixels across: for a desk, and for a telephone of 320
LOWEST, TALLEST = 0.6, 1.1  # height by width
MARGIN = 0.06
TEXT = 13  # pixels of a letter’s height; its width is about half of that


@dataclass(frozen=True)
class Frame:
    """The part of the earth that a map shows, in degrees, and how wide it is drawn."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, outlines: Iterable[Outline]) -> "Frame":
        """Return the frame around some outlines, neither too flat nor too tall."""
        rows = list(outlines)
        west, south = min(one.west for one in rows), min(one.south for one in rows)
        east, north = max(one.east for one in rows), max(one.north for one in rows)
        thin = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * thin or 1e-4, (north - south) or 1e-4
        across, up = max(wide, high / TALLEST), max(high, wide * LOWEST)
        x, y = (west + east) / 2, (south + north) / 2
        half_x, half_y = across * (0.5 + MARGIN) / thin, up * (0.5 + MARGIN)
        return cls(x - half_x, y - half_y, x + half_x, y + half_y)

    @cached_property
    def ratio(self) -> float:
        """Return its height by its width as it is drawn."""
        thin = math.cos(math.radians((self.south + self.north) / 2))
        return (self.north - self.south) / ((self.east - self.west) * thin)

    def height(self, width: int) -> int:
        """Return how many pixels it is high."""
        return round(width * self.ratio)

    def at(self, longitude: float, latitude: float, width: int) -> tuple[float, float]:
        """Return the pixel of a point."""
        x = (longitude - self.west) / (self.east - self.west) * width
        y = (self.north - latitude) / (self.north - self.south) * width * self.ratio
        return round(x, 1), round(y, 1)

    def point(self, x: int, y: int, width: int) -> tuple[float, float]:
        """Return the latitude and longitude of a pixel."""
        latitude = self.north - y / (width * self.ratio) * (self.north - self.south)
        longitude = self.west + x / width * (self.east - self.west)
        return round(latitude, 5), round(longitude, 5)


@dataclass(frozen=True)
class Drawn:
    """One area on a map: its path, and the lines of its name with their places, where they fit into it."""

    area: Area
    path: str
    x: float
    lines: list[tuple[float, str]]
    is_chosen: bool


@dataclass(frozen=True)
class Chart:
    """The wards of the partnership as a map, or one of them with what lies around it."""

    frame: Frame
    outlines: tuple[Outline, ...]
    ward: Area | None = None

    @property
    def is_sketch(self) -> bool:
        """Say whether any of it was drawn by hand."""
        return any(one.is_sketch for one in self.outlines)

    def drawn(self, width: int) -> list[Drawn]:
        """Return its areas as they are drawn this wide."""
        return [self._drawn(one, width) for one in self.outlines]

    def _drawn(self, one: Outline, width: int) -> Drawn:
        rings = (ring for polygon in one.shape for ring in polygon)
        path = "".join("M" + "L".join(self._at(point, width) for point in ring) + "Z" for ring in rings)
        west, north = self.frame.at(max(one.west, self.frame.west), min(one.north, self.frame.north), width)
        east, south = self.frame.at(min(one.east, self.frame.east), max(one.south, self.frame.south), width)
        lines = _fitting(one.area.name, east - west, south - north)
        top = (north + south) / 2 - TEXT * (len(lines) - 1) / 2 + TEXT / 3
        placed = [(round(top + TEXT * number, 1), line) for number, line in enumerate(lines)]
        return Drawn(one.area, path, round((west + east) / 2, 1), placed, one.area == self.ward)

    def _at(self, point: list[float], width: int) -> str:
        x, y = self.frame.at(point[0], point[1], width)
        return f"{x:g} {y:g}"


def _fitting(name: str, wide: float, high: float) -> list[str]:
    """Return a name in lines that fit into a box of pixels, or nothing where they do not."""
    lines: list[str] = []
    for word in name.split():
        together = f"{lines[-1]} {word}" if lines else word
        if lines and len(together) * TEXT / 2 <= wide * 0.9:
            lines[-1] = together
        else:
            lines.append(word)
    fits = max(map(len, lines), default=0) * TEXT / 2 <= wide * 0.95 and len(lines) * TEXT <= high * 0.7
    return lines if fits else []


def chart(ward_id: int | None = None) -> Chart | None:
    """Return the map of the wards of today, or of one and its neighbours; None where no outlines are kept."""
    of_today = Area.objects.on(timezone.localdate()).filter(kind=Area.Kind.WARD)
    rows = list(Outline.objects.filter(area__in=of_today).select_related("area").order_by("area__name"))
    if not rows:
        return None
    chosen = next((one for one in rows if one.area_id == ward_id), None)
    if chosen is None:
        return Chart(Frame.around(rows), tuple(rows))
    frame = Frame.around([chosen])
    near = [one for one in rows if one.west < frame.east and one.east > frame.west]
    near = [one for one in near if one.south < frame.north and one.north > frame.south]
    return Chart(frame, tuple(near), chosen.area)
