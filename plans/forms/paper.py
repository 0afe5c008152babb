"""Under which item of business the paper about a priority stands."""

from typing import Any

from django import forms

from boards.models import AgendaItem, Meeting
from foundation.forms import Form
from plans import writing_papers
from plans.models import Priority


class PaperForm(Form):
    """A new item of a coming meeting, or one that stands on its agenda already."""

    meeting = forms.ModelChoiceField(
        label="As a new item of which meeting?", queryset=Meeting.objects.none(), required=False,
        empty_label="No new item",
    )  # fmt: skip
    item = forms.ModelChoiceField(
        label="Or under which item?", queryset=AgendaItem.objects.none(), required=False, empty_label="Choose an item"
    )

    def __init__(self, *args: Any, priority: Priority, may_add: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        coming = list(writing_papers.meetings_for(priority)) if may_add else []
        self.fields["meeting"].queryset = Meeting.objects.filter(pk__in=[one.pk for one in coming])  # type: ignore[attr-defined]
        if coming:
            self.initial.setdefault("meeting", coming[0].pk)
        self.fields["item"].queryset = writing_papers.items_for(priority)  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: f"{item.meeting}: {item.title}"  # type: ignore[attr-defined]
        for name in ("meeting", "item"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        if len(self.fields) == 1:
            only: Any = next(iter(self.fields.values()))
            only.required, only.empty_label = True, "Choose one"

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two; an item that is chosen is meant, whatever meeting was proposed."""
        said = super().clean() or {}
        if not self.errors and not said.get("item") and not said.get("meeting"):
            self.add_error("item" if "item" in self.fields else "meeting", "Select a meeting or an item")
        return said
