"""The advert of a vacant seat."""

from django import forms

from foundation.form_fields import DateField
from foundation.forms import Form


class VacancyForm(Form):
    """What the seat asks for, how to stand and until when. Everybody reads it."""

    about = forms.CharField(
        label="What the seat asks for", max_length=3000, widget=forms.Textarea({"rows": 5}),
        help_text="What its holder does, how much time it takes, who may put themselves forward",
    )  # fmt: skip
    how = forms.CharField(
        label="How to put yourself forward", max_length=1500, widget=forms.Textarea({"rows": 3}),
        help_text="Whom to write to or ring, what to send, where nomination papers are",
    )  # fmt: skip
    closes_on = DateField(label="Last day to do so")
