"""What the keeper of an indicator says of a period that has ended."""

from typing import Any

from django import forms

from foundation.forms import Form

NUMBER: dict[str, Any] = {
    "max_digits": 16,
    "decimal_places": 4,
    "error_messages": {"invalid": "Enter a number, like 12.5"},
}


class ValueForm(Form):
    """A value, with the ends of its confidence interval where it has one."""

    value = forms.DecimalField(label="Value", **NUMBER)
    low = forms.DecimalField(
        label="Lower end of its confidence interval",
        required=False,
        help_text="Only where it is an estimate.",
        **NUMBER,
    )
    high = forms.DecimalField(label="Upper end of its confidence interval", required=False, **NUMBER)
    note = forms.CharField(
        label="What should be known about it", required=False, max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text="Everybody can read it.",
    )  # fmt: skip
    answered_by = forms.CharField(label="Who gives it", max_length=160)

    def clean(self) -> dict[str, Any]:
        """Refuse half an interval, or one in which the value does not lie."""
        said = super().clean() or {}
        value, low, high = (said.get(name) for name in ("value", "low", "high"))
        if (low is None) != (high is None):
            self.add_error("low" if low is None else "high", "Give both ends of the interval, or neither")
        elif value is not None and low is not None and not low <= value <= high:
            self.add_error("value", "The value must lie between the ends of its confidence interval")
        return said
