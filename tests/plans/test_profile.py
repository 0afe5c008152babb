"""The profile of a place: its figures beside the county's, in words, on a map and in a list. Source: D4, R33."""

from decimal import Decimal

import pytest

from localities.models import Area
from localities.outlining import keep_outlines
from plans.models import Indicator, IndicatorValue, ProfilePage
from plans.periods import parse
from plans.recording_values import record_value
from tests.plans.figured import WARDS, a_value, an_indicator, make_wards

PAGE = "/profiles/hill-and-vale/"


def set_stage(cast):
    areas = make_wards(cast)
    claims = an_indicator(cast, "claims", name="Claims", unit="percent")
    for year, county, wards in (
        (2021, 4.0, (6, 7, 8, 9)),
        (2023, 4.2, (6, 7, 8, None)),
        (2025, 4.4, (5, 6, 7.2, None)),
    ):
        a_value(claims, areas["county"], str(year), county)
        for name, value in zip(WARDS, wards, strict=True):
            a_value(claims, areas[name], str(year), value)
    pay = an_indicator(cast, "pay", name="Pay", unit="money", decimals=0, polarity="higher")
    a_value(pay, areas["district"], "2025", 600, low=540, high=680)
    a_value(pay, areas["county"], "2025", 650)
    an_indicator(cast, "draft", name="Draft thing", published_at=None)
    homes = an_indicator(cast, "homes", name="Homes", unit="number", decimals=0)
    for name in WARDS:
        a_value(homes, areas[name], "2025", 10)
    shapes = {areas[name].pk: [[[[n, 54], [n + 1, 54], [n + 1, 55], [n, 55]]]] for n, name in enumerate(WARDS[:3])}
    keep_outlines(shapes, is_sketch=True)
    return claims


def test_a_profile_says_gap_trend_and_confidence_in_words(inside, made):
    page = " ".join(inside.client().get(PAGE).content.decode().split())
    assert "6.0%" in page and "The middle of 4 wards, 2025" in page and "1 is not shown" in page
    assert "1.6 points worse than Testshire (4.4%)" in page
    assert "The gap to Testshire is 1.9 points narrower than in 2021." in page
    assert "Down from 7.5% in 2021 to 6.0% in 2025, which is better." in page
    assert "£600" in page and "£50 worse than Testshire" in page and "The difference may be chance" in page
    assert "Northdown, 2025: there are no values for smaller areas, between £540 and £680" in page
    assert "40" in page and "4 wards together" in page  # numbers are added up, and not compared
    assert "Draft thing" not in page


def test_the_map_says_in_numbers_and_a_list_what_it_shows_in_steps(inside, made):
    page = inside.client().get(f"{PAGE}{made.pk}/").content.decode()
    assert page.count('class="app-steps__area app-steps__area--') == 3 + 3  # three areas with an outline, three steps
    assert "1. Fell" in page and "4. Moor" in page and "7.2%" in page and "2.8 points worse than Testshire" in page
    assert page.index("1. Fell") < page.index("2. Dale") < page.index("3. Hill") < page.index("4. Moor")
    assert "By period" in page and "not shown" in page


def test_a_page_is_kept_ready_and_made_again_after_each_act(inside, made, django_assert_max_num_queries):
    stranger, admin = inside.client(), inside.users["admin"]
    first = stranger.get(PAGE).content
    with django_assert_max_num_queries(5):  # two of them are the test's own savepoint
        assert stranger.get(PAGE).content == first
    assert inside.client("admin").get(PAGE).status_code == 200 and ProfilePage.objects.count() == 1
    record_value(made, Area.objects.get(name="Testshire"), parse("2025"), Decimal("5.9"), by=admin)
    assert b"the same as Testshire" not in first and b"0.1 points worse than Testshire" in stranger.get(PAGE).content
    for asked in (
        "?page=9",
        "?on=x",
        "?theme=<b>",
        "?evil=1",
        "?theme=none&on=1",
    ):  # nobody fills or spoils what is kept
        stranger.get(f"{PAGE}{asked}")
    assert ProfilePage.objects.count() == 1 and b"evil" not in stranger.get(PAGE).content
    inside.client("admin").post(f"/manage/plans/indicators/{made.pk}/retirement/", {"use": "no"})
    assert b"Claims" not in stranger.get(PAGE).content


@pytest.mark.parametrize("number", [0, 30])
def test_a_profile_asks_few_queries_however_much_is_counted(inside, made, number, django_assert_max_num_queries):
    wards = list(Area.objects.filter(kind="ward"))
    for n in range(number):
        indicator = an_indicator(inside, f"more-{n}", name=f"A more {n}")
        facts = {"starts_on": "2025-01-01", "ends_on": "2025-12-31", "published_at": indicator.published_at}
        IndicatorValue.objects.bulk_create(IndicatorValue(indicator=indicator, area=w, value=1, **facts) for w in wards)
    stranger, admin = inside.client(), inside.client("admin")
    with django_assert_max_num_queries(12):
        assert stranger.get(PAGE).status_code == 200
    for path in ("/indicators/", made.get_absolute_url(), f"{PAGE}{made.pk}/", "/profiles/"):
        with django_assert_max_num_queries(8):
            assert stranger.get(path).status_code == 200
    with django_assert_max_num_queries(20):
        assert admin.get("/manage/plans/indicators/").status_code == 200


def test_addresses_that_lead_nowhere_say_so_and_odd_wishes_show_the_usual_page(inside, made):
    stranger = inside.client()
    draft = Indicator.objects.get(key="draft")
    for path in (
        "/profiles/nowhere/",
        f"{PAGE}{draft.pk}/",
        f"/indicators/{draft.pk}/",
        f"/indicators/{draft.pk}/values.csv",
    ):
        assert stranger.get(path).status_code == 404, path
    for asked in ("theme=none", "on=999999", "on=x", "page=77", "theme=%00"):
        assert stranger.get(f"{PAGE}?{asked}").status_code == 200, asked
    assert stranger.get("/indicators/?theme=x&q=claims").status_code == 200
