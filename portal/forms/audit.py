"""Which acts to list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from foundation.form_fields import DateField
from foundation.forms import FilterForm


class AuditFilter(FilterForm):
    """Who did what, where, to what kind of record, and when."""

    by = forms.CharField(label="Who", required=False, max_length=80)
    root = forms.ChoiceField(label="Where", required=False)
    kind = forms.ChoiceField(label="What it was done to", required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    target = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)  # one record's own trace

    def __init__(self, *args, places: Iterable[Any] = (), kinds: Iterable[Any] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["root"].choices = [("", "Everywhere"), *places]
        self.fields["kind"].choices = [("", "Anything"), *kinds]
