"""Under which item of business the paper about a priority stands."""

from typing import Any

from django import forms

from boards.models import AgendaItem
from foundation.forms import Form
from plans import writing_papers
from plans.models import Priority


class PaperForm(Form):
    """An item of a coming meeting."""

    item = forms.ModelChoiceField(
        label="Under which item?", queryset=AgendaItem.objects.none(), empty_label="Choose an item"
    )

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = writing_papers.items_for(priority)  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: f"{item.meeting}: {item.title}"  # type: ignore[attr-defined]
