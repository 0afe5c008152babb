"""People: who they are, what they were elected to, what they are paid to do."""

from django import forms

from localities.forms.record import RecordForm, SearchForm
from localities.mandating import clash, wrong_tier
from localities.models import Area, Locality, Mandate, Organisation, Person, PoliticalGroup, Post


class PersonSearch(SearchForm):
    """Which people to list."""

    STANDING = (
        ("", "All who are here"),
        ("members", "Elected members"),
        ("officers", "Officers"),
        ("left", "Have left"),
    )
    q = forms.CharField(label="Name", required=False, max_length=80)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Council or organisation", required=False, empty_label="Any"
    )
    standing = forms.ChoiceField(label="Show", choices=STANDING, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()


class PersonForm(RecordForm):
    """A person; home addresses are not kept."""

    class Meta:
        model = Person
        fields = ["title", "name", "email", "phone", "about"]
        labels = {"title": "Title before the name", "about": "What is good to know"}
        help_texts = {
            "title": "Such as Councillor",
            "email": "Where summonses and invitations go",
            "about": "Officers of the partnership read this. Do not write a home address.",
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        """Write the name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        """Refuse an address that another person has: a summons to one would look like a summons to both."""
        email = self.cleaned_data["email"]
        others = Person.objects.filter(email__iexact=email, left_at__isnull=True).exclude(pk=self.instance.pk)
        if email and (other := others.first()):
            raise forms.ValidationError(f"{other} has this address already")
        return email


class MandateForm(RecordForm):
    """What a person was elected to."""

    class Meta:
        model = Mandate
        fields = ["council", "area", "group", "executive_position", "elected_on", "starts_on", "ends_on"]
        labels = {
            "area": "Ward or division",
            "group": "Political group",
            "executive_position": "Position on the cabinet or executive",
            "elected_on": "Day of the election",
            "starts_on": "First day",
            "ends_on": "Last day, where it is known",
        }
        help_texts = {"executive_position": "Leave empty for a member who is not on it"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        councils = Organisation.objects.filter(kind__in=Organisation.COUNCILS)
        self.fields["council"].queryset = councils
        self.fields["council"].empty_label = "Choose a council"
        places = Area.objects.filter(kind__in=("ward", "division", "parish")).order_by("name", "kind")
        self.fields["area"].queryset = places
        self.fields["area"].label_from_instance = lambda area: f"{area.name} ({area.get_kind_display().lower()})"
        self.fields["group"].queryset = PoliticalGroup.objects.all()
        for name in ("area", "group"):
            self.fields[name].empty_label = "None"
        self.fields["starts_on"].required = True

    def clean(self):
        """Refuse a ward of another tier than the council, and two mandates on one council at a time."""
        cleaned = super().clean()
        council, area = cleaned.get("council"), cleaned.get("area")
        if council and area and (problem := wrong_tier(council, area)):
            self.add_error("area", problem)
        if council and cleaned.get("starts_on") and "ends_on" not in self.errors:
            days = cleaned["starts_on"], cleaned.get("ends_on")
            if other := clash(self.instance.person, council, days, apart_from=self.instance.pk):
                self.add_error("council", f"{self.instance.person} sits on {council} in that time: {other}")
        return cleaned


class PostForm(RecordForm):
    """A paid post; one that is joint has an employer and a host, and ends."""

    localities = forms.ModelMultipleChoiceField(
        Locality.objects.none(),
        label="Places the post answers for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Post
        fields = ["title", "employer", "host", "leads_team", "starts_on", "ends_on"]
        labels = {
            "title": "Name of the post",
            "host": "Seconded to",
            "leads_team": "Team led",
            "starts_on": "First day",
            "ends_on": "Last day",
        }
        help_texts = {
            "title": "Such as Locality manager",
            "host": "For a joint post: the body that hosts the officer",
            "ends_on": "A seconded post must have one",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, empty in (("employer", "Choose an organisation"), ("host", "Nobody")):
            self.fields[name].queryset = Organisation.objects.all()
            self.fields[name].empty_label = empty
        self.fields["localities"].queryset = Locality.objects.all()
        self.fields["starts_on"].required = True
        if self.instance.pk:
            self.fields["localities"].initial = [link.locality_id for link in self.instance.locality_links.all()]

    def clean(self):
        """Ask for the end of a secondment. Source: checklist C18."""
        cleaned = super().clean()
        employer, host = cleaned.get("employer"), cleaned.get("host")
        if host and host == employer:
            self.add_error("host", "Choose another organisation than the employer")
        elif host and not cleaned.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter the last day of the secondment")
        return cleaned

    def save(self, commit=True):
        """Return the post, which brings the places that were ticked."""
        post = super().save(commit=False)
        post.chosen_localities = list(self.cleaned_data["localities"])
        return post
