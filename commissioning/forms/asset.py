"""Forms of land and buildings: what each is, who uses it, room to share, and looking for either."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from commissioning import access as roles
from commissioning import keeping_assets
from commissioning.models import Asset, AssetOccupier, AssetRoom, Step
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import FilterForm, Form, ModelForm
from localities.forms.where import places
from localities.models import Area, Locality, Organisation
from plans.forms.placed import PlacedForm


class AssetForm(PlacedForm):
    """What the register says of land or a building."""

    permission = roles.ASSETS
    wants_place = "Choose the board or the locality that it belongs to"
    running_pence = PenceField(label="What does it cost to run for a year?", required=False, min_value=0)

    class Meta:
        model = Asset
        fields = [*keeping_assets.FIELDS[:5], "board", "locality", *keeping_assets.FIELDS[5:]]
        labels = {
            "name": "Name", "kind": "What is it?", "uprn": "Unique property reference number (UPRN)",
            "address": "Address", "postcode": "Postcode", "board": "Board that looks after it",
            "locality": "Locality, where no board does", "area": "Ward or parish", "owner": "Who owns it?",
            "tenure": "By what right?", "tenure_ends_on": "Last day of the lease or licence",
            "condition": "In what condition is it?", "looked_on": "Day of the last survey",
            "steps": "How does somebody in a wheelchair get in?", "access": "Access for disabled people, in words",
            "about": "What is it used for?",
        }  # fmt: skip
        help_texts = {
            "name": "Everybody can read the register. Leave out refuges and others that must not be found.",
            "area": "Leave it empty where the postcode is known here.",
            "latitude": "For example 52.47701. Leave both empty where the postcode is known here.",
        }
        widgets = {
            "tenure": Radios, "steps": Radios, "access": forms.Textarea({"rows": 3}),
            "about": forms.Textarea({"rows": 3}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choice("owner", Organisation.objects.on(timezone.localdate()).order_by("name")).empty_label = "Choose"
        shapes = Area.objects.on(timezone.localdate()).filter(kind__in=("ward", "parish")).order_by("name")
        self._choice("area", shapes).empty_label = "Not named"
        self.fields["condition"].choices = [("", "Not surveyed yet"), *Asset.Condition.choices]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Choose"), *Asset.Kind.choices]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        """Return it as it is written, “ZZ99 1AA”."""
        return keeping_assets.locating.written(self.cleaned_data["postcode"]) or self.cleaned_data["postcode"]


class OccupierForm(ModelForm):
    """Who uses it."""

    class Meta:
        model = AssetOccupier
        fields = ["organisation", "what_for", "starts_on"]
        labels = {"organisation": "Who uses it?", "what_for": "What for?", "starts_on": "Since when?"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = Organisation.objects.on(timezone.localdate()).order_by("name"), "Choose"


class EndForm(Form):
    """The last day on which somebody uses it."""

    on = DateField(label="What is the last day?", initial=timezone.localdate)


class RoomForm(ModelForm):
    """Room that others may use."""

    class Meta:
        model = AssetRoom
        fields = ["name", "kind", "places", "steps", "loop", "when", "terms"]
        labels = {
            "name": "Name of the room", "kind": "What is it?", "places": "For how many people?",
            "steps": "How does somebody in a wheelchair get in?", "loop": "It has a hearing loop",
            "when": "When is it free?", "terms": "What does it cost, and how does somebody ask for it?",
        }  # fmt: skip
        help_texts = {"terms": "Everybody can read it: name an office, not a person."}
        widgets = {"steps": Radios}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *AssetRoom.Kind.choices]  # type: ignore[attr-defined]


class AssetFilter(FilterForm):
    """Where, what it is, whose, and whether it is shared."""

    place = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False, empty_label="All places")
    kind = forms.ChoiceField(label="What it is", required=False, choices=[("", "Anything"), *Asset.Kind.choices])
    owner = forms.ModelChoiceField(Organisation.objects.none(), label="Owner", required=False, empty_label="Anybody")
    shared = forms.BooleanField(label="Only what two or more organisations use", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Locality.objects.all()  # type: ignore[attr-defined]
        owners = Organisation.objects.filter(assets__left_at__isnull=True, assets__isnull=False).distinct()
        self.fields["owner"].queryset = owners.order_by("name")  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep what fits; a choice that is none leaves the list whole."""
        chosen = self.cleaned_data if self.is_valid() else {}
        wanted = {"locality": chosen.get("place"), "kind": chosen.get("kind"), "owner": chosen.get("owner")}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        return rows.together(timezone.localdate()) if chosen.get("shared") else rows


class RoomFilter(FilterForm):
    """Where somebody needs room, of what kind, for how many, and how they get in. Source: checklist E33, E35."""

    place = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False, empty_label="All places")
    area = forms.ChoiceField(label="Ward or parish", required=False)
    kind = forms.ChoiceField(label="Kind of room", required=False, choices=[("", "Any"), *AssetRoom.Kind.choices])
    places = forms.IntegerField(label="For how many people?", required=False, min_value=1, max_value=9999)
    free = forms.BooleanField(label="Without a step, into the building and the room", required=False)
    loop = forms.BooleanField(label="With a hearing loop", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Locality.objects.all()  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", "Any"), *places()]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[AssetRoom]) -> QuerySet[AssetRoom]:
        """Keep the rooms that fit; a room whose size is not said fits no number of people."""
        chosen = self.cleaned_data if self.is_valid() else {}
        wanted: dict[str, Any] = {
            "asset__locality": chosen.get("place"), "asset__area": chosen.get("area"), "kind": chosen.get("kind"),
            "places__gte": chosen.get("places"), "loop": chosen.get("loop"),
        }  # fmt: skip
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        return rows.filter(steps=Step.FREE, asset__steps=Step.FREE) if chosen.get("free") else rows
