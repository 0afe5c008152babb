"""Forms of a community transfer, and of land and buildings of community value."""

from typing import Any

from django import forms
from django.utils import timezone

from boards.models import Decision
from commissioning import transferring
from commissioning.models import AssetTransfer, TransferStep, ValueListing
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm


class InterestForm(Form):
    """What a group would do, and how it is reached."""

    group = forms.CharField(
        label="What is your group called?",
        max_length=160,
        help_text="Everybody may read it later: give no person’s name.",
    )
    purpose = forms.CharField(
        label="What would you do with it, and for whom?", max_length=5000, widget=forms.Textarea({"rows": 7}),
        help_text="Our officers read it first. Leave out private facts.",
    )  # fmt: skip
    wants = forms.ChoiceField(
        label="What do you ask for?", choices=AssetTransfer.Wants.choices, widget=Radios, initial="unsure"
    )
    name = forms.CharField(label="Your name", max_length=160, help_text="Only our officers read it.")
    email = forms.EmailField(label="Your email address", required=False)
    phone = forms.CharField(label="Your telephone number", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Want one way to reach them."""
        said = super().clean() or self.cleaned_data
        if not said.get("email") and not said.get("phone") and "email" not in self.errors:
            self.add_error("email", "Enter an email address or a telephone number, so that we can answer")
        return said


class OpenForm(ModelForm):
    """What everybody reads of it."""

    class Meta:
        model = AssetTransfer
        fields = ["group", "purpose"]
        labels = {"group": "Community group", "purpose": "What it would do"}
        help_texts = {"purpose": "Everybody reads it. Take out names of people, and what tells who they are."}


class StepForm(Form):
    """The next step."""

    kind = forms.ChoiceField(label="Which step?", widget=Radios)
    on = DateField(label="On which day?", initial=timezone.localdate)
    note = forms.CharField(
        label="What does it say?", max_length=5000, widget=forms.Textarea({"rows": 5}),
        help_text="The business case in short, the reasons for the decision, or the terms. Everybody can read it.",
    )  # fmt: skip
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="By which decision?", required=False, empty_label="None",
        help_text="Needed to agree or to refuse.",
    )  # fmt: skip
    lease_ends_on = DateField(label="Last day of the lease", required=False)

    def __init__(self, *args: Any, transfer: AssetTransfer, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = transferring.may_follow(transfer)
        rows = Decision.objects.public().order_by("-pk")
        self.fields["kind"].choices = [(kind, TransferStep.Kind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["decision"].queryset = rows.filter(board=transfer.board_id) if transfer.board_id else rows  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        """Want a day that is past."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("Enter today, or a day before.")
        return self.cleaned_data["on"]


class NominationForm(ModelForm):
    """Who nominated it, and why."""

    class Meta:
        model = ValueListing
        fields = ["nominated_by", "nominated_on", "reason"]
        labels = {
            "nominated_by": "Which parish council or community group nominated it?",
            "nominated_on": "When did the nomination come?", "reason": "How does it serve the community?",
        }  # fmt: skip
        help_texts = {"nominated_by": "Everybody can read it: name no person."}


class ListForm(Form):
    """The decision on a nomination."""

    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=[("listed", "Listed, for five years"), ("refused", "Not listed")],
        widget=Radios,
    )
    on = DateField(label="On which day?", initial=timezone.localdate)
    because = forms.CharField(label="Why?", widget=forms.Textarea({"rows": 4}), help_text="Everybody can read it.")


class RemoveForm(Form):
    """Leaving the list before its time."""

    on = DateField(label="On which day?", initial=timezone.localdate)
    because = forms.CharField(label="Why?", max_length=300, help_text="Everybody can read it.")


class NoticeForm(Form):
    """The owner wants to sell."""

    told_on = DateField(label="On which day did the council have the owner’s notice?", initial=timezone.localdate)


class BidForm(Form):
    """A group asks to bid."""

    asked_by = forms.CharField(label="Which community group asked to bid?", max_length=160)
    asked_on = DateField(label="On which day?", initial=timezone.localdate)
