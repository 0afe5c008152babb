"""A form with one question: why something is done, or what came of it. The question is data."""

from django import forms

from foundation.forms import Form


def reason_form(
    label: str = "Why?", most: int | None = None, help_text: str = "", *, rows: int = 3, name: str = "because"
) -> type[Form]:
    """Return the form that asks a question and takes an answer of at most so many characters.

    ``rows`` is the height of its box in lines, one for a single line; ``name`` is the name of the answer.
    """
    widget = forms.Textarea({"rows": rows}) if rows > 1 else None
    field = forms.CharField(label=label, max_length=most, help_text=help_text, widget=widget)
    return type("ReasonForm", (Form,), {name: field})
