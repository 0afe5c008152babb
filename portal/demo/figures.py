"""What is counted in an example partnership: usual indicators with some years of the county, its districts and wards."""

import random
from decimal import Decimal

from django.utils import timezone

from foundation.models import User
from localities.models import Area
from plans.keeping_indicators import add_usual, publish_indicator
from plans.models import Indicator, IndicatorValue
from plans.periods import parse
from plans.withholding_values import is_small, withhold

from .data.figures import FIGURES, USUAL, Series

INTERVAL = Decimal("1.8")  # on both sides of a survey's share
SURVEYS = ("satisfaction", "influence", "active")
FEWEST = 5  # what the rules show unless a partnership changes them
FEW = (2, 14, 9, 11, 6, 17, 3, 8)  # households by ward


def count_things(slug: str, by: User) -> None:
    """Add indicators and their values, and publish them."""
    rows = FIGURES.get(slug, USUAL)
    made = {one.key: one for one in add_usual([row.key for row in rows], locality=None, by=by)}
    chance = random.Random(slug)
    areas = {kind: list(Area.objects.filter(kind=kind).order_by("pk")) for kind in ("county", "district", "ward")}
    values = [value for row in rows for value in _values(row, made[row.key], areas, chance)]
    for value in values:
        value.given_by = "Performance team"
    IndicatorValue.objects.bulk_create(values)
    for indicator in made.values():
        withhold(indicator)
        publish_indicator(indicator, by=by)


def _values(row: Series, indicator: Indicator, areas: dict, chance: random.Random) -> list[IndicatorValue]:
    """Return the values of one indicator: the county's as given, each district off it, its wards around the district."""
    found, last = [], timezone.localdate().year - 1
    step = 2 if indicator.frequency == Indicator.Frequency.ONCE else 1
    for place, county in enumerate(row.county):
        year = last - (len(row.county) - 1 - place) * step
        off = row.off[0] + (row.off[1] - row.off[0]) * place / (len(row.county) - 1)
        found += [_value(indicator, area, year, county) for area in areas["county"]]
        if indicator.counts_people:
            wards = areas["ward"]
            numbers = {area.pk: FEW[(n + place) % len(FEW)] for n, area in enumerate(wards)}
            found += [_value(indicator, area, year, numbers[area.pk], FEWEST) for area in wards]
            for district in areas["district"]:
                people = sum(numbers[ward.pk] for ward in wards if ward.within_id == district.pk)
                found.append(_value(indicator, district, year, people))
            continue
        apart = {area.pk: county + off + n * row.spread / 9 for n, area in enumerate(areas["district"])}
        found += [_value(indicator, area, year, apart[area.pk]) for area in areas["district"]]
        wards = areas["ward"] if row.spread and place >= len(row.county) - 3 else []
        found += [
            _value(indicator, ward, year, apart.get(ward.within_id, county) + chance.uniform(-1, 1) * row.spread)
            for ward in wards
        ]
    return found


def _value(
    indicator: Indicator, area: Area, year: int, number: float, smallest: int | None = None
) -> IndicatorValue:  # fmt: skip
    period, value = parse(str(year)), round(Decimal(str(number)), indicator.decimals)
    is_few = is_small(value, smallest)
    made = IndicatorValue(
        indicator=indicator, area=area, starts_on=period.starts_on, ends_on=period.ends_on,
        value=None if is_few else value, is_withheld=is_few,
    )  # fmt: skip
    if indicator.key in SURVEYS and area.kind != Area.Kind.WARD:
        made.low, made.high = value - INTERVAL, value + INTERVAL
    return made
