"""Forms of the lists that officers keep."""

from typing import Any

from django import forms

from engagement.models import Audience, Theme
from localities.forms.record import RecordForm

RETIRED = {"label": "No longer offered", "required": False}


class WordForm(RecordForm):
    """A word of a list."""

    retired = forms.BooleanField(help_text="It stays where it was used", **RETIRED)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["retired"].initial = self.instance.retired_at is not None


class AudienceForm(WordForm):
    """A group of people to be heard. Source: checklist C30, D13; standards R36."""

    class Meta:
        model = Audience
        fields = ["name", "position", "is_seldom_heard", "through_organisations"]
        labels = {"position": "Place in the list"}


class ThemeForm(WordForm):
    """A subject."""

    class Meta:
        model = Theme
        fields = ["name", "position"]
        labels = {"position": "Place in the list"}
