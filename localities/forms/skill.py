"""What somebody can do, and who may read it."""

from django import forms

from foundation.form_fields import Radios
from foundation.forms import FilterForm, Form

READERS = {
    "officers": "The officers of this partnership, who look for people to ask",
    "everybody": "Everybody, on the page that shows what I am a member of",
}


class SkillForm(Form):
    """A skill in the person's own words, with their consent."""

    name = forms.CharField(
        label="What can you do?", max_length=120, help_text="In your own words, such as “chairing meetings” or “grants”"
    )
    experience = forms.CharField(
        label="Where you learned it, what you did with it", required=False, max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    readers = forms.ChoiceField(label="Who may read it?", choices=READERS.items(), widget=Radios, initial="officers")
    consent = forms.BooleanField(label="I agree that it is kept here until I take it back")

    @property
    def said(self) -> dict:
        """Return what the act is told."""
        said = self.cleaned_data
        return {"name": said["name"], "experience": said["experience"], "is_public": said["readers"] == "everybody"}


class SkillSearch(FilterForm):
    """What somebody should be able to do."""

    q = forms.CharField(label="What should they be able to do?", required=False, max_length=200)
