"""Writing and publishing terms of reference."""

from django import forms

from boards.forms.version import VersionField
from boards.models import TermsAgreement
from foundation.form_fields import DateField, Radios, RichTextField
from foundation.forms import Form


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
    """What a council said to a change of the terms."""

    answer = forms.ChoiceField(label="What did the council say?", choices=TermsAgreement.Answer, widget=Radios)
    answered_on = DateField(label="On which day?")
    minute = forms.CharField(
        label="Where is it minuted?", max_length=300, help_text="For example, Full Council, minute 14 of 3 May 2026"
    )
