"""Two people at one record: the form remembers what its record said, and the later save is told and shown both."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator


class ChangedMeanwhile(Exception):
    """Somebody else changed the record after it was seen."""

    def __init__(self, current: Any):
        super().__init__("Somebody else changed this meanwhile.")
        self.current = current


def seen(values: list[Any]) -> str:
    """Return the fingerprint of what a record says, to know again what a person saw."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


class SawForm(forms.ModelForm):
    """A form that tells who saves later what was saved meanwhile; sending it again replaces that."""

    saw = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["saw"].initial = self.seen  # asked when it is drawn, with what the form itself adds

    def seen(self) -> str:
        """Return the fingerprint of what the record says in the fields of this form."""
        return seen([self.get_initial_for_field(field, name) for name, field in self._shown()])

    def drawn_of(self, current: Any) -> "SawForm":
        """Return this form as it stands when it is opened now."""
        return type(self)(instance=current)

    def must_be_as_seen(self) -> None:
        """Lock the record until the transaction ends; raises ChangedMeanwhile when it says other than what was seen.

        Raises ValidationError when somebody removed it meanwhile.
        """
        if self.instance._state.adding:
            return
        rows = type(self.instance)._default_manager.select_for_update(of=("self",))
        current = rows.filter(pk=self.instance.pk).first()
        if current is None:
            raise ValidationError(f"Somebody removed this {self.instance._meta.verbose_name} meanwhile.")
        if self.cleaned_data["saw"] != self.drawn_of(current).seen():
            raise ChangedMeanwhile(current)

    def tell_of(self, current: Any) -> None:
        """Say what is saved now at each field that this form would change."""
        now = self.drawn_of(current)
        for name, field in now._shown():
            value = now.get_initial_for_field(field, name)
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if field.has_changed(value, typed):
                self.add_error(name, f"{field.label} is now saved as {_words(field, value)}")
        self.add_error(None, "Somebody else changed this meanwhile. Save again to put yours")
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent[self.add_prefix("saw")] = now.seen()

    def _shown(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in self.fields.items() if name not in ("saw", "sending")]


def _words(field: forms.Field, value: Any) -> str:
    """Return what a field says as its reader would write it."""
    if isinstance(field, forms.BooleanField):
        return "ticked" if value else "not ticked"
    if value in (None, "", []):
        return "empty"
    if isinstance(field, forms.ModelChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return _quoted(", ".join(field.label_from_instance(row) for row in field.queryset.filter(pk__in=chosen)))
    if isinstance(field, forms.ChoiceField):
        offered = dict(field.choices)  # type: ignore[arg-type]
        return _quoted(", ".join(str(offered.get(one, one)) for one in (value if isinstance(value, list) else [value])))
    return _quoted(date_format(value, "j F Y") if hasattr(value, "year") else strip_tags(str(value)))


def _quoted(words: str) -> str:
    return f"“{Truncator(words).chars(300)}”"
