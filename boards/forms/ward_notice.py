"""The form of the places that an item affects."""

from typing import Any

from django import forms

from boards.forewarning import places_for
from boards.models import AgendaItem
from foundation.form_fields import Checkboxes
from foundation.forms import Form
from localities.models import Area


class PlacesForm(Form):
    """Which places an item affects."""

    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="Which places does it affect?", required=False, widget=Checkboxes(),
        help_text="Members elected there are told before the agenda is published. Tick none if it affects all alike.",
    )  # fmt: skip

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any):
        kept = Area.objects.filter(pk__in=item.places.values("area"))
        super().__init__(*args, **{**kwargs, "initial": {"areas": kept}})
        offered = places_for(item.board, item.meeting.date).values("pk")
        self.fields["areas"].queryset = Area.objects.filter(pk__in=offered) | kept
        self.fields["areas"].label_from_instance = lambda area: f"{area} ({area.get_kind_display().lower()})"
