"""Areas, and the localities that are made of them."""

from django import forms
from django.utils.text import slugify

from foundation.form_fields import DateField
from foundation.forms import Form
from localities.forms.record import RecordForm, SearchForm
from localities.models import Area, Locality
from localities.placing import HOLDERS


class AreaSearch(SearchForm):
    """Which areas to list."""

    q = forms.CharField(label="Name or GSS code", required=False, max_length=80)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any"), *Area.Kind.choices])
    standing = forms.ChoiceField(label="Show", required=False, choices=[("", "Today’s"), ("ended", "Ended")])


class AreaForm(RecordForm):
    """A county, district, division, ward or parish. Source: checklist X10."""

    class Meta:
        model = Area
        fields = ["kind", "name", "gss_code", "within", "starts_on", "ends_on"]
        labels = {"starts_on": "First day, where it is known", "ends_on": "Last day, where it has one"}
        help_texts = {
            "gss_code": "Nine characters, such as E05003184. The Office for National Statistics lists them.",
            "within": "The county or district around it",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        around = Area.objects.filter(kind__in=(Area.Kind.COUNTY, Area.Kind.DISTRICT)).exclude(pk=self.instance.pk)
        self.fields["within"].queryset = around.order_by("kind", "name")
        self.fields["within"].empty_label = "None"

    def clean_gss_code(self) -> str:
        """Write the code in capitals."""
        return self.cleaned_data["gss_code"].upper()

    def clean(self):
        """Refuse a ward around a county."""
        cleaned = super().clean()
        kind, within = cleaned.get("kind"), cleaned.get("within")
        if kind and within and within.kind not in HOLDERS[Area.Kind(kind)]:
            words = dict(Area.Kind.choices)
            self.add_error("within", f"A {words[kind].lower()} does not lie within a {words[within.kind].lower()}")
        return cleaned


class LocalityForm(RecordForm):
    """A place that works together, and what it does its own way. Source: checklist C26, D2."""

    OWN_WAYS = ("contact_name", "contact_email", "contact_phone", "how_it_works", "meets_elsewhere")
    contact_name = forms.CharField(label="Who to speak to", max_length=160, required=False)
    contact_email = forms.EmailField(label="Email of the locality", required=False)
    contact_phone = forms.CharField(label="Telephone of the locality", max_length=40, required=False)
    how_it_works = forms.CharField(
        label="What is done differently here", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    meets_elsewhere = forms.BooleanField(label="Boards may meet outside it without a warning", required=False)

    class Meta:
        model = Locality
        fields = ["name", "about", "starts_on", "ends_on"]
        labels = {
            "about": "About the place",
            "starts_on": "First day, where it is known",
            "ends_on": "Last day, where it has one",
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.OWN_WAYS:
            self.fields[name].initial = self.instance.settings.get(name, "")

    def clean_name(self) -> str:
        """Give a new locality its address; refuse a name whose address another one has."""
        name = " ".join(self.cleaned_data["name"].split())
        slug = slugify(name)[:80]
        if not slug:
            raise forms.ValidationError("Enter a name with letters or digits")
        if self.instance._state.adding:
            if Locality.objects.filter(slug=slug).exists():
                raise forms.ValidationError("Another locality has this name")
            self.instance.slug = slug  # it never changes: others have linked to it
        return name

    def clean(self):
        """Keep what is done its own way."""
        cleaned = super().clean()
        own = {name: cleaned.pop(name) for name in self.OWN_WAYS if cleaned.get(name)}
        self.instance.settings = {k: v for k, v in self.instance.settings.items() if k not in self.OWN_WAYS} | own
        return cleaned


class IncludeForm(Form):
    """Areas to become part of a locality, and from when."""

    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="Areas", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one area"},
    )  # fmt: skip
    starts_on = DateField(label="First day")

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas
        self.fields["areas"].label_from_instance = lambda area: f"{area.name} ({area.get_kind_display().lower()})"


class DayForm(SearchForm):
    """The day for which to check."""

    on = DateField(label="On", required=False)
