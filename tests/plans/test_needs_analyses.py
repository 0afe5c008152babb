"""A needs analysis is drafted and signed by both tiers, published as an edition, and a change voids what was signed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import editions
from foundation.editions import Part
from foundation.models import Edition
from plans import analysing, knowing, needing
from plans.models import AnalysedNeed, AnalysisContribution, AnalysisSignature, Evidence, Need, NeedsAnalysis

MANAGE = "/manage/plans/needs-analyses/"

OF_THE_TEST = 2  # a savepoint instead of a transaction


def set_stage(cast):
    """State two needs that everybody reads, and begin an analysis with both and what both tiers add."""
    by = cast.users["clerk"]
    row = Evidence(kind="data", title="Count", summary="Few", found_on=datetime.date(2026, 4, 1), sharing="public")
    shown = knowing.publish(knowing.keep(row, by=by), by=by)
    needs = [Need(locality=cast.locality, title=title, statement="To work") for title in ("A bus", "A home")]
    needs = [needing.publish(needing.keep(need, [shown], by=by), by=by) for need in needs]
    analysis = analysing.keep(NeedsAnalysis(locality=cast.locality, year=2026), by=by)
    for need in needs:
        analysing.keep_need(analysis, AnalysedNeed(need=need, sentence=f"{need} is first"), by=by)
    for tier in ("county", "district"):
        row = AnalysisContribution(organisation=cast.organisations[tier], words=f"What the {tier} knows")
        analysing.contribute(analysis, row, by=by)
    return analysis


def signed(cast, analysis, *tiers: str) -> None:
    for tier in tiers:
        on, by = timezone.localdate(), cast.users["clerk"]
        analysing.sign(analysis, cast.organisations[tier], signed_by="A. Reed, director", signed_on=on, by=by)


def day_sent(day: datetime.date) -> dict[str, int]:
    return {"signed_on-day": day.day, "signed_on-month": day.month, "signed_on-year": day.year}


def test_both_tiers_sign_before_everybody_reads_it_and_a_change_voids_that(inside, made, django_assert_max_num_queries):
    clerk, stranger, page = inside.client("clerk"), inside.client(), f"{MANAGE}{made.pk}/"
    public, today = f"/needs-analyses/{made.pk}/", timezone.localdate()
    county, district = (inside.organisations[tier].pk for tier in ("county", "district"))
    assert stranger.get(public).status_code == 404
    refused = clerk.post(f"{page}publication/", {"note": ""}).content.decode()
    assert "Record the signature of a county council" in refused
    sent = {"organisation": county, "signed_by": "A. Reed, director", **day_sent(today)}
    late = clerk.post(f"{page}signatures/new/", {**sent, **day_sent(today + datetime.timedelta(days=2))})
    assert late.status_code == 422 and "must not be in the future" in late.content.decode()
    early = clerk.post(f"{page}signatures/new/", {**sent, **day_sent(today - datetime.timedelta(days=2))})
    assert "a signature from before that is void" in early.content.decode()
    clerk.post(f"{page}signatures/new/", sent)
    assert "has signed already: Clerk" in clerk.post(f"{page}signatures/new/", sent).content.decode()
    refused = clerk.post(f"{page}publication/", {"note": ""}).content.decode()
    assert "Record the signature of a district" in refused and "of a county council" not in refused
    clerk.post(f"{page}signatures/new/", {**sent, "organisation": district})
    clerk.post(f"{page}publication/", {"note": ""})
    with django_assert_max_num_queries(7 + OF_THE_TEST):
        shown = stranger.get(public).content.decode()
    assert shown.index("A bus") < shown.index("A home") and "Testshire County Council: A. Reed, director" in shown
    with inside.inside():
        first = AnalysedNeed.objects.filter(analysis=made).first()
    clerk.post(f"{page}order/", {"item": first.pk, "move": "down"})
    with inside.inside():
        assert not analysing.in_force(made).exists()
    assert "Void" in clerk.get(page).content.decode()
    assert "Record the signature" in clerk.post(f"{page}publication/", {"note": "Homes"}).content.decode()
    for key in (county, district):
        clerk.post(f"{page}signatures/new/", {**sent, "organisation": key})
    assert "Say what is changed and why" in clerk.post(f"{page}publication/", {"note": " "}).content.decode()
    clerk.post(f"{page}publication/", {"note": "Homes come first"})
    newest = stranger.get(public).content.decode()
    assert newest.index("A home") < newest.index("A bus") and "Homes come first" in newest
    _older_is_read(stranger, public)
    again = clerk.post(f"{page}publication/", {"note": "Nothing"}).content.decode()
    assert "nothing has changed since" in again
    assert "Needs of Hill and Vale" in stranger.get("/needs-analyses/").content.decode()
    _withdrawn(inside, made, clerk.get(page).content.decode())


def _older_is_read(stranger, public):
    older = stranger.get(f"{public}editions/1/").content.decode()
    assert older.index("A bus") < older.index("A home") and "superseded" in older
    assert stranger.get(f"{public}editions/9/").status_code == 404


def _withdrawn(inside, made, page):
    """Withdraw the first version of an analysis that has two."""
    assert "Withdraw an earlier version" in page
    with inside.inside():
        first = Edition.objects.get(series=made.series, number=1)
    leaves = {"edition": first.pk, "ground": "order", "because": "A court said so."}
    assert inside.client("clerk").post(f"{MANAGE}{made.pk}/withdrawal/", leaves).status_code == 302
    older = inside.client().get(f"/needs-analyses/{made.pk}/editions/1/").content.decode()
    assert "A court said so." in older and "Why here" not in older


@pytest.mark.parametrize("tiers", [(), ("county",), ("district",), ("county", "parish")])
def test_the_database_publishes_nothing_that_both_tiers_did_not_sign(inside, made, tiers):
    signed(inside, made, *tiers)
    edition = editions.publish(
        series="x", root="plans:0", title="x", parts=[Part("x", "x", "x", {})], reason="first", by=None
    )
    with pytest.raises(IntegrityError, match="Both tiers sign"), transaction.atomic():
        NeedsAnalysis.objects.filter(pk=made.pk).update(edition=edition, published_at=timezone.now())
    with pytest.raises(ValidationError):
        analysing.publish(made, by=inside.users["clerk"])


@pytest.mark.parametrize("change", ["need", "sentence", "words", "about", "removal", "contribution"])
def test_the_database_voids_signatures_whatever_changes(inside, made, change):
    signed(inside, made, "county", "district")
    rows = {
        "sentence": lambda: made.needs.filter(position=1).update(sentence="Otherwise"),
        "words": lambda: made.contributions.update(words="Otherwise"),
        "about": lambda: NeedsAnalysis.objects.filter(pk=made.pk).update(about="Otherwise"),
        "removal": lambda: made.needs.first().delete(),
        "contribution": lambda: made.contributions.first().delete(),
        "need": lambda: AnalysedNeed.objects.create(
            analysis=made, locality=inside.locality, sentence="x", position=9,
            need=Need.objects.create(locality=inside.locality, title="x", statement="x"),
        ),
    }  # fmt: skip
    rows[change]()
    assert not analysing.in_force(made).exists() and made.signatures.count() == 2
    with pytest.raises(IntegrityError, match="What was signed is not changed"), transaction.atomic():
        AnalysisSignature.objects.filter(analysis=made).update(voided_at=None)


def test_bad_input_is_named_and_strangers_stay_out(inside, made):
    clerk, page = inside.client("clerk"), f"{MANAGE}{made.pk}/"
    twice = clerk.post(f"{MANAGE}new/", {"locality": inside.locality.pk, "year": 2026, "about": ""})
    assert twice.status_code == 422 and "has its needs analysis for this year already" in twice.content.decode()
    odd = clerk.post(f"{MANAGE}new/", {"locality": inside.locality.pk, "year": 99999, "about": ""})
    assert odd.status_code == 422
    assert clerk.post(f"{page}needs/new/", {"need": 99999, "sentence": ""}).status_code == 422
    given = {"organisation": inside.organisations["county"].pk, "words": "Again"}
    assert "contributed already" in clerk.post(f"{page}contributions/new/", given).content.decode()
    for who in (None, "partner", "resident"):
        assert inside.client(who).get(page).status_code in (302, 403, 404)
        assert inside.client(who).post(f"{page}publication/").status_code in (302, 403, 404)
    assert inside.client("auditor").get(page).status_code == 200
    assert inside.client("auditor").post(f"{page}publication/").status_code == 403
