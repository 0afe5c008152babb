"""Between which days something is counted."""

from django import forms

from foundation.form_fields import DateField
from foundation.forms import FilterForm


class PeriodForm(FilterForm):
    """The first and the last day; empty ones mean the year that ends today."""

    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def clean(self):
        """Refuse a last day before the first."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            raise forms.ValidationError("The last day must not be before the first.")
        return cleaned

    @property
    def days(self) -> dict:
        """Return what was asked for; nothing where it makes no sense."""
        return self.cleaned_data if self.is_bound and self.is_valid() else {}
