"""Forms of a survey: how it begins, what it says of itself, its checklist, its end."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement.models import Activity, Survey
from engagement.opening import PRINCIPLES
from engagement.presets.questions import BANKS
from engagement.translating import LANGUAGES
from foundation.form_fields import Checkboxes, DateTimeField, Radios
from foundation.forms import FilterForm, Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.reason_form import reason_form

BASIS_HINTS = {
    "task": "The usual one for councils and their partners",
    "duty": "A law says that people must be consulted",
    "consent": "Whoever answers must be old enough to agree alone, and says so",
}
WHO_HINTS = {
    "open": "Anybody who has the address",
    "invited": "Each person has a link or a code that works once",
}


class NewSurveyForm(Form):
    """Which activity a survey belongs to, and what it begins with."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label="Activity of the engagement plan")
    title = forms.CharField(max_length=200, help_text="As people will read it")
    banks = forms.MultipleChoiceField(
        label="Begin with these questions", required=False, widget=Checkboxes,
        choices=[(key, bank["name"]) for key, bank in BANKS.items()],
        help_text="You can change them, and add others",
    )  # fmt: skip
    earlier = forms.ChoiceField(
        label="Or begin from an earlier survey", required=False,
        help_text="A new wave asks the same questions again, to compare the answers; those that are compared stand",
    )  # fmt: skip
    wave = forms.CharField(
        label="Name of the wave", max_length=80, required=False, help_text="For a new wave, such as “Autumn 2026”"
    )

    def __init__(self, *args: Any, activities: Any, surveys: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.surveys = {survey.pk: survey for survey in surveys}
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        opened = [survey for survey in self.surveys.values() if survey.opened_at]
        self.fields["earlier"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            ("A new wave of", [(f"wave:{survey.pk}", _named(survey)) for survey in opened]),
            ("A copy of", [(f"copy:{survey.pk}", _named(survey)) for survey in self.surveys.values()]),
        ]

    def clean(self) -> dict[str, Any]:
        """Let a survey begin in one way only, and a wave have its name."""
        found = super().clean() or {}
        if found.get("earlier") and found.get("banks"):
            self.add_error("earlier", "Choose either questions to begin with or an earlier survey, not both")
        if found.get("earlier", "").startswith("wave:") and not found.get("wave"):
            self.add_error("wave", "Enter the name of the wave, such as “Autumn 2026”")
        return found

    @property
    def origin(self) -> tuple[str, Survey | None]:
        """Return how it begins, "wave" or "copy", and of which survey."""
        how, _, key = self.cleaned_data["earlier"].partition(":")
        return how, self.surveys[int(key)] if key else None


class SurveyForm(SawForm, ModelForm):
    """What a survey says of itself, and on what terms it is answered."""

    languages = forms.MultipleChoiceField(
        label="Languages beside English", required=False, widget=forms.SelectMultiple, choices=list(LANGUAGES.items())
    )
    closes_at = DateTimeField(label="Closing date and time", required=False)

    class Meta:
        model = Survey
        fields = [
            "title", "intro", "who_answers", "closes_at", "languages", "basis", "kept_months", "privacy", "is_weighted"
        ]  # fmt: skip
        widgets = {
            "intro": forms.Textarea(attrs={"rows": 6}), "privacy": forms.Textarea(attrs={"rows": 12}),
            "who_answers": Radios(hints=WHO_HINTS), "basis": Radios(hints=BASIS_HINTS),
            "kept_months": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        }  # fmt: skip
        labels = {
            "who_answers": "Who answers", "basis": "Lawful basis for keeping the answers",
            "is_weighted": "The sample is weighted when the answers are counted",
        }  # fmt: skip
        help_texts = {
            "intro": "What can still change, what is decided already, and what becomes of the answers",
            "privacy": "Leave it empty for a notice made of your contact, the lawful basis and the months above",
            "kept_months": "24 at most",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        small = {"class": "govuk-checkboxes--small"}
        self.fields["languages"].widget = Checkboxes(attrs=small, choices=list(LANGUAGES.items()))
        for name, choices in (("who_answers", Survey.WhoAnswers), ("basis", Survey.Basis)):
            self.fields[name].choices = choices.choices  # type: ignore[attr-defined]

    def clean_closes_at(self) -> Any:
        """Refuse an end that has passed."""
        return _later(self.cleaned_data["closes_at"])


class ChecklistForm(Form):
    """The four principles of a fair consultation, each confirmed in words. Source: standards R31."""

    def __init__(self, *args: Any, is_short: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in PRINCIPLES.items():
            area = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
            self.fields[name] = forms.CharField(label=label, max_length=1000, widget=area)
        if is_short:
            self.fields["time_because"] = forms.CharField(
                label="Why less time than the rule is enough", max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
            )  # fmt: skip
        for name, field in self.fields.items():
            if name != "sending":
                field.error_messages["required"] = f"Say this in words: {str(field.label)[:1].lower()}{field.label[1:]}"


class ExtensionForm(Form):
    """A later end, and why."""

    closes_at = DateTimeField(label="New closing date and time")
    because = forms.CharField(
        label="Why more time is given", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads this.",
    )  # fmt: skip

    def clean_closes_at(self) -> Any:
        """Refuse an end that has passed."""
        return _later(self.cleaned_data["closes_at"])


ClosingForm = reason_form("Why it closes before its day", 500, "Everybody reads this.")


class AddQuestionForm(FilterForm):
    """What sort of question to add, and where."""

    kind = forms.ChoiceField(label="Kind of question")
    page = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, kinds: Any, pages: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["page"].choices = places(pages)  # type: ignore[attr-defined]
        self.fields["page"].initial = max(pages, 1)


def places(pages: int) -> list[tuple[int, str]]:
    """Return the pages of a survey to choose from, with a new one at the end."""
    return [*((number, f"Page {number}") for number in range(1, pages + 1)), (pages + 1, "A new page at the end")]


def _named(survey: Survey) -> str:
    day = timezone.localtime(survey.created_at)
    return f"{survey} ({survey.wave or f'{day:%B %Y}'})"


def _later(moment: Any) -> Any:
    if moment and moment <= timezone.now():
        raise ValidationError("The closing date must be in the future")
    return moment
