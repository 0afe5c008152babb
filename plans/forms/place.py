"""For which board or place a record is kept: one in which its writer plans, or the whole partnership."""

from typing import Any

from django import forms

from boards.models import Board
from foundation.access import Access
from localities.models import Locality
from plans.models.place import OfPlans

WHOLE = ("", "The whole partnership")
NOWHERE = ("", "Choose a place")


def offered(held: Access, permission: str) -> list[tuple[str, str]]:
    """Return the places for which a person's roles permit this, as choices; who may everywhere need name none."""
    rows, boards = Locality.objects.order_by("name"), Board.objects.order_by("name")
    if held.roots_with(permission, "foundation.partnership"):
        return [WHOLE, *((f"locality-{key}", name) for key, name in rows.values_list("pk", "name"))]
    here = rows.filter(pk__in=held.roots_with(permission, "localities.locality")).values_list("pk", "name")
    choices = [(f"locality-{key}", name) for key, name in here]
    of_boards = boards.filter(pk__in=held.roots_with(permission, "boards.board")).values_list("pk", "name")
    choices += [(f"board-{key}", name) for key, name in of_boards]
    return choices if len(choices) == 1 else [NOWHERE, *choices]


class PlacedForm(forms.Form):
    """A form with the field "place"; `put` gives what was chosen to a record."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = _of(self.instance)  # type: ignore[attr-defined]

    def offer(self, held: Access, permission: str, record: OfPlans) -> None:
        """Offer the places in which the person may keep it, with the one that it has chosen."""
        choices, now = offered(held, permission), _of(record)
        kept = {key for key, _ in choices}
        if now not in kept and not record._state.adding:
            choices = [(now, str(record.permission_root)), *choices]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].required = WHOLE not in choices

    def put(self, record: Any) -> Any:
        """Let the record belong where the form says; one that belongs there already stays as it is."""
        kind, _, key = self.cleaned_data["place"].partition("-")
        if self.cleaned_data["place"] != _of(record):
            record.board = Board.objects.select_related("locality").get(pk=key) if kind == "board" else None
            record.locality_id = record.board.locality_id if record.board else int(key) if key else None
        return record


def _of(record: OfPlans) -> str:
    if record.board_id:
        return f"board-{record.board_id}"
    return f"locality-{record.locality_id}" if record.locality_id else ""


def place_field(label: str = "For which place?") -> forms.ChoiceField:
    """Return the field; the form offers its choices once it knows the person."""
    return forms.ChoiceField(label=label, required=False)
