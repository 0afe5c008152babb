"""A form of a record that belongs to a board, else to a locality, else to the whole partnership."""

from typing import Any

from django.db.models import Q

from boards.models import Board
from foundation import access
from foundation.forms import ModelForm
from foundation.meanwhile import SawForm
from localities.models import Locality


class PlacedForm(SawForm, ModelForm):
    """Offers the boards and localities over which the person may do this; who may do it everywhere need name none."""

    permission = ""
    wants_place = "Choose the board or the locality that this is for"

    def __init__(self, *args: Any, held: access.Access, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.held = held
        boards, places = self._choice("board", Board.objects.open()), self._choice("locality", Locality.objects.all())
        if not self._everywhere:
            keys = held.roots_with(self.permission, "localities.locality")
            mine = held.roots_with(self.permission, "boards.board")
            boards.queryset = boards.queryset.filter(Q(pk__in=mine) | Q(locality__in=keys))
            places.queryset = places.queryset.filter(pk__in=keys)
        if not self.instance._state.adding:
            del self.fields["board"], self.fields["locality"]

    def drawn_of(self, current: Any) -> "PlacedForm":
        """Return this form as it stands when the same person opens it now."""
        return type(self)(instance=current, held=self.held)

    @property
    def _everywhere(self) -> bool:
        return bool(self.held.roots_with(self.permission, "foundation.partnership"))

    def _choice(self, name: str, rows: Any) -> Any:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, "None"
        return field

    def clean(self) -> dict[str, Any]:
        """Want a place over which the person may do this."""
        said = super().clean() or self.cleaned_data
        if "board" in self.fields and not self._everywhere and not said.get("board") and not said.get("locality"):
            self.add_error("board", self.wants_place)
        return said
