"""People answer a survey: begun without an account, kept page by page behind a link, sent once.

Source: checklist C29, D18; standards R34, R35.
"""

import datetime
import random
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from engagement import asking, doubting, inviting
from engagement.models import (
    AnswerDraft,
    EqualityAnswer,
    Question,
    Response,
    Survey,
    SurveyInvitation,
    SurveyResult,
    rules_of,
)
from foundation import audit, tenancy
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User

CLOSED = "This survey has closed, so your answers cannot be sent."
EMPTY = "You have not answered any question yet. Answer one at least before you send."
UNFINISHED = "Some questions need an answer before you can send."


def closes_at(survey: Survey) -> datetime.datetime | None:
    """Return when it takes no more answers: on the day that it named, or when an officer closed it."""
    return min((moment for moment in (survey.closes_at, survey.closed_at) if moment), default=None)


def is_open(survey: Survey) -> bool:
    """Say whether somebody may begin to answer."""
    closing = closes_at(survey)
    return survey.opened_at is not None and (closing is None or timezone.now() < closing)


def may_send(draft: AnswerDraft) -> bool:
    """Say whether it may be sent: while the survey is open, and a little longer where it was begun before."""
    closing = closes_at(draft.survey)
    if closing is None or timezone.now() < closing:
        return draft.survey.opened_at is not None
    grace = datetime.timedelta(minutes=rules_of(draft.survey.locality).grace_minutes)
    return draft.started_at is not None and draft.started_at < closing and timezone.now() < closing + grace


@transaction.atomic
def begin(survey: Survey, *, language: str = "en", invitation: SurveyInvitation | None = None) -> str:
    """Begin an answer and return the secret of the link to it.

    Raises ValidationError once the survey has closed, and where it needs an invitation that was not used.
    """
    if not is_open(survey):
        raise ValidationError(CLOSED)
    if survey.who_answers == Survey.WhoAnswers.INVITED and (invitation is None or invitation.is_used):
        raise ValidationError("This survey is for those who were invited, once each.")
    token = secrets.token_urlsafe(24)
    tenancy.clear(f"token:{hash_token(token)}")
    AnswerDraft.objects.create(
        survey=survey, locality=survey.locality, token_hash=hash_token(token), language=_offered(survey, language),
        invitation_hash=invitation.token_hash if invitation else "",
    )  # fmt: skip
    return token


def _offered(survey: Survey, language: str) -> str:
    return language if language in survey.languages else "en"


@transaction.atomic
def keep(
    draft: AnswerDraft, answers: dict[str, Any], *, language: str = "", signals: tuple[str, ...] = ()
) -> AnswerDraft:  # fmt: skip
    """Keep the answers of a page with those before; None takes one away, and so does the routing that closes it."""
    draft = _locked(draft)
    if draft.sent_on:
        return draft
    draft.answers = asking.kept(draft.survey, {**draft.answers, **answers})
    draft.language = _offered(draft.survey, language or draft.language)
    draft.signals = sorted({*draft.signals, *signals})
    draft.save(update_fields=["answers", "language", "signals"])
    return draft


def _locked(draft: AnswerDraft) -> AnswerDraft:
    """Return the draft as it stands now, with the survey whose questions were read already."""
    locked = lock(draft)
    locked.survey, locked.token = draft.survey, draft.token
    return locked


def unfinished(survey: Survey, answers: dict[str, Any], language: str = "en") -> asking.Page | None:
    """Return the first page with a question that needs an answer and has none."""
    return next((page for page in asking.pages(survey, answers, language) if _lacks(page, answers)), None)


def _lacks(page: asking.Page, answers: dict[str, Any]) -> bool:
    return any(q.is_required and q.kind != Question.Kind.HEADING and q.key not in answers for q in page.questions)


@transaction.atomic
def send(draft: AnswerDraft, *, fingerprint: str = "") -> AnswerDraft:
    """Send an answer: once, however often the button is pressed. Nothing joins what is stored to the link.

    Raises ValidationError when the survey has closed, a question that needs an answer has none, none is answered, or
    the invitation was used by another answer.
    """
    draft = _locked(draft)
    if draft.sent_on:
        return draft
    if not may_send(draft):
        raise ValidationError(CLOSED, code="closed")
    answers = asking.kept(draft.survey, draft.answers)
    if unfinished(draft.survey, answers):
        raise ValidationError(UNFINISHED, code="unfinished")
    _need_something(draft.survey, answers)
    if draft.invitation_hash:
        _use(draft.invitation_hash)
    signals = doubting.signals(draft, answers, fingerprint)
    _store(draft.survey, answers, language=draft.language, signals=signals)
    draft.answers, draft.signals, draft.started_at, draft.invitation_hash = {}, [], None, ""
    draft.sent_on = timezone.localdate()
    draft.save()
    return draft


def _need_something(survey: Survey, answers: dict[str, Any]) -> None:
    """Refuse an answer with nothing in it; what is about equality alone says nothing on what the survey asks."""
    asked = {q.key for q in survey.questions.all() if q.kind != Question.Kind.HEADING and not q.is_equality}
    if not answers or (asked and not asked & set(answers)):
        raise ValidationError(EMPTY, code="empty")


def _use(invitation_hash: str) -> None:
    tenancy.clear(f"token:{invitation_hash}")
    invitation = SurveyInvitation.objects.filter(token_hash=invitation_hash).first()
    if invitation is None:
        raise ValidationError("This invitation was taken back.")
    inviting.use(invitation)


@transaction.atomic
def enter(survey: Survey, answers: dict[str, Any], *, by: User, how: str, code: str = "") -> Response:
    """Keep what came on paper, by telephone or in the meeting room; its number is the next to write on the paper.

    What was not answered there stays empty. Raises ValidationError where the survey was not opened, nothing at all was
    answered, or it needs the code of an invitation that was not used. Source: checklist D18.
    """
    survey = lock(survey)
    if survey.opened_at is None:
        raise ValidationError("Open the survey before you enter answers to it.")
    if SurveyResult.objects.filter(survey=survey, published_at__isnull=False).exists():
        raise ValidationError("The results are published, so no more answers are taken.")
    answers = asking.kept(survey, answers)
    _need_something(survey, answers)
    if survey.who_answers == Survey.WhoAnswers.INVITED:
        _use_code(survey, code)
    last = Response.objects.filter(survey=survey).aggregate(last=Max("number"))["last"] or 0
    response = _store(survey, answers, how=how, entered_by=by, number=last + 1)
    audit.record(by, "entered an answer to", survey, name=survey.title, how=how, number=response.number)
    return response


def _use_code(survey: Survey, code: str) -> None:
    invitation = inviting.find(code)
    if invitation is None or invitation.survey_id != survey.pk:
        raise ValidationError("No invitation to this survey has this code.")
    inviting.use(invitation)


def _store(survey: Survey, answers: dict[str, Any], **facts: Any) -> Response:
    """Keep an answer, and what is about equality apart from it."""
    apart = {question.key for question in survey.questions.all() if question.is_equality}
    mine = {key: value for key, value in answers.items() if key not in apart}
    with tenancy.tenant(survey.partnership_id, [f"draft:engagement:{survey.locality_id or 0}"]):
        said = doubting.words_hash(survey, mine)
        facts["signals"] = [*facts.get("signals", []), *doubting.same_words(survey, said)]
        response = Response.objects.create(
            survey=survey, locality=survey.locality, answers=mine, sent_at=_first_moment(), words_hash=said, **facts
        )
        rows = [
            EqualityAnswer(survey=survey, locality=survey.locality, question=key, value=answers[key])
            for key in apart & set(answers)
        ]
        EqualityAnswer.objects.bulk_create(random.sample(rows, len(rows)))
    return response


def _first_moment() -> datetime.datetime:
    """Return the beginning of today: nothing finer is kept next to an answer."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def forget_unsent() -> int:
    """Delete the drafts of surveys that closed long enough ago, and shuffle what is about equality; say how many went.

    Cleared for ``EVERY_DRAFT`` and the closed rows of engagement.
    """
    gone = 0
    for survey in Survey.objects.filter(answer_drafts__isnull=False).select_related("locality").distinct():
        closing = closes_at(survey)
        if closing and closing + datetime.timedelta(days=rules_of(survey.locality).drafts_kept_days) < timezone.now():
            gone += AnswerDraft.objects.filter(survey=survey).delete()[0]
            shuffle_equality(survey)
    return gone


def shuffle_equality(survey: Survey) -> None:
    """Write the answers about equality anew in another order: not even the place of a row says who came when."""
    rows = list(EqualityAnswer.objects.filter(survey=survey))
    random.shuffle(rows)
    EqualityAnswer.objects.filter(survey=survey).delete()
    EqualityAnswer.objects.bulk_create(
        (EqualityAnswer(survey=survey, locality=survey.locality, question=r.question, value=r.value) for r in rows),
        batch_size=1000,
    )
