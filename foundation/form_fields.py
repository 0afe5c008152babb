"""Form fields that ask for dates, times, money and written text the way GOV.UK asks for them."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.dateparse import parse_date

from foundation import plain_text, richtext

LONGEST_ADDRESS = 254
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Boroughs were chartered before and leases run after, but a year far off is a slip, and sums on it fail.
YEARS = range(1800, 2200)
NAMED_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}
# What a paste from Word may bring that no feed can hold; a null is refused in words, since no person types one.
UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def clock_words(value: time) -> str:
    """Return a time as GOV.UK writes it: 6:30pm, 9am, midday, midnight."""
    for word, named in (("midday", time(12)), ("midnight", time(0))):
        if (value.hour, value.minute) == (named.hour, named.minute):
            return word
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def parse_clock(text: str) -> time:
    """Return the time of “6:30pm”, “6.30 pm”, “18:30” or “midday”; raise ValidationError for anything else."""
    text = text.strip().lower()
    if text in NAMED_TIMES:
        return NAMED_TIMES[text]
    match = CLOCK.fullmatch(text)
    if not match:
        raise ValidationError("Enter a time, like 6:30pm or 18:30", code="invalid", params={"parts": ["time"]})
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if not half and len(match[1]) == 1:
        raise ValidationError(f"Say whether {text} is am or pm", code="half", params={"parts": ["time"]})
    if hour > (12 if half else 23) or (half and hour == 0) or minute > 59:
        raise ValidationError("Enter a real time, like 6:30pm or 18:30", code="invalid", params={"parts": ["time"]})
    return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)


def local_moment(day: date, clock: time, **params: str) -> datetime:
    """Return the moment of a day and a time on the clock; raise ValidationError in the hour that summer time skips."""
    moment = timezone.make_aware(datetime.combine(day, clock))
    if timezone.localtime(moment.astimezone(UTC)).time() != clock:
        words = f"There is no {clock_words(clock)} on that day: the clocks go forward. Enter another time"
        raise ValidationError(words, code="skipped", params={"parts": list(params.values())})
    return moment


class PartsInput(forms.Widget):
    """Separate boxes for the day, month and year (and the time) in one fieldset."""

    template_name = "forms/widgets/parts.html"
    use_fieldset = True
    parts = ("day", "month", "year")
    widths = {"year": 4, "time": 5}

    def __init__(self, attrs=None, labels=None):
        """Take what to call the boxes, by their names, where that is not English."""
        super().__init__(attrs)
        self.labels = labels or {}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{self.parts[0]}" if id_ else ""

    def value_from_datadict(self, data, files, name):
        sent = {part: data.get(f"{name}-{part}", "").strip() for part in self.parts if f"{name}-{part}" in data}
        return sent if sent else data.get(name)

    def value_omitted_from_data(self, data, files, name) -> bool:
        return not any(key in data for key in (name, *(f"{name}-{part}" for part in self.parts)))

    def spread(self, value) -> dict:
        """Return the boxes of a date, a datetime, an ISO date or what was typed."""
        if isinstance(value, str):
            with suppress(ValueError):  # 0000-00-00 is written like a day and is none
                value = parse_date(value[:10])
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        if not isinstance(value, date):
            return value if isinstance(value, dict) else {}
        boxes = {"day": value.day, "month": value.month, "year": value.year}
        return boxes | ({"time": clock_words(value.time())} if isinstance(value, datetime) else {})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        wrong = context["widget"]["attrs"].get("invalid") or ()
        boxes = self.spread(value)
        context["widget"]["parts"] = [
            {
                "id": f"{context['widget']['attrs'].get('id', name)}-{part}",
                "name": f"{name}-{part}",
                "label": self.labels.get(part, part.capitalize()),
                "value": boxes.get(part, ""),
                "width": f"govuk-input--width-{self.widths.get(part, 2)}",
                "numeric": part != "time",
                "invalid": wrong is True or part in wrong,
            }
            for part in self.parts
        ]
        return context

    def format_value(self, value):
        return value


class DateTimeInput(PartsInput):
    """Day, month, year and time in one fieldset."""

    parts = ("day", "month", "year", "time")


def read_date(boxes: dict, label: str) -> date:
    """Return the date typed in the boxes; raise ValidationError naming the boxes that are wrong."""
    missing = [part for part in ("day", "month", "year") if not boxes.get(part)]
    if missing:
        words = " and ".join(("a " + part) for part in missing)
        raise ValidationError(f"{label} must include {words}", code="incomplete", params={"parts": missing})
    if not re.fullmatch(r"\d{4}", boxes["year"]):
        raise ValidationError("Year must include 4 numbers", code="year", params={"parts": ["year"]})
    month = boxes["month"].lower()[:3]
    month = str(MONTHS.index(month) + 1) if month in MONTHS else boxes["month"]
    try:
        day = date(int(boxes["year"]), int(month), int(boxes["day"]))
    except (ValueError, OverflowError) as wrong:
        parts = ["day", "month", "year"]
        raise ValidationError(f"{label} must be a real date", code="invalid", params={"parts": parts}) from wrong
    return _near(day)


def _near(day: date) -> date:
    """Return a day on which sums can be done; raise ValidationError for one that is far off."""
    if day.year in YEARS:
        return day
    raise ValidationError(f"Year must be between {YEARS[0]} and {YEARS[-1]}", code="year", params={"parts": ["year"]})


class DateField(forms.DateField):
    """A date in three boxes; months may be words."""

    widget = PartsInput

    def to_python(self, value):
        if not isinstance(value, dict):
            return (day := super().to_python(value)) and _near(day)
        return read_date(value, str(self.label or "The date")) if any(value.values()) else None

    def prepare_value(self, value):
        return value


class DateTimeField(forms.DateTimeField):
    """A date in three boxes and a time in a fourth; the time is local."""

    widget = DateTimeInput

    def to_python(self, value):
        if not isinstance(value, dict):
            return super().to_python(value)
        if not any(value.values()):
            return None
        day = read_date(value, str(self.label or "The date"))
        if not value.get("time"):
            raise ValidationError("Enter a time, like 6:30pm", code="incomplete", params={"parts": ["time"]})
        return local_moment(day, parse_clock(value["time"]), part="time")

    def prepare_value(self, value):
        return value


class TimeField(forms.TimeField):
    """A time in words people use: 6:30pm, 18:30, midday."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})  # type: ignore[assignment]

    def to_python(self, value):
        return parse_clock(value) if isinstance(value, str) and value.strip() else super().to_python(value)

    def prepare_value(self, value):
        return clock_words(value) if isinstance(value, time) else value


class MoneyInput(forms.TextInput):
    """A text box with a pound sign before it."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["prefix"] = "£"
        own = {"class": "govuk-input--width-10", "inputmode": "decimal"}
        context["widget"]["attrs"] = own | context["widget"]["attrs"]
        return context


# Commas stand between thousands or nowhere: £12,34 may be £12.34 or £1,234, so it is asked again.
AMOUNT = r"-?£?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?"


class MoneyField(forms.DecimalField):
    """Pounds and pence as people type them: £12,345 or 12345.50. The value is a Decimal in pounds."""

    widget = MoneyInput

    def __init__(self, **kwargs):
        super().__init__(**{"decimal_places": 2, "max_digits": 14, **kwargs})
        self.error_messages |= dict.fromkeys(("max_digits", "max_whole_digits"), "Enter at most £999,999,999,999.99")

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        plain = re.sub(r"\s", "", value)
        if plain and not re.fullmatch(AMOUNT, plain):
            raise ValidationError("Enter an amount in pounds, like £1,250 or 1250.50", code="invalid")
        return Decimal(re.sub("[£,]", "", plain)) if plain else None


class PenceField(MoneyField):
    """Pounds and pence as people type them; the value is a whole number of pence."""

    def clean(self, value):
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * 100)

    def prepare_value(self, value):
        return Decimal(value) / 100 if isinstance(value, int) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class _Choices:
    """A hint under a choice: hints={"exempt": "The public will be excluded"}."""

    def __init__(self, *args, hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Radios(_Choices, forms.RadioSelect):
    """Radio buttons, each with a hint where one is given."""


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Checkboxes, each with a hint where one is given."""


class RichText(forms.Textarea):
    """A text with headings, lists, links and tables; plain rules where there is no script."""

    template_name = "forms/widgets/richtext.html"

    class Media:
        css = {"all": ["vendor/jodit/jodit.min.css"]}
        js = [Script("vendor/jodit/jodit.min.js", defer=True), Script("js/editor.js", defer=True)]

    def __init__(self, attrs=None):
        super().__init__({"rows": 10, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        if text is None:
            return None
        return richtext.clean(text) if data.get(f"{name}-format") == "html" else richtext.from_plain(text)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        html = value or ""
        plain = plain_text.to_plain(html)
        written, kind = (html, "html") if plain is None else (plain, "plain")
        context["widget"] |= {"html": html, "written": written, "format": kind}
        return context


class RichTextField(forms.CharField):
    """Written text; the value is HTML that is safe to show."""

    widget = RichText

    def to_python(self, value):
        return richtext.clean(super().to_python(value) or "")


def keep_short(field: forms.EmailField) -> None:
    """Refuse an address that is longer than any that mail can reach, and than what is kept of one (RFC 5321)."""
    if field.max_length is None or field.max_length > LONGEST_ADDRESS:
        others = [each for each in field.validators if not isinstance(each, MaxLengthValidator)]
        field.validators, field.max_length = [*others, MaxLengthValidator(LONGEST_ADDRESS)], LONGEST_ADDRESS
