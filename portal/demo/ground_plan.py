"""Outlines and postcodes of an example partnership: a sketch of hexagons, and codes of the pseudo area ZZ99."""

import math
from collections import defaultdict
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from localities.models import Area, LocalityArea, Postcode
from localities.outlining import keep_outlines

ACROSS, UP = 0.06, 0.04  # degrees between the middles of two hexagons
CORNERS = [
    (math.cos(math.radians(turn)) / math.sqrt(3), math.sin(math.radians(turn)) / 1.5) for turn in range(30, 390, 60)
]
LETTERS = "ABDEFGHJLN"
A_WARD = 2  # postcodes
MOST = 60


def draw(spec: dict[str, Any]) -> None:
    """Lay the wards of each locality out side by side, give each parish the place of a ward, and name postcodes."""
    longitude, latitude = spec.get("middle", (-3.5, 54.5))
    shapes: dict[int, list] = {}
    codes: list[Postcode] = []
    localities = _by_locality()
    widest = math.sqrt(1.6 * sum(len(areas[Area.Kind.WARD]) for areas in localities))  # then the next stand below
    column, top, lowest = 0.0, latitude, latitude
    for areas in localities:
        wards, parishes = areas[Area.Kind.WARD], areas[Area.Kind.PARISH]
        wide = max(1, math.ceil(math.sqrt(len(wards))))
        for number, (ward, parish) in enumerate(zip_longest(wards, parishes[: len(wards)])):
            across, down = number % wide, number // wide
            x, y = longitude + (column + across + down % 2 / 2) * ACROSS, top - down * UP
            lowest = min(lowest, y)
            shapes |= {area.pk: _hexagon(x, y) for area in (ward, parish) if area}
            codes += _codes(100 + len(codes), ward, parish, x, y)
        column += wide + 0.7
        if column > widest:
            column, top = 0.0, lowest - 1.6 * UP
    keep_outlines(shapes, is_sketch=True)
    Postcode.objects.bulk_create(codes[:MOST])


def _by_locality() -> list[dict[str, list[Area]]]:
    links = LocalityArea.objects.on(timezone.localdate()).select_related("area").order_by("locality_id", "area__name")
    found: dict[int, dict[str, list[Area]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        found[link.locality_id][link.area.kind].append(link.area)
    return list(found.values())


def _hexagon(x: float, y: float) -> list:
    return [[[[round(x + a * ACROSS, 5), round(y + b * UP, 5)] for a, b in CORNERS]]]


def _codes(start: int, ward: Area, parish: Area | None, x: float, y: float) -> list[Postcode]:
    return [
        Postcode(
            code=f"ZZ99 {number // 100 % 10}{LETTERS[number // 10 % 10]}{LETTERS[number % 10]}",
            ward=ward, parish=parish, latitude=round(y + 0.005 * at, 5), longitude=round(x, 5),
        )
        for at, number in enumerate(range(start, start + A_WARD))
    ]  # fmt: skip
