"""Overlapping partnerships and strategies are found, reviewed, decided and fewer; boards say how they relate (B42)."""

import csv
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards.models import AgendaItem, Decision, Meeting
from localities.models import Register, RegisterEntry
from plans import finding_overlaps, reviewing
from plans.models import BoardTie, PartnershipReview, Strategy

PUBLIC_QUERIES = 8
OFFICER_QUERIES = 20
OF_THE_TEST = 2  # a savepoint instead of a transaction


def set_stage(cast):
    now = timezone.now()
    register = Register.objects.create(
        name="Existing partnerships", slug="existing", preset="partnerships", opened_at=now
    )
    rows = {}
    for name, theme, purpose in (
        ("Safer Vale", "Safety", "Burglary, drugs and antisocial behaviour"),
        ("Crime panel", "safety", "Drugs in the town"),
        ("=Health circle", "Health", "Vaccination"),
    ):
        values = {"sort": "Partnership", "theme": theme, "purpose": purpose}
        rows[name] = RegisterEntry.objects.create(register=register, name=name, values=values, opened_at=now)
    about = "Less burglary, fewer drugs, no antisocial behaviour"
    strategy = Strategy.objects.create(kind="strategy", title="Behave well", about=about, published_at=now)
    meeting = Meeting.objects.create(
        board=cast.board, starts_at=now, ends_at=now + datetime.timedelta(hours=2), venue=cast.venue, announced_at=now
    )
    item = AgendaItem.objects.create(board=cast.board, meeting=meeting, position=1, title="Less", purpose="decision")
    decision = Decision.objects.create(
        board=cast.board, meeting=meeting, item=item, minute="4", title="One safety partnership", text="Merge them",
        outcome="agreed", decided_on=timezone.localdate(), published_at=now,
    )  # fmt: skip
    return {**rows, "strategy": strategy, "decision": decision}


def test_what_does_the_same_is_named_with_why_and_as_a_table(inside, made):
    with inside.inside("draft:board:*"):
        found = finding_overlaps.pairs(finding_overlaps.items())
        assert [(str(pair.one.row), str(pair.other.row)) for pair in found] == [
            ("Crime panel", "Safer Vale"), ("Safer Vale", "Behave well"),
        ]  # fmt: skip
        assert found[1].why == "Both speak of antisocial, behaviour, burglary and drugs."
        assert found[0].why == "Both speak of drugs. Same theme: safety."
    sheet = inside.client("auditor").get("/manage/plans/reviews/overlaps.csv").content.decode()
    head, *rows = csv.reader(sheet.splitlines())
    assert len(rows) == 2 and {row[head.index("Review")] for row in rows} == {""}
    made["=Health circle"].values["theme"] = "Safety"
    made["=Health circle"].save()
    assert "'=Health circle" in inside.client("admin").get("/manage/plans/reviews/overlaps.csv").content.decode()


def test_a_review_is_proposed_decided_and_carried_out_before_everybody(inside, made):
    admin, page = inside.client("admin"), "/manage/plans/reviews/"
    one, other = (f"entry-{made[name].pk}" for name in ("Crime panel", "Safer Vale"))
    said = {"subject": one, "value": "A voice", "pence": "£1,250", "finding": "Twice the same", "proposal": "merge"}
    assert "Crime panel and Safer Vale" in admin.get(page).content.decode()
    for wrong, words in (
        ({}, "Select with which one"), ({"partner": one}, "Choose another one"), ({"pence": "-1"}, "must be 0 or more"),
        ({"subject": ""}, "Select an answer to"),
    ):  # fmt: skip
        answer = admin.post(f"{page}new/", {**said, **wrong})
        assert (
            answer.status_code == 422
            and words in answer.content.decode()
            and "Twice the same" in answer.content.decode()
        )
    assert admin.post(f"{page}new/", {**said, "partner": other}).url == page
    with inside.inside():
        review = PartnershipReview.objects.get()
        assert review.pence == 125_000
        with pytest.raises(ValidationError, match="Publish the proposal first"):
            reviewing.settle(review, decision=made["decision"], decided="merge", by=inside.users["admin"])
    assert "Twice the same" not in inside.client().get("/partnership-reviews/").content.decode()
    admin.post(f"{page}{review.pk}/publication/")
    shown = inside.client().get("/partnership-reviews/").content.decode()
    assert "Merge it with another" in shown and "Safer Vale" in shown and "£1,250" in shown
    today = timezone.localdate()
    outcome = {"decision": made["decision"].pk, "decided": "merge"}
    day = {"done_on-day": today.day, "done_on-month": today.month, "done_on-year": today.year + 1}
    late = admin.post(f"{page}{review.pk}/outcome/", {**outcome, **day})
    assert late.status_code == 422 and "Enter a day that has come" in late.content.decode()
    assert admin.post(f"{page}{review.pk}/outcome/", {**outcome, **day, "done_on-year": today.year}).url == page
    shown = inside.client().get("/partnership-reviews/").content.decode()
    assert "1 merged or closed so far." in shown and "One safety partnership" in shown
    assert "Reviewed: done" in admin.get(page).content.decode(), "what was looked at is not offered again"
    with inside.inside(), pytest.raises(IntegrityError), transaction.atomic():
        PartnershipReview.objects.create(strategy=made["strategy"], value="x", finding="y", proposal="merge")


def test_a_board_says_how_it_relates_and_who_plans_elsewhere_cannot(inside, elsewhere, made):
    clerk, page = inside.client("clerk"), f"/manage/plans/reviews/boards/{inside.board.slug}/"
    tie = {"entry": made["Safer Vale"].pk, "kind": "oversees", "how": "Twice a year"}
    assert clerk.post(page, {**tie, "entry": ""}).status_code == 422
    assert clerk.post(page, tie).status_code == 302 and clerk.post(page, {**tie, "kind": "links"}).status_code == 302
    assert elsewhere.client("admin").get("/manage/plans/reviews/").content.decode().count("Safer Vale") == 0
    with inside.inside():
        assert list(BoardTie.objects.order_by("pk").values_list("kind", "ended_on")) == [
            ("oversees", timezone.localdate()), ("links", None),
        ]  # fmt: skip
    shown = inside.client().get(inside.board.get_absolute_url()).content.decode()
    assert "Is linked to it" in shown and "Safer Vale" in shown
    for client, wanted in ((inside.client("resident"), 403), (inside.client("auditor"), 403)):
        assert client.post(page, tie).status_code == wanted


def test_pages_cost_the_same_with_one_and_with_many(inside, made, django_assert_max_num_queries):
    for number in range(12):
        review = PartnershipReview(entry=made["Crime panel"], value="x", finding=f"{number}", proposal="close")
        reviewing.propose(reviewing.save_review(review, by=inside.users["admin"]), by=inside.users["admin"])
    admin = inside.client("admin")  # logs in before the page is counted
    with django_assert_max_num_queries(OFFICER_QUERIES):
        assert admin.get("/manage/plans/reviews/").status_code == 200
    with django_assert_max_num_queries(PUBLIC_QUERIES + OF_THE_TEST):
        assert inside.client().get("/partnership-reviews/").content.decode().count("Close it") == 12
