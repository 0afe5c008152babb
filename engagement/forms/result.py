"""Forms of results: themes of what people wrote, quotes, publication."""

from typing import Any

from django import forms

from engagement.models import Code, Question
from foundation.forms import Form


class ThemeForm(Form):
    """The name of a theme."""

    name = forms.CharField(label="Name of the theme", max_length=120)


class MergeForm(Form):
    """The theme with which another is merged."""

    into = forms.ModelChoiceField(Code.objects.none(), label="Theme that it goes into", empty_label="Choose a theme")

    def __init__(self, *args: Any, code: Code, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = code.question.codes.exclude(pk=code.pk)


class QuoteForm(Form):
    """Words of an answer that may be published."""

    text = forms.CharField(
        label="The quote", widget=forms.Textarea(attrs={"rows": 6}), max_length=5000,
        help_text="Take out every name, place or story that could tell who wrote it. "
        "Write […] where you take words out.",
    )  # fmt: skip
    code = forms.ModelChoiceField(Code.objects.none(), label="Theme", required=False, empty_label="No theme")
    is_confirmed = forms.BooleanField(
        label="I have read it again: it names nobody, and nobody can be told from it", required=True
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].queryset = question.codes.all()


class PublicationForm(Form):
    """What is said beside the figures, and why an earlier edition is corrected."""

    method = forms.CharField(
        label="How it was done", widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=5000,
        help_text="Who was asked and how, and what the results cannot tell. How the figures were worked out is "
        "explained on the page already.",
    )  # fmt: skip
    note = forms.CharField(
        label="What is corrected, and why",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Everybody will read it.",
    )
    withdraws = forms.BooleanField(
        label="Withdraw what was published before, in the same act", required=False, initial=True,
        help_text="What it says is deleted, and everybody reads that it was withdrawn. Leave it ticked unless nothing "
        "but words has changed.",
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["note"], self.fields["withdraws"]
