"""Writing and publishing terms of reference."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from boards.forms.version import VersionField
from boards.models import TermsAgreement
from foundation.form_fields import DateField, Radios, RichTextField
from foundation.forms import Form
from foundation.models import Edition


class TermsForm(Form):
    """The text that governs a board, and the version from which one started."""

    text = RichTextField(label="Terms of reference", required=False)
    version = VersionField()


class PublishTermsForm(Form):
    """Why the terms are published."""

    note = forms.CharField(
        label="What has changed", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AgreementForm(Form):
    """What a council said to a change of the terms, which the form names."""

    number = VersionField()
    answer = forms.ChoiceField(label="What did the council say?", choices=TermsAgreement.Answer, widget=Radios)
    answered_on = DateField(label="On which day?")
    minute = forms.CharField(
        label="Where is it minuted?", max_length=300, help_text="For example, Full Council, minute 14 of 3 May 2026"
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.edition, self.fields["number"].initial = edition, edition.number

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that was begun for another edition."""
        said = super().clean() or self.cleaned_data
        if said.pop("number", None) != self.edition.number:
            raise ValidationError(f"Edition {self.edition.number} waits for its answer now. Open this form again.")
        return said
