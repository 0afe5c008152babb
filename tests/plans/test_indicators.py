"""Indicators and single values: kept by officers, put right, withheld where small. Source: A14, D4, R25, R33."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.models import Act
from localities.models import Area
from plans import keeping_indicators, measuring, wording
from plans.models import Indicator, IndicatorValue
from plans.periods import Period, parse, words, written
from plans.recording_values import record_value
from plans.withholding_values import Shown, hidden_of, series_of, sums_of
from tests.plans.figured import a_value, an_indicator, make_wards
from tests.plans.measured import a_priority

LIST = "/manage/plans/indicators/"
set_stage = make_wards


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "2026"), ("2025/26", "2025/26"), ("2025-26", "2025/26"), ("2025/2026", "2025/26"),
        ("2026 Q1", "January to March 2026"), ("q4 2025", "October to December 2025"),
        ("2025/26 Q4", "January to March 2026"), ("2026-03", "March 2026"), ("Mar 2026", "March 2026"),
        ("01/03/2026", "1 March 2026"), ("2026-03-02 to 2026-04-05", "2 March 2026 to 5 April 2026"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_files_write_it(text, said):
    assert parse(text).words == said


@pytest.mark.parametrize("text", ["", "26", "2025/27", "2026-13", "2026 Q5", "Smarch 2026", "2026-02-30", "9999"])
def test_what_is_no_period_is_none(text):
    assert parse(text) is None


@settings(database=None, deadline=None, max_examples=60)
@given(st.dates(min_value=parse("1990").starts_on, max_value=parse("2090").ends_on), st.integers(0, 700))
def test_a_period_that_is_written_is_read_back(first, days):
    period = Period(
        first, min(first + (parse("1990").ends_on - parse("1990").starts_on) * days / 365, parse("2090").ends_on)
    )
    assert parse(written(*period)) == period and words(*period)


def test_gaps_and_trends_are_said_in_words():
    crime = Indicator(unit="percent", decimals=1, polarity="lower")
    assert wording.gap(crime, 9.4, 5.2, "the county") == "4.2 points worse than the county"
    assert wording.gap(crime, 5.24, 5.2, "the county") == "the same as the county"
    crime.polarity = "neither"
    assert wording.gap(crime, 4, 5.5, "Cumbria") == "1.5 points lower than Cumbria"
    for value, expected, said in (
        ("3.7", "3.72", ("3.7%", "3.72%")), ("3.7", "3.9", ("3.7%", "3.9%")), ("3.7", "3.7", ("3.7%", "3.7%")),
        ("3.75", "3.77", ("3.75%", "3.77%")), ("3.7", "3.70001", ("3.7%", "a little more than 3.7%")),
        ("3.7", "3.6999", ("3.7%", "a little less than 3.7%")),
    ):  # fmt: skip
        assert wording.beside(crime, Decimal(value), Decimal(expected)) == said
    pay = Indicator(unit="money", decimals=0, polarity="higher")
    assert wording.gap(pay, 600, 1720, "Kent") == "£1,120 worse than Kent"
    assert wording.trend(pay, [("2020", 500), ("2025", 600)]) == "up from £500 in 2020 to £600 in 2025, which is better"
    assert wording.trend(pay, [("2020", 500), ("2025", 501)]).startswith("about the same")
    assert wording.trend(pay, [("2020", 500)]) == "too few periods to tell a trend"
    said = wording.gap_trend(pay, [("2020", 500, 550), ("2025", 600, 620)], "Kent")
    assert said == "The gap to Kent is £30 narrower than in 2020."


QUARTERS = [f"{year} Q{number}" for year in (2024, 2025) for number in (1, 2, 3, 4)]
TILED = {
    **{quarter: {n} for n, quarter in enumerate(QUARTERS)}, "2024": {0, 1, 2, 3}, "2025": {4, 5, 6, 7},
    "2024/25": {1, 2, 3, 4}, "2024-01-01 to 2025-12-31": set(range(8)), "2024-04-01 to 2024-09-30": {1, 2},
}  # fmt: skip
SOME = st.sets(st.sampled_from([*TILED]), min_size=1)
WARDS = st.lists(st.lists(st.integers(0, 24), min_size=8, max_size=8), min_size=1, max_size=4)


def a_table(wards, periods):
    """Return the counts of a district (area 0) and its wards in some periods, and what each is made of."""
    shown, made_of = [], []
    for said in periods:
        for area in range(len(wards) + 1):
            within = range(len(wards)) if area == 0 else [area - 1]
            parts = {(ward, quarter) for ward in within for quarter in TILED[said]}
            people = Decimal(sum(wards[ward][quarter] for ward, quarter in parts))
            kind = (None, "district") if area == 0 else (0, "ward")
            shown.append(Shown(len(shown), area, *kind, *parse(said), people))
            made_of.append(dict.fromkeys(parts, Fraction(1)))
    return shown, made_of


def less(one, basis):
    """Return what is left of a sum once all that others tell of it is taken away."""
    one = dict(one)
    for first, other in basis:
        if times := one.get(first):
            taken = {key: one.get(key, 0) - times * share for key, share in other.items()}
            one = {key: share for key, share in (one | taken).items() if share}
    return one


def is_quarter_of(part, row):
    """Say whether a row is about a quarter of the time that another is about."""
    return row.starts_on <= part.starts_on <= part.ends_on <= row.ends_on and (part.ends_on - part.starts_on).days < 93


def told_by(sums):
    """Return, for `less`, all that some sums tell."""
    basis = []
    for one in sums:
        if left := less(one, basis):
            first = next(iter(left))
            basis.append((first, {key: share / left[first] for key, share in left.items()}))
    return basis


@settings(database=None, deadline=None, max_examples=80)
@given(WARDS, SOME | SOME.map(set(QUARTERS).union), st.integers(2, 8))
def test_no_hidden_count_can_be_worked_out_over_areas_or_periods(wards, periods, smallest):
    shown, made_of = a_table(wards, sorted(periods))
    around = {row.area: (row.within, row.kind) for row in shown}
    sums = list(sums_of(shown, around))
    hidden = hidden_of({row.pk: row.value for row in shown}, sums, series_of(shown), smallest)
    assert {row.pk for row in shown if 0 < row.value < smallest} <= hidden
    basis = told_by([made_of[row.pk] for row in shown if row.pk not in hidden])
    assert not [row for row in shown if row.pk in hidden and row.value and not less(made_of[row.pk], basis)]
    tiled = [
        (row.pk, [part.pk for part in shown if part.area == row.area and is_quarter_of(part, row)])
        for row in shown
        if periods.issuperset(QUARTERS)
    ]
    for whole, parts in [*((one.whole, one.parts) for one in sums), *tiled]:
        few = sum(shown[key].value for key in parts if key in hidden)
        assert whole in hidden or few == 0 or few >= smallest


def test_wards_add_up_to_a_county_of_whose_districts_nothing_is_told():
    around = {0: (None, "county"), 1: (0, "district"), **dict.fromkeys((2, 3, 4), (1, "ward"))}
    shown = [
        Shown(n, n, *around[n], *parse("2025"), Decimal(count)) for n, count in ((0, 60), (2, 30), (3, 27), (4, 3))
    ]
    assert hidden_of({row.pk: row.value for row in shown}, sums_of(shown, around), [], 5) == {3, 4}
    assert not list(sums_of(shown[:3], around)), "with a ward left out they add up to nothing"


def test_small_counts_are_not_kept_and_cannot_be_worked_out(inside, made):
    homeless = an_indicator(inside, "homeless", unit="number", decimals=0, counts_people=True)
    period, clerk = parse("2025"), inside.users["admin"]
    for name, value in (("district", 60), ("Hill", 30), ("Dale", 19), ("Moor", 8)):
        assert not record_value(homeless, made[name], period, Decimal(value), by=clerk).is_withheld
    small = record_value(homeless, made["Fell"], period, Decimal(3), by=clerk)
    assert small.is_withheld and small.value is None
    rows = {row.area.name: row.value for row in IndicatorValue.objects.filter(replaced_at=None).select_related("area")}
    assert rows == {"Northdown": 60, "Hill": 30, "Dale": 19, "Moor": None, "Fell": None}
    roofless = an_indicator(inside, "roofless", unit="number", decimals=0, counts_people=True)
    days = {"baseline": Decimal(8), "baseline_on": period.ends_on, "area": made["Moor"]}
    measuring.add_measure(a_priority(inside), by=clerk, indicator=roofless, **days)  # everybody reads its 8
    for name, value in (("district", 60), ("Hill", 30), ("Dale", 19), ("Moor", 8), ("Fell", 3)):
        record_value(roofless, made[name], period, Decimal(value), by=clerk)
    rows = IndicatorValue.objects.filter(indicator=roofless, replaced_at=None, is_withheld=True)
    assert set(rows.values_list("area__name", flat=True)) == {"Fell", "Dale"}
    again = record_value(homeless, made["Moor"], period, Decimal(9), by=clerk)  # it would give the other away
    assert again.is_withheld and not IndicatorValue.objects.filter(indicator=homeless, value__in=(3, 8, 9)).exists()
    page = inside.client().get(homeless.get_absolute_url()).content.decode()
    assert page.count("Not shown") == 2 and "count only a few people" in page
    for said, number in (("2024 Q1", 11), ("2024 Q2", 12), ("2024 Q3", 9), ("2024 Q4", 3), ("2024", 35)):
        record_value(homeless, made["Hill"], parse(said), Decimal(number), by=clerk)
    kept = IndicatorValue.objects.filter(area=made["Hill"], replaced_at=None, ends_on__year=2024).order_by("pk")
    assert [row.value for row in kept] == [11, 12, None, None, 35]  # the year less the other three was the fourth
    calls = an_indicator(inside, "calls", unit="number", decimals=0)
    for number in (3, 44):
        record_value(calls, made["Hill"], period, Decimal(number), by=clerk)
    calls.counts_people = True
    keeping_indicators.keep_indicator(calls, by=clerk)  # from now on: what was replaced tells nothing either
    assert {row.value for row in calls.values.all()} == {None, 44}


def test_a_correction_keeps_the_earlier_value_and_who_replaced_it(inside, made):
    crime, admin = an_indicator(inside), inside.users["admin"]
    first = record_value(crime, made["Hill"], parse("2025"), Decimal("61.2"), by=admin)
    second = record_value(
        crime, made["Hill"], parse("2025"), Decimal("62.4"), low=Decimal(60), high=Decimal(64), by=inside.users["clerk"]
    )
    first.refresh_from_db()
    assert first.replaced_by == second and first.replaced_at and second.published_at
    page = inside.client("admin").get(f"{LIST}{crime.pk}/").content.decode()
    assert "Replaced" in page and "by Clerk of Testshire" in page and "61.2" in page
    assert "61.2" not in inside.client().get(crime.get_absolute_url()).content.decode()
    assert Act.objects.filter(verb="recorded a value of", by=inside.users["clerk"]).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "lots"}, "is no number"), ({"value": "=1+1"}, "is no number"), ({"period": "soon"}, "is no period"),
        ({"period": "2099"}, "has not begun"), ({"value": "5", "low": "6", "high": "7"}, "between the ends"),
        ({"value": "5", "low": "4"}, "both ends"), ({"value": ""}, "Enter the value"),
        ({"value": "5", "is_withheld": "on"}, "Leave the value empty"), ({"value": "9" * 15}, "too large"),
        ({"area": "999999"}, "Select the area"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_at_its_field(inside, made, sent, said):
    crime = an_indicator(inside)
    whole = {"area": made["Hill"].pk, "period": "2025", "value": "5", **sent}
    answer = inside.client("admin").post(f"{LIST}{crime.pk}/values/new/", whole)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not IndicatorValue.objects.exists()


def test_officers_add_change_publish_and_retire_indicators(inside, made):
    admin, clerk = inside.client("admin"), inside.client("clerk")
    new = {
        "name": "Calls", "key": "calls", "definition": "Calls taken", "unit": "number", "decimals": "0",
        "polarity": "neither", "frequency": "month", "source": "The desk",
    }  # fmt: skip
    assert "Select the place" in clerk.post(f"{LIST}new/", new).content.decode()  # who works in one place names it
    assert clerk.post(f"{LIST}new/", {**new, "locality": inside.locality.pk}).status_code == 302
    calls = Indicator.objects.get(key="calls")
    a_value(calls, made["Hill"], "2026-01", 12)
    assert inside.client().get(calls.get_absolute_url()).status_code == 404
    assert "Another indicator has this short name" in admin.post(f"{LIST}new/", new).content.decode()
    wrong = {**new, "key": "x", "unit": "percent", "counts_people": "on", "decimals": "9"}
    page = admin.post(f"{LIST}new/", wrong).content.decode()
    assert "Only a number counts people" in page and "Give 0 to 4 decimals" in page
    clerk.post(f"{LIST}{calls.pk}/publication/")
    assert "12" in inside.client().get(f"{calls.get_absolute_url()}values.csv").content.decode()
    clerk.post(f"{LIST}{calls.pk}/retirement/", {"use": "no"})
    calls.refresh_from_db()
    assert "no longer counted" in inside.client().get(calls.get_absolute_url()).content.decode()
    assert "Calls" not in inside.client().get("/indicators/").content.decode()
    with pytest.raises(ValidationError, match="retired"):
        record_value(calls, made["Hill"], parse("2025"), Decimal(1), by=inside.users["clerk"])
    crime = an_indicator(inside)  # the partnership's own: the officer of one place may read it and no more
    assert clerk.get(f"{LIST}{crime.pk}/").status_code == 200
    assert clerk.post(f"{LIST}{crime.pk}/publication/").status_code == 403


def test_the_usual_indicators_are_added_once(inside):
    admin = inside.client("admin")
    admin.post(f"{LIST}usual/", {"keys": ["turnout", "claimants"]})
    turnout = Indicator.objects.get(key="turnout")
    assert turnout.comparator == Area.objects.get(kind="county") and not turnout.published_at
    assert "turnout" not in [facts["key"] for facts in keeping_indicators.usual_left()]
    assert admin.post(f"{LIST}usual/", {"keys": ["turnout"]}).status_code == 422
