"""Forms of sign-off: a step of the chain, who is asked, and what a signer answers."""

from typing import Any

from django import forms

from boards.models import SignOff, SignOffStep
from foundation.form_fields import Radios
from foundation.forms import Form, ModelForm
from localities.models import Person

LONGEST_ADVICE = 5000


class StepForm(ModelForm):
    """One step of the chain that a board's reports pass."""

    class Meta:
        model = SignOffStep
        fields = ["name", "signer", "person", "is_mandatory", "printed_as"]
        widgets = {"signer": Radios}
        labels = {
            "signer": "Who signs it?", "person": "Which person, where it is always the same",
            "printed_as": "Heading of its comments in the report",
        }  # fmt: skip
        help_texts = {
            "name": "Such as Legal, Finance or Chair",
            "printed_as": "Such as: Comments of the legal adviser. They print where the form of report has a section "
            "for them; leave this empty to keep them with the officers.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = SignOffStep.Signer.choices
        self.fields["person"].queryset = Person.objects.filter(left_at__isnull=True).exclude(email="")
        self.fields["person"].empty_label = "Nobody"

    def clean(self) -> dict[str, Any]:
        """Ask for the person where it is always the same, and forget one that was left standing otherwise."""
        said = super().clean() or self.cleaned_data
        if said.get("signer") != SignOffStep.Signer.PERSON:
            said["person"] = None
        elif not said.get("person") and "person" not in self.errors:
            self.add_error("person", "Choose the person who always signs")
        return said


class SignerForm(Form):
    """Who is asked to sign a step of one report."""

    name = forms.CharField(max_length=160)
    email = forms.EmailField(label="Email address", max_length=254, help_text="The link to sign goes to this address.")


class AnswerForm(Form):
    """What a signer says of a report."""

    answer = forms.ChoiceField(
        label="Do you sign this report off?",
        choices=[
            (SignOff.Answer.SIGNED, "Yes, I sign it off"),
            (SignOff.Answer.BACK, "No, something must change first"),
        ],
        widget=Radios(),
    )
    advice = forms.CharField(
        label="Your advice, or what must change", max_length=LONGEST_ADVICE, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The author reads what must change with the report, not in an email.",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, printed_as: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        if printed_as:
            self.fields["advice"].help_text += f" With your sign-off it prints in the report, under “{printed_as}”."

    def clean(self) -> dict[str, Any]:
        """Ask what must change of whoever sends it back."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == SignOff.Answer.BACK and not said.get("advice", "").strip():
            self.add_error("advice", "Say what must change")
        return said
