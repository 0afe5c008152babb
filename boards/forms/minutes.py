"""What the clerk types about minutes: the words of one, why an edition is issued, where it was approved."""

from typing import Any

from django import forms

from boards.forms.version import VersionField
from boards.models import Meeting
from foundation.form_fields import Radios, RichTextField
from foundation.forms import Form


class EntryForm(Form):
    """The words of one minute, with the version that they were begun from."""

    sent_once = False
    mark_optional = False
    text = RichTextField(label="Minute", required=False)
    version = VersionField()


class PublicationForm(Form):
    """What to tell about this edition."""

    note = forms.CharField(
        label="What was corrected", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    incomplete_because = forms.CharField(
        label="Why the records are published incomplete", max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text="It is kept with the meeting. Or complete the records first.",
    )  # fmt: skip
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_first: bool, is_incomplete: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_incomplete:
            del self.fields["incomplete_because"]
        if is_first:
            del self.fields["note"]
        else:
            self.fields["note"].required = True


class ApprovalForm(Form):
    """Where the minutes were approved, and what was shown there."""

    at = forms.TypedChoiceField(label="At which meeting were they approved?", coerce=int, choices=[], widget=Radios)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(str(m.pk), str(m)) for m in meetings]


class CorrectionForm(Form):
    """A correction of approved minutes, as a later meeting minuted it."""

    at = forms.TypedChoiceField(label="Which meeting minuted it?", coerce=int, choices=[], widget=Radios)
    number = forms.CharField(label="Number of the minute that is corrected", max_length=20)
    text = RichTextField(label="The correction, as minuted")

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(str(m.pk), str(m)) for m in meetings]
