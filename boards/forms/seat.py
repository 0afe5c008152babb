"""Putting people in seats, and the rules that make seats."""

from django import forms

from boards.forms.dated import DatedForm
from boards.models import Seat, SeatHolding, SeatRule
from foundation.form_fields import Checkboxes, DateField, Radios
from foundation.forms import Form
from localities.models import Mandate, Organisation, Person


class RuleForm(Form):
    """A rule that makes seats."""

    source = forms.ChoiceField(label="Where do the seats come from?", choices=SeatRule.Source, widget=Radios)
    label = forms.CharField(
        label="What is each seat called?", max_length=160, help_text="Such as “Community representative”"
    )
    count = forms.IntegerField(label="How many, where the number is fixed", min_value=1, max_value=100, initial=1)
    organisation_kinds = forms.MultipleChoiceField(
        label="Which kinds of organisation, where each sends somebody",
        choices=Organisation.Kind,
        required=False,
        widget=Checkboxes,
    )
    can_vote = forms.BooleanField(label="Holders have a vote", required=False, initial=True)

    def clean(self):
        """Ask for kinds where the seats come from organisations."""
        cleaned = super().clean()
        if cleaned.get("source") == SeatRule.Source.ORGANISATION and not cleaned.get("organisation_kinds"):
            self.add_error("organisation_kinds", "Choose at least one kind of organisation")
        return cleaned


class AppointForm(DatedForm):
    """Who takes a seat, for whom, and when."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    mandate = forms.ModelChoiceField(
        Mandate.objects.none(), required=False, empty_label="None", help_text="For an elected member: what they sit as"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="None", label="Organisation they speak for"
    )
    seniority = forms.CharField(label="Their post there", max_length=160, required=False)
    may_commit = forms.BooleanField(label="They have authority to commit it", required=False)
    starts_on = DateField(label="From")
    ends_on = DateField(label="Until", required=False)

    def __init__(self, *args, seat: Seat, holding: SeatHolding | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["person"].queryset = Person.objects.filter(left_at__isnull=True)
        mandates = Mandate.objects.select_related("person", "council", "area").order_by("person__name")
        self.fields["mandate"].queryset = mandates.filter(area=seat.area_id) if seat.area_id else mandates
        self.fields["mandate"].label_from_instance = lambda mandate: f"{mandate.person}, {mandate}"
        self.fields["organisation"].queryset = Organisation.objects.all()
        self.fields["organisation"].initial = seat.organisation_id

    def clean(self):
        """Refuse somebody else's mandate."""
        cleaned = super().clean()
        mandate, person = cleaned.get("mandate"), cleaned.get("person")
        if mandate and person and mandate.person_id != person.pk:
            self.add_error("mandate", f"This mandate is {mandate.person}’s, not {person}’s")
        return cleaned
