"""Strategies and their aims. Source: checklist A12, A25."""

from typing import Any

from django import forms
from django.utils import timezone

from boards.models import Level
from engagement.models import Theme
from foundation.form_fields import DateField
from foundation.forms import FilterForm, Form
from localities.forms.record import RecordForm
from localities.models import Locality, Organisation
from plans.forms.place import PlacedForm, place_field
from plans.models import Aim, Strategy

ALL = ("", "All")


class StrategyFilter(FilterForm):
    """Which strategies to list."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[ALL, *Strategy.Kind.choices])
    whose = forms.ChoiceField(label="Whose", required=False)
    level = forms.ChoiceField(label="Level", required=False, choices=[ALL, *Level.choices])
    place = forms.ChoiceField(label="Place", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        owners = Organisation.objects.filter(strategies__isnull=False).distinct().order_by("name")
        places = Locality.objects.order_by("name")
        for name, rows in (("whose", owners), ("place", places)):
            named = ((str(key), words) for key, words in rows.values_list("pk", "name"))
            self.fields[name].choices = [ALL, *named]  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        asked = self.cleaned_data
        columns = {"kind": "kind", "whose": "organisation", "level": "level", "place": "locality"}
        rows = rows.filter(**{column: asked[name] for name, column in columns.items() if asked.get(name)})
        for word in asked.get("q", "").split():
            rows = rows.filter(title__icontains=word) | rows.filter(aims__title__icontains=word)
        return rows.distinct() if asked.get("q") else rows


class StrategyForm(PlacedForm, RecordForm):
    """What a strategy is, whose, for when, and which one it carries out."""

    place = place_field()
    link = forms.URLField(label="Where to read it", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Strategy
        fields = [
            "kind", "title", "organisation", "level", "theme", "about", "link", "starts_on", "ends_on", "within",
        ]  # fmt: skip
        labels = {"organisation": "Whose is it?", "within": "Which strategy does it carry out?"}
        help_texts = {
            "organisation": "Leave it empty where it is the partners’ together, or the country’s.",
            "within": "For example: an action plan carries out a strategy. A circle is refused.",
            "kind": "A priority or an objective is linked to its aims, targets or ambitions, whatever its kind.",
        }
        widgets = {"about": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.on(timezone.localdate()).order_by("name")
        self.fields["theme"].queryset = Theme.objects.filter(retired_at__isnull=True)
        self.fields["within"].queryset = Strategy.objects.exclude(pk=self.instance.pk).order_by("title")

    def clean(self) -> dict[str, Any]:
        """Ask whose corporate plan it is."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") == Strategy.Kind.CORPORATE and not said.get("organisation"):
            self.add_error("organisation", "Say whose corporate plan it is.")
        return said


class AimForm(RecordForm):
    """One aim, in the words of its strategy."""

    class Meta:
        model = Aim
        fields = ["title", "about"]
        labels = {"title": "What is the aim?"}
        help_texts = {"about": "For example, its target: “from 62% in 2026 to 70% by 2030”."}
        widgets = {"about": forms.Textarea({"rows": 3})}


class LastDayForm(Form):
    """Since when it is no longer pursued."""

    ends_on = DateField(label="Last day", help_text="What is linked to it says so still.")
