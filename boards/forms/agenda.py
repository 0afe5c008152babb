"""Forms of an agenda's items and of what members propose for it."""

from django import forms

from boards.agenda_building import FIELDS
from boards.models import AgendaItem, ItemProposal, Meeting, Purpose, SeatHolding, Standing
from boards.seeing import seen
from foundation.form_fields import Radios, RichTextField
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.reason_form import reason_form
from localities.models import Person

LONGEST_MINUTES = 600
HINTS = {
    Purpose.DECISION: "The board is asked to agree something",
    Purpose.DISCUSSION: "The board talks it through",
    Purpose.INFORMATION: "The board is told",
}


class AddItemForm(Form):
    """A new item, with what is needed to put it in its place."""

    title = forms.CharField(max_length=200)
    purpose = forms.ChoiceField(choices=Purpose, initial=Purpose.DISCUSSION)
    minutes = forms.IntegerField(
        label="Time in minutes", min_value=1, max_value=LONGEST_MINUTES, required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip


class ItemForm(SawForm, ModelForm):
    """Everything that an item says."""

    text = RichTextField(label="Text under the title", required=False)

    class Meta:
        model = AgendaItem
        fields = ["title", "purpose", "lead", "minutes", "text", "proposed_by", "about_meeting", "is_lettered"]
        widgets = {"purpose": Radios(hints=HINTS)}
        labels = {"is_lettered": "Make it part of the item before, with a letter", "proposed_by": "Proposed by"}
        help_texts = {"is_lettered": "It is then numbered like 5(a)", "lead": "Name and office, as it should print"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        item = self.instance
        self.fields["purpose"].choices = Purpose.choices
        self.fields["minutes"].min_value = 1
        self.fields["minutes"].max_value = LONGEST_MINUTES
        self.fields["minutes"].widget.attrs |= {"class": "govuk-input--width-3"}
        self.fields["proposed_by"].queryset = self._members(item)
        self.fields["proposed_by"].empty_label = "Nobody in particular"
        if item.key == Standing.MINUTES:
            self._offer_meetings(item)
        else:
            del self.fields["about_meeting"]

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the order of the agenda locked."""
        return seen(self.instance, FIELDS)

    def clean_minutes(self):
        """Refuse times that no meeting has."""
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
            raise forms.ValidationError(f"Time in minutes must be between 1 and {LONGEST_MINUTES}")
        return minutes

    def _members(self, item):
        today = item.meeting.date
        held = SeatHolding.objects.filter(board=item.board_id).on(today).values("person")
        people = Person.objects.filter(pk__in=held)
        return people | Person.objects.filter(pk=item.proposed_by_id) if item.proposed_by_id else people

    def _offer_meetings(self, item):
        earlier = Meeting.objects.filter(board=item.board_id, starts_at__lt=item.meeting.starts_at)
        field = self.fields["about_meeting"]
        field.queryset = earlier.filter(minutes__isnull=False).select_related("board").order_by("-starts_at")
        field.label, field.empty_label = "Whose minutes are to be approved", "None"


class ProposalForm(ModelForm):
    """What a member asks the board to talk about. Source: checklist A4."""

    class Meta:
        model = ItemProposal
        fields = ["title", "reason", "purpose"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 5, "maxlength": 2000}), "purpose": Radios(hints=HINTS)}
        help_texts = {"title": "As it should stand on the agenda"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = Purpose.choices

    def clean_reason(self):
        """Refuse more than the clerk can read."""
        reason = self.cleaned_data["reason"]
        if len(reason) > 2000:
            raise forms.ValidationError("Why the board should talk about it must be 2000 characters or fewer")
        return reason


DeclineForm = reason_form("Why it does not come to this agenda", 1000, "The member reads this.", rows=4)
