"""Strategies are kept with their aims, never stand within themselves, and what is linked to nothing is named (A25)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans import keeping_strategies, orphaning
from plans.models import Aim, Cycle, Objective, Plan, Priority, PriorityAim, PrioritySet, Strategy
from plans.refusing import in_words

MANAGE = "/manage/plans/strategies/"
DAY = datetime.date(2026, 4, 1)


def set_stage(cast):
    """Keep the county's plan with its aims, and a draft strategy of the locality."""
    by = cast.users["clerk"]
    plan = Strategy(kind="corporate", title="County plan", organisation=cast.organisations["county"], level="county")
    plan = keeping_strategies.keep(plan, by=by)
    for title in ("Buses", "Homes", "Roads"):
        keeping_strategies.keep_aim(plan, Aim(title=title), by=by)
    draft = keeping_strategies.keep(Strategy(kind="strategy", title="Draft", locality=cast.locality), by=by)
    return keeping_strategies.publish(plan, by=by), draft


def priority(cast, title: str) -> Priority:
    days = ["2026-12-31", "2027-01-01", "2027-03-30", "2027-03-31", "2027-04-01", "2028-03-31"]
    gates = ("draft_by", "share_from", "share_until", "final_by", "starts_on", "ends_on")
    when = {gate: datetime.date.fromisoformat(day) for gate, day in zip(gates, days, strict=True)}
    cycle = Cycle.objects.filter(name="2027").first() or Cycle.objects.create(name="2027", **when)
    place = {"board": cast.board, "locality": cast.locality}
    chosen = PrioritySet.objects.get_or_create(**place, cycle=cycle)[0]
    return Priority.objects.create(**place, set=chosen, title=title, description="More of it")


def test_an_officer_adds_a_strategy_with_its_aims_and_everybody_reads_it(inside):
    clerk, stranger = inside.client("clerk"), inside.client()
    council = inside.organisations["district"].pk
    sent = {"kind": "corporate", "title": "District plan", "place": f"locality-{inside.locality.pk}", "level": ""}
    answer = clerk.post(f"{MANAGE}new/", sent)
    assert answer.status_code == 422 and "Say whose corporate plan it is" in answer.content.decode()
    page = clerk.post(f"{MANAGE}new/", {**sent, "organisation": council}).url
    assert "Add its aims first" in clerk.post(f"{page}publication/", follow=True).content.decode()
    assert clerk.post(f"{page}aims/new/", {"title": ""}).status_code == 422
    for title in ("Safe streets", "Clean streets"):
        clerk.post(f"{page}aims/new/", {"title": title, "about": "By 2030"})
    key = int(page.rstrip("/").rsplit("/", 1)[1])
    assert stranger.get(f"/strategies/{key}/").status_code == 404
    with inside.inside():
        first, second = Aim.objects.filter(strategy=key)
    clerk.post(f"{page}order/", {"item": second.pk, "move": "up"})
    ended = {"ends_on-day": 1, "ends_on-month": 5, "ends_on-year": 2026}
    clerk.post(f"{MANAGE}aims/{first.pk}/ending/", ended)
    clerk.post(f"{page}publication/")
    shown = stranger.get(f"/strategies/{key}/").content.decode()
    assert shown.index("Clean streets") < shown.index("Safe streets") and "Not pursued since 1 May 2026" in shown
    assert "District plan" in stranger.get("/search/?q=clean+streets").content.decode()


def test_the_public_list_is_filtered_and_shows_no_draft(inside, django_assert_max_num_queries, made):
    client = inside.client()
    with django_assert_max_num_queries(8):
        page = client.get("/strategies/").content.decode()
    assert "County plan" in page and "Draft" not in page
    whose = inside.organisations["district"].pk
    asked = {
        "kind=corporate": True, "kind=national": False, "level=county": True, "q=homes": True, "q=nothing": False,
        f"place={inside.locality.pk}": False, f"whose={whose}": True,
    }  # fmt: skip
    for query, is_there in asked.items():
        found = "County plan" in client.get(f"/strategies/?{query}").content.decode()
        assert found == is_there, query


def test_a_strategy_never_stands_within_itself(inside, made):
    plan, draft = made
    clerk = inside.users["clerk"]
    third = keeping_strategies.keep(Strategy(kind="action-plan", title="Third", within=draft), by=clerk)
    draft.within = plan
    keeping_strategies.keep(draft, by=clerk)
    plan.within = third
    with pytest.raises(ValidationError, match="This would make a circle") as refused:
        keeping_strategies.keep(plan, by=clerk)
    assert "within" in refused.value.message_dict
    with pytest.raises(IntegrityError, match="circle"), transaction.atomic():
        Strategy.objects.filter(pk=plan.pk).update(within=third)
    with inside.inside("draft:plans:0"), pytest.raises(ValidationError, match="circle"), in_words():
        Strategy.objects.filter(pk=plan.pk).update(within=plan.pk)
    page, officer = f"{MANAGE}{draft.pk}/change/", inside.client("clerk")
    sent = {"kind": "strategy", "title": "Draft", "place": f"locality-{inside.locality.pk}", "level": ""}
    sent["saw"] = officer.get(page).context["form"].seen()
    refused = officer.post(page, {**sent, "within": third.pk})
    assert refused.status_code == 422 and "This would make a circle" in refused.content.decode()
    assert officer.post(page, sent).status_code == 302


def test_what_serves_an_aim_stands_at_the_aim_and_drafts_stay_closed(inside, made, django_assert_max_num_queries):
    plan, _ = made
    bus, home, _road = plan.aims.all()
    for number in range(12):
        row = priority(inside, f"Priority {number}")
        PriorityAim.objects.create(priority=row, aim=bus, board=inside.board, locality=inside.locality)
    kept = Plan.objects.create(title="Plan", locality=inside.locality, starts_on=DAY, ends_on=DAY.replace(year=2029))
    Objective.objects.create(
        plan=kept, locality=inside.locality, title="Rent", outcome="Less", driver="top-down", aim=home
    )
    clerk = inside.client("clerk")
    assert clerk.post(f"{MANAGE}{plan.pk}/publication/").status_code == 403, "it is kept by who plans everywhere"
    with django_assert_max_num_queries(20):
        shown = clerk.get(f"{MANAGE}{plan.pk}/").content.decode()
    assert "Priority 11" in shown and "Rent" in shown and shown.count("No priority and no plan serves it yet") == 1
    with django_assert_max_num_queries(8):
        public = inside.client().get(f"/strategies/{plan.pk}/").content.decode()
    assert "Priority 1" not in public and "Rent" not in public


def test_the_orphan_report_names_each_with_the_way_to_mend_it(inside, made):
    plan, _draft = made
    bus, _home, road = plan.aims.all()
    lone, served = priority(inside, "Lone priority"), priority(inside, "Served")
    PriorityAim.objects.create(priority=served, aim=bus, board=inside.board, locality=inside.locality)
    keeping_strategies.end_aim(road, on=DAY, by=inside.users["admin"])
    keeping_strategies.keep(
        Strategy(kind="action-plan", title="=Winter", locality=inside.locality), by=inside.users["clerk"]
    )
    with inside.inside():
        found = {part.key: [row.words for row in part.rows] for part in orphaning.report(orphaning.Q(), DAY)}
    assert found == {"priorities": [str(lone)], "objectives": [], "aims": ["Homes"], "strategies": ["=Winter", "Draft"],
                     "action-plans": ["=Winter"]}  # fmt: skip
    clerk = inside.client("clerk")
    page = clerk.get("/manage/plans/orphans/").content.decode()
    assert "Lone priority" in page and f"/manage/plans/priorities/{lone.pk}/aims/" in page and "Homes" not in page
    sheet = clerk.get("/manage/plans/orphans/table.csv").content.decode()
    assert "Lone priority" in sheet and "'=Winter" in sheet and "http://testshire.localhost/manage" in sheet
    assert inside.client("partner").get("/manage/plans/orphans/").status_code == 403


def test_the_seven_aims_are_added_with_one_button_and_once(inside):
    admin = inside.client("admin")
    assert "seven aims" in admin.get(MANAGE).content.decode()
    admin.post(f"{MANAGE}aims-of-locality-working/")
    again = admin.post(f"{MANAGE}aims-of-locality-working/", follow=True).content.decode()
    assert "They are there already" in again and "Add the seven aims" not in again
    with inside.inside():
        assert Strategy.objects.public().get(kind="aims").aims.count() == 7
    assert inside.client("clerk").post(f"{MANAGE}aims-of-locality-working/").status_code == 403
