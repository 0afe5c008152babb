"""Outlines of areas from a boundary file: GeoJSON as the Office for National Statistics publishes it.

What is kept is coarse enough for a page. Points are moved to the nearest crossing of one grid for the whole file, so
that neighbours, which share the points of their border, still share it.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import audit
from foundation.models import User
from localities.models import Area, Outline

MOST_FEATURES = 20_000
MOST_POINTS = 150  # of an area, on average
GRIDS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005)  # degrees: from some ten metres to some five hundred
CODE_NAME = re.compile(r".*cd|.*code", re.IGNORECASE)
AREA_NAME = re.compile(r".*nm|.*name", re.IGNORECASE)
NOT_DEGREES = (
    "The coordinates are not degrees of longitude and latitude. Download the boundaries again as GeoJSON in WGS 84 "
    "(EPSG:4326), not in the British National Grid."
)

Ring = list[list[float]]
Shape = list[list[Ring]]


@transaction.atomic
def take(text: str, kind: str, *, is_sketch: bool = False, by: User) -> tuple[int, int]:
    """Keep the outlines of a boundary file for the areas of a kind; return how many, and how many were not ours.

    Raises ValidationError, and keeps nothing, where the file is no such file or has none of our areas.
    """
    features = _features(text)
    areas = _areas(kind)
    found: dict[int, Shape] = {}
    for number, feature in enumerate(features, 1):
        if area := _area_of(_part(feature, "properties"), areas):
            found.setdefault(area, []).extend(_shape(_part(feature, "geometry"), number))
    if not found:
        raise ValidationError(
            "None of the areas in this file is known here. Each feature needs a GSS code that an area of this kind "
            "has, in a property such as WD25CD, or else its name."
        )
    grid = _grid(found.values())
    keep_outlines({area: coarse(shape, grid) for area, shape in found.items()}, is_sketch=is_sketch)
    audit.record(by, "imported outlines up to", Area.objects.get(pk=max(found)), areas=len(found))
    return len(found), len(features) - len(found)


def keep_outlines(shapes: dict[int, Shape], *, is_sketch: bool) -> None:
    """Keep shapes by the key of their area, in place of those before."""
    made = [Outline(area_id=area, shape=shape, is_sketch=is_sketch, **box(shape)) for area, shape in shapes.items()]
    Outline.objects.filter(area__in=shapes).delete()
    Outline.objects.bulk_create(made)


def box(shape: Shape) -> dict[str, float]:
    """Return the smallest box around a shape."""
    xs, ys = zip(*_points(shape), strict=True)
    return {"west": min(xs), "south": min(ys), "east": max(xs), "north": max(ys)}


def coarse(shape: Shape, grid: float) -> Shape:
    """Return a shape with its points on a grid; rings that it swallows are gone, but never the whole."""
    polygons = [[ring for ring in (_snapped(ring, grid) for ring in polygon) if ring] for polygon in shape]
    kept = [polygon for polygon in polygons if polygon]
    return kept or [[[[round(x, 5), round(y, 5)] for x, y in ring] for ring in polygon] for polygon in shape]


def _snapped(ring: Ring, grid: float) -> Ring:
    points: Ring = []
    for x, y in ring:
        point = [round(round(x / grid) * grid, 5), round(round(y / grid) * grid, 5)]
        if not points or points[-1] != point:
            points.append(point)
    if points[0] == points[-1]:
        points.pop()
    return points if len(points) >= 3 else []


def _points(shape: Shape) -> Iterator[list[float]]:
    return (point for polygon in shape for ring in polygon for point in ring)


def _grid(shapes: Iterable[Shape]) -> float:
    """Return the finest grid that leaves no more points than a page bears."""
    rows = list(shapes)
    fits = (
        grid for grid in GRIDS
        if sum(1 for shape in rows for _ in _points(coarse(shape, grid))) <= MOST_POINTS * len(rows)
    )  # fmt: skip
    return next(fits, GRIDS[-1])


def _features(text: str) -> list[dict[str, Any]]:
    try:
        features = json.loads(text)["features"]
        is_right = isinstance(features, list) and all(isinstance(one, dict) for one in features)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_right = False
    if not is_right:
        raise ValidationError("This is not a boundary file. Download the boundaries as GeoJSON.")
    if len(features) > MOST_FEATURES:
        raise ValidationError(f"The file has more than {MOST_FEATURES:,} areas. Send those of your districts alone.")
    return features


def _part(feature: dict[str, Any], name: str) -> dict[str, Any]:
    part = feature.get(name)
    return part if isinstance(part, dict) else {}


def _areas(kind: str) -> dict[str, int]:
    """Return the standing areas of a kind by code, and by a name that only one has."""
    rows = list(Area.objects.filter(kind=kind, ends_on__isnull=True).values_list("name", "gss_code", "pk"))
    names = [name.lower() for name, _, _ in rows]
    alone = {name.lower(): key for name, _, key in rows if names.count(name.lower()) == 1}
    return alone | {code.lower(): key for _, code, key in rows if code}


def _area_of(properties: dict[str, Any], areas: dict[str, int]) -> int | None:
    """Return the area that a feature's code names; its name counts only where the area has no code to go by."""
    for pattern in (CODE_NAME, AREA_NAME):
        for name, value in properties.items():
            if pattern.fullmatch(name) and isinstance(value, str) and value.strip().lower() in areas:
                return areas[value.strip().lower()]
    return None


def _shape(geometry: dict[str, Any], number: int) -> Shape:
    """Return the polygons of a geometry, checked; raises ValidationError where it has none."""
    kind, drawn = geometry.get("type"), geometry.get("coordinates")
    polygons = {"Polygon": [drawn], "MultiPolygon": drawn}.get(str(kind))
    try:
        shape = [[[_point(point) for point in ring] for ring in polygon] for polygon in polygons or ()]
    except (TypeError, ValueError, LookupError, OverflowError) as wrong:
        raise ValidationError(f"Area {number} of the file has an outline that cannot be read") from wrong
    if not shape or any(len(ring) < 4 for polygon in shape for ring in polygon) or not all(shape):
        raise ValidationError(f"Area {number} of the file has no outline: it must be a polygon")
    return shape


def _point(point: list[Any]) -> list[float]:
    x, y = float(point[0]), float(point[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError
    if abs(x) > 180 or abs(y) > 90:
        raise ValidationError(NOT_DEGREES)
    return [x, y]
