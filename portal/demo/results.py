"""Results of the examples' surveys: what people wrote is read, then the results are published, wave by wave."""

import datetime

from engagement import coding, counting, opening_answers, publishing_results
from engagement.models import Code, Question, Survey
from foundation.models import User

from . import then
from .data.results import METHOD, QUOTES, THEMES

READ_WITHIN = datetime.timedelta(days=9)  # after it closed


def publish_results(surveys: dict[str, Survey], clerk: User) -> None:
    """Publish the results of the surveys that are closed, the earliest first."""
    closed = [(survey.closed_at, survey) for survey in surveys.values() if survey.closed_at]
    for closed_at, survey in sorted(closed, key=lambda each: each[0]):
        with then.at(closed_at + READ_WITHIN):
            for question in coding.questions(survey):
                _read(question, clerk)
            counting.count(survey)
            edition = publishing_results.publish(survey, by=clerk, method=METHOD)
        opening_answers.write(edition.pk)


def _read(question: Question, clerk: User) -> None:
    """Sort every answer to a question by the words in it, and choose what may be quoted."""
    answers = list(coding.answers(question))
    found: dict[str, list[int]] = {answer.mark: [] for answer in answers}
    for name, words in THEMES.items():
        telling = [answer for answer in answers if any(word in answer.said.lower() for word in words)]
        if telling:
            code = coding.add_code(question, name=name, by=clerk)
            for answer in telling:
                found[answer.mark].append(code.pk)
            _quote(question, code, telling, clerk)
    coding.code_answers(question, found, by=clerk)


def _quote(question: Question, code: Code, telling: list, clerk: User) -> None:
    for answer in telling:
        if kept := next((quote for said, quote in QUOTES.items() if answer.said.startswith(said)), ""):
            coding.quote(question, answer.mark, text=kept, is_confirmed=True, code=code, by=clerk)
