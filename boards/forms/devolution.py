"""The level of devolution of a locality, and what it rests on."""

from typing import Any

from django import forms

from boards.models import Decision
from foundation.form_fields import DateField, Radios
from foundation.forms import Form
from localities.models import Locality, RegisterEntry

NONE = "Select the decision or agreement, or write down the decision of another body"


def _told(row: Decision) -> str:
    return f"{row.decided_on:%-d %b %Y}, {row.board}: {row.title}"


class DevolutionForm(Form):
    """Which level, since when, by which decision or agreement."""

    level = forms.ChoiceField(label="Which level does it have?", widget=Radios)
    starts_on = DateField(label="Since")
    about = forms.CharField(
        label="What that means here", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="Which decisions, which budget. Everybody can read it",
    )  # fmt: skip
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="By a decision of a board here", required=False, empty_label="None"
    )
    agreement = forms.ModelChoiceField(
        RegisterEntry.objects.none(), label="By an agreement in the registers", required=False, empty_label="None"
    )
    authority = forms.CharField(
        label="By a decision of another body", required=False, max_length=300,
        help_text="Such as “County Council, 5 May 2026, minute 12”",
    )  # fmt: skip

    def __init__(self, *args: Any, locality: Locality, levels: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level, level) for level in levels]
        decisions = Decision.objects.public().filter(outcome__in=("agreed", "amended")).select_related("board")
        self.fields["decision"].queryset = decisions
        self.fields["decision"].label_from_instance = _told
        entries = RegisterEntry.objects.public().filter(register__preset__in=("agreements", "devolved-powers"))
        self.fields["agreement"].queryset = entries.select_related("register")

    def clean(self):
        """Ask for what the level rests on."""
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("decision", "agreement", "authority")):
            self.add_error("authority", NONE)
        return cleaned
