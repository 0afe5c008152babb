"""What an officer records of a call-in: publication, urgency, signatures and grounds, the outcome, a body's rule."""

from typing import Any

from django import forms

from boards.models import CallInRule, Hold
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm

PUBLIC = "Everybody can read this."


class HeldPublicationForm(Form):
    """When a body published its decision."""

    published_on = DateField(label="Day on which it was published", help_text="The hold runs from this day")


class WaiverForm(Form):
    """Why a decision cannot wait, and who agreed to that."""

    waived_on = DateField(label="Day on which it was agreed")
    waived_by = forms.CharField(
        label="Who agreed that it is urgent", max_length=200, help_text="For example, the chair of scrutiny"
    )
    because = forms.CharField(label="Why it cannot wait", widget=forms.Textarea({"rows": 3}), help_text=PUBLIC)


class CallInForm(Form):
    """Who called a decision in, when and why."""

    called_in_on = DateField(label="Day on which it was called in")
    names = forms.CharField(
        label="Signatories", widget=forms.Textarea({"rows": 5}),
        help_text="One a line: the name, a comma, and in what capacity they sign. Everybody can read this.",
    )  # fmt: skip
    grounds = forms.CharField(label="Grounds", widget=forms.Textarea({"rows": 4}), help_text=PUBLIC)

    def clean_names(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class CallInOutcomeForm(Form):
    """What became of a call-in."""

    outcome = forms.ChoiceField(label="What became of it", choices=Hold.Outcome, widget=Radios)
    outcome_on = DateField(label="Day of the outcome")
    note = forms.CharField(
        label="Where it was decided, and what was said", required=False, max_length=300, help_text=PUBLIC
    )


class CallInRuleForm(SawForm, ModelForm):
    """What the constitution of a sovereign body says of call-in. Source: standards R11."""

    publish_days = forms.IntegerField(label="Working days in which it publishes a decision", min_value=0, max_value=60)
    hold_days = forms.IntegerField(
        label="Working days for which the decision is then held", min_value=0, max_value=60,
        help_text="0 where its decisions are not called in",
    )  # fmt: skip
    least = forms.IntegerField(label="How many signatures call a decision in", min_value=1, max_value=200)
    source = forms.CharField(
        label="Where its constitution says so",
        max_length=200,
        required=False,
        help_text="For example, Part 4E, rule 15",
    )

    class Meta:
        model = CallInRule
        fields = ["publish_days", "hold_days", "least", "who", "source"]
        widgets = {"who": Radios}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["who"].label = "Whose signatures"
        self.fields["who"].choices = CallInRule._meta.get_field("who").flatchoices
