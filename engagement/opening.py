"""Opening a survey when all is in place, putting its end off, and closing it. Source: standards R31, R34-R36, R38."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from engagement import conditions, translating
from engagement.building import OPENED, must_be_unopened
from engagement.models import Activity, EngagementRules, Question, Survey, rules_of
from foundation import audit, work
from foundation.locking import lock
from foundation.models import Partnership, User
from foundation.refusal import already

CLOSED = "closed the survey"
# The four principles of a fair consultation, each with what the officer says to it (R31).
PRINCIPLES = {
    "formative": "What can still change, and what is decided already",
    "reasons": "How people learn enough about the proposal to judge it",
    "time": "Why the time is long enough to consider and to answer",
    "considered": "How the answers will be conscientiously considered, by whom and when",
}


@dataclass(frozen=True)
class Need:
    """Something that stands between a survey and its opening, and the page where it is put right."""

    words: str
    page: str


def needs(survey: Survey) -> list[Need]:
    """Return what is still to be done before a survey opens; nothing where it may."""
    found = [Need(words, "survey_questions") for words in _of_questions(survey)]
    found += [Need(words, "survey_settings") for words in _of_settings(survey)]
    found += [Need(words, "survey_checklist") for words in _of_checklist(survey)]
    for code in survey.languages:
        if lacking := len(translating.missing(survey, code)):
            words = f"{translating.LANGUAGES.get(code, code)}: {lacking} of its texts are not translated."
            found.append(Need(words, f"in:{code}"))
    invited = survey.who_answers == Survey.WhoAnswers.INVITED
    if invited and not survey.invitations.exists():
        found.append(Need("Nobody is invited yet.", "survey_invitations"))
    return found


def weeks(survey: Survey, on: datetime.date | None = None) -> int:
    """Return for how many full weeks people could answer if the survey opened on a day, today unless told."""
    if survey.closes_at is None:
        return 0
    opened = timezone.localdate(survey.opened_at) if survey.opened_at else on or timezone.localdate()
    return max(0, (timezone.localdate(survey.closes_at) - opened).days // 7)


def weeks_needed(survey: Survey, rules: EngagementRules | None = None) -> int:
    """Return for how many weeks the rules ask: longer for a statutory consultation. Source: standards R31."""
    rules = rules or rules_of(survey.locality)
    is_statutory = survey.activity.kind == Activity.Kind.STATUTORY
    return rules.statutory_weeks if is_statutory else rules.consultation_weeks


def is_short(survey: Survey) -> bool:
    """Say whether it gives people less time than the rules ask for."""
    return survey.closes_at is not None and weeks(survey) < weeks_needed(survey)


def least_age(survey: Survey) -> int | None:
    """Return the age that whoever answers must say they have reached, None where any age may answer. Source: R36."""
    by_consent = survey.basis == Survey.Basis.CONSENT
    is_open = survey.who_answers == Survey.WhoAnswers.OPEN
    asks_children = is_open and any(link.audience.through_organisations for link in _audiences(survey))
    return rules_of(survey.locality).consent_age if by_consent or asks_children else None


def notice_of(survey: Survey, partnership: Partnership) -> str:
    """Return a privacy notice in plain words, for the officer to change. Source: standards R34, R35, R38."""
    who = partnership.contact_name or partnership.name
    reach = ", ".join(filter(None, [partnership.contact_email, partnership.contact_phone]))
    why = {
        Survey.Basis.TASK: "because hearing people is part of our work in the public interest",
        Survey.Basis.DUTY: "because the law obliges us to consult",
        Survey.Basis.CONSENT: "because you agree to it; you may stop at any time before you send your answers",
    }[Survey.Basis(survey.basis)]
    said = [
        f"{partnership.name} asks these questions. We use your answers to decide what to do about “{survey.activity}”, "
        f"{why}.",
        "You do not have to give your name. What we publish names nobody, and small numbers are left out. "
        f"We delete single answers within {survey.kept_months} months of the closing date; the totals stay.",
    ]
    if any(question.is_equality for question in survey.questions.all()):
        said.append(
            "Questions about equality are optional. We keep those answers apart from all others and use them only to "
            "see whether we hear everybody (UK GDPR, article 9(2)(g): equality of opportunity)."
        )
    said.append(f"Questions about your information: {who}{f', {reach}' if reach else ''}. "
                "You may also complain to the Information Commissioner.")  # fmt: skip
    return "\n\n".join(said)


@transaction.atomic
def confirm(survey: Survey, *, by: User, **words: str) -> Survey:
    """Keep what the officer says to each of the four principles. Source: standards R31."""
    survey = must_be_unopened(lock(survey))
    known = {*PRINCIPLES, "time_because"}
    survey.checklist = {**survey.checklist, **{name: text for name, text in words.items() if name in known}}
    survey.save()
    audit.record(by, "confirmed the checklist of", survey)
    return survey


@transaction.atomic
def open_survey(survey: Survey, *, by: User) -> Survey:
    """Open a survey to answers; from then on its questions stand. Raises ValidationError while anything is missing."""
    survey = must_be_unopened(lock(survey, "activity", "locality"))
    if found := needs(survey):
        raise ValidationError([need.words for need in found])
    now = timezone.now()
    time = {"weeks": weeks(survey), "weeks_needed": weeks_needed(survey)}
    survey.checklist = {**survey.checklist, **time, "confirmed_by": str(by)}
    survey.least_age = least_age(survey)
    _open_questions(survey, now)
    survey.opened_at, survey.opened_by = now, by
    survey.save()
    _keep_going(survey)
    audit.record(by, OPENED, survey, until=survey.closes_at.isoformat())  # type: ignore[union-attr]
    work.later("engagement.send_invitations", survey_id=survey.pk)
    return survey


@transaction.atomic
def extend(survey: Survey, *, closes_at: datetime.datetime, because: str, by: User) -> Survey:
    """Put the end of an open survey off for a reason; raises ValidationError for an earlier end, or once closed."""
    survey = lock(survey, "activity")
    if not survey.is_open or survey.closes_at is None:
        raise ValidationError("Only a survey that is open can be extended.")
    if closes_at <= survey.closes_at:
        raise ValidationError({"closes_at": "The new closing date must be later than the one that people know."})
    before, survey.closes_at, survey.extended_because = survey.closes_at, closes_at, because
    survey.save()
    _keep_going(survey)
    audit.record(by, "put the end off of", survey, of=before.isoformat(), to=closes_at.isoformat(), because=because)
    return survey


@transaction.atomic
def close(survey: Survey, *, by: User | None, because: str = "") -> Survey:
    """Close a survey: for a reason before its day, by the clock after it; its answers are then counted.

    Raises ValidationError where it was closed before, or never opened, or no reason is given for closing it early.
    """
    survey = lock(survey)
    if survey.closed_at:
        raise already(survey, CLOSED, "This survey is closed already.")
    if not survey.opened_at:
        raise ValidationError("A survey that was never opened cannot be closed.")
    if by and survey.is_open and not because:
        raise ValidationError({"because": "Say why it closes before its day."})
    survey.closed_at, survey.closed_by, survey.closed_because = timezone.now(), by, because
    survey.save()
    audit.record(by, CLOSED, survey, because=because)
    work.later("engagement.count", survey_id=survey.pk)
    return survey


def close_due() -> int:
    """Close what has come to its day in this partnership and return how many there were."""
    due = Survey.objects.filter(opened_at__isnull=False, closed_at__isnull=True, closes_at__lte=timezone.now())
    surveys = list(due)
    for survey in surveys:
        close(survey, by=None)
    return len(surveys)


def _open_questions(survey: Survey, now: datetime.datetime) -> None:
    questions = list(survey.questions.all())
    for question in questions:
        question.opened_at = now
    bulk_update_with_history(questions, Question, ["opened_at"])


def _keep_going(survey: Survey) -> None:
    """Let the activity last as long as its survey."""
    activity, last = survey.activity, timezone.localdate(survey.closes_at)
    if activity.ends_on < last:
        activity.ends_on = last
        activity.save()


def _audiences(survey: Survey) -> list:
    return list(survey.activity.audience_links.select_related("audience"))


def _of_questions(survey: Survey) -> list[str]:
    questions = list(survey.questions.all())
    if not any(question.kind != Question.Kind.HEADING for question in questions):
        return ["There is no question yet."]
    return conditions.troubles(questions)


def _of_settings(survey: Survey) -> list[str]:
    found = []
    if survey.closes_at is None:
        found.append("There is no closing date.")
    elif survey.closes_at <= timezone.now():
        found.append("The closing date has passed.")
    if not survey.privacy.strip():
        found.append("There is no privacy notice (R34).")
    elif "equality" not in survey.privacy.lower() and survey.questions.filter(is_equality=True).exists():
        found.append("The privacy notice does not say how answers about equality are kept (R35).")
    if not survey.activity.is_public or survey.activity.cancelled_at:
        found.append(f"The activity “{survey.activity}” is not in the published engagement plan.")
    audiences = _audiences(survey)
    only_children = audiences and all(link.audience.through_organisations for link in audiences)
    if only_children and survey.who_answers == Survey.WhoAnswers.OPEN:
        found.append("Children’s views are taken through organisations: invite those instead of asking anybody (R36).")
    return found


def _of_checklist(survey: Survey) -> list[str]:
    said = survey.checklist
    open_still = sum(1 for name in PRINCIPLES if not said.get(name, "").strip())
    found = [f"Not confirmed: {open_still} of the four principles (R31)."] if open_still else []
    if is_short(survey) and not said.get("time_because", "").strip():
        found.append(
            f"People have {weeks(survey)} weeks to answer; the rule is {weeks_needed(survey)}. "
            "Say why less is enough, or choose a later closing date (R31)."
        )
    return found
