"""The form of one question, with what its kind takes and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagement import optioning
from engagement.asking import LISTED, ROUTING
from engagement.forms.survey import places
from engagement.models import Question
from foundation.form_fields import Checkboxes
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm

Kind = Question.Kind
MARKED = {Kind.ONE, Kind.SCALE}  # of these a share is compared from wave to wave
MOST_WORDS = 2000
NARROW = {"class": "govuk-input--width-5"}


class AnswersOfEarlier(Checkboxes):
    """Answers under their questions; a question is unfolded where one of its answers is ticked."""

    template_name = "forms/widgets/folded_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Say which questions are unfolded."""
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["folds"] = [(title, rows, any(row["selected"] for row in rows)) for title, rows, _ in groups]
        return context


class QuestionForm(SawForm, ModelForm):
    """What a question asks, what answers it takes and when it is shown."""

    page = forms.TypedChoiceField(coerce=int)
    shown = forms.MultipleChoiceField(
        label="Show it only to whoever answered", required=False, widget=AnswersOfEarlier,
        help_text="Open one earlier question and tick its answers. Without a tick everybody is asked.",
    )  # fmt: skip
    options_text = forms.CharField(label="Answers to choose from", widget=forms.Textarea(attrs={"rows": 8}))
    lines_text = forms.CharField(
        label="Lines", widget=forms.Textarea(attrs={"rows": 6}), help_text="One a line; each takes one of the answers"
    )
    least = forms.DecimalField(label="Least", required=False, widget=forms.TextInput(attrs=NARROW))
    most = forms.DecimalField(label="Most", required=False, widget=forms.TextInput(attrs=NARROW))
    decimals = forms.BooleanField(label="It may have decimals", required=False)
    word_limit = forms.IntegerField(
        label="Most words", min_value=1, max_value=MOST_WORDS, initial=500, widget=forms.NumberInput(attrs=NARROW)
    )
    choices = forms.IntegerField(
        label="Most answers", min_value=1, required=False, widget=forms.NumberInput(attrs=NARROW),
        help_text="Leave it empty for as many as they like",
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ["text", "hint", "is_required", "is_compared", "is_equality", "key"]
        labels = {"key": "Name in the data"}
        help_texts = {
            "key": "Small letters and _. Leave it empty for one made of the question. It stays from wave to wave.",
            "is_compared": "When it is asked again, its words and answers stand as they are",
            "is_equality": "Nobody has to answer it, and it is shown only as a total",
        }

    field_order = [
        "text", "hint", "lines_text", "options_text", "choices", "least", "most", "decimals", "word_limit",
        "is_required", "shown", "page", "is_compared", "is_equality", "key",
    ]  # fmt: skip

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self._leave_out()
        self._offer_earlier()
        pages = max((question.page for question in questions), default=0)
        self.fields["page"].choices = places(pages)  # type: ignore[attr-defined]
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 500})
        self.fields["key"].required = False
        if "options_text" in self.fields:
            marks = f" End a line with {optioning.COUNTS} if it counts towards the share that is compared."
            self.fields["options_text"].help_text = "One a line." + (marks if self.kind in MARKED else "")
        self.initial |= self._said()

    @property
    def kind(self) -> Kind:
        """Return the question's kind, which stands from the beginning."""
        return Kind(self.instance.kind)

    def drawn_of(self, current: Question) -> "QuestionForm":
        """Return this form as it stands when it is opened now."""
        return type(self)(instance=current, questions=self.questions)

    def clean_options_text(self) -> list[dict[str, Any]]:
        """Return the answers with the keys that they had."""
        return optioning.read(self.cleaned_data["options_text"], self._before["options"], marks=self.kind in MARKED)

    def clean_lines_text(self) -> list[dict[str, Any]]:
        """Return the lines with the keys that they had."""
        return optioning.read(self.cleaned_data["lines_text"], self._before["lines"])

    def clean_shown(self) -> dict[str, Any]:
        """Return the condition; refuse answers of two questions."""
        chosen = [value.split(":", 1) for value in self.cleaned_data["shown"]]
        keys = {key for key, _ in chosen}
        if len(keys) > 1:
            raise forms.ValidationError("Tick answers of one question only")
        return {"question": keys.pop(), "any": [option for _, option in chosen]} if chosen else {}

    def facts(self) -> dict[str, Any]:
        """Return what the act needs."""
        said = self.cleaned_data
        names = ("text", "hint", "is_required", "is_compared", "is_equality", "key", "page")
        facts = {name: said[name] for name in names if name in said}
        limits = {name: _number(said.get(name)) for name in ("least", "most")}
        limits |= {"decimals": said.get("decimals"), "choices": said.get("choices"), "words": said.get("word_limit")}
        return {
            **facts, "options": said.get("options_text", []), "lines": said.get("lines_text", []),
            "limits": {name: value for name, value in limits.items() if value not in (None, False)},
            "shown_when": said.get("shown", {}),
        }  # fmt: skip

    def _leave_out(self) -> None:
        kind, survey = self.kind, self.instance.survey
        self._before = {"options": self.instance.options, "lines": self.instance.lines}
        takes = {
            "options_text": kind in {*LISTED, Kind.GRID}, "lines_text": kind == Kind.GRID,
            "least": kind == Kind.NUMBER, "most": kind == Kind.NUMBER, "decimals": kind == Kind.NUMBER,
            "word_limit": kind == Kind.LONG, "choices": kind in (Kind.SEVERAL, Kind.RANK),
            "is_required": kind != Kind.HEADING, "is_equality": kind in (Kind.ONE, Kind.SEVERAL, Kind.HEADING),
            "is_compared": kind in MARKED and not survey.wave_of_id,
        }  # fmt: skip
        for name, is_taken in takes.items():
            if not is_taken:
                del self.fields[name]
        if kind == Kind.HEADING:
            self.fields["text"].label, self.fields["hint"].label = "Words", "More words under them"

    def _offer_earlier(self) -> None:
        earlier = []
        for question in self.questions:
            if question.pk == self.instance.pk:
                break
            if question.kind in ROUTING:
                earlier.append(question)
        offered = {f"{each.key}:{row['key']}": row["text"] for each in earlier for row in each.options}
        if not offered and not self.instance.shown_when:
            del self.fields["shown"]
            return
        groups = [(each.text, [(f"{each.key}:{row['key']}", row["text"]) for row in each.options]) for each in earlier]
        self.fields["shown"].choices = groups  # type: ignore[attr-defined]

    def _said(self) -> dict[str, Any]:
        question, limits = self.instance, self.instance.limits
        condition = question.shown_when
        said = {
            "options_text": optioning.written(question.options), "lines_text": optioning.written(question.lines),
            "shown": [f"{condition['question']}:{key}" for key in condition["any"]] if condition else [],
            "page": question.page, **{name: limits.get(name) for name in ("least", "most", "choices")},
            "decimals": bool(limits.get("decimals")),
        }  # fmt: skip
        return said | ({"word_limit": limits["words"]} if "words" in limits else {})


class PageTitlesForm(Form):
    """The title of each page."""

    def __init__(self, *args: Any, titles: dict[int, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for number, title in titles.items():
            self.fields[f"page-{number}"] = forms.CharField(
                label=f"Title of page {number}", max_length=120, required=False, initial=title
            )

    def titles(self) -> dict[int, str]:
        """Return what was written by the number of the page."""
        return {int(name[5:]): title for name, title in self.cleaned_data.items() if name.startswith("page-")}


class BankForm(Form):
    """A bank of questions to add as a page."""

    bank = forms.ChoiceField(label="Questions that are often asked")

    def __init__(self, *args: Any, banks: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = banks  # type: ignore[attr-defined]


def _number(value: Any) -> int | str | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
