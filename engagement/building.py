"""Building a survey: its questions are added, changed, moved, copied and removed until it is opened. Source: C29."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from engagement import conditions, optioning
from engagement.models import Activity, Question, Survey
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already

LAID = ["page", "position"]
OPENED = "opened the survey"
COMPARED = "It is compared with the wave before, so it stands as it was asked then."


@dataclass
class Sheet:
    """One page while its survey is built: its title by language ("en" among them) and its questions in order."""

    titles: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


@dataclass
class Layout:
    """The pages of a locked survey; what is done to them is judged and kept as a whole."""

    survey: Survey
    sheets: list[Sheet]
    changed: list[Question] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        """Return every question in order."""
        return [question for sheet in self.sheets for question in sheet.questions]

    def find(self, question: Question) -> tuple[Sheet, Question]:
        """Return a question as it stands now with its page; raises ValidationError when it was removed."""
        for sheet in self.sheets:
            for held in sheet.questions:
                if held.pk == question.pk:
                    return sheet, held
        raise ValidationError("Somebody removed this question meanwhile.")

    def sheet(self, number: int) -> Sheet:
        """Return the page of a number, else a new one at the end."""
        if not 1 <= number <= len(self.sheets):
            self.sheets.append(Sheet())
            return self.sheets[-1]
        return self.sheets[number - 1]


@transaction.atomic
def start_survey(activity: Activity, *, by: User, **facts: Any) -> Survey:
    """Begin a survey of an activity, with no question yet."""
    survey = Survey.objects.create(activity=activity, locality=activity.locality, **facts)
    audit.record(by, "began a survey", survey)
    return survey


@transaction.atomic
def change_survey(survey: Survey, *, by: User, **facts: Any) -> Survey:
    """Change what an unopened survey says of itself; raises ValidationError once it is open."""
    survey = must_be_unopened(lock(survey))
    for name, value in facts.items():
        setattr(survey, name, value)
    survey.full_clean(exclude=["activity", "wave_of", "locality"])
    survey.save()
    audit.record(by, "changed the survey", survey)
    return survey


@transaction.atomic
def remove_survey(survey: Survey, *, by: User) -> None:
    """Remove a survey that was never opened; raises ValidationError once it was."""
    survey = must_be_unopened(lock(survey))
    audit.record(by, "removed the survey", survey)
    survey.delete()


@transaction.atomic
def add_question(survey: Survey, *, page: int, by: User, **facts: Any) -> Question:
    """Add a question at the end of a page, or of a new one; raises ValidationError where its rules refuse it."""
    with arranging(survey) as layout:
        question = Question(survey=layout.survey, locality=layout.survey.locality, **facts)
        question.key = question.key or _name(question, layout)
        layout.sheet(page).questions.append(question)
        layout.changed.append(question)
    audit.record(by, "added a question to", survey, question=str(question))
    return question


@transaction.atomic
def change_question(question: Question, *, by: User, page: int | None = None, **facts: Any) -> Question:
    """Change what a question says, and its page; raises ValidationError where its rules refuse it."""
    with arranging(question.survey) as layout:
        sheet, held = layout.find(question)
        _must_not_be_compared(held)
        for name, value in facts.items():
            setattr(held, name, value)
        held.key = held.key or _name(held, layout)
        layout.changed.append(held)
        if page is not None and page != held.page:
            wanted = layout.sheet(page)
            sheet.questions.remove(held)
            wanted.questions.append(held)
    audit.record(by, "changed a question of", question.survey, question=str(held))
    return held


@transaction.atomic
def copy_question(question: Question, *, by: User) -> Question:
    """Put a copy of a question after it, under a name of its own; it is compared with nothing."""
    with arranging(question.survey) as layout:
        sheet, held = layout.find(question)
        copy = copied(held, layout.survey, is_compared=False)
        copy.key = optioning.new_key(held.key, [each.key for each in layout.questions])
        sheet.questions.insert(sheet.questions.index(held) + 1, copy)
        layout.changed.append(copy)
    audit.record(by, "copied a question of", question.survey, question=str(held))
    return copy


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Remove a question; raises ValidationError while another depends on it, or a wave compares it."""
    with arranging(question.survey) as layout:
        sheet, held = layout.find(question)
        _must_not_be_compared(held)
        depend = [each for each in layout.questions if each.shown_when.get("question") == held.key]
        if depend:
            words = f"“{depend[0]}” is shown by the answer to this question. Change or remove that one first."
            raise ValidationError(words)
        sheet.questions.remove(held)
        held.delete()
    audit.record(by, "removed a question of", question.survey, question=str(question))


@transaction.atomic
def step_question(question: Question, *, down: bool, by: User) -> None:
    """Move a question one step, from page to page where it comes to an end of its own."""
    with arranging(question.survey) as layout:
        sheet, held = layout.find(question)
        place, number = sheet.questions.index(held), layout.sheets.index(sheet)
        wanted = place + (1 if down else -1)
        if 0 <= wanted < len(sheet.questions):
            sheet.questions.insert(wanted, sheet.questions.pop(place))
        elif down and (number + 1 < len(layout.sheets) or len(sheet.questions) > 1):
            sheet.questions.remove(held)
            layout.sheet(number + 2).questions.insert(0, held)
        elif not down and number:
            sheet.questions.remove(held)
            layout.sheets[number - 1].questions.append(held)
    audit.record(by, "moved a question of", question.survey, question=str(held))


@transaction.atomic
def place_question(question: Question, *, to: int, by: User) -> None:
    """Move a question to a place on its page, counted from 0."""
    with arranging(question.survey) as layout:
        sheet, held = layout.find(question)
        sheet.questions.remove(held)
        sheet.questions.insert(max(0, min(to, len(sheet.questions))), held)
    audit.record(by, "moved a question of", question.survey, question=str(held))


@transaction.atomic
def title_pages(survey: Survey, titles: dict[int, str], *, by: User) -> None:
    """Give pages their titles by number."""
    with arranging(survey) as layout:
        for number, title in titles.items():
            if 1 <= number <= len(layout.sheets):
                layout.sheets[number - 1].titles["en"] = title
    audit.record(by, "titled the pages of", survey)


@contextmanager
def arranging(survey: Survey) -> Iterator[Layout]:
    """Lock a survey and give its pages to be changed; what they are then is judged, numbered and saved.

    Raises ValidationError once the survey is open, and for whatever `conditions.troubles` finds.
    """
    survey = must_be_unopened(lock(survey))
    layout = Layout(survey, _sheets(survey))
    yield layout
    layout.sheets = [sheet for sheet in layout.sheets if sheet.questions]
    if found := conditions.troubles(layout.questions):
        raise ValidationError(found)
    _keep(layout)


def must_be_unopened(survey: Survey) -> Survey:
    """Return a survey that was not opened; raises ValidationError for any other."""
    if survey.opened_at:
        words = "The survey was opened, so its questions stand. Copy it, or make a new wave of it, to ask otherwise."
        raise already(survey, OPENED, words)
    return survey


def copied(question: Question, survey: Survey, **facts: Any) -> Question:
    """Return a question as it would be asked in a survey, not saved yet."""
    names = (
        "key", "kind", "text", "hint", "is_required", "options", "lines", "limits", "shown_when", "words",
        "is_equality", "is_compared", *LAID,
    )  # fmt: skip
    values = {name: getattr(question, name) for name in names}
    return Question(survey=survey, locality=survey.locality, **{**values, **facts})


def is_fixed(question: Question, survey: Survey) -> bool:
    """Say whether a wave before asked it so that it can no longer be changed."""
    return question.is_compared and survey.wave_of_id is not None


def _must_not_be_compared(question: Question) -> None:
    if is_fixed(question, question.survey):
        raise ValidationError(COMPARED)


def _name(question: Question, layout: Layout) -> str:
    taken = [each.key for each in layout.questions if each is not question]
    return optioning.new_key(question.text, [*taken, *conditions.RESERVED])


def _sheets(survey: Survey) -> list[Sheet]:
    sheets: dict[int, Sheet] = {}
    for question in survey.questions.all():
        question.survey = survey
        if question.page not in sheets:
            sheets[question.page] = Sheet(_titles(survey, str(question.page)))
        sheets[question.page].questions.append(question)
    return [sheets[number] for number in sorted(sheets)]


def _titles(survey: Survey, number: str) -> dict[str, str]:
    found = {code: words.get("pages", {}).get(number, "") for code, words in survey.words.items()}
    return {code: title for code, title in {"en": survey.page_titles.get(number, ""), **found}.items() if title}


def _keep(layout: Layout) -> None:
    survey = layout.survey
    survey.page_titles = _by_number(layout.sheets, "en")
    survey.words = {code: {**words, "pages": _by_number(layout.sheets, code)} for code, words in survey.words.items()}
    survey.save()
    for number, sheet in enumerate(layout.sheets, 1):
        for position, question in enumerate(sheet.questions):
            if _is_among(question, layout.changed) or (question.page, question.position) != (number, position):
                question.page, question.position = number, position
                question.full_clean(exclude=["survey", "locality"], validate_constraints=False)
                question.save()


def _by_number(sheets: Iterable[Sheet], code: str) -> dict[str, str]:
    return {str(number): sheet.titles[code] for number, sheet in enumerate(sheets, 1) if sheet.titles.get(code)}


def _is_among(question: Question, questions: Iterable[Question]) -> bool:
    return any(each is question for each in questions)  # one that was not saved yet equals none
