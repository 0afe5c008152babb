"""The form of a resolution to exclude the public."""

from typing import Any

from django import forms

from boards.models import Exclusion
from foundation.form_fields import Checkboxes, Radios

from .live import SittingForm


class ExclusionForm(SittingForm):
    """Who moved and seconded it, what became of it, and which other exempt items it was put for."""

    noun = "exclusion"
    mover = forms.TypedChoiceField(label="Moved by", coerce=int, choices=[])
    seconder = forms.TypedChoiceField(label="Seconded by", coerce=int, choices=[])
    outcome = forms.ChoiceField(label="What became of it", choices=Exclusion.Outcome, widget=Radios)
    also = forms.TypedMultipleChoiceField(
        label="Put for these items as well", coerce=int, required=False, choices=[], widget=Checkboxes
    )

    def __init__(self, *args: Any, others: list[Any] = (), **kwargs: Any):  # type: ignore[assignment]
        self.others = others
        super().__init__(*args, **kwargs)

    def offer(self) -> None:
        """Offer who is at the table, and the other exempt items."""
        people = [("", "Choose"), *self.people(at_table=True)[1:]]
        self.fields["mover"].choices = self.fields["seconder"].choices = people
        self.fields["also"].choices = [(str(item.pk), f"{item.number} {item.title}") for item in self.others]
        if not self.others:
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        """Refuse one person as mover and seconder."""
        said = super().clean() or self.cleaned_data
        if said.get("mover") and said.get("mover") == said.get("seconder"):
            self.add_error("seconder", "The seconder must be someone other than the mover")
        return said
