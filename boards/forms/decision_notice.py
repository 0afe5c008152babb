"""Forms of notices of decisions: who acknowledges one, which other organisation is told."""

from typing import Any

from django import forms

from foundation.forms import Form
from localities.models import Organisation


class AcknowledgeForm(Form):
    """Who says that an organisation has the decision."""

    by_name = forms.CharField(label="Your name and office", max_length=200, help_text="Everybody can read it.")


class InformForm(Form):
    """Which other organisation is told."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Which organisation should know?", empty_label="Choose one",
        help_text="It gets the decision by email, with a link on which it says that it has it.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()
