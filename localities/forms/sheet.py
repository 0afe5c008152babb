"""A table sent as a file, or pasted."""

from django import forms

from foundation.forms import Form
from localities.importing import decode

LARGEST_BYTES = 2 * 1024 * 1024


class SheetForm(Form):
    """A table: a file, or its text, which stays in the box so that it can be put right there."""

    mark_optional = False  # one of the two is needed

    file = forms.FileField(
        label="File", required=False, help_text="A CSV file, up to 2 MB. Spreadsheets save one with “Save as”.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    table = forms.CharField(
        label="Or paste the table", required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
    )  # fmt: skip

    def clean_file(self):
        """Return the text of the file; refuse one that is too large or is no text."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_BYTES:
            raise forms.ValidationError("The file must be smaller than 2 MB")
        return decode(file.read()) if file else ""

    def clean(self):
        """Take the file where there is one."""
        cleaned = super().clean()
        if cleaned.get("file"):
            cleaned["table"] = cleaned["file"]
        elif not cleaned.get("table", "").strip() and not self.errors:
            self.add_error("file", "Choose a file, or paste the table")
        return cleaned
