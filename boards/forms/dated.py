"""Forms of what has a first and a last day."""

from django.core.exceptions import ValidationError

from foundation.forms import Form
from localities.models import must_be_in_order


class DatedForm(Form):
    """A form that asks from when and until when something is so."""

    def clean(self):
        """Refuse a last day before the first."""
        cleaned = super().clean()
        try:
            must_be_in_order(cleaned.get("starts_on"), cleaned.get("ends_on"))
        except ValidationError as backwards:
            self.add_error(None, backwards)
        return cleaned
