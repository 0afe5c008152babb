"""For which place something is kept: one of those in which its writer works, or none where they work everywhere."""

from django.forms import BaseForm

from engagement.access import PlaceChoice


def offer_place(form: BaseForm, places: PlaceChoice, otherwise: str = "The whole partnership") -> None:
    """Let the field "locality" of a form offer these; ``otherwise`` says what it means to name none."""
    field = form.fields["locality"]
    field.queryset, field.required = places.localities, places.must  # type: ignore[attr-defined]
    named = None if places.only else "Choose a place"
    field.empty_label = named if places.must else otherwise  # type: ignore[attr-defined]
