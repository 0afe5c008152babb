"""The form by which a survey is translated: one box beside each English text."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagement.translating import Part
from foundation.forms import Form


class TranslationForm(Form):
    """A box for each text; an empty one is still to be translated."""

    mark_optional = False

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            longest = 20_000 if part.is_long else 500
            widget = forms.Textarea(attrs={"rows": 8 if part.is_long else 2})
            self.fields[part.name] = forms.CharField(
                label=f"{part.where}: {part.english[:80]}", required=False, max_length=longest, initial=part.words,
                widget=widget,
            )  # fmt: skip
            self.fields[part.name].error_messages["max_length"] = "Use %(limit_value)s characters or fewer"

    def told(self) -> dict[str, str]:
        """Return what was written by the name of its part."""
        return {part.name: self.cleaned_data.get(part.name, "") for part in self.parts}

    def rows(self) -> list[tuple[Part, Any]]:
        """Return each text with its box."""
        return [(part, self[part.name]) for part in self.parts]
