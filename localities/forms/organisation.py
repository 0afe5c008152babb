"""Organisations, their political groups, and places to meet."""

from django import forms

from localities.forms.record import RecordForm, SearchForm
from localities.models import Area, Locality, Organisation, PoliticalGroup, Venue


class OrganisationSearch(SearchForm):
    """Which organisations to list."""

    q = forms.CharField(label="Name", required=False, max_length=80)
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "Any"), *Organisation.Kind.choices])
    standing = forms.ChoiceField(label="Show", required=False, choices=[("", "Today’s"), ("ended", "Ended")])


class OrganisationForm(RecordForm):
    """A partner, by type. Source: checklist A46."""

    website = forms.URLField(max_length=200, required=False, assume_scheme="https")
    register_days = forms.IntegerField(
        label="Days in which its members register an interest",
        required=False,
        min_value=1,
        max_value=365,
        help_text="For a council. The law gives 28 days from taking up office and from each change",
    )

    class Meta:
        model = Organisation
        fields = [
            "kind", "name", "short_name", "area", "seats", "register_days", "identifier", "website", "contact_email",
            "about", "starts_on", "ends_on",
        ]  # fmt: skip
        labels = {
            "kind": "Type",
            "area": "Area of a council",
            "seats": "Number of members of a council",
            "contact_email": "Email",
            "about": "What it does",
            "starts_on": "First day, where it is known",
            "ends_on": "Last day, where it has one",
        }
        help_texts = {
            "seats": "Its political groups are checked against this number",
            "identifier": "Such as GB-LAE-ESX of a council, GB-CHC-202918 of a charity or GB-COH-01234567 of a company",
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(kind__in=("county", "district", "parish")).order_by("name")
        self.fields["area"].label_from_instance = lambda area: f"{area.name} ({area.get_kind_display().lower()})"
        self.fields["area"].empty_label = "None"

    def clean_register_days(self) -> int:
        """Return the days of the law where none are given."""
        return self.cleaned_data["register_days"] or Organisation._meta.get_field("register_days").get_default()

    def clean(self):
        """Refuse members of a body that has none."""
        cleaned = super().clean()
        if cleaned.get("seats") is not None and cleaned.get("kind") and cleaned["kind"] not in Organisation.COUNCILS:
            self.add_error("seats", "Only a council has elected members")
        return cleaned


class GroupForm(RecordForm):
    """A political group, named as the council names it."""

    class Meta:
        model = PoliticalGroup
        fields = ["name", "short_name"]
        help_texts = {"short_name": "Such as Con, LD or Ind"}


class VenueSearch(SearchForm):
    """Which venues to list."""

    q = forms.CharField(label="Name or address", required=False, max_length=80)
    locality = forms.ModelChoiceField(Locality.objects.none(), required=False, empty_label="Any")
    standing = forms.ChoiceField(label="Show", required=False, choices=[("", "In use"), ("retired", "No longer used")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = Locality.objects.all()


class VenueForm(RecordForm):
    """A place to meet. Source: checklist D20."""

    class Meta:
        model = Venue
        fields = ["name", "address", "postcode", "locality", "access"]
        labels = {"access": "Access for disabled people"}
        help_texts = {
            "locality": "Boards meet on their own patch: a meeting elsewhere warns",
            "access": "Entrance, lift, toilets, hearing loop, parking. The public reads this.",
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 3}), "access": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, localities, needs_locality=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.offers = {"localities": localities, "needs_locality": needs_locality}
        self.fields["locality"].queryset = localities
        self.fields["locality"].required = needs_locality
        self.fields["locality"].empty_label = "Choose a place" if needs_locality else "None of them"

    def drawn_of(self, current):
        """Return this form with the same places to choose from."""
        return VenueForm(instance=current, **self.offers)
