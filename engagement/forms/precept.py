"""What a parish council asked about its precept, what residents said and what was decided. Source: checklist E14."""

from typing import Any

from django import forms

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import Activity, PreceptConsultation
from foundation.form_fields import PenceField
from foundation.forms import ModelForm
from localities.models import Organisation


class PreceptForm(ModelForm):
    """One council's consultation of one year; money is typed in pounds and kept in pence."""

    precept = PenceField(label="Precept proposed")
    band_d = PenceField(label="Band D charge a year")
    decided = PenceField(label="Precept set", required=False)

    class Meta:
        model = PreceptConsultation
        fields = [
            "council", "year", "locality", "question", "precept", "band_d", "how", "activity", "in_favour", "against",
            "other", "decision", "decided", "decided_on",
        ]  # fmt: skip
        labels = {
            "year": "Financial year that begins in April of", "council": "Parish or town council",
            "in_favour": "Answers for it", "against": "Answers against it", "decided_on": "Decided on",
            "how": "How residents were asked", "activity": "The activity here, where there was one",
        }  # fmt: skip
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("question", "how", "decision")}
        help_texts = {
            "how": "For example: a leaflet to each home, and a meeting in the hall",
            "in_favour": "Give all three numbers, or none while nothing is counted.",
        }

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Organisation.objects.filter(kind="parish")  # type: ignore[attr-defined]
        activities = Activity.objects.public()
        here = activities.filter(locality__in=places.localities) if places.must else activities
        self.fields["activity"].queryset = here  # type: ignore[attr-defined]
        offer_place(self, places)
