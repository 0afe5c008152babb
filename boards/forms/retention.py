"""How long papers stay public, legal holds, and what is deleted after its date."""

from collections.abc import Sequence

from django import forms

from boards.disposing import Passed
from boards.models import Board, Meeting
from foundation.form_fields import Radios
from foundation.forms import Form
from foundation.reason_form import reason_form
from foundation.templatetags.words import day

GOOD = "good"


class RetentionForm(Form):
    """For how many years something is kept, or for good."""

    how_long = forms.ChoiceField(
        label="How long does it stay public?",
        choices=[("years", "For a number of years"), (GOOD, "For good")],
        widget=Radios,
    )
    years = forms.IntegerField(label="Years", min_value=1, max_value=200, required=False)

    def clean(self):
        """Ask for the number where there is one."""
        said = super().clean()
        if said.get("how_long") == "years" and not said.get("years") and "years" not in self.errors:
            self.add_error("years", "Enter the number of years")
        return said

    @property
    def kept_years(self) -> int | None:
        """Return the years that were chosen, None for good."""
        return None if self.cleaned_data["how_long"] == GOOD else self.cleaned_data["years"]


class HoldForm(Form):
    """What must not be deleted, and why."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        label="Which meeting?",
        empty_label="Everything: every meeting and every delegated decision",
    )
    reason = forms.CharField(
        label="Why must nothing be deleted?", max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Such as a claim, an inquiry or a request for information. Officers alone read this.",
    )  # fmt: skip

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.public().filter(board=board).order_by("-starts_at")
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = lambda meeting: day(meeting.starts_at)


LiftForm = reason_form("Why is it lifted?", 1000)


class PassedForm(Form):
    """Which of what has passed its date is deleted."""

    chosen = forms.MultipleChoiceField(
        error_messages={
            "required": "Choose what to delete",
            "invalid_choice": "Choose what to delete from the list: it may have changed meanwhile",
        }
    )

    def __init__(self, *args, found: Sequence[Passed], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one.key, one.key) for one in found if not one.hold]
