"""How a survey begins: empty, from banks of questions, as a copy, or as a new wave of one asked before.

Source: checklist C14; standards R35.
"""

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from engagement.building import Sheet, arranging, copied, start_survey
from engagement.models import Activity, Question, Survey
from engagement.presets.questions import BANKS
from foundation import audit
from foundation.models import User

SETTINGS = ("intro", "basis", "privacy", "languages", "words", "page_titles", "who_answers", "kept_months")


@transaction.atomic
def start_from_banks(activity: Activity, banks: Iterable[str], *, title: str, by: User) -> Survey:
    """Begin a survey with banks of questions, each on a page of its own; without a bank it is empty."""
    survey = start_survey(activity, by=by, title=title)
    for key in banks:
        add_bank(survey, key, by=by)
    return survey


@transaction.atomic
def add_bank(survey: Survey, key: str, *, by: User) -> None:
    """Add a bank of questions as a page at the end; raises ValidationError where the survey has it already."""
    bank = BANKS[key]
    with arranging(survey) as layout:
        taken = {question.key for question in layout.questions}
        if taken & {facts["key"] for facts in bank["questions"]}:
            raise ValidationError("The survey has questions of this bank already.")
        sheet = Sheet({"en": bank["title"]})
        for facts in bank["questions"]:
            question = Question(survey=layout.survey, locality=layout.survey.locality, **copy.deepcopy(facts))
            sheet.questions.append(question)
            layout.changed.append(question)
        layout.sheets.append(sheet)
    audit.record(by, "added a bank of questions to", survey, bank=bank["name"])


@transaction.atomic
def copy_survey(earlier: Survey, activity: Activity, *, title: str, by: User) -> Survey:
    """Begin a survey with the settings and the questions of an earlier one; it is compared with nothing."""
    survey = start_survey(activity, by=by, title=title, **_settings(earlier))
    _put(survey, earlier.questions.all())
    audit.record(by, "copied questions to", survey, of=earlier.pk)
    return survey


@transaction.atomic
def start_wave(earlier: Survey, activity: Activity, *, title: str, wave: str, by: User) -> Survey:
    """Begin the next wave of a survey: the same keys, and what is compared stands as it was asked.

    Raises ValidationError where the earlier one was never opened, or compares no question. Source: checklist C14.
    """
    if not earlier.opened_at:
        raise ValidationError("Only a survey that was opened can have another wave.")
    questions = list(earlier.questions.all())
    if not any(question.is_compared for question in questions):
        raise ValidationError("No question of that survey is compared from wave to wave. Copy it instead.")
    facts = _settings(earlier) | {"wave_of": earlier.wave_of or earlier, "wave": wave}
    survey = start_survey(activity, by=by, title=title, is_weighted=earlier.is_weighted, **facts)
    _put(survey, questions)
    audit.record(by, "began a wave of", earlier, wave=survey.pk)
    return survey


def _put(survey: Survey, questions: Iterable[Question]) -> None:
    bulk_create_with_history([copied(question, survey) for question in questions], Question)


def _settings(earlier: Survey) -> dict[str, Any]:
    return {name: copy.deepcopy(getattr(earlier, name)) for name in SETTINGS}
