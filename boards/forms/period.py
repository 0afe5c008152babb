"""Between which days something is counted."""

import datetime

from django import forms
from django.utils import timezone

from foundation.form_fields import DateField
from foundation.forms import FilterForm

YEAR = datetime.timedelta(days=365)


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
    def days(self) -> tuple[datetime.date, datetime.date]:
        """Return the first and the last day: of the year that ends today where nothing that makes sense is asked."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        until = asked.get("until") or timezone.localdate()
        return asked.get("since") or until - YEAR, until
