"""Land and buildings on the map of wards: each a number that stands in the list beside it. Source: checklist E33."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from commissioning.models import Asset
from localities.mapping import SIZES, Chart, Drawn, chart

WIDTH = SIZES["large"]
APART = 34  # pixels between two that would cover one another


@dataclass(frozen=True)
class Pin:
    """Where the number of an asset stands, in pixels."""

    number: int
    asset: Asset
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """A map that is drawn, with its pins."""

    width: int
    height: int
    wards: list[Drawn]
    pins: list[Pin]
    is_sketch: bool


def drawing(rows: Iterable[tuple[int, Asset]]) -> Drawing | None:
    """Return the map of numbered assets, in two queries; None where no outlines are kept.

    One without a point of its own stands in the middle of its ward; one without a ward stands in the list alone.
    """
    found = chart()
    if found is None:
        return None
    near: dict[tuple[int, int], list[tuple[int, Asset, float, float]]] = defaultdict(list)
    for number, asset in rows:
        if spot := _spot(asset, found):
            near[round(spot[0] / APART), round(spot[1] / APART)].append((number, asset, *spot))
    pins = [pin for together in near.values() for pin in _spread(together)]
    return Drawing(WIDTH, found.frame.height(WIDTH), found.drawn(WIDTH), pins, found.is_sketch)


def _spot(asset: Asset, found: Chart) -> tuple[float, float] | None:
    if asset.latitude is not None and asset.longitude is not None:
        x, y = found.frame.at(float(asset.longitude), float(asset.latitude), WIDTH)
        return (x, y) if 0 <= x <= WIDTH and 0 <= y <= found.frame.height(WIDTH) else None
    ward = next((one for one in found.outlines if one.area_id == asset.area_id), None)
    if ward is None:
        return None
    return found.frame.at((ward.west + ward.east) / 2, (ward.south + ward.north) / 2, WIDTH)


def _spread(together: list[tuple[int, Asset, float, float]]) -> list[Pin]:
    if len(together) == 1:
        return [Pin(*together[0])]
    ring = APART * len(together) / math.tau + APART / 4
    turns = ((math.tau * place / len(together), *one) for place, one in enumerate(together))
    return [
        Pin(number, asset, round(x + ring * math.cos(turn), 1), round(y + ring * math.sin(turn), 1))
        for turn, number, asset, x, y in turns
    ]
