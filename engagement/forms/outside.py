"""Another body's consultation, and our answer to it. Source: checklist A44."""

from typing import Any

from django import forms

from boards.models import Board, Decision
from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import OutsideAnswer, OutsideConsultation
from foundation.forms import ModelForm


class OutsideForm(ModelForm):
    """Who consults, on what, until when, and who of us answers."""

    link = forms.URLField(label="Where to read it", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = OutsideConsultation
        fields = [
            "asked_by", "title", "kind", "about", "link", "closes_on", "locality", "board", "officer", "officer_email",
            "not_answered_because",
        ]  # fmt: skip
        labels = {
            "title": "Subject of the consultation",
            "board": "Board that agrees the answer",
            "not_answered_because": "Why it is not answered",
        }
        widgets = {"about": forms.Textarea({"rows": 3})}
        help_texts = {
            "officer_email": "Reminders go there before the last day. It is never public.",
            "not_answered_because": "Everybody reads it. Leave it empty where an answer is to be sent.",
            "asked_by": "For example: the county council, a health board, a ministry",
        }

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.public()  # type: ignore[attr-defined]
        offer_place(self, places)


class OutsideAnswerForm(ModelForm):
    """The answer, who agreed it and when it was sent."""

    class Meta:
        model = OutsideAnswer
        fields = ["text", "decision", "delegated", "agreed_on", "sent_on", "late_because"]
        labels = {"decision": "Agreed by this decision", "sent_on": "Sent on", "agreed_on": "Agreed on"}
        widgets = {
            "text": forms.Textarea({"rows": 12, "maxlength": 20000}),
            "late_because": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "delegated": "Where no decision was made: who agreed it, under which delegation",
            "late_because": "Only where it is sent after the last day",
        }

    def __init__(self, *args: Any, consultation: OutsideConsultation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.public().order_by("-decided_on", "-pk")
        if consultation.board_id:
            decisions = decisions.filter(board=consultation.board_id)
        kept = self.instance.decision_id
        latest = [*decisions.values_list("pk", flat=True)[:200], *([kept] if kept else [])]
        self.fields["decision"].queryset = Decision.objects.filter(pk__in=latest)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Keep it to a length that a page can show."""
        if len(self.cleaned_data["text"]) > 20000:
            raise forms.ValidationError("The answer must be 20000 characters or fewer")
        return self.cleaned_data["text"]
