"""What an agency says to a request: its answer, or what it needs to know first. Source: checklist D33, D36."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import minding_issues, telling_requests
from engagement.models import RequestStep, ServiceRequest, rules_of
from engagement.requesting import RELATED, already, locked, note
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import short_day
from foundation.working_days import clear_days_between, london_day, working_days_after

Kind, Outcome = RequestStep.Kind, ServiceRequest.Outcome


@transaction.atomic
def answer(
    asked: ServiceRequest, *, by: User | None, outcome: str, answer: str, answered_by: str,
    promised_on: datetime.date | None = None, link: str = "",
) -> ServiceRequest:  # fmt: skip
    """Keep what the agency says: done, to be done by a day, or not possible and why; everybody reads it.

    ``by`` is None for the holder of the link. After a promise it may be answered once more. Raises ValidationError
    where somebody answered meanwhile, or the link has ended.
    """
    asked = locked(asked, by=by, link=link)
    promised_on = promised_on if outcome == Outcome.WILL else None
    _refuse_promise(outcome, promised_on)
    is_first = asked.answered_at is None
    if is_first:
        asked.answered_at, asked.days_taken = timezone.now(), _days_taken(asked)
    asked.outcome, asked.answer, asked.promised_on = outcome, answer.strip(), promised_on
    asked.answered_by, asked.question, asked.question_at = answered_by, "", None
    asked.save()
    note(asked, Kind.ANSWERED, by=by, by_name=str(asked.owner), text=_said(asked))
    minding_issues.answered(asked, by=by)
    audit.record(by, "answered a request", asked, by_name="" if by else answered_by, outcome=outcome)
    telling_requests.tell_officers(asked, "request_answered", f"request:{asked.pk}:answered:{is_first}:{outcome}")
    return asked


def _refuse_promise(outcome: str, promised_on: datetime.date | None) -> None:
    if outcome == Outcome.WILL and (promised_on is None or promised_on < timezone.localdate()):
        raise ValidationError({"promised_on": "Enter the day by which it will be done: today or later"})


def _days_taken(asked: ServiceRequest) -> int:
    """Return the working days from the day after it came to this service to today, without those that stood still."""
    standing = _days_standing(asked) if rules_of(asked.locality).clock_stops_when_asked else 0
    return max(_days_since(asked.routed_at) - asked.days_stopped - standing, 0)


def _days_since(moment: datetime.datetime) -> int:
    """Return the working days after the day of a moment, today among them."""
    since, today = london_day(moment), timezone.localdate()
    return clear_days_between(since, today + datetime.timedelta(days=1)) if since < today else 0


def _days_standing(asked: ServiceRequest) -> int:
    return _days_since(asked.question_at) if asked.question_at else 0


def _said(asked: ServiceRequest) -> str:
    by_day = f", by {short_day(asked.promised_on)}" if asked.promised_on else ""
    return f"{asked.get_outcome_display()}{by_day}. {asked.answer}"


@transaction.atomic
def ask_more(asked: ServiceRequest, *, by: User | None, question: str, link: str = "") -> ServiceRequest:
    """Let the agency say what it needs to know first; the officers are told, and everybody reads it.

    Raises ValidationError where a question is open already, or it was answered meanwhile.
    """
    asked = locked(asked, by=by, link=link)
    if not asked.is_waiting:
        raise ValidationError(already(asked))
    if asked.question_at:
        raise ValidationError(f"A question is open already: “{asked.question}”. Wait for the answer to it.")
    asked.question, asked.question_at = question.strip(), timezone.now()
    asked.save()
    step = note(asked, Kind.ASKED, by=by, by_name=str(asked.owner), text=asked.question)
    audit.record(by, "asked more about a request", asked, by_name="" if by else str(asked.owner))
    telling_requests.tell_officers(asked, "request_question", f"request:{asked.pk}:step:{step.pk}")
    return asked


@transaction.atomic
def reply(asked: ServiceRequest, *, by: User, text: str) -> ServiceRequest:
    """Answer what the agency needs to know; where the clock stood for it, the answer is due so much later.

    Raises ValidationError where no question is open any more.
    """
    asked = lock(asked, *RELATED)
    if not (asked.is_waiting and asked.question_at):
        raise ValidationError("No question is open here any more. Somebody answered it, or the request itself.")
    if rules_of(asked.locality).clock_stops_when_asked:
        stood = _days_standing(asked)
        asked.days_stopped += stood
        asked.due_on = working_days_after(asked.due_on, stood)
    question, asked.question, asked.question_at = asked.question, "", None
    asked.save()
    step = note(asked, Kind.REPLIED, by=by, text=text.strip())
    audit.record(by, "answered a question about a request", asked)
    telling_requests.tell_reply(step, question)
    return asked
