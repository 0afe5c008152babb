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
    Series("antisocial", (24.9, 31.6, 27.2, 25.8, 24.1, 22.7), (1.9, 1.2)),
    Series("spending", (1214, 1262, 1238, 1201, 1176, 1152), (-18, -24)),
]
FIGURES: dict[str, list[Series]] = {
    "braintree": [
        *USUAL,
        Series("county_services", (61.4, 61.0, 60.2, 61.8, 62.9, 63.6), (-0.8, 0.6)),
        Series("district_services", (66.2, 66.9, 65.8, 67.1, 68.4, 69.0), (0.9, 1.7)),
        Series("council_services", (63.0, 63.3, 62.4, 63.9, 65.1, 65.7), (0.2, 1.0)),
        Series("influence", (29.4, 29.8, 28.9, 30.1, 31.2, 32.4), (1.1, 1.9)),
        Series("savings", (40_000, 65_000, 90_000, 120_000, 165_000, 210_000), (-8_000, -20_000)),
    ],
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
        Series("antisocial", (27.1, 33.0, 29.4, 28.8, 27.9, 26.4), (3.8, 2.9)),
        Series("spending", (1302, 1340, 1331, 1290, 1268, 1244), (21, 15)),
        Series("homeless", (1104, 1180, 1242, 1275, 1230, 1196), (0, 0), 6),
    ],
}
