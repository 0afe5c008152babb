"""Forms of services, who answers for them, access points, and finding one."""

from typing import Any

from django import forms
from django.utils import timezone

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import AccessPoint, Service
from foundation.form_fields import Checkboxes, DateField
from foundation.forms import FilterForm, Form
from localities.forms.record import RecordForm
from localities.models import Locality, Organisation, Person, Venue


class FindService(FilterForm):
    """What somebody needs, and where they are."""

    q = forms.CharField(
        label="What do you need?", required=False, max_length=200, help_text="In your own words, such as: a dark street"
    )
    where = forms.CharField(
        label="Where are you?", required=False, max_length=80, help_text="A postcode, a ward, a parish or a place"
    )


class ServiceForm(RecordForm):
    """What an agency does for people, and its standard. Source: checklist D24, D33."""

    website = forms.URLField(max_length=200, required=False, assume_scheme="https")
    answer_days = forms.IntegerField(label="Working days to answer a request", min_value=1, max_value=250, initial=10)

    class Meta:
        model = Service
        fields = ["owner", "name", "about", "needs", "standard", "answer_days", "phone", "website"]
        labels = {
            "owner": "Which organisation offers it?",
            "about": "What it does",
            "needs": "Words that people use for it",
            "standard": "Its standard, in words",
            "phone": "Telephone number",
        }
        help_texts = {
            "needs": "By which it is found, such as: pothole, hole in the road, bumpy",
            "standard": "Such as: We mend a lamp within 7 working days of hearing of it",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("about", "needs", "standard")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Organisation.objects.on(timezone.localdate()).order_by("name")
        self.fields["owner"].empty_label = "Choose an organisation"


class ManagerForm(Form):
    """Who answers for a service, where, from when."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who answers?", empty_label="Choose a person")
    locality = forms.ModelChoiceField(Locality.objects.none(), label="In which place?", required=False)
    starts_on = DateField(label="From which day?", initial=timezone.localdate)

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(left_at__isnull=True).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        offer_place(self, places, "Everywhere")


class PointForm(RecordForm):
    """Where people reach several services at once. Source: checklist E17."""

    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label="Services that are reached there", widget=Checkboxes, required=False
    )

    class Meta:
        model = AccessPoint
        fields = ["name", "venue", "address", "locality", "hours", "phone", "about"]
        labels = {
            "address": "Address, where it is not in the list",
            "locality": "Place",
            "hours": "Opening hours",
            "phone": "Telephone number",
            "about": "What to know before you come",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("address", "hours", "about")}

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["venue"].queryset = Venue.objects.filter(retired_at__isnull=True).order_by("name")
        self.fields["venue"].empty_label = "None of them"
        offer_place(self, places, "None of them")
        rows = Service.objects.standing().select_related("owner").order_by("owner__name", "name")
        self.fields["services"].queryset = rows
        self.fields["services"].label_from_instance = lambda service: f"{service.name}, {service.owner}"
        if self.instance.pk:
            self.fields["services"].initial = list(self.instance.service_links.values_list("service_id", flat=True))

    def drawn_of(self, current: AccessPoint) -> "PointForm":
        """Return this form with the same places to choose from."""
        return PointForm(instance=current, places=self.places)

    def _rules(self):
        """Say the rule that it can be reached at the address."""
        for words, field in super()._rules():
            yield words, "address" if field == "ends_on" else field


class StandardsFilter(FilterForm):
    """How services kept their standards in one place and period."""

    locality = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False, empty_label="All")
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = Locality.objects.order_by("name")  # type: ignore[attr-defined]
