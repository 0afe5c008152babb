"""Frameworks are made, assessed with evidence, never rewritten, and read by everybody as on any day."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.meanwhile import ChangedMeanwhile
from localities.models import Locality
from plans import assessing, framing, reviewing_stages
from plans.assessing import Judgement
from plans.importing_frameworks import Import
from plans.maturity import read
from plans.models import NEEDS_EVIDENCE, Framework, StageAssessment, StageMeasure
from plans.presets import strategy_framework

TODAY = timezone.localdate()
LONG_AGO = TODAY - relativedelta(years=2)
MANAGE = "/manage/plans/maturity/"


def set_stage(cast):
    clerk = cast.users["clerk"]
    whole = framing.start_from_example(by=clerk)
    small = Framework.objects.create(
        name="Small", vision="Two outcomes", starts_on=LONG_AGO, published_at=timezone.now()
    )
    framing.add_measures(
        small, [("Voice heard", "Voice", stage, f"Voice {stage}{n}") for stage in (1, 2) for n in "ab"]
    )
    framing.add_measures(small, [("Joined up", "Joined", 1, "Joined 1")])
    StageMeasure.objects.filter(outcome__framework=small).update(starts_on=None)
    return {"whole": whole, "small": small, "outcome": small.outcomes.get(short_title="Voice")}


def measures(outcome):
    return list(outcome.measures.order_by("stage", "position"))


def say(made, cast, *standings, on=TODAY, words="It is so", **more):
    """Assess the first measures of the outcome, from what was last said."""
    outcome, last = made["outcome"], assessing.last_of(made["outcome"], cast.locality)
    said = [
        Judgement(
            one.pk, standing, words if standing == "met" else "", None, last[one.pk].pk if one.pk in last else None
        )
        for one, standing in zip(measures(outcome), standings, strict=False)
    ]
    days = {"assessed_on": on, "next_review_on": on + relativedelta(years=1), **more}
    return assessing.assess(outcome, cast.locality, said, assessor="Ann", by=cast.users["clerk"], **days)


def stage(made, cast, on=TODAY):
    seen = read(made["small"], [on], [cast.locality], made["outcome"])
    return seen.at(seen.outcomes[0], cast.locality, on).words


def test_the_whole_example_is_added_once_changed_ordered_and_opened(inside, made):
    whole, clerk = made["whole"], inside.users["clerk"]
    assert whole.outcomes.count() == 6 and len(whole.objectives) == 4
    there = StageMeasure.objects.filter(outcome__framework=whole)
    assert there.count() == len(strategy_framework.measures()) == 52
    assert {one.stage for one in there} == {1, 2, 3}
    with pytest.raises(ValidationError, match="here already"):
        framing.start_from_example(by=clerk)
    first, second = whole.outcomes.all()[:2]
    framing.move(second, up=True, by=clerk)
    framing.move(second, up=True, by=clerk)
    assert list(whole.outcomes.values_list("pk", flat=True)[:2]) == [second.pk, first.pk]
    with inside.inside("draft:none"):
        assert not Framework.objects.filter(pk=whole.pk).exists(), "a draft is not seen"
    framing.publish(whole, by=clerk)
    with inside.inside("draft:none"):
        assert StageMeasure.objects.filter(outcome__framework=whole, published_at__isnull=False).count() == 52
    with pytest.raises(ValidationError, match="is public"):
        framing.publish(whole, by=clerk)


def test_met_needs_evidence_and_what_was_said_stands(inside, made):
    with pytest.raises(ValidationError, match="R26"):
        say(made, inside, "met", words="")
    assert say(made, inside, "met") == 1
    row = StageAssessment.objects.get(locality=inside.locality)
    for change in ({"standing": "not-started"}, {"evidence_words": "Other"}):
        with pytest.raises(IntegrityError, match="assess the measure again"), transaction.atomic():
            StageAssessment.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="assess the measure again"), transaction.atomic():
        row.delete()
    row.pk, row.evidence_words = None, ""
    with pytest.raises(IntegrityError, match="met_measure_has_evidence"), transaction.atomic():
        row.save()
    row.evidence_words, row.assessed_on = "Earlier", TODAY - datetime.timedelta(days=3)
    with pytest.raises(IntegrityError, match="later day"), transaction.atomic():
        row.save()
    assert say(made, inside, "in-progress") == 1, "a correction of the same day"
    assert assessing.last_of(made["outcome"], inside.locality)[row.measure_id].standing == "in-progress"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on": TODAY + datetime.timedelta(days=1)}, "future"),
        ({"next_review_on": TODAY}, "next review"),
    ],
)
def test_a_day_that_cannot_be_is_refused(inside, made, more, words):
    with pytest.raises(ValidationError, match=words):
        say(made, inside, "met", **more)


def test_stages_are_read_as_on_a_day_and_an_ended_measure_counts_no_more(inside, made):
    year_ago, small = TODAY - relativedelta(years=1), made["small"]
    assert stage(made, inside) == "Not assessed"
    say(made, inside, "met", "met", "met", "in-progress", on=year_ago)
    assert (stage(made, inside, year_ago), stage(made, inside, LONG_AGO)) == ("Stage 1", "Not assessed")
    missing, by = measures(made["outcome"])[3], inside.users["clerk"]
    framing.end_measure(missing, "Nobody needs it", by=by)
    assert (stage(made, inside), stage(made, inside, year_ago)) == ("Stage 2", "Stage 1")
    with pytest.raises(ValidationError, match="does not count"):
        say(made, inside, "met", "met", "met", "met")
    added = StageMeasure(outcome=made["outcome"], stage=1, text="A new one")
    framing.keep_measure(added, by=by)
    assert (stage(made, inside), stage(made, inside, year_ago)) == ("Before stage 1", "Stage 1")
    small.stages_build_on_each_other = False
    framing.keep_framework(small, by=by)
    assert stage(made, inside) == "Stage 2"
    first = measures(made["outcome"])[0]
    first.stage = 3
    with pytest.raises(ValidationError, match="assessed at this stage"):
        framing.keep_measure(first, by=by)


def test_two_who_assess_the_same_measure_do_not_overwrite_each_other(inside, made):
    outcome, one = made["outcome"], measures(made["outcome"])[0]
    say(made, inside, "met")
    days = {"assessed_on": TODAY, "next_review_on": TODAY + relativedelta(years=1)}
    late = [Judgement(one.pk, "not-started")]
    with pytest.raises(ChangedMeanwhile):
        assessing.assess(outcome, inside.locality, late, assessor="Bo", by=inside.users["admin"], **days)


def form_of(answer):
    form = answer.context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for name in ("assessed_on", "next_review_on"):
        day = typed.pop(name)
        typed |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    return typed


def test_an_officer_assesses_an_outcome_on_one_page(inside, made, django_assert_max_num_queries):
    clerk, outcome = inside.client("clerk"), made["outcome"]
    path = f"{MANAGE}{made['small'].pk}/assess/{inside.locality.slug}/{outcome.pk}/"
    with django_assert_max_num_queries(20):
        typed = form_of(clerk.get(path))
    one, two, *_ = measures(outcome)
    refused = clerk.post(path, {**typed, f"standing_{one.pk}": "met", f"words_{two.pk}": "Why"})
    page = refused.content.decode()
    assert refused.status_code == 422 and NEEDS_EVIDENCE in page and "Say how far this measure is" in page
    sent = {**typed, f"standing_{one.pk}": "met", f"words_{one.pk}": "A list"}
    assert (
        clerk.post(path, {**sent, "next": "1"})
        .headers["Location"]
        .endswith(f"/{outcome.framework.outcomes.last().pk}/")
    )
    other = clerk.post(path, {**sent, "sending": "", f"standing_{one.pk}": "in-progress"})
    assert other.status_code == 409 and "has kept it as “Met” meanwhile" in other.content.decode()
    again = form_of(clerk.get(path))
    clerk.post(path, again)
    assert StageAssessment.objects.count() == 1, "what did not change is not said anew"
    clerk.post(path, {**again, "sending": "", "again": "on"})
    assert StageAssessment.objects.count() == 2
    assert inside.client("chair").get(path).status_code == 403
    assert "To look at again" not in clerk.get(f"{MANAGE}{made['small'].pk}/assess/").content.decode()


def test_a_table_becomes_a_framework_only_when_each_line_is_right(inside, made):
    admin, path = inside.client("admin"), f"{MANAGE}{made['small'].pk}/import/"
    wrong = "outcome,stage,measure\nVoice heard,4,Four\n,2,No outcome\nVoice heard,2,Voice 1a\n=cmd(),1,One\n"
    rows = Import(made["small"]).plan(wrong)
    assert ["; ".join(row.problems) for row in rows] == [
        "stage: “4” is none of 1, 2 and 3",
        "outcome is empty",
        "stage: this measure of this outcome stands at stage 1: name it once",
        "",
    ]
    with pytest.raises(ValidationError, match="Nothing was saved"):
        Import(made["small"]).take(wrong, by=inside.users["admin"])
    right = (
        "outcome,stage,measure,short\nVoice heard,Stage 3,Voice 3a,\nTrust,1,Trust 1,Trust\nVoice heard,1,Voice 1a,\n"
    )
    assert "2 rows to save, 1 already here" in admin.post(path, {"table": right}).content.decode()
    assert admin.post(path, {"table": right, "take": "1"}).status_code == 302
    assert made["small"].outcomes.get(title="Trust").measures.get().published_at
    assert inside.client("clerk").post(path, {"table": right}).status_code == 403


def test_everybody_reads_the_stages_in_few_queries(inside, made, django_assert_max_num_queries):
    year_ago, small = TODAY - relativedelta(years=1), made["small"]
    say(made, inside, "met", "met", "met", "in-progress", on=LONG_AGO)
    say(made, inside, "met", "met", "met", "met", on=TODAY)
    stranger, here = inside.client(), small.get_absolute_url()
    Locality.objects.bulk_create(Locality(name=f"Place {n}", slug=f"place-{n}") for n in range(30))
    with django_assert_max_num_queries(8):
        page = stranger.get(here).content.decode()
    assert "1 moved up; " in page and "up from stage 1" in page and page.count("Stage 2") == 1
    before = stranger.get(f"{here}?on={year_ago}").content.decode()
    assert "You are reading how it stood on" in before and "Stage 2" not in before and "Stage 1" in before
    with django_assert_max_num_queries(8):
        place = stranger.get(f"{here}localities/{inside.locality.slug}/").content.decode()
    assert "It is so" in place and "app-picture--dots" in place and "Joined 1" in place
    with django_assert_max_num_queries(8):
        outcome = stranger.get(f"{here}outcomes/{made['outcome'].pk}/").content.decode()
    assert "Met in 1 of 31 places" in outcome and "2 of 2 missing for stage 1" in outcome
    table = stranger.get(f"{here}stages.csv").content.decode()
    assert f"Hill and Vale,Voice heard,2,4,4,{TODAY}" in table
    for day in ("2999-01-01", "2026-02-30", "0000-00-00", "0001-01-01"):
        assert stranger.get(f"{here}?on={day}").status_code == 200, day
    assert stranger.get(f"/maturity/{made['whole'].pk}/").status_code == 404
    assert inside.client("partner").get(f"/maturity/{made['whole'].pk}/").status_code in (200, 404)


def test_reviews_that_came_due_are_told_once(inside, made, mails):
    say(made, inside, "met", "in-progress", on=LONG_AGO)
    (found,) = reviewing_stages.due()
    assert (found.number, found.since) == (2, LONG_AGO + relativedelta(years=1))
    assert "2 measures to look at again" in inside.client("clerk").get("/manage/plans/").content.decode()
    assert "2 measures" in inside.client("clerk").get(f"{MANAGE}{made['small'].pk}/assess/").content.decode()
    reviewing_stages.remind()
    reviewing_stages.remind()
    (letter,) = mails(template="stages_due")
    assert letter.to_address == inside.users["clerk"].email
    say(made, inside, "met", "met")
    assert reviewing_stages.due() == []
