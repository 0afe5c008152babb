"""A survey is counted once when it closes, with weights, and no number of a few people is shown. Source: C14, R35."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement import clock, counting
from engagement.models import EngagementRules, Response
from engagement.tallying import Tally
from localities.models import Area
from tests.engagement.surveyed import QUESTIONS, a_survey, answered


def of(result, key):
    return next(found for found in result.content["questions"] if found["key"] == key)


def counts(found):
    return {row["key"]: row["count"] for row in found["rows"]}


def set_stage(cast):
    """A closed survey of sixty answers: forty from Hill, twelve from Vale, eight from nowhere."""
    survey = a_survey(cast)
    hill, vale = Area.objects.get(name="Hill", kind="ward"), Area.objects.get(name="Vale", kind="parish")
    told = {"topics": ["roads", "buses"], "order": ["roads", "buses", "parks"], "years": 10, "since": "2026-05-04"}
    street = {"streets": {"clean": "very", "safe": "not"}}
    answered(survey, {"satisfied": "very", "ward": hill.pk, **told}, times=20)
    answered(survey, {"satisfied": "neither", "ward": hill.pk, "better": "More buses", **street}, times=20)
    answered(survey, {"satisfied": "fairly", "ward": vale.pk, "order": ["buses", "roads"], "years": "2.5"}, times=12)
    answered(survey, {"satisfied": "not", "home": "LE15 6HP"}, {"topics": ["parks"]}, times=4)
    answered(survey, {"satisfied": "not"}, times=9, sent_at=None)
    aside = {"set_aside_at": timezone.now(), "set_aside_because": "Sent twice"}
    answered(survey, {"satisfied": "not"}, times=3, **aside)
    return counting.count(survey)


def test_what_was_sent_and_stands_is_counted(made):
    assert (made.sent, made.aside) == (60, 3)
    satisfied = of(made, "satisfied")
    # Four were dissatisfied, which is too few to show; beside them so much is kept back that nobody can work it out.
    assert counts(satisfied) == {"very": 20, "fairly": 12, "neither": None, "not": None}
    assert satisfied["base"] == 56 and satisfied["share"] == pytest.approx(32 / 56)
    assert counts(of(made, "topics")) == {"roads": 20, "buses": 20, "parks": None}
    assert of(made, "topics")["base"] == 24


def test_every_kind_of_question_is_counted(made):
    order = of(made, "order")
    assert [(row["key"], row["count"]) for row in order["rows"]] == [("roads", 20), ("buses", 12), ("parks", 0)]
    assert order["rows"][0]["place"] == pytest.approx((20 * 1 + 12 * 2) / 32)
    lines = {line["key"]: counts(line) for line in of(made, "streets")["lines"]}
    assert lines["clean"] == {"very": 20, "fairly": 0, "neither": 0, "not": 0}
    years = of(made, "years")
    assert years["base"] == 32 and years["number"]["mean"] == pytest.approx((200 + 30) / 32)
    assert years["number"]["middle"] == 10
    assert [(row["text"], row["count"]) for row in of(made, "since")["rows"]] == [("May 2026", 20)]
    assert {row["text"]: row["count"] for row in of(made, "ward")["rows"]} == {"Hill": 40, "Vale": 12}
    assert of(made, "better")["base"] == 20 and of(made, "better")["rows"] == []
    assert of(made, "home")["base"] is None  # four postcodes


def test_a_ward_is_shown_where_enough_people_of_it_answered(made, cast):
    assert [(row["text"], row["base"], row["share"]) for row in of(made, "satisfied")["places"]] == []
    survey = made.survey
    answered(survey, {"satisfied": "not"}, {"satisfied": "very"}, times=5)
    again = counting.count(survey)
    assert [(row["text"], row["base"], row["share"]) for row in of(again, "satisfied")["places"]] == [("Hill", 40, 0.5)]
    assert counts(of(again, "satisfied")) == {"very": 25, "fairly": 12, "neither": 20, "not": 9}
    EngagementRules.objects.create(locality=cast.locality, smallest_shown=10, smallest_place=50)
    with_rules = counting.count(survey)
    assert of(with_rules, "satisfied")["places"] == [] and counts(of(with_rules, "satisfied"))["not"] is None


def test_weights_are_respected(inside, cast):
    survey = a_survey(cast, QUESTIONS[0], is_weighted=True)
    answered(survey, {"satisfied": "very"}, times=50, weight=2)
    answered(survey, {"satisfied": "not"}, times=50, weight=1)
    satisfied = of(counting.count(survey), "satisfied")
    assert satisfied["share"] == pytest.approx(2 / 3) and counts(satisfied)["very"] == 50
    assert satisfied["effective"] == pytest.approx(150**2 / (50 * 4 + 50))


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30))
def test_unequal_weights_tell_less_and_equal_ones_the_same(weights):
    tally = Tally(len(weights), sum(weights), sum(weight**2 for weight in weights))
    assert 1 - 1e-9 <= tally.effective <= len(weights) + 1e-9
    assert Tally(7, 7 * 2.5, 7 * 2.5**2).effective == pytest.approx(7)


def test_an_open_survey_is_not_counted(inside, cast):
    with pytest.raises(ValidationError, match="still taken"):
        counting.count(a_survey(cast, closed=False))


def test_what_is_closed_and_not_counted_is_owed_until_it_is(inside, cast, made):
    survey = made.survey
    assert counting.owed() == []
    Response.objects.filter(survey=survey, answers__satisfied="very").update(
        set_aside_at=timezone.now(), set_aside_because="One person wrote them all"
    )
    assert counting.owed() == [survey] and not counting.stands(made)
    assert counting.count(survey).sent == 40
    assert counting.owed() == []
    Response.objects.filter(survey=survey).update(set_aside_at=None, set_aside_because="")
    assert counting.owed() == [survey]


def test_the_clock_hands_on_what_is_owed(inside, cast, django_capture_on_commit_callbacks, work_off):
    survey = a_survey(cast, QUESTIONS[0])
    with django_capture_on_commit_callbacks(execute=True):
        clock.owed()
    assert "engagement.count" in work_off() and survey.result.counted_at
