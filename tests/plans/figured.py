"""Indicators, areas and values for the tests of figures."""

import datetime
from decimal import Decimal
from typing import Any

from localities.models import Area, LocalityArea
from plans.models import Indicator, IndicatorValue
from plans.periods import parse
from tests.cast import SINCE, Cast

WARDS = ("Hill", "Dale", "Fell", "Moor")


def an_indicator(cast: Cast, key: str = "crime", **facts: Any) -> Indicator:
    """Add an indicator that everybody reads, compared with the county."""
    usual = {
        "name": key.title(), "definition": "Crimes recorded", "unit": "rate", "polarity": "lower", "source": "Police",
        "comparator": Area.objects.get(kind="county"),
        "published_at": datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC),
    }  # fmt: skip
    return Indicator.objects.create(key=key, **usual | facts)


def a_value(indicator: Indicator, area: Area, period: str, value: Any, **facts: Any) -> IndicatorValue:
    """Add a value; without a number it is withheld."""
    days = parse(period)
    return IndicatorValue.objects.create(
        indicator=indicator, area=area, starts_on=days.starts_on, ends_on=days.ends_on, is_withheld=value is None,
        value=None if value is None else Decimal(str(value)), published_at=indicator.published_at, **facts,
    )  # fmt: skip


def make_wards(cast: Cast) -> dict[str, Area]:
    """Give the locality four wards with codes, in a district of the county."""
    county = Area.objects.get(kind="county")
    district = Area.objects.create(kind="district", name="Northdown", gss_code="E07000999", within=county)
    found = {"county": county, "district": district}
    for number, name in enumerate(WARDS):
        ward, made = Area.objects.get_or_create(kind="ward", name=name)
        ward.within, ward.gss_code = district, f"E0500000{number}"
        ward.save()
        if made:
            LocalityArea.objects.create(locality=cast.locality, area=ward, starts_on=SINCE)
        found[name] = ward
    return found
