"""What a field of a register may ask for: how each kind is typed, kept as data, shown, and written in a table."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from foundation.form_fields import Checkboxes, DateField, MoneyField, Radios
from foundation.templatetags.words import pence
from localities.asking_fields import NOT_SAID, ROW, Line, Lines, RecordChoice, RowsField, WebAddress
from localities.importing import parse_day
from localities.knowing import Known
from localities.models import Field

SHORT, LONG = 200, 10_000


class Kind:
    """A line of text; what other kinds do otherwise, they say."""

    words = "Text"
    hint = ""
    has_lines = False

    def asked(self, field: Field, known: Known) -> forms.Field:
        """Return the form field that takes a value and refuses a wrong one."""
        return Line(max_length=SHORT, **_as_asked(field))

    def kept(self, cleaned: Any) -> Any:
        """Return what the form field gave as data; None where nothing was said."""
        return None if cleaned in ("", [], None) else cleaned

    def typed(self, value: Any) -> Any:
        """Return data as the form shows it."""
        return value

    def cell(self, value: Any, known: Known) -> str:
        """Return data as a table says it; `typed_in` reads it again."""
        return str(self.typed(value))

    def typed_in(self, cell: str, field: Field, known: Known) -> Any:
        """Return a cell of a table as the form field takes it."""
        return cell

    def shown(self, value: Any, known: Known) -> str:
        """Return data as a page says it."""
        return self.cell(value, known)


class LongText(Kind):
    words, has_lines = "Long text", True

    def asked(self, field, known):
        return Lines(max_length=LONG, **_as_asked(field))


class Date(Kind):
    words = "Date"

    def asked(self, field, known):
        return DateField(**_as_asked(field))

    def kept(self, cleaned):
        return cleaned.isoformat() if cleaned else None

    def typed(self, value):
        return datetime.date.fromisoformat(value)

    def cell(self, value, known):
        return value

    def typed_in(self, cell, field, known):
        if cell and parse_day(cell) is None:
            raise ValidationError(f"“{cell}” is not a date such as 31/03/2027")
        return parse_day(cell)

    def shown(self, value, known):
        return date_format(self.typed(value), "j F Y")


class Number(Kind):
    words = "Number"

    def asked(self, field, known):
        wrong = {"invalid": f"{field.label} must be a number, like 12 or 3.5"}
        box = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
        asked = _as_asked(field)
        return forms.DecimalField(max_digits=15, decimal_places=4, error_messages=wrong, widget=box, **asked)

    def kept(self, cleaned):
        return None if cleaned is None else f"{(cleaned or abs(cleaned)).normalize():f}"

    def typed(self, value):
        return Decimal(value)

    def cell(self, value, known):
        return value


class Money(Kind):
    words = "Money"

    def asked(self, field, known):
        return MoneyField(**_as_asked(field))

    def kept(self, cleaned):
        return None if cleaned is None else int(cleaned * 100)

    def typed(self, value):
        return (Decimal(value) / 100).quantize(Decimal("0.01"))

    def shown(self, value, known):
        return pence(value)


class YesNo(Kind):
    words = "Yes or no"
    choices = (("yes", "Yes"), ("no", "No"))

    def asked(self, field, known):
        offered = self.choices if field.required else (*self.choices, NOT_SAID)
        return forms.ChoiceField(choices=offered, widget=Radios, **_as_asked(field))

    def kept(self, cleaned):
        return cleaned == "yes" if cleaned else None

    def typed(self, value):
        return "" if value is None else "yes" if value else "no"

    def cell(self, value, known):
        return "Yes" if value else "No"

    def typed_in(self, cell, field, known):
        return cell.lower()


class Choice(Kind):
    words = "One of several choices"

    def asked(self, field, known):
        return forms.ChoiceField(choices=[NOT_SAID, *_pairs(field)], **_as_asked(field))

    def typed_in(self, cell, field, known):
        return next((choice for choice in field.choices if choice.casefold() == cell.casefold()), cell)


class Choices(Kind):
    words = "Any of several choices"

    def asked(self, field, known):
        return forms.MultipleChoiceField(choices=_pairs(field), widget=Checkboxes, **_as_asked(field))

    def kept(self, cleaned):
        return list(dict.fromkeys(cleaned)) or None

    def cell(self, value, known):
        return "; ".join(value)

    def typed_in(self, cell, field, known):
        said = [part.strip() for part in cell.split(";") if part.strip()]
        return [CHOICE.typed_in(part, field, known) for part in said]


class Link(Kind):
    words, hint = "Web address", "For example, https://www.example.org"

    def asked(self, field, known):
        return WebAddress(max_length=500, assume_scheme="https", **_as_asked(field))


class Email(Kind):
    words = "Email"

    def asked(self, field, known):
        return forms.EmailField(**_as_asked(field))


class Record(Kind):
    """A record that the partnership knows."""

    def __init__(self, kind: str, words: str):
        self.kind, self.words = kind, words

    def asked(self, field, known):
        return RecordChoice(records=known.words[self.kind], **_as_asked(field))

    def typed(self, value):
        return str(value)

    def cell(self, value, known):
        return known.words[self.kind].get(value, "")

    def typed_in(self, cell, field, known):
        found = known.find(self.kind, cell)
        if cell and found is None:
            raise ValidationError(f"“{cell}” is not known. Add it first, or write it as it is there")
        return "" if found is None else str(found)


class Rows(Kind):
    words, hint, has_lines = "Several rows: name, organisation, date", f"One a line: {ROW}", True

    def asked(self, field, known):
        return RowsField(max_length=LONG, **_as_asked(field))

    def typed(self, value):
        return "\n".join("; ".join([row["name"], row["organisation"], row["on"]]).rstrip("; ") for row in value or ())

    def cell(self, value, known):
        return self.typed(value)


CHOICE = Choice()
KINDS: dict[str, Kind] = {
    "text": Kind(), "long": LongText(), "date": Date(), "number": Number(), "money": Money(), "yes_no": YesNo(),
    "choice": CHOICE, "choices": Choices(), "link": Link(), "email": Email(), "person": Record("person", "Person"),
    "organisation": Record("organisation", "Organisation"), "area": Record("area", "Area"), "rows": Rows(),
}  # fmt: skip
WITH_CHOICES = ("choice", "choices")


def _pairs(field: Field) -> list[tuple[str, str]]:
    return [(choice, choice) for choice in field.choices]


def _as_asked(field: Field) -> dict[str, Any]:
    hint = ". ".join(part.rstrip(".") for part in (field.hint, KINDS[field.kind].hint) if part)
    return {"label": field.label, "required": field.required, "help_text": hint}


def cell(field: Field, value: Any, known: Known) -> str:
    """Return a value as a table says it; an empty text where there is none."""
    return "" if value is None else KINDS[field.kind].cell(value, known)


def shown(field: Field, value: Any, known: Known) -> str:
    """Return a value as a page says it; an empty text where there is none."""
    return "" if value is None else KINDS[field.kind].shown(value, known)


def taken(field: Field, cell: str, known: Known) -> Any:
    """Return what a cell of a table says as data; raises ValidationError where the field refuses it."""
    kind = KINDS[field.kind]
    if not cell:
        return None
    return kind.kept(kind.asked(field, known).clean(kind.typed_in(cell, field, known)))


def searched(fields: Iterable[Field], values: Mapping[str, Any], known: Known) -> str:
    """Return the values as one text to search."""
    return "\n".join(cell(field, values[field.key], known) for field in fields if field.key in values)
