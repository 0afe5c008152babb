"""Forms by which people are invited to a survey: by mail, and by letter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from engagement import inviting
from foundation.form_fields import Radios
from foundation.forms import Form
from localities import importing

MOST_BYTES = 1_000_000
MOST_LETTERS = 500


class InviteForm(Form):
    """Addresses, pasted or from a file."""

    addresses = forms.CharField(
        label="Email addresses", required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line, with or without a name: Jo Field, jo@example.org",
    )  # fmt: skip
    file = forms.FileField(
        label="Or a file of them", required=False, help_text="CSV or plain text, one person a line, 1 MB at most"
    )

    def clean_file(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST_BYTES:
            raise ValidationError("The file must be 1 MB or smaller. Send it in several parts.")
        return importing.decode(file.read())

    def clean(self) -> dict[str, Any]:
        """Read every line; name each that is wrong."""
        found = super().clean() or {}
        text = "\n".join(filter(None, [found.get("addresses"), found.get("file")]))
        if not self.errors and not text.strip():
            self.add_error("addresses", "Enter at least one email address, or choose a file")
        try:
            found["invitees"] = inviting.read(text)
        except ValidationError as refused:
            self.add_error("addresses", refused.messages[:20])  # type: ignore[arg-type]
        return found


class LettersForm(Form):
    """Letters for people without an email address, each with a code."""

    names = forms.CharField(
        label="Names for the letters", required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text="One a line"
    )
    count = forms.IntegerField(
        label="Or how many letters without a name", required=False, min_value=1, max_value=MOST_LETTERS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    form = forms.ChoiceField(
        label="What to make", choices=[("pdf", "A PDF to print and cut"), ("csv", "A table for your mail merge")],
        initial="pdf", widget=Radios(),
    )  # fmt: skip
    sent_once = False  # its answer is a file, made once

    def clean(self) -> dict[str, Any]:
        """Refuse no letters, and more than one file can hold."""
        found = super().clean() or {}
        names = [" ".join(line.split())[:160] for line in (found.get("names") or "").splitlines() if line.strip()]
        found["people"] = names + [""] * (found.get("count") or 0)
        if not self.errors and not found["people"]:
            self.add_error("names", "Enter names, or how many letters to make")
        if len(found["people"]) > MOST_LETTERS:
            self.add_error("names", f"Make {MOST_LETTERS} letters or fewer at once")
        return found
