"""What a dispensation is given for, by whom and until when."""

from django import forms
from django.utils import timezone

from boards.models import Board, Dispensation
from foundation.form_fields import Radios
from foundation.forms import ModelForm
from foundation.reason_form import reason_form
from localities.models import Mandate, Person


class DispensationForm(ModelForm):
    """Leave to take part in spite of an interest. Source: Localism Act 2011, section 33."""

    class Meta:
        model = Dispensation
        fields = [
            "person", "mandate", "subject", "ground", "extent", "granted_by", "granted_on", "starts_on", "ends_on",
        ]  # fmt: skip
        labels = {
            "person": "Member",
            "mandate": "Only as a member of",
            "subject": "Which interest and which business does it cover?",
            "ground": "On what ground?",
            "extent": "What may they do?",
            "granted_by": "Who granted it?",
            "granted_on": "Granted on",
            "starts_on": "First day",
            "ends_on": "Last day",
        }
        help_texts = {
            "mandate": "For somebody who sits on several councils",
            "granted_by": "The member’s council, or the committee or officer to whom it has given this",
            "ends_on": "Four years after the first day at the latest",
        }
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 3}),
            "ground": Radios,
            "extent": Radios,
        }

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, instance=Dispensation(board=board), **kwargs)
        today = timezone.localdate()
        people = Person.objects.filter(holdings__in=board.holdings.on(today)).distinct().order_by("name")
        self.fields["person"].queryset = people
        self.fields["person"].empty_label = "Choose a member"
        mandates = Mandate.objects.on(today).filter(person__in=people).select_related("person", "council", "area")
        self.fields["mandate"].queryset = mandates.order_by("person__name")
        self.fields["mandate"].label_from_instance = lambda mandate: f"{mandate.person}, {mandate.council}"
        self.fields["mandate"].empty_label = "Every council they sit on"
        self.initial.setdefault("granted_by", "The council’s standards committee")

    def clean(self):
        """Refuse the mandate of somebody else, and a day of granting to come."""
        cleaned = super().clean()
        person, mandate, granted = (cleaned.get(name) for name in ("person", "mandate", "granted_on"))
        if person and mandate and mandate.person_id != person.pk:
            self.add_error("mandate", f"{person} does not hold this mandate")
        if granted and granted > timezone.localdate():
            self.add_error("granted_on", "The day must be today or in the past")
        return cleaned


RevocationForm = reason_form("Why is it revoked?")
