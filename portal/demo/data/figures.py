"""Figures of the example partnerships: for each indicator the county's values by year, and how a district differs.

The figures are made up. Copeland's stand below its county's in most, and close the gap in some. Source: D4, E57.
"""

from typing import NamedTuple


class Series(NamedTuple):
    """One indicator: the county's values year by year to the last, and how far the district is off at both ends."""

    key: str
    county: tuple[float, ...]
    off: tuple[float, float]
    spread: float = 0  # between the wards, where wards have values


USUAL = [
    Series("claimants", (4.4, 6.1, 4.9, 3.8, 3.4, 3.2), (0.4, 0.2), 1.1),
    Series("crime", (61.2, 55.4, 63.8, 66.1, 64.7, 62.3), (2.1, 3.4)),
    Series("satisfaction", (74.1, 74.9, 76.2, 77.0, 77.4, 78.3), (-1.2, 0.4)),
    Series("turnout", (34.2, 35.7, 38.1), (0.8, -1.4), 6.5),
]
FIGURES: dict[str, list[Series]] = {
    "copeland": [
        Series("claimants", (3.6, 5.3, 4.2, 3.1, 2.8, 2.6), (2.4, 1.3), 1.6),
        Series("attainment", (63.0, 64.5, 58.2, 59.4, 60.8, 62.1), (-6.1, -4.2)),
        Series("not_in_work", (2.4, 2.6, 2.9, 2.7, 2.5, 2.3), (1.6, 1.9)),
        Series("life", (80.9, 81.0, 80.6, 80.8, 81.1, 81.3), (-1.9, -1.7)),
        Series("active", (66.2, 64.8, 63.9, 66.0, 67.4, 68.1), (-4.8, -3.1)),
        Series("crime", (52.4, 47.9, 55.1, 57.3, 55.8, 54.2), (4.0, 2.2)),
        Series("earnings", (541, 552, 574, 602, 634, 661), (148, 166)),
        Series("satisfaction", (80.2, 80.9, 81.3, 82.0, 82.4, 82.9), (-7.4, -5.0)),
        Series("influence", (30.1, 31.0, 29.8, 31.5, 32.2, 33.0), (-5.5, -1.6)),
        Series("turnout", (35.1, 33.9, 36.4), (-3.8, -3.0), 7.5),
        Series("homeless", (1104, 1180, 1242, 1275, 1230, 1196), (0, 0), 6),
    ],
}
