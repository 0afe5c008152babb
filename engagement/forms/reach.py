"""Forms of reach: which place and days, and what share of people a group is."""

import datetime
from typing import Any

from django import forms

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import Audience, GroupShare
from foundation.form_fields import DateField
from foundation.forms import FilterForm
from localities.forms.record import RecordForm
from localities.models import Locality


class ReachFilter(FilterForm):
    """One place, between two days."""

    place = forms.ModelChoiceField(Locality.objects.none(), required=False, empty_label="What is for everywhere")
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Locality.objects.all()

    def period(self, usual: tuple[datetime.date, datetime.date]) -> tuple[datetime.date, datetime.date]:
        """Return the first and last day asked for, else the usual ones; never the wrong way round."""
        self.is_valid()
        first = self.cleaned_data.get("since") or usual[0]
        return first, max(first, self.cleaned_data.get("until") or usual[1])


class ShareForm(RecordForm):
    """What share of a place's people a group is."""

    year = forms.IntegerField(
        min_value=1900, max_value=2100, widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    )

    class Meta:
        model = GroupShare
        fields = ["locality", "audience", "year", "percent", "source"]
        labels = {"audience": "Group", "percent": "Share of people, in percent"}
        help_texts = {"source": "Where the number comes from, such as Census 2021, table TS007"}

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        self.places = places
        super().__init__(*args, **kwargs)
        offer_place(self, places)
        self.fields["audience"].queryset = Audience.objects.filter(retired_at__isnull=True)

    def drawn_of(self, current: GroupShare) -> "ShareForm":
        """Return this form as it stands when it is opened now."""
        return type(self)(instance=current, places=self.places)
