"""Evidence and needs. Source: checklist A24, E18."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from engagement.models import Theme
from foundation.form_fields import Checkboxes, Radios
from foundation.forms import FilterForm
from foundation.reason_form import reason_form
from foundation.uploads import UploadField
from localities.forms.record import RecordForm
from localities.models import Area, Locality, Organisation
from plans.forms.place import PlacedForm, place_field
from plans.models import Evidence, Need

ALL = ("", "All")
MOST = 100  # items to choose from, the newest first


class EvidenceFilter(FilterForm):
    """Which items to list, or which needs."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[ALL, *Evidence.Kind.choices])
    theme = forms.ChoiceField(label="Theme", required=False)
    place = forms.ChoiceField(label="Place", required=False)

    columns = {"kind": "kind", "theme": "theme", "place": "locality"}
    searched = ("title", "summary", "source")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        lists = (("theme", Theme.objects.filter(retired_at__isnull=True)), ("place", Locality.objects.order_by("name")))
        for name, rows in lists:
            named = ((str(key), words) for key, words in rows.values_list("pk", "name"))
            self.fields[name].choices = [ALL, *named]  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        asked = self.cleaned_data
        rows = rows.filter(**{column: asked[name] for name, column in self.columns.items() if asked.get(name)})
        for word in asked.get("q", "").split():
            anywhere = Q()
            for column in self.searched:
                anywhere |= Q(**{f"{column}__icontains": word})
            rows = rows.filter(anywhere)
        return rows


class NeedFilter(EvidenceFilter):
    """Which needs to list."""

    kind = None  # type: ignore[assignment]
    columns = {"theme": "theme", "place": "locality"}
    searched = ("title", "statement")


class EvidenceForm(PlacedForm, RecordForm):
    """What the evidence shows, from when and where, who answers for it and who may read it."""

    place = place_field()
    link = forms.URLField(label="Where to read it", max_length=500, required=False, assume_scheme="https")
    document = UploadField(label="Or the document itself", required=False)
    sharing = forms.ChoiceField(
        label="Who may read it?", choices=Evidence.Sharing.choices, widget=Radios(hints={
            "public": "Everybody, once you publish it.",
            "partners": "Whoever sits on a board of the partnership or plans here. It is never public.",
        }),
    )  # fmt: skip

    class Meta:
        model = Evidence
        fields = [
            "kind", "title", "summary", "found_on", "owner", "area", "theme", "sharing", "licence", "source", "link",
        ]  # fmt: skip
        labels = {"owner": "Which organisation answers for it?", "area": "Which area is it about?"}
        help_texts = {
            "licence": "For example: Open Government Licence, or the agreement under which it is shared",
            "source": "For example: census 2021, table TS037",
            "summary": "In plain words, without naming or describing anybody who could be recognised",
        }
        widgets = {"summary": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "title", "summary", "found_on", "place", "area", "theme", "owner", "sharing"])
        self.fields["owner"].queryset = Organisation.objects.on(timezone.localdate()).order_by("name")
        self.fields["area"].queryset = Area.objects.order_by("name")
        self.fields["theme"].queryset = Theme.objects.filter(retired_at__isnull=True)

    def clean_found_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["found_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The date of the evidence must not be in the future")
        return day


class NeedForm(PlacedForm, RecordForm):
    """Who needs what, and the evidence that shows it."""

    place = place_field()
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), label="Which evidence shows it?", required=False, widget=Checkboxes,
        help_text="Add the evidence to the library first. A need without evidence cannot be published.",
    )  # fmt: skip

    class Meta:
        model = Need
        fields = ["title", "statement", "theme"]
        labels = {"title": "The need, in a few words"}
        widgets = {"statement": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        need = self.instance
        chosen = [link.evidence_id for link in need.evidence_links.all()] if need.pk else []
        newest = list(Evidence.objects.current().values_list("pk", flat=True)[:MOST])
        choices = Evidence.objects.filter(pk__in=[*newest, *chosen])
        self.fields["evidence"].queryset = choices  # type: ignore[attr-defined]
        self.fields["evidence"].initial = chosen
        self.fields["theme"].queryset = Theme.objects.filter(retired_at__isnull=True)


BecauseForm = reason_form("Why?", 300, rows=2)
