"""Writing feedback theme by theme, and finding what was said and done."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from boards.models import Action, Decision
from engagement.models import Feedback, FeedbackPoint, Theme
from foundation.forms import FilterForm, Form, ModelForm
from localities.models import Locality

LATEST = 200  # decisions and actions that the lists offer


class SummaryForm(Form):
    """Who took part and what it was about."""

    summary = forms.CharField(
        label="Who took part, and what it was about", max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text="For example: 214 people answered, and 30 came to the library. We asked about the last bus.",
    )  # fmt: skip


class PointForm(ModelForm):
    """What became of what people said on one theme."""

    class Meta:
        model = FeedbackPoint
        fields = ["theme", "heading", "said", "changed", "unchanged", "why", "decision", "action"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("said", "changed", "unchanged", "why")}
        error_messages = {
            "heading": {"required": "Enter in a few words what it is about"},
            "why": {"required": "Enter why it changed, or why it did not"},
        }
        help_texts = {
            "heading": "For example: a later last bus",
            "changed": "Leave it empty if nothing changed.",
            "unchanged": "Leave it empty if all that people asked for was done.",
            "why": "Needed for each theme, for what changed and for what did not.",
            "decision": "Of a board, where one was made.",
        }

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any):
        super().__init__(*args, **kwargs)
        place = feedback.locality_id
        self.fields["theme"].queryset = Theme.objects.filter(  # type: ignore[attr-defined]
            Q(retired_at__isnull=True) | Q(pk=self.instance.theme_id)
        )
        decisions, actions = Decision.objects.public(), Action.objects.public()
        if place:
            here = Q(board__locality=place) | Q(board__locality__isnull=True)
            decisions, actions = decisions.filter(here), actions.filter(here)
        self._offer("decision", decisions.order_by("-decided_on", "-pk"))
        self._offer("action", actions.order_by("-pk"))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        kept = getattr(self.instance, f"{name}_id")
        latest = list(rows.values_list("pk", flat=True)[:LATEST])
        self.fields[name].queryset = rows.filter(pk__in=[*latest, *([kept] if kept else [])])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Want what changed or what did not."""
        said = super().clean() or self.cleaned_data
        if not said.get("changed") and not said.get("unchanged") and "changed" not in self.errors:
            self.add_error("changed", "Enter what changed, or what did not change below")
        return said


class PublishForm(Form):
    """Why another edition is published."""

    note = forms.CharField(
        label="What has changed since the last edition", max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


class FeedbackFilter(FilterForm):
    """Where, and what about."""

    place = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False, empty_label="All places")
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Theme", required=False, empty_label="All themes")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Locality.objects.all()  # type: ignore[attr-defined]
        self.fields["theme"].queryset = Theme.objects.all()  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
        """Keep the feedback that fits; what is no place or theme leaves the list whole."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if place := chosen.get("place"):
            rows = rows.filter(locality=place)
        if theme := chosen.get("theme"):
            rows = rows.filter(links__theme=theme).distinct()
        return rows
