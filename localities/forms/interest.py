"""The register of interests: what a member has, of which kind, for which mandate."""

import re

from django import forms
from django.utils import timezone

from foundation.form_fields import DateField, Radios
from foundation.reason_form import reason_form
from localities.forms.record import RecordForm
from localities.models import Area, Interest, InterestDetail, Mandate, Organisation, Person

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b", re.I)
# “12 Mill Lane”, “Flat 3a, High Street”: what leads to somebody's door.
DOOR = re.compile(
    r"\b\d+[a-z]?,?\s+(?:[\w’']+\s+){1,3}(?:road|rd|street|st|lane|avenue|close|drive|way|terrace|crescent|row|gardens)\b",
    re.I,
)
NO_ADDRESS = "Leave the address out: name the ward or parish instead. Home addresses are not published"
HINTS = {
    "employment": "Any work that you are paid for",
    "sponsorship": "Payments towards your expenses or your election, other than from the council",
    "contracts": "Between the council and you, or a body that you own or direct",
    "land": "Land or buildings in the council’s area, your home among them",
    "licences": "To occupy land in the council’s area for a month or longer",
    "tenancies": "Where the council is the landlord and the tenant is a body that you own or direct",
    "securities": "Of a body with a place of business or land in the council’s area, above the limit of the law",
    "other": "Membership or management of charities, public bodies, clubs and campaigns",
    "gifts": "Above the limit of your council’s code: what, from whom, when",
}


class InterestForm(RecordForm):
    """An interest, once for each mandate; an address is refused. Source: standards R10."""

    mandate = forms.ModelChoiceField(Mandate.objects.none(), label="As a member of", widget=Radios, empty_label=None)
    category = forms.ChoiceField(label="What kind of interest?", choices=Interest.Category, widget=Radios(hints=HINTS))
    whose = forms.ChoiceField(label="Whose is it?", choices=Interest.Whose, widget=Radios, initial="member")
    arose_on = DateField(label="From when is it so?", help_text="For example, 6 5 2026")

    class Meta:
        model = InterestDetail
        fields = ["text", "organisation", "body", "area"]
        labels = {
            "text": "What is it?",
            "organisation": "Organisation that it concerns",
            "body": "Or its name, where it is not in the list",
            "area": "Ward or parish that it lies in",
        }
        help_texts = {
            "text": "Everybody can read this. Do not write a home address",
            "body": "Also the name of a person, for a gift",
            "area": "For land. It is shown instead of an address",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    field_order = ["mandate", "category", "whose", "text", "organisation", "body", "area", "arose_on"]

    def __init__(self, *args, instance: InterestDetail, **kwargs):
        self.interest = instance.interest
        said = {name: getattr(self.interest, name) for name in ("mandate", "category", "whose", "arose_on")}
        kwargs["initial"] = {key: value for key, value in said.items() if value} | kwargs.get("initial", {})
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()
        places = Area.objects.filter(kind__in=("ward", "division", "parish")).order_by("name", "kind")
        self.fields["area"].queryset = places
        self.fields["area"].label_from_instance = lambda area: f"{area.name} ({area.get_kind_display().lower()})"
        for name in ("organisation", "area"):
            self.fields[name].empty_label = "None"
        self._offer_mandates(self.interest.person)

    def _offer_mandates(self, person: Person) -> None:
        held = Mandate.objects.on(timezone.localdate()).filter(person=person).select_related("council", "area")
        rows = held | Mandate.objects.filter(pk=self.interest.mandate_id).select_related("council", "area")
        self.fields["mandate"].queryset = rows
        self.fields["mandate"].required = bool(rows)
        if len(rows) < 2:
            self.fields["mandate"].widget = forms.HiddenInput()
            self.initial["mandate"] = rows[0] if rows else None

    def clean_arose_on(self):
        """Refuse a day to come."""
        if self.cleaned_data["arose_on"] > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return self.cleaned_data["arose_on"]

    def clean_text(self) -> str:
        """Refuse what leads to a door."""
        return _without_address(self.cleaned_data["text"])

    def clean_body(self) -> str:
        """Refuse what leads to a door."""
        return _without_address(self.cleaned_data["body"])

    def clean(self):
        """Ask for the ward or parish of land."""
        cleaned = super().clean()
        if cleaned.get("category") in Interest.OF_PLACES and not cleaned.get("area") and "area" not in self.errors:
            self.add_error("area", "Select the ward or parish that the land lies in")
        return cleaned

    def save(self, commit: bool = False) -> InterestDetail:
        """Return the detail with its interest, neither saved yet."""
        detail = super().save(commit=False)
        for name in ("mandate", "category", "whose", "arose_on"):
            setattr(self.interest, name, self.cleaned_data[name])
        detail.interest = self.interest
        return detail


def _without_address(text: str) -> str:
    if POSTCODE.search(text) or DOOR.search(text):
        raise forms.ValidationError(NO_ADDRESS)
    return text


WithholdForm = reason_form(
    "How could telling of it lead to violence or intimidation?",
    help_text="Only the member and those who may withhold interests read this",
)
