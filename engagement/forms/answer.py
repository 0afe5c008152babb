"""The questions of a survey as form parts, one for each kind of question."""

import copy
import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import asking, wording
from engagement.models import Question, Response, Survey
from foundation.form_fields import Checkboxes, PartsInput, Radios, read_date
from foundation.forms import Form
from foundation.reason_form import reason_form
from localities.models import Area

Kind = Question.Kind
# No key of a question has a colon.
HOW, CODE = "entry:how", "entry:code"
Places = list[tuple[str, str]]
TICK = "Tick “%(words)s” to go on"
# By the code with which the boxes of a date are refused.
DATES = {
    "incomplete": "Enter the day, the month and the year, such as 27 3 2026.",
    "year": "Enter a year between 1900 and 2200.",
    "invalid": "Enter a real date, such as 27 3 2026.",
}


class RankInput(forms.Widget):
    """A numbered list of selects: the first holds what matters most."""

    template_name = "forms/widgets/rank.html"
    use_fieldset = True

    def __init__(self, options: Places, count: int, say: Mapping[str, str]):
        super().__init__()
        self.options, self.count, self.say = options, count, say

    def value_from_datadict(self, data, files, name):
        """Return the chosen keys in their order, empty places among them."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def get_context(self, name, value, attrs):
        """Add the selects."""
        context = super().get_context(name, value, attrs)
        chosen = [*(value if isinstance(value, list) else []), *[""] * self.count][: self.count]
        context["widget"] |= {"places": list(enumerate(chosen)), "options": self.options, "say": self.say}
        return context

    def format_value(self, value):
        """Leave the list as it is."""
        return value


class GridInput(forms.Widget):
    """A fieldset of radios for each line, which reads the same on a phone."""

    template_name = "forms/widgets/grid.html"
    use_fieldset = True

    def __init__(self, lines: Places, options: Places):
        super().__init__()
        self.lines, self.options = lines, options

    def value_from_datadict(self, data, files, name):
        """Return what was chosen, by the line's key."""
        sent = {key: data.get(f"{name}:{key}", "") for key, _ in self.lines if f"{name}:{key}" in data}
        return sent or data.get(name)

    def value_omitted_from_data(self, data, files, name) -> bool:
        """Say whether no line was sent."""
        return not any(key in data for key in (name, *(f"{name}:{line}" for line, _ in self.lines)))

    def get_context(self, name, value, attrs):
        """Add the lines, each with its choices and their ids."""
        context = super().get_context(name, value, attrs)
        given, wide = value if isinstance(value, dict) else {}, len(self.options)
        context["widget"]["lines"] = [
            {"name": f"{name}:{key}", "text": text, "options": [
                {"id": f"{attrs['id']}_{place * wide + number}", "key": option, "text": words,
                 "chosen": given.get(key) == option}
                for number, (option, words) in enumerate(self.options)
            ]}
            for place, (key, text) in enumerate(self.lines)
        ]  # fmt: skip
        return context

    def format_value(self, value):
        """Leave the dictionary as it is."""
        return value


class QuestionField(forms.Field):
    """One question; what is a valid answer to it is judged where every room judges it."""

    def __init__(self, question: Question, **kwargs: Any):
        self.question = question
        super().__init__(required=question.is_required, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the answer as it is stored; raises ValidationError in plain words."""
        if self.question.kind == Kind.DATE and isinstance(value, dict):
            value = self._date(value) if any(value.values()) else None
        return asking.clean(self.question, value)

    @staticmethod
    def _date(boxes: dict[str, str]) -> datetime.date:
        try:
            return read_date(boxes, "The date")
        except ValidationError as wrong:
            raise ValidationError(DATES[wrong.code], code=wrong.code, params=wrong.params) from wrong


class SpokenForm(Form):
    """A form that says what is wrong in the language of whoever answers."""

    sent_once = False
    mark_optional = False
    say: Mapping[str, str] = wording.around("en")

    def add_error(self, field: str | None, error: Any) -> None:
        """Add what is wrong, in the form's language."""
        problem = error if isinstance(error, ValidationError) else ValidationError(error)
        super().add_error(field, problem if hasattr(problem, "error_dict") else wording.said(problem, self.say))


class AnswersForm(SpokenForm):
    """Questions of a survey, with the words between them."""

    label_size = "m"

    def __init__(
        self, *args: Any, questions: Iterable[Question], say: Mapping[str, str], survey: Survey, **kwargs: Any
    ):
        self.questions, self.say = list(questions), say
        super().__init__(*args, **kwargs)
        places = _places(survey, say) if any(q.kind == Kind.PLACE for q in self.questions) else []
        for question in self.questions:
            if question.kind != Kind.HEADING:
                self.fields[question.key] = _field(question, say, places)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Return the questions in order, each with its field where it takes an answer."""
        return [{"question": q, "field": self[q.key] if q.key in self.fields else None} for q in self.questions]

    @property
    def is_only_unfinished(self) -> bool:
        """Say whether nothing is wrong but that answers are still to come."""
        wrong = [error for errors in self.errors.as_data().values() for error in errors]
        return all(error.code == "required" for error in wrong)

    @property
    def answers(self) -> dict[str, Any]:
        """Return the good answers by key, None where nothing was said."""
        keys = {question.key for question in self.questions} & set(self.fields)
        return {key: self.cleaned_data.get(key) for key in keys if key not in self.errors}

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed beside its question, unchecked, for a page that cannot keep it."""
        found = [(self.fields[key].label, self[key].data) for key in self.fields]
        return [(str(label), _flat(value)) for label, value in found if _flat(value)]


class EntryForm(AnswersForm):
    """The whole survey on one page, for what came on paper, by telephone or in the meeting room. Source: D18."""

    label_size = "s"
    sent_once = True

    def __init__(self, *args: Any, survey: Survey, questions: Iterable[Question], **kwargs: Any):
        super().__init__(*args, survey=survey, questions=[_eased(question) for question in questions], **kwargs)
        for question in self.questions:
            if question.key in self.fields:
                self.fields[question.key].label = question.text
        hows = [choice for choice in Response.How.choices if choice[0] != Response.How.WEB]
        self.fields[HOW] = forms.ChoiceField(label="How it came", choices=hows, widget=Radios())
        self.fields[HOW].error_messages["required"] = "Select how it came"
        if survey.who_answers == Survey.WhoAnswers.INVITED:
            self.fields[CODE] = forms.CharField(label="Code of the invitation", max_length=80)
            self.fields[CODE].error_messages["required"] = "Enter the code of the invitation"

    @property
    def first(self) -> list[Any]:
        """Return what is asked about the paper itself."""
        return [self[name] for name in (HOW, CODE) if name in self.fields]


class BeginForm(SpokenForm):
    """What somebody says before they begin: their code, that they are old enough."""

    def __init__(self, *args: Any, survey: Survey, asks_code: bool, say: Mapping[str, str], **kwargs: Any):
        self.say = say
        super().__init__(*args, **kwargs)
        if asks_code:
            self.fields["code"] = forms.CharField(label=say["code"], max_length=80)
            self.fields["code"].error_messages["required"] = "Enter the code that stands in your letter"
        elif survey.least_age:
            words = say["age"] % survey.least_age
            self.fields["age"] = forms.BooleanField(label=words)
            self.fields["age"].error_messages["required"] = say.get(TICK, TICK) % {"words": words}


class AddressForm(SpokenForm):
    """Where to send something: the link to come back by, or what changed."""

    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, say: Mapping[str, str], hint: str, **kwargs: Any):
        self.say = say
        super().__init__(*args, **kwargs)
        self.fields["email"].label, self.fields["email"].help_text = say["email"], say[hint]


AsideForm = reason_form("Why it is not counted", 300, "For example: the same person sent it twice")


def _eased(question: Question) -> Question:
    """Return a question that needs no answer: a paper lacks what it lacks."""
    eased = copy.copy(question)
    eased.is_required = False
    return eased


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    return ", ".join(str(each) for each in value if each) if isinstance(value, list) else str(value or "").strip()


def _choices(rows: Iterable[dict[str, Any]]) -> Places:
    return [(row["key"], row["text"]) for row in rows]


def _places(survey: Survey, say: Mapping[str, str]) -> Places:
    """Return the wards and parishes of the survey's locality, or of the whole partnership."""
    today = timezone.localdate()
    areas = survey.locality.areas(today) if survey.locality else Area.objects.on(today).order_by("kind", "name")
    found = areas.filter(kind__in=asking.PLACES)
    return [(str(area.pk), f"{area.name} ({say[area.kind]})") for area in found]


def _field(question: Question, say: Mapping[str, str], places: Places) -> QuestionField:
    label = question.text if question.is_required else f"{question.text} ({say['optional']})"
    hint = " ".join(filter(None, [question.hint, _limit(question, say)]))
    return QuestionField(question, label=label, help_text=hint, widget=_widget(question, say, places))


def _limit(question: Question, say: Mapping[str, str]) -> str:
    """Return the limit of a question in words, said before anybody runs into it."""
    most = question.limits.get("choices")
    if question.kind == Kind.LONG:
        return say["words"] % (question.limits.get("words") or asking.MOST_WORDS)
    if question.kind == Kind.SEVERAL:
        return say["up_to"] % most if most else say["any"]
    return say["rank"] if question.kind == Kind.RANK else ""


def _widget(question: Question, say: Mapping[str, str], places: Places) -> forms.Widget:
    options = _choices(question.options)
    if question.kind == Kind.RANK:
        return RankInput(options, question.limits.get("choices") or len(options), say)
    if question.kind == Kind.GRID:
        return GridInput(_choices(question.lines), options)
    plain: dict[str, forms.Widget] = {
        Kind.ONE: Radios(choices=options),
        Kind.SCALE: Radios(choices=options),
        Kind.SEVERAL: Checkboxes(choices=options),
        Kind.NUMBER: forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-5"}),
        Kind.LONG: forms.Textarea({"rows": 6}),
        Kind.DATE: PartsInput(labels=say),
        Kind.POSTCODE: forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
        Kind.PLACE: forms.Select(choices=[("", say["choose"]), *places]),
    }
    return plain.get(question.kind, forms.TextInput())
