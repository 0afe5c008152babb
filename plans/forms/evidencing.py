"""Whose part is wanted, and of which period."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from foundation.form_fields import DateField
from foundation.forms import FilterForm
from localities.models import Organisation
from plans.models import rules_of


class PartForm(FilterForm):
    """An organisation and a period; as long as the rules say where none is said."""

    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take as long as the rules say where no period is said; refuse one that ends before it begins."""
        said = super().clean() or {}
        said["until"] = said.get("until") or timezone.localdate()
        said["since"] = said.get("since") or said["until"] - datetime.timedelta(days=rules_of(None).part_days)
        if said["since"] > said["until"] and not self.errors:
            self.add_error("until", "The last day must not be before the first day")
        return said
