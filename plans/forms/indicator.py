"""Forms of indicators and of single values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import Theme
from foundation.form_fields import Checkboxes
from foundation.forms import FilterForm, Form
from localities.forms.record import RecordForm
from localities.models import Area, Locality, Organisation
from plans.models import Indicator
from plans.periods import Period, parse
from plans.reading_values import Fault, number

LARGE = (Area.Kind.COUNTY, Area.Kind.DISTRICT)


class IndicatorFilter(FilterForm):
    """Words and a theme by which indicators are found."""

    q = forms.CharField(label="Search indicators", required=False, max_length=100)
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Theme", required=False, empty_label="All themes")

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; everything where it was not asked rightly."""
        said = self.cleaned_data if self.is_valid() else {}
        rows = rows.filter(name__icontains=said["q"]) if said.get("q") else rows
        return rows.filter(theme=said["theme"]) if said.get("theme") else rows


class IndicatorForm(RecordForm):
    """What is counted, how, by whom and where it comes from. Source: checklist A14; standards R25, R33."""

    link = forms.URLField(label="Where to read more", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Indicator
        fields = [
            "name", "key", "definition", "theme", "unit", "decimals", "polarity", "frequency", "counts_people",
            "comparator", "source", "link", "owner", "keeper", "keeper_email", "locality",
        ]  # fmt: skip
        labels = {
            "name": "Name", "key": "Short name in files", "definition": "What is counted, and how", "unit": "Unit",
            "polarity": "Which way is good?", "frequency": "How often is there a value?", "decimals": "Decimals",
            "counts_people": "It counts people, so that small numbers are hidden", "locality": "Place",
            "comparator": "Area with which others are compared", "source": "Where the values come from",
            "owner": "Which organisation answers for it?", "keeper": "Who gives the values?",
            "keeper_email": "Their email address",
        }  # fmt: skip
        help_texts = {
            "key": "Small letters, figures and dashes, such as: crime-rate. Columns of files are found by it.",
            "counts_people": "Such as the number of homeless households, not shares or rates. A small number that is "
            "kept already is lost for good, with others from which it could be worked out.",
            "keeper_email": "It is not shown to the public.",
            "comparator": "Most often the county.",
            "decimals": "With how many decimals it is shown, 0 to 4",
        }
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"key": {"invalid": "Use only letters, figures and dashes for the short name in files"}}

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places = places
        today = timezone.localdate()
        self.fields["theme"].empty_label = "None of them"
        self.fields["comparator"].queryset = Area.objects.on(today).filter(kind__in=LARGE).order_by("kind", "name")
        self.fields["comparator"].empty_label = "None: it is not compared"
        self.fields["owner"].queryset = Organisation.objects.on(today).order_by("name")
        self.fields["owner"].empty_label = "Nobody yet"
        offer_place(self, places)

    def drawn_of(self, current: Indicator) -> "IndicatorForm":
        """Return this form with the same places to choose from."""
        return IndicatorForm(instance=current, places=self.places)

    def clean(self) -> dict[str, Any]:
        """Refuse to hide small numbers of what is no number of people. Source: standards R33."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("counts_people") and cleaned.get("unit") not in (None, Indicator.Unit.NUMBER):
            self.add_error("counts_people", "Only a number counts people. Choose the unit “Number”, or untick this.")
        return cleaned


class ValueForm(Form):
    """One value: where, when and how much."""

    area = forms.ModelChoiceField(Area.objects.none(), label="Area", empty_label="Choose an area")
    period = forms.CharField(
        label="Period",
        max_length=60,
        help_text="Such as 2026, 2026/27, 2026 Q1, 2026-03, or two days with “to” between",
    )
    value = forms.CharField(label="Value", required=False, max_length=40)
    is_withheld = forms.BooleanField(label="The value is known and may not be shown", required=False)
    low = forms.CharField(label="Lower end of its confidence interval", required=False, max_length=40)
    high = forms.CharField(label="Upper end of its confidence interval", required=False, max_length=40)
    note = forms.CharField(label="Note", required=False, max_length=300, help_text="Everybody can read it.")

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        areas = self.fields["area"]
        areas.queryset = Area.objects.order_by("kind", "name")  # type: ignore[attr-defined]
        areas.label_from_instance = lambda area: f"{area.name} ({area.get_kind_display().lower()})"  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        """Return the period that was typed."""
        said = self.cleaned_data["period"]
        if found := parse(said):
            return found
        raise ValidationError(f"“{said}” is no period. Write it like 2026, 2026/27, 2026 Q1 or 2026-03.")

    def _number(self, name: str) -> Decimal | None:
        said = self.cleaned_data[name].strip()
        try:
            return number(said, self.indicator) if said else None
        except Fault as fault:
            raise ValidationError(f"{fault.wrong[0].upper()}{fault.wrong[1:]}. {fault.mend}") from fault

    def clean_value(self) -> Decimal | None:
        """Return the value that was typed."""
        return self._number("value")

    def clean_low(self) -> Decimal | None:
        """Return the lower end that was typed."""
        return self._number("low")

    def clean_high(self) -> Decimal | None:
        """Return the upper end that was typed."""
        return self._number("high")

    def clean(self) -> dict[str, Any]:
        """Ask for a value, or for word that it is withheld; not for both."""
        cleaned = super().clean() or self.cleaned_data
        is_withheld = cleaned.pop("is_withheld", False)
        if "value" in cleaned and (cleaned["value"] is None) != is_withheld:
            said = "Enter the value, or say that it may not be shown" if not is_withheld else "Leave the value empty"
            self.add_error("value", said)
        return cleaned


class UsualForm(Form):
    """Which of the usual indicators to add."""

    keys = forms.MultipleChoiceField(label="Which of them?", widget=Checkboxes)
    locality = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False)

    def __init__(self, *args: Any, usual: list[dict[str, str]], places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(facts["key"], facts["name"]) for facts in usual]  # type: ignore[attr-defined]
        offer_place(self, places)
