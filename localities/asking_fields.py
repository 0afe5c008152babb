"""Form fields that registers ask with, beside those that every form has."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from localities.importing import parse_day, tidy

NOT_SAID = ("", "Not said")
ROW = "name; organisation; date"


class Line(forms.CharField):
    """One line of text without needless spaces."""

    def to_python(self, value: Any) -> Any:
        """Return the text as it is kept."""
        return tidy(super().to_python(value) or "")


class Lines(forms.CharField):
    """Several lines of text without needless spaces."""

    widget = forms.Textarea(attrs={"rows": 4})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Show no count of characters: few come near the limit."""
        return {}

    def to_python(self, value: Any) -> Any:
        """Return the text as it is kept."""
        return tidy(super().to_python(value) or "", lines=True)


class RowsField(Lines):
    """Several rows of a name, an organisation and a date; the value is a list of them."""

    def clean(self, value: Any) -> Any:
        """Return the rows; the message names the line that is wrong."""
        return [_row(number, line) for number, line in enumerate(super().clean(value).splitlines(), 1) if line]


def _row(number: int, line: str) -> dict[str, str]:
    name, organisation, on, *more = [*(part.strip() for part in line.split(";")), "", ""]
    if any(more):
        raise ValidationError(f"Line {number} must be “{ROW}”, with no more than two semicolons")
    if not name:
        raise ValidationError(f"Line {number} must begin with a name")
    day = parse_day(on)
    if on and day is None:
        raise ValidationError(f"Line {number}: “{on}” is not a date such as 31/03/2027")
    return {"name": name, "organisation": organisation, "on": day.isoformat() if day else ""}


class WebAddress(forms.URLField):
    """An address that a browser opens as a page."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class RecordChoice(forms.TypedChoiceField):
    """A record out of many; the value is its key."""

    def __init__(self, *, records: dict[int, str], **kwargs: Any):
        self.records = records
        chosen = [NOT_SAID, *sorted(((str(key), name) for key, name in records.items()), key=lambda pair: pair[1])]
        super().__init__(choices=chosen, coerce=int, empty_value=None, **kwargs)

    def valid_value(self, value: Any) -> bool:
        """Say whether there is such a record: asked once a row of a table."""
        return str(value).isdecimal() and int(value) in self.records
