"""Writing and publishing terms of reference."""

from django import forms

from boards.forms.version import VersionField
from foundation.form_fields import RichTextField
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
