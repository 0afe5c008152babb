"""What a survey asks of one person, and what is a valid answer."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement import asking, wording
from engagement.models import Question, Survey
from engagement.words import english, polish, welsh
from localities.models import Area

YES_NO = [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]
KINDS = ["one", "several", "scale", "heading", "short"]


def survey_of(*questions: Question, **facts) -> Survey:
    """Return a survey that was never stored, with its questions as though they had been fetched."""
    survey = Survey(pk=1, title="Buses", **facts)
    survey._prefetched_objects_cache = {"questions": list(questions)}
    return survey


def asked(key: str, kind: str = "one", **facts) -> Question:
    return Question(key=key, kind=kind, text=key, **{"options": YES_NO, **facts})


@st.composite
def surveys(draw):
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 8))):
        earlier = [q.key for q in questions if q.kind in asking.ROUTING]
        when = {}
        if earlier and draw(st.booleans()):
            some = draw(st.lists(st.sampled_from(["yes", "no"]), min_size=1, unique=True))
            when = {"question": draw(st.sampled_from(earlier)), "any": some}
        page = (questions[-1].page if questions else 1) + draw(st.integers(0, 1))
        questions.append(asked(f"q{number}", draw(st.sampled_from(KINDS)), page=page, shown_when=when))
    return survey_of(*questions)


VALUES = st.sampled_from(["yes", "no", ["yes"], ["yes", "no"], [], None, "other"])


# The first survey is drawn while models are still being loaded, which takes long on a machine that is busy.
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(), st.lists(st.tuples(st.integers(0, 9), VALUES), max_size=20))
def test_whatever_is_answered_in_whatever_order_no_answer_to_a_closed_question_is_kept(survey, given_answers):
    answers = {}
    questions = {question.key: question for question in survey.questions.all()}
    for number, value in given_answers:
        answers[f"q{number}"] = value
        kept = asking.kept(survey, answers)
        opened = asking.pages(survey, answers)
        shown = {question.key for page in opened for question in page.questions}
        assert set(kept) <= set(answers) & set(questions)
        assert all(asking.shown(questions[key], kept) for key in kept)
        assert {key for key in kept if questions[key].kind != "heading"} <= shown
        assert asking.kept(survey, kept) == kept
        assert asking.pages(survey, kept) == opened
        numbers = [page.number for page in opened]
        assert numbers == sorted(set(numbers)) and len(numbers) <= len(questions)


def test_a_page_vanishes_when_nothing_on_it_is_asked_and_what_was_answered_there_goes_with_it():
    only = {"shown_when": {"question": "bus", "any": ["yes"]}}
    survey = survey_of(
        asked("bus"), asked("about", "heading", page=2), asked("often", page=2, **only),
        asked("why", "long", page=3, shown_when={"question": "often", "any": ["no"]}), asked("end", "heading", page=4),
        page_titles={"2": "Your journeys"}, words={"cy": {"pages": {"2": "Eich teithiau"}}},
    )  # fmt: skip
    assert [page.number for page in asking.pages(survey, {"bus": "no"})] == [1, 4]
    opened = asking.pages(survey, {"bus": "yes", "often": "no"}, "cy")
    assert [(page.number, page.title) for page in opened] == [(1, ""), (2, "Eich teithiau"), (3, ""), (4, "")]
    assert asking.kept(survey, {"bus": "no", "often": "no", "why": "Late", "gone": 1}) == {"bus": "no"}


def test_a_question_is_told_in_a_language_and_in_english_where_it_has_no_words():
    welsh = {"cy": {"text": "Ydych chi?", "options": {"yes": "Ydw"}}}
    question = asked("bus", hint="Any bus", words=welsh)
    told = asking.in_language(question, "cy")
    assert (told.text, told.hint, [o["text"] for o in told.options]) == ("Ydych chi?", "Any bus", ["Ydw", "No"])
    assert question.text == "bus" and asking.in_language(question, "pl") is question


THREE = [{"key": key, "text": key} for key in "abc"]
LINES = [{"key": "roads", "text": "Roads"}, {"key": "parks", "text": "Parks"}]
GOOD = [
    ("one", {}, " yes ", "yes"), ("scale", {}, "no", "no"), ("one", {}, "", None), ("heading", {}, "x", None),
    ("several", {"options": THREE}, ["c", "a", "a", ""], ["a", "c"]), ("several", {"options": THREE}, "b", ["b"]),
    ("rank", {"options": THREE, "limits": {"choices": 2}}, ["c", "a"], ["c", "a"]),
    ("grid", {"lines": LINES}, {"parks": "no", "roads": ""}, {"parks": "no"}),
    ("number", {}, "1,200", 1200), ("number", {"limits": {"decimals": True}}, "1.50", "1.5"), ("number", {}, 7, 7),
    ("number", {"limits": {"least": 0, "most": 10}}, "0", 0), ("short", {}, " two\n words ", "two words"),
    ("long", {}, "a\r\nb\x00", "a\nb"), ("long", {"limits": {"words": 2}}, "two words", "two words"),
    ("date", {}, "2026-02-28", "2026-02-28"), ("postcode", {}, "le156hp", "LE15 6HP"),
]  # fmt: skip
BAD = [
    ("one", {}, "maybe", "one of the answers"), ("one", {}, ["yes"], "one of the answers"),
    ("one", {"is_required": True}, " ", "Select an answer"), ("several", {"is_required": True}, [], "at least one"),
    ("several", {"options": THREE, "limits": {"choices": 2}}, ["a", "b", "c"], "no more than 2"),
    ("several", {}, [["yes"]], "one of the answers"), ("rank", {"options": THREE}, ["a", "a"], "one answer only"),
    ("rank", {"options": THREE, "limits": {"choices": 1}}, ["a", "b"], "no more than 1"),
    ("grid", {"lines": LINES}, {"sky": "yes"}, "the table"), ("grid", {"lines": LINES}, "yes", "the table"),
    ("grid", {"lines": LINES, "is_required": True}, {"roads": "yes"}, "each line"),
    ("number", {}, "ten", "such as 12"), ("number", {}, "NaN", "such as 12"), ("number", {}, "1e99", "such as 12"),
    ("number", {}, "1.5", "whole"), ("number", {"limits": {"least": 0}}, "-1", "0 or more"),
    ("number", {"limits": {"most": 10}}, "11", "10 or less"), ("short", {}, "x" * 201, "200 letters"),
    ("long", {"limits": {"words": 2}}, "these three words", "2 words"), ("long", {}, "word " * 10_000, "500 words"),
    ("long", {}, "x" * 20_001, "20,000 letters"), ("date", {}, "2026-02-30", "real date"),
    ("date", {}, "0026-02-03", "1900"), ("postcode", {}, "nowhere", "postcode"), ("place", {}, "1e3", "ward or parish"),
]  # fmt: skip


def test_an_answer_is_stored_in_its_shape_and_what_is_none_is_refused_in_words():
    for kind, facts, raw, stored in GOOD:
        assert asking.clean(asked("q", kind, **facts), raw) == stored, (kind, raw)
    for kind, facts, raw, words in BAD:
        with pytest.raises(ValidationError) as refused:
            asking.clean(asked("q", kind, **facts), raw)
        assert words in refused.value.messages[0], (kind, raw)
        for code in ("cy", "pl"):
            assert wording.said(refused.value, wording.around(code)).messages != refused.value.messages, (code, words)


def test_the_words_around_the_questions_are_whole_in_each_language_that_has_any():
    english_words, shapes = set(english.WORDS), re.compile(r"%(?:\(\w+\))?s")
    for other in (welsh, polish):
        assert set(other.WORDS) == english_words
        for told, words in [*other.SAID, *((english.WORDS[key], other.WORDS[key]) for key in english_words)]:
            assert sorted(shapes.findall(told)) == sorted(shapes.findall(words)), words
    day = datetime.date(2026, 12, 5)
    assert [wording.day(day, code) for code in ("en", "ar", "cy", "pl")] == [
        "Saturday 5 December 2026", "Saturday 5 December 2026", "Dydd Sadwrn 5 Rhagfyr 2026", "Sobota 5 grudnia 2026",
    ]  # fmt: skip


def test_a_place_is_one_of_the_partnerships_wards_and_parishes(cast, inside):
    ward, county = Area.objects.filter(kind="ward").first(), Area.objects.get(kind="county")
    assert asking.clean(asked("q", "place"), str(ward.pk)) == ward.pk
    for other in (county.pk, 10**30, -1):
        with pytest.raises(ValidationError, match="ward or parish"):
            asking.clean(asked("q", "place"), str(other))
