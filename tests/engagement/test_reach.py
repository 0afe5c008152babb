"""Who took part is held against who lives there, in words, and never so that somebody can be recognised (C30, R35)."""

import datetime
from decimal import Decimal

from django.utils import timezone

from engagement import counting_heads, reaching
from engagement.models import GroupShare
from tests.engagement.plans import audiences, in_days, plan

LAST_YEAR = datetime.date(timezone.localdate().year - 1, 6, 1)


def at(day: datetime.date) -> int:
    return (day - timezone.localdate()).days


def set_stage(cast):
    fair = plan(cast, "A fair", at=at(LAST_YEAR))
    older, carers, young = audiences("older-people", "carers", "young-people")[:3]
    groups = {one.key: one for one in (older, carers, young)}
    counts = {groups["older-people"]: 10, groups["carers"]: 30, groups["young-people"]: 3}
    counting_heads.count_heads(fair, in_all=100, groups=counts, by=cast.users["clerk"])
    for key, percent in (("older-people", 25), ("carers", 10), ("young-people", 12)):
        facts = {"audience": groups[key], "year": 2021, "source": "Census"}
        GroupShare.objects.create(locality=cast.locality, percent=Decimal(percent), **facts)
    return {"fair": fair, "groups": groups}


def said(cast, **days) -> dict[str, tuple]:
    with cast.inside():
        rows = list(reaching.between(LAST_YEAR, in_days(0), cast.locality))
        found = reaching.reach(rows, cast.locality)
    return {row.audience.key: (row.people, row.is_withheld, row.standing) for row in found.groups}


def test_groups_are_under_or_over_represented_in_words_and_small_ones_are_withheld(inside, made):
    assert said(inside) == {
        "older-people": (10, False, "Under-represented"),
        "carers": (30, False, "Over-represented"),
        "young-people": (None, True, ""),
    }
    page = inside.client().get("/have-your-say/reach/").content.decode()
    assert "10 of 100 (10.0%)" in page and "Under-represented" in page and "Not shown" in page
    path = f"/manage/engagement/reach/?place={inside.locality.pk}&since-day=1&since-month=6&since-year={LAST_YEAR.year}"
    assert "Over-represented" in inside.client("clerk").get(path).content.decode()
    own, all_of_them = (inside.client(who).get("/manage/engagement/reach/") for who in ("clerk", "admin"))
    assert (own.context["place"], all_of_them.context["place"]) == (inside.locality, None), "an officer's own first"
    assert "100 people took part" in inside.client().get(made["fair"].get_absolute_url()).content.decode()


def test_two_tables_for_everybody_never_share_an_activity_and_this_year_waits_for_its_end(inside, made):
    with inside.inside():
        everywhere = plan(inside, "Everywhere", at=at(LAST_YEAR), locality=None)
        now = plan(inside, "This year", at=-1) if in_days(-1).year == in_days(0).year else None
        for one in (everywhere, now):
            if one:
                counts = {made["groups"]["carers"]: 6}
                counting_heads.count_heads(one, in_all=7, groups=counts, by=inside.users["clerk"])
        years = reaching.for_everybody(inside.partnership).years
        assert {(place and place.pk, year) for place, year in years} == {
            (None, LAST_YEAR.year), (inside.locality.pk, LAST_YEAR.year)
        }  # fmt: skip
        tables = [reaching.for_everybody(inside.partnership, reaching.key_of(*each)).reach for each in years]
        assert sorted(table.in_all for table in tables) == [7, 100]
    few = plan(inside, "Few came", at=-1)
    with inside.inside():
        counting_heads.count_heads(few, in_all=2, groups={}, by=inside.users["clerk"])
    assert "took part." not in inside.client().get(few.get_absolute_url()).content.decode()


def test_shares_come_one_by_one_or_from_a_table_and_only_from_who_plans_there(inside, made):
    clerk, here = inside.client("clerk"), "/manage/engagement/reach/shares"
    disabled = audiences("disabled-people")[0]
    typed = {"locality": inside.locality.pk, "audience": disabled.pk, "year": "2021", "source": "Census"}
    assert clerk.post(f"{here}/new/", {**typed, "percent": "120"}).status_code == 422
    assert clerk.post(f"{here}/new/", {**typed, "percent": "19.6"}).status_code == 302
    assert "in that year is there already" in clerk.post(f"{here}/new/", {**typed, "percent": "3"}).content.decode()
    row = "Hill and Vale,Residents,2021,99,Census"
    table = f"locality,group,year,percent,source\n{row}\nNowhere,Carers,21,x,Census"
    page = clerk.post(f"{here}/import/", {"table": table}).content.decode()
    assert "“Nowhere” is not known" in page and "write a number from 0 to 100" in page
    good = "\n".join(table.split("\n")[:2])
    assert clerk.post(f"{here}/import/", {"table": good, "take": "1"}).status_code == 302
    assert GroupShare.objects.get(audience__key="residents").percent == 99
    elsewhere = "group,year,percent,source\nCarers,2021,9,Census"
    assert "name one for which you plan" in clerk.post(f"{here}/import/", {"table": elsewhere}).content.decode()
    assert inside.client("auditor").get(f"{here}/new/").status_code == 403


def test_reach_costs_the_same_for_many(inside, made, django_assert_max_num_queries):
    with inside.inside():
        for each in range(10):
            more = plan(inside, f"Fair {each}", at=at(LAST_YEAR))
            counting_heads.count_heads(
                more, in_all=50, groups={made["groups"]["carers"]: 9}, by=inside.users["clerk"]
            )  # fmt: skip
    for who, path, most in ((None, "/have-your-say/reach/", 8), ("clerk", "/manage/engagement/reach/", 20)):
        client = inside.client(who)
        with django_assert_max_num_queries(most + 2):
            assert client.get(path).status_code == 200
