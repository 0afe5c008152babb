"""What a board says of itself."""

from typing import Any

from django import forms
from django.utils import timezone

from foundation.form_fields import DateField, Radios
from foundation.forms import Form
from plans.models import Evidence, SelfScore, SelfStatement


class SelfAssessmentForm(Form):
    """The day, who took part, and for each statement how far it is true and what shows it."""

    assessed_on = DateField(label="Day of the assessment", initial=timezone.localdate)
    assessed_by = forms.CharField(label="Who took part", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.statements = list(SelfStatement.objects.filter(retired_at__isnull=True))
        evidence = Evidence.objects.public().current()
        for statement in self.statements:
            self._ask(statement, evidence)
        self.fields["summary"] = forms.CharField(
            label="What the board makes of it", required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
        )
        self.order_fields([name for name in self.fields if name not in ("summary", "sending")] + ["summary"])

    def _ask(self, statement: SelfStatement, evidence: Any) -> None:
        key = f"{statement.pk}"
        self.fields[f"score-{key}"] = forms.TypedChoiceField(
            label=statement.name, choices=SelfScore.Score.choices, coerce=int, widget=Radios,
            error_messages={"required": f"Say how far it is true: {statement}"},
        )  # fmt: skip
        self.fields[f"words-{key}"] = forms.CharField(
            label="What shows it", max_length=2000, widget=forms.Textarea({"rows": 3}),
            error_messages={"required": f"Say what shows it: {statement}"},
        )  # fmt: skip
        self.fields[f"evidence-{key}"] = forms.ModelChoiceField(
            label="Evidence in the library", queryset=evidence, required=False, empty_label="None"
        )
        self.fields[f"link-{key}"] = forms.URLField(
            label="Where to read more", required=False, max_length=500, assume_scheme="https"
        )

    @property
    def said(self) -> dict[str, Any]:
        """Return what the board says, each statement with its score."""
        data = self.cleaned_data
        scores = {
            statement: {name: data[f"{name}-{statement.pk}"] for name in ("score", "words", "evidence", "link")}
            for statement in self.statements
        }
        return {name: data[name] for name in ("assessed_on", "assessed_by", "summary")} | {"scores": scores}
