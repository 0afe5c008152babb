"""Surveys with their answers, for the tests that count, compare and publish them."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from engagement import coding, counting, opening_answers, publishing_results
from engagement.models import Activity, Question, Response, Survey

SATISFIED = [
    {"key": "very", "text": "Very satisfied", "counts": True},
    {"key": "fairly", "text": "Fairly satisfied", "counts": True},
    {"key": "neither", "text": "Neither", "counts": False},
    {"key": "not", "text": "Dissatisfied", "counts": False},
]
TOPICS = [{"key": key, "text": key.title()} for key in ("roads", "buses", "parks")]
LINES = [{"key": "clean", "text": "Clean streets"}, {"key": "safe", "text": "Safe streets"}]
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"key": "satisfied", "kind": "scale", "text": "How satisfied are you?", "options": SATISFIED},
    {"key": "topics", "kind": "several", "text": "What matters?", "options": TOPICS},
    {"key": "order", "kind": "rank", "text": "Put these in order", "options": TOPICS},
    {"key": "streets", "kind": "grid", "text": "Your street", "options": SATISFIED, "lines": LINES},
    {"key": "years", "kind": "number", "text": "Years lived here"},
    {"key": "since", "kind": "date", "text": "When did you last go?"},
    {"key": "home", "kind": "postcode", "text": "Your postcode"},
    {"key": "ward", "kind": "place", "text": "Your ward"},
    {"key": "better", "kind": "long", "text": "What would be better?",
     "shown_when": {"question": "satisfied", "any": ["neither", "not"]}},
)  # fmt: skip


def a_survey(cast, *questions: dict[str, Any], closed: bool = True, **facts: Any) -> Survey:
    """Return an opened survey of the cast's locality with these questions, closed unless told otherwise."""
    now, place = timezone.now(), {"locality": cast.locality}
    activity = Activity.objects.create(
        **place, kind="survey", title=facts.get("title", "Bus survey"), about="Buses", level="consult",
        owner=cast.organisations["county"], starts_on=now.date() - datetime.timedelta(days=60),
        ends_on=now.date(), published_at=now,
    )  # fmt: skip
    survey = Survey.objects.create(
        **place, activity=activity, privacy="Kept for a year",
        **{"title": "Bus survey", "closes_at": now - datetime.timedelta(days=1), **facts},
    )  # fmt: skip
    asked = enumerate(questions or QUESTIONS)
    rows = [Question(**place, survey=survey, position=position, **row) for position, row in asked]
    Question.objects.bulk_create(rows)
    survey.opened_at = now - datetime.timedelta(days=30)
    survey.closed_at = now if closed else None
    survey.save()
    Question.objects.filter(survey=survey).update(opened_at=survey.opened_at)
    return survey


def answered(survey: Survey, *answers: dict[str, Any], times: int = 1, **facts: Any) -> None:
    """Let each of these answers be sent so many times."""
    facts = {"sent_at": timezone.now(), **facts}
    rows = [Response(survey=survey, locality=survey.locality, answers=each, **facts) for each in answers * times]
    Response.objects.bulk_create(rows)


def with_results(locality, owner, clerk) -> dict[str, Any]:
    """Publish the results of a survey and return an id for each kind of thing in their addresses."""
    survey = a_survey(SimpleNamespace(locality=locality, organisations={"county": owner}), title="Parks")
    answered(survey, {"satisfied": "neither", "better": "More benches"}, times=6)
    question = survey.questions.get(key="better")
    code = coding.add_code(question, name="Benches", by=clerk)
    mark = coding.answers(question).first().mark
    quote = coding.quote(question, mark, text="benches", is_confirmed=True, by=clerk)
    counting.count(survey)
    opening_answers.write(publishing_results.publish(survey, by=clerk).pk)
    return {"survey_id": survey.pk, "question_id": question.pk, "code_id": code.pk, "quote_id": quote.pk, "mark": mark}
