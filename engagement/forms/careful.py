"""A form whose words everybody will read: it stops once where they look as if they named a resident."""

from typing import Any

from django import forms

from engagement.naming import signs
from foundation.forms import Form

CHECKED = "It names no resident, and nothing by which one could be found"


class CarefulForm(Form):
    """Asks to look again where a written field holds what looks like personal details. Source: standards R35."""

    written: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like personal details until the person says that it is none."""
        cleaned = super().clean() or {}
        found = {name: seen for name in self.written if (seen := signs(cleaned.get(name) or ""))}
        if found and "checked" not in self.data:
            self.fields["checked"] = forms.BooleanField(label=CHECKED, required=False)
            for name, seen in found.items():
                self.add_error(name, f"Everybody can read this, and “{'”, “'.join(seen)}” may be somebody’s. {ADVICE}")
        return cleaned


ADVICE = "Take it out, or tick the box below if it is not a resident’s"
