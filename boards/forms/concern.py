"""Whom an item concerns."""

from typing import Any

from django import forms

from boards.concerning import bodies_of
from boards.models import AgendaItem, Tier
from foundation.form_fields import Checkboxes
from foundation.forms import Form
from localities.models import Organisation


class ConcernForm(Form):
    """The tiers as a whole, and organisations that sit on the board."""

    tiers = forms.MultipleChoiceField(
        label="Which tiers does it concern as a whole?", choices=Tier.choices, required=False, widget=Checkboxes
    )
    bodies = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="Which organisations in particular?", required=False, widget=Checkboxes
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = bodies_of(item.board, item.meeting.date)
        rows = list(item.concerns.all())
        self.fields["tiers"].initial = [row.tier for row in rows if row.organisation_id is None]
        self.fields["bodies"].initial = [row.organisation_id for row in rows if row.organisation_id]
