"""The profile of a place with 80,000 values: how fast its page is read, and how long 100,000 values take to come in."""

import json
import os
import sys
import time
from datetime import date

import psycopg
from django.utils import timezone

from bench.house import build
from bench.pages import against_list
from bench.queries import asked_by
from engagement.models import Theme
from engagement.presets import make_lists
from localities.models import Area, LocalityArea
from localities.outlining import keep_outlines
from plans import importing_values, taking_in_values
from plans.models import Indicator, IndicatorValue
from tests.cast import SINCE, Cast, browser

INDICATORS, AREAS, YEARS = 200, 40, 10
QUICK = 20  # indicators
PAGE = "/profiles/hill-and-vale/"
MOST_QUERIES, SHARE, MOST_SECONDS = 12, 0.15, 20
ROUNDS, SECONDS = 5, 2.0


def run(quick: bool = False) -> dict:
    """Fill a place with figures, bring a file in, read the page, and return the figures with the marks they meet."""
    cast, number = build("profileshire", coming=1, past=0).cast, QUICK if quick else INDICATORS
    with cast.inside():
        fill(cast, number)
    took = _imported(cast, number)
    _settle()
    client = browser(cast, None)
    queries = max(asked_by(client, PAGE), asked_by(client, PAGE))
    share, per_second, size = against_list(
        cast.host, PAGE, rounds=2 if quick else ROUNDS, seconds=0.5 if quick else SECONDS
    )
    values = number * AREAS * YEARS
    page = {
        "page": "profile",
        "values": values,
        "per_second": round(per_second),
        "share": round(share, 3),
        "bytes": size,
    }
    marks = {
        f"the profile ≥ {SHARE} of list": share >= SHARE,
        f"at most {MOST_QUERIES} queries": queries <= MOST_QUERIES,
        f"{took['values']:,} values taken in within {MOST_SECONDS} seconds": took["seconds"] <= MOST_SECONDS,
    }
    return {"rows": [took], "queries": [{**page, "bytes": size, "queries": queries}], "marks": marks}


def fill(cast: Cast, number: int) -> None:
    """Add indicators of all themes, and wards of the locality with their outlines and values."""
    make_lists()
    county, themes = Area.objects.get(kind="county"), list(Theme.objects.all())
    district = Area.objects.create(kind="district", name="Northdown", within=county)
    facts = {"kind": "ward", "within": district}
    wards = [Area.objects.create(name=f"Ward {n}", gss_code=f"E05{n:06}", **facts) for n in range(AREAS - 2)]
    here = wards[:10]
    LocalityArea.objects.bulk_create(LocalityArea(locality=cast.locality, area=one, starts_on=SINCE) for one in here)
    keep_outlines({one.pk: _hexagon(n) for n, one in enumerate(wards)}, is_sketch=True)
    said = {"definition": "A share", "unit": "percent", "polarity": "lower", "source": "Us", "comparator": county}
    said["published_at"] = timezone.now()
    made = [
        Indicator(key=f"i-{n}", name=f"Indicator {n}", theme=themes[n % len(themes)], **said) for n in range(number)
    ]
    Indicator.objects.bulk_create(made)
    last = timezone.localdate().year - 1
    for one in made:
        facts = {"indicator": one, "published_at": one.published_at, "partnership_id": cast.partnership.pk}
        values = [
            IndicatorValue(
                **facts, area=area, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), value=(n * 7 + year) % 90
            )
            for n, area in enumerate([county, district, *wards])
            for year in range(last - YEARS + 1, last + 1)
        ]
        IndicatorValue.objects.bulk_create(values)


def _hexagon(n: int) -> list:
    x, y = n % 7, n // 7
    points = [(0.5, 0), (1, 0.3), (1, 0.7), (0.5, 1), (0, 0.7), (0, 0.3), (0.5, 0)]
    return [[[[x + a, 54 + y + b] for a, b in points]]]


def _imported(cast: Cast, number: int) -> dict:
    """Send, check and take in a file as officers and workers would; return how long that took."""
    areas, quarters = (
        [f"E05{n:06}" for n in range(AREAS - 2)],
        [f"{y} Q{q}" for y in range(2010, 2026) for q in range(1, 5)],
    )
    wanted = number * 500
    cells = ((area, quarter, n) for n in range(number) for quarter in quarters for area in areas)
    lines = [f"{area},{quarter},i-{n},{n + 0.5}" for (area, quarter, n), _ in zip(cells, range(wanted), strict=False)]
    text, by = "\n".join(["gss_code,period,indicator,value", *lines]), cast.users["admin"]
    began = time.perf_counter()
    with cast.inside():
        one = importing_values.start(text, "values.csv", locality=None, only=None, by=by)
        importing_values.name_columns(one, one.columns["held"], only=None, replaces=False, by=by)
    with cast.inside():
        one = importing_values.check(one)
    checked = time.perf_counter()
    with cast.inside():
        importing_values.confirm(one, leaves_out=False, saw=importing_values.version(one), by=by)
    more = True
    while more:
        with cast.inside():
            more = taking_in_values.take_part(one.pk)
    done = time.perf_counter()
    with cast.inside():
        taking_in_values.undo(one, by=by)
        taking_in_values.take_out(one.pk)
    undone = time.perf_counter()
    took = {"values": len(lines), "seconds": done - began, "checked": checked - began, "undone": undone - done}
    return {name: value if name == "values" else round(value, 2) for name, value in took.items()}


def _settle() -> None:
    """Clean up after so many changes, as PostgreSQL does by itself within minutes."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
