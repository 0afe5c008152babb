"""Forms of measures and of what is done where they are behind."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from boards.seeing import seen
from foundation.form_fields import DateField
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from localities.models import Area, Organisation
from plans.measuring import FIELDS
from plans.models import Indicator, Measure


class MeasureForm(SawForm, ModelForm):
    """An indicator in an area, with its baseline, its target and its tolerance."""

    class Meta:
        model = Measure
        fields = list(FIELDS)
        labels = {
            "indicator": "What is counted?", "area": "Where?", "baseline": "Baseline: the value from which it starts",
            "baseline_on": "Day of the baseline", "target": "Target: the value to be reached",
            "target_on": "Day by which it is to be reached", "tolerance": "Tolerance", "reason": "Why this target?",
        }  # fmt: skip
        help_texts = {
            "tolerance": (
                "By what percentage of the whole way it may lag and still be slightly behind, not behind. Empty: as"
                " the rules of the place say."
            ),
            "target": "A target needs its baseline.",
            "reason": "Everybody can read it.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = Indicator.objects.filter(published_at__isnull=False, retired_at__isnull=True)
        if self.instance.pk:
            offered |= Indicator.objects.filter(pk=self.instance.indicator_id)
        self.fields["indicator"].queryset = offered  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.on(timezone.localdate()).order_by("kind", "name")  # type: ignore[attr-defined]
        self.fields["area"].label_from_instance = lambda area: f"{area} ({area.get_kind_display().lower()})"  # type: ignore[attr-defined]
        for name in ("indicator", "area"):
            self.fields[name].empty_label = "Choose one"  # type: ignore[attr-defined]
        for name in ("baseline", "target", "tolerance"):
            if (value := getattr(self.instance, name)) is not None:
                self.initial[name] = f"{value.normalize():f}"  # as it was typed, not with all the decimals kept

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the measure locked."""
        return seen(self.instance, FIELDS)

    def _post_clean(self) -> None:
        """Leave it to the act, which judges the row that it locked, in the words of the rule."""

    @property
    def said(self) -> dict[str, Any]:
        """Return what the measure is to say."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class CorrectionForm(Form):
    """What is done about a measure that is behind."""

    text = forms.CharField(
        label="What is done about it", max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="Everybody can read it.",
    )  # fmt: skip
    owner = forms.ModelChoiceField(label="Who does it", queryset=Organisation.objects.none(), empty_label="Choose one")
    due_on = DateField(label="By when", error_messages={"required": "Enter the day by which it is done"})

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]


class CorrectionDoneForm(Form):
    """That it is done, and what came of it."""

    done_on = DateField(label="When was it done?", initial=datetime.date.today)
    done_note = forms.CharField(
        label="What came of it", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="Everybody can read it."
    )
