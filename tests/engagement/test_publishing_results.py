"""Results are published as an edition with pictures and tables, and corrected by the next. Source: C14, R31."""

import csv
import datetime
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement import (
    coding,
    comparing_waves,
    counting,
    forgetting_answers,
    opening_answers,
    publishing_results,
    tabulating,
)
from engagement.models import EngagementRules, EqualityAnswer, SurveyResult
from foundation import editions
from foundation.models import Act, EditionPart, Rendering
from localities.models import Area
from tests.engagement.surveyed import QUESTIONS, SATISFIED, a_survey, answered

PUBLIC_QUERIES = 8
OUTCOME = {"key": "satisfied", "kind": "scale", "text": "How satisfied are you?", "options": SATISFIED}
AGE = [{"key": "young", "text": "Under 40"}, {"key": "old", "text": "40 or over"}]
EQUALITY = {"key": "age", "kind": "one", "text": "Your age", "options": AGE, "is_equality": True}
SCRIPT = "<script>alert(1)</script>"


def set_stage(cast):
    """A baseline published last year, and this year's wave, closed and counted: 780 answers each, 52% and then 58%."""
    first = a_survey(cast, OUTCOME, title="Satisfaction", wave="2025")
    answered(first, {"satisfied": "very"}, times=406)
    answered(first, {"satisfied": "not"}, times=374)
    counting.count(first)
    publishing_results.publish(first, by=cast.users["clerk"])
    second = a_survey(cast, *QUESTIONS, EQUALITY, title="Satisfaction", wave="2026", wave_of=first)
    ward = Area.objects.get(name="Hill", kind="ward")
    answered(second, {"satisfied": "fairly", "topics": ["roads"], "ward": ward.pk}, times=452)
    answered(second, {"satisfied": "not", "topics": ["buses", "roads"], "better": "=cmd, buses for Ann Lee"}, times=8)
    answered(second, {"satisfied": "not", "years": 4}, times=317)
    answered(second, {"satisfied": "not", "years": 99}, times=3)
    rows = [EqualityAnswer(survey=second, locality=cast.locality, question="age", value="old") for _ in range(30)]
    EqualityAnswer.objects.bulk_create(rows)
    return counting.count(second)


def published(made, cast, **more):
    return publishing_results.publish(made.survey, by=cast.users["clerk"], **more)


def rows_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_what_is_published_is_read_with_pictures_tables_and_what_changed(made, cast):
    code = coding.add_code(made.survey.questions.get(key="better"), name=f"Buses {SCRIPT}", by=cast.users["clerk"])
    found = coding.answers(code.question)
    coding.code_answers(code.question, {row.mark: [code.pk] for row in found}, by=cast.users["clerk"])
    coding.quote(code.question, found[0].mark, text="buses for […]", is_confirmed=True, by=cast.users["clerk"])
    edition = published(made, cast, method="By post and online")
    client = cast.client()
    path = f"/surveys/{made.survey_id}/results/"
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(path).content.decode()
    assert len(asked) <= PUBLIC_QUERIES + 2  # the savepoint of the test
    assert "rose from 52% to 58%; the true rise is between 1 and 11 points" in page
    assert "Since 2025" in page and "By post and online" in page and "buses for […]" in page
    assert page.count("<svg") >= 3 and 'aria-hidden="true"' in page and SCRIPT not in page and "Ann Lee" not in page
    assert "http://pygal" not in page and "<style" not in page.split("<svg", 1)[1]
    assert re.search(r"780 people answered", page) and edition.number == 1
    assert client.get(f"{path}2/").status_code == 404
    shown = comparing_waves.of_activities([made.survey.activity])[made.survey.activity_id]
    assert [point["share"] for point in shown["series"][0]["rows"][0]["points"]] == pytest.approx(
        [0.5205, 0.5795], abs=1e-3
    )
    assert "Under 40" in page and "Who answered" in page


def test_tables_tell_of_nobody_and_hold_no_formula(made, cast, work_off):
    coding.add_code(made.survey.questions.get(key="better"), name="=Buses", by=cast.users["clerk"])
    edition = published(made, cast)
    client, path = cast.client(), f"/surveys/{made.survey_id}/results/"
    assert client.get(f"{path}answers.csv").status_code == 404  # not made yet
    with cast.inside():
        opening_answers.write(edition.pk)
        opening_answers.write(edition.pk)
    head, *rows = rows_of(client, f"{path}answers.csv")
    assert len(rows) == 780 and "age" not in head and "home" not in head and "better" not in head
    years = [row[head.index("years")] for row in rows]
    # Three people of 99 years, and with them the only other number, since three could be worked out from it.
    assert set(years) == {"", "(not shown)"}
    assert {row[head.index("ward")] for row in rows} == {"", str(Area.objects.get(name="Hill", kind="ward").pk)}
    counted = rows_of(client, f"{path}results.csv")
    assert [
        "satisfied",
        "How satisfied are you?",
        "",
        "fairly",
        "Fairly satisfied",
        "452",
        "57.9",
        "780",
        "yes",
        "",
    ] in counted
    assert any("rose from 52% to 58%" in row[-1] for row in counted)
    told = rows_of(client, f"{path}codebook.csv")
    assert any(row[0] == "satisfied" and row[4:6] == ["very", "Very satisfied"] for row in told)
    assert any("“Neither” or “Dissatisfied”" in row[-1] for row in told if row[1] == "better")
    assert not any(cell.startswith(("=", "+", "@")) for row in [*counted, *told, *rows] for cell in row)


def test_a_weight_that_few_share_tells_no_ward(cast, db):
    with cast.inside():
        survey = a_survey(cast, OUTCOME, is_weighted=True)
        for times, weight in ((60, 1), (50, "1.5"), (EngagementRules().smallest_place - 1, 2)):
            answered(survey, {"satisfied": "very"}, times=times, weight=weight)
        counting.count(survey)
        edition = publishing_results.publish(survey, by=cast.users["clerk"])
        parts = list(edition.parts.all())
        found, told = tabulating.answers(survey, parts), tabulating.codebook(parts)
    cells = [line.split(",")[-1].strip() for line in found.strip().splitlines()]
    assert cells[0] == "weight" and set(cells[1:]) == {"1.00000", "(not shown)"} and cells.count("1.00000") == 60
    assert "so few people share this weight that it could tell their ward" in told


def test_a_correction_is_a_new_edition_that_says_why(made, cast):
    first = published(made, cast)
    with pytest.raises(ValidationError, match="what is corrected"):
        published(made, cast)
    with cast.inside():
        opening_answers.write(first.pk)
    second = published(made, cast, note="Two paper forms were missing")
    client, path = cast.client(), f"/surveys/{made.survey_id}/results/"
    assert (first.number, second.number, second.reason) == (1, 2, "correction")
    assert "Two paper forms were missing" in client.get(path).content.decode()
    assert "have been corrected" in client.get(f"{path}1/").content.decode()
    with cast.inside():
        opening_answers.write(second.pk)
        assert Rendering.objects.filter(edition=first, kind="html").exists()
        kept = Rendering.objects.filter(kind="answers", file__isnull=False, file__purged_at=None)
        assert [made.edition for made in kept] == [second]


def test_an_earlier_edition_that_names_somebody_is_withdrawn_and_says_why(made, cast):
    clerk, question = cast.users["clerk"], made.survey.questions.get(key="better")
    mark = coding.answers(question).first().mark
    slip = coding.quote(question, mark, text="buses for Ann Lee", is_confirmed=True, by=clerk)
    first = published(made, cast)
    with cast.inside():
        opening_answers.write(first.pk)
    officer, home = cast.client("clerk"), f"/manage/engagement/surveys/{made.survey_id}/results/"
    sent = {"edition": first.pk, "ground": "personal", "because": "A quote named somebody."}
    assert officer.post(f"{home}withdrawal/", sent).status_code == 422
    coding.drop_quote(slip, by=clerk)
    published(made, cast, note="A quote is out")
    client, path = cast.client(), f"/surveys/{made.survey_id}/results/"
    assert "Ann Lee" in client.get(f"{path}1/").content.decode()
    assert officer.post(f"{home}withdrawal/", {**sent, "ground": "disposal"}).status_code == 422
    assert officer.post(f"{home}withdrawal/", sent).status_code == 302
    page = client.get(f"{path}1/").content.decode()
    assert "Ann Lee" not in page and "A quote named somebody." in page and "was withdrawn on" in page
    assert ", withdrawn" in client.get(path).content.decode() and "780" in client.get(path).content.decode()
    with cast.inside():
        assert "Ann Lee" not in str(list(EditionPart.objects.values_list("content", flat=True)))
        assert not Rendering.objects.filter(edition=first).exists() and editions.broken_seals() == []
        assert comparing_waves.published([made.survey])[made.survey.pk]


def test_when_answers_are_deleted_what_they_came_to_stays(made, cast):
    clerk, question = cast.users["clerk"], made.survey.questions.get(key="better")
    code = coding.add_code(question, name="Buses", by=clerk)
    coding.code_answers(question, {row.mark: [code.pk] for row in coding.answers(question)}, by=clerk)
    opening_answers.write(published(made, cast).pk)
    made.survey.kept_months, made.survey.closed_at = 1, timezone.now() - datetime.timedelta(days=40)
    made.survey.save()
    assert forgetting_answers.forget() >= 1
    made.survey.refresh_from_db()
    assert counting.owed() == [] and made.survey.responses.count() == 0
    again = published(made, cast, note="A word was wrong")
    content = again.parts.get(key="question:better").content
    assert content["themes"]["rows"][0]["count"] == 8 and content["themes"]["read"] == 8
    client, path = cast.client(), f"/surveys/{made.survey_id}/results/"
    assert "were deleted on" in client.get(path).content.decode()
    assert client.get(f"{path}answers.csv").status_code in (404, 410)


def test_nothing_is_published_unseen_or_uncounted(made, cast):
    clerk = cast.users["clerk"]
    read = publishing_results.seen(publishing_results.parts(made.survey, made))
    question = made.survey.questions.get(key="better")
    code = coding.add_code(question, name="Buses", by=clerk)
    coding.code_answers(question, {row.mark: [code.pk] for row in coding.answers(question)}, by=clerk)
    with pytest.raises(ValidationError, match="while you were reading"):
        published(made, cast, read=read)
    made.survey.responses.filter(answers__years=99).update(set_aside_at=timezone.now(), set_aside_because="Twice")
    with pytest.raises(ValidationError, match="Count them again"):
        published(made, cast)
    assert counting.owed() == [made.survey]
    with pytest.raises(ValidationError, match="not counted yet"):
        publishing_results.publish(a_survey(cast, OUTCOME), by=clerk)
    assert SurveyResult.objects.get(pk=made.pk).edition is None


def test_an_officer_publishes_from_the_draft_and_others_do_not_see_it(made, cast):
    client, manage = cast.client("clerk"), f"/manage/engagement/surveys/{made.survey_id}/results/"
    assert "780 answers" in client.get("/manage/engagement/results/").content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(manage).content.decode()
    assert "Check and publish" in page and len(asked) <= 22
    assert cast.client("resident").get(manage).status_code == 403
    assert cast.client().get(f"/surveys/{made.survey_id}/results/").status_code == 404
    form = client.get(f"{manage}publication/").context["form"]
    sent = {"method": "Online", "read": form["read"].value()}
    assert client.post(f"{manage}publication/", sent | {"read": "old"}).status_code == 422
    assert client.post(f"{manage}publication/", sent).status_code == 302
    assert cast.client().get(f"/surveys/{made.survey_id}/results/").status_code == 200
    assert "Publish a correction" in client.get(manage).content.decode()
    page = client.get(f"{manage}publication/")
    assert "Whoever subtracts these figures" in page.content.decode() and page.context["form"]["withdraws"].value()
    again = {"read": page.context["form"]["read"].value(), "note": "One was set aside", "withdraws": "on"}
    assert client.post(f"{manage}publication/", again).status_code == 302
    before = cast.client().get(f"/surveys/{made.survey_id}/results/1/").content.decode()
    assert "was withdrawn on" in before and "what differs from the correction" in before and "780" not in before
    assert "58%" in client.get("/manage/engagement/outcomes/").content.decode()
    assert client.post(f"{manage}count/").status_code == 302
    assert Act.objects.filter(verb="published the results of").exists()


def test_equality_answers_are_shown_above_a_threshold_alone(made, cast):
    age = made.content["equality"][0]
    assert (age["base"], [row["count"] for row in age["rows"]]) == (30, [0, 30])
    for answer in EqualityAnswer.objects.filter(survey=made.survey)[:11]:
        answer.delete()
    again = counting.count(made.survey).content["equality"][0]
    assert again["base"] is None and again["rows"] == [] and again["threshold"] == 20
