"""What the sections of a report hold beside their text. Source: checklist B10, B12, B13."""

from django import forms
from django.utils import timezone

from boards.assessing import RESOURCES
from boards.models import Characteristic, Consulted, Effect, ImpactAssessment, Report
from boards.seeing import seen
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm


class ConsultedForm(ModelForm):
    """Who was consulted, when, and what came of it."""

    class Meta:
        model = Consulted
        fields = ["who", "held", "result"]
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}
        labels = {"who": "Who was consulted?", "held": "When and how?", "result": "What came of it?"}
        help_texts = {
            "who": "A body or a group, such as ward members; no names of private people",
            "held": "For example, by letter, 3 to 28 May 2026",
            "result": "For example, support in principle from lead officers",
        }


class ResourcesForm(SawForm, ModelForm):
    """Where the resources of a proposal stand."""

    resources_pence = PenceField(label="What does it cost?", required=False, help_text="Leave empty if not known")

    class Meta:
        model = Report
        fields = RESOURCES
        widgets = {"resources_status": Radios}
        labels = {"resources_status": "Where do the resources stand?", "resources_cycle": "For which budget or plan?"}
        help_texts = {"resources_cycle": "For example, budget 2027/28"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        status = self.fields["resources_status"]
        status.required, status.choices = True, status.choices[1:]

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the report locked."""
        return seen(self.instance, RESOURCES)


class AssessmentForm(SawForm, ModelForm):
    """Whom a proposal affects, on what evidence, and what follows."""

    class Meta:
        model = ImpactAssessment
        fields = ["outcome", "reasons", "actions", "assessed_by", "assessed_on", "review_on"]
        widgets = {
            "outcome": Radios, "reasons": forms.Textarea(attrs={"rows": 3}),
            "actions": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip
        labels = {
            "outcome": "What does it come to?", "reasons": "Why?",
            "actions": "What is done about it, by whom and by when?", "assessed_by": "Who assessed it?",
            "assessed_on": "Assessed on", "review_on": "Look at it again on",
        }  # fmt: skip
        help_texts = {
            "assessed_by": "Name and office, as it prints in the report",
            "review_on": "The clerk is reminded on that day",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assessed_on"].initial = timezone.localdate
        asked = {}
        for value, label in Characteristic.choices:
            found = self.instance.effects.get(value, {})
            asked[f"{value}_effect"] = forms.ChoiceField(
                label=f"{label}: likely effect", choices=[("", "Choose the likely effect"), *Effect.choices],
                initial=found.get("effect", ""),
            )  # fmt: skip
            asked[f"{value}_evidence"] = forms.CharField(
                label=f"{label}: what shows that", initial=found.get("evidence", ""), max_length=2000,
                required=False, widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Needed wherever there is an effect",
            )  # fmt: skip
        self.fields = {**asked, **self.fields}

    def clean(self):
        """Ask what an effect is known from."""
        said = super().clean()
        for value, label in Characteristic.choices:
            effect = said.get(f"{value}_effect")
            if effect and effect != Effect.NONE and not said.get(f"{value}_evidence", "").strip():
                self.add_error(f"{value}_evidence", f"Say what shows the effect on people by {label.lower()}")
        return said

    def save(self, commit=True):
        """Put the effects into the record."""
        said = self.cleaned_data
        self.instance.effects = {
            value: {"effect": said[f"{value}_effect"], "evidence": said[f"{value}_evidence"]}
            for value in Characteristic.values
        }
        return super().save(commit)


class ReviewForm(Form):
    """What a review found, and when the next is."""

    note = forms.CharField(
        label="What did you find?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What happened since, and whether the actions were taken",
    )  # fmt: skip
    review_on = DateField(label="Look at it again on", required=False)
