"""Forms of a strategy framework: its words and rules, its outcomes, its measures. Source: checklist E1, E2."""

from typing import Any

from django import forms

from foundation.form_fields import Radios
from foundation.reason_form import reason_form
from localities.forms.record import RecordForm
from plans.models import STAGES, Framework, FrameworkOutcome, StageMeasure

LINES = forms.Textarea(attrs={"rows": 4})


class FrameworkForm(RecordForm):
    """What the strategy wants, and by which rule a stage is reached."""

    objectives = forms.CharField(
        label="Objectives", required=False, widget=LINES, help_text="One on each line", max_length=4000
    )

    class Meta:
        model = Framework
        fields = [
            "name", "vision", "approach", "objectives", "starts_on", "ends_on", "stages_build_on_each_other",
            "review_months",
        ]  # fmt: skip
        labels = {
            "vision": "What the strategy wants", "approach": "How it goes about it",
            "stages_build_on_each_other": "A stage is reached only when all lower ones are",
            "review_months": "Months until a measure is looked at again",
        }  # fmt: skip
        widgets = {"vision": LINES, "approach": LINES}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["objectives"] = "\n".join(self.instance.objectives)
        self.fields["review_months"].min_value = 1  # type: ignore[attr-defined]

    def clean_objectives(self) -> list[str]:
        """Return each line that says something."""
        return [line.strip() for line in self.cleaned_data["objectives"].splitlines() if line.strip()]

    def clean_review_months(self) -> int:
        """Refuse a review on the day of the assessment."""
        months = self.cleaned_data["review_months"]
        if not 1 <= months <= 60:
            raise forms.ValidationError("Give between 1 and 60 months")
        return months


class OutcomeForm(RecordForm):
    """One outcome."""

    class Meta:
        model = FrameworkOutcome
        fields = ["title", "short_title"]
        labels = {"title": "What will be different", "short_title": "In a few words, for tables"}
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}


class MeasureForm(RecordForm):
    """What success looks like at a stage."""

    stage = forms.TypedChoiceField(
        label="At which stage?", coerce=int, choices=[(stage, f"Stage {stage}") for stage in STAGES], widget=Radios
    )

    class Meta:
        model = StageMeasure
        fields = ["text", "stage"]
        labels = {"text": "What success looks like"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


EndingForm = reason_form("Why does it count no more?", 300, rows=1)
