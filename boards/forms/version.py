"""The version from which a form was begun; one that does not say it saves over nothing."""

from typing import Any

from django import forms


class VersionField(forms.IntegerField):
    """The version that was opened, or one that is older than any."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any):
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Any) -> int:
        """Return the version; nobody types it, so what is no number is no error of theirs."""
        try:
            version = super().clean(value)
        except forms.ValidationError:
            version = None
        return -1 if version is None else version
