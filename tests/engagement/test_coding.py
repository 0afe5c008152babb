"""An officer reads what people wrote, in no order and beside nothing else, and says what it is about. Source: C29."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import coding
from engagement.models import Coded, CodedTheme
from tests.engagement.surveyed import QUESTIONS, a_survey, answered

SAID = [f"Answer {number}: more buses, says Ann Lee of Hill" for number in range(12)]


def set_stage(cast):
    survey = a_survey(cast, *QUESTIONS)
    answered(survey, *({"satisfied": "not", "better": said, "home": "LE15 6HP"} for said in SAID))
    answered(survey, {"satisfied": "very"}, {"better": ""}, times=5)
    answered(survey, {"better": "Set aside"}, set_aside_at=timezone.now(), set_aside_because="Abuse")
    question = survey.questions.get(key="better")
    return question, [coding.add_code(question, name=name, by=cast.users["clerk"]) for name in ("Buses", "Bus times")]


def marks(question):
    return [row.mark for row in coding.answers(question)]


def test_answers_come_in_an_order_that_tells_nothing(made):
    question, _ = made
    said = [row.said for row in coding.answers(question)]
    assert sorted(said) == sorted(SAID) and said != SAID
    assert said == [row.said for row in coding.answers(question)]


def test_each_answer_is_coded_into_one_or_more_themes_or_none(made, cast):
    question, (buses, times) = made
    some = marks(question)
    clerk = cast.users["clerk"]
    found = {some[0]: [buses.pk, times.pk], some[1]: [buses.pk], some[2]: [], "made-up": [buses.pk]}
    assert coding.code_answers(question, found, by=clerk) == 3
    themes = coding.themes(question)
    assert (themes.answers, themes.read) == (12, 3) and dict(themes.rows) == {buses: 2, times: 1}
    coding.code_answers(question, {some[1]: [times.pk, 999_999]}, by=clerk)
    assert dict(coding.themes(question).rows) == {buses: 1, times: 2}
    assert not any(row.is_read for row in coding.answers(question).exclude(mark__in=some[:3]))


def test_themes_are_renamed_merged_and_dropped(made, cast):
    question, (buses, times) = made
    some, clerk = marks(question), cast.users["clerk"]
    coding.code_answers(question, {some[0]: [buses.pk, times.pk], some[1]: [times.pk]}, by=clerk)
    with pytest.raises(ValidationError, match="already"):
        coding.rename_code(times, name=" buses ", by=clerk)
    coding.rename_code(times, name="Timetables", by=clerk)
    coding.merge_codes(times, buses, by=clerk)
    assert [(code.name, count) for code, count in coding.themes(question).rows] == [("Buses", 2)]
    with pytest.raises(ValidationError, match="another theme"):
        coding.merge_codes(buses, buses, by=clerk)
    coding.drop_code(buses, by=clerk)
    assert CodedTheme.objects.count() == 0 and Coded.objects.count() == 2


def test_a_quote_is_the_persons_own_words_with_what_tells_of_them_taken_out(made, cast):
    question, (buses, _) = made
    mark, clerk = marks(question)[0], cast.users["clerk"]
    for text, is_confirmed in (("fewer buses", True), ("[…]", True), ("more buses", False)):
        with pytest.raises(ValidationError):
            coding.quote(question, mark, text=text, is_confirmed=is_confirmed, by=clerk)
    with pytest.raises(ValidationError, match="not counted"):
        coding.quote(question, "made-up", text="more buses", is_confirmed=True, by=clerk)
    quote = coding.quote(question, mark, text="more  buses, says […] of Hill", is_confirmed=True, code=buses, by=clerk)
    assert quote.text == "more buses, says […] of Hill" and "response" not in [f.name for f in quote._meta.fields]


def test_an_officer_reads_codes_and_quotes_on_one_page(made, cast):
    question, (buses, _) = made
    client = cast.client("clerk")
    path = f"/manage/engagement/surveys/{question.survey_id}/results/themes/{question.pk}/"
    page = client.get(path)
    shown = page.context["answers"]
    assert len(shown) == 10 and b"LE15" not in page.content
    sent = {"answer": [row["mark"] for row in shown], f"theme-{shown[0]['mark']}": [str(buses.pk), "x" * 30]}
    assert client.post(path, sent).status_code == 302
    left = client.get(path)
    assert len(left.context["answers"]) == 2 and b"10 of 12 read" in left.content
    assert f'value="{buses.pk}" checked'.encode() in client.get(f"{path}?all").content
    assert client.post(f"{path}new/", {"name": "Fares"}).status_code == 302
    assert b"Write the name" in client.post(f"{path}new/", {"name": " "}, follow=True).content
    quote = f"{path}quotes/{shown[0]['mark']}/"
    assert client.get(quote).context["form"]["text"].value() == shown[0]["said"]
    assert client.post(quote, {"text": "more buses"}).status_code == 422
    assert client.post(quote, {"text": "more buses", "is_confirmed": "on"}).status_code == 302
    made_quote = question.quotes.get()
    assert client.post(f"{path}quotes/{made_quote.pk}/removal/").status_code == 302
    assert client.post(f"{path}{buses.pk}/", {"name": "Buses and trains"}).status_code == 302
    assert client.post(f"{path}{buses.pk}/merging/", {"into": ""}).status_code == 302
    fares = question.codes.get(name="Fares")
    assert client.post(f"{path}{fares.pk}/merging/", {"into": buses.pk}).status_code == 302
    assert client.post(f"{path}{buses.pk}/removal/").status_code == 302
    assert [code.name for code in question.codes.all()] == ["Bus times"]
    assert cast.client("resident").get(path).status_code == 403
