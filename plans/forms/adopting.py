"""Forms by which a plan is made public, adopted, changed and ended. Source: checklist C11, D10."""

from typing import Any

from django import forms
from django.utils.text import Truncator

from boards.models import Decision
from foundation.forms import Form
from foundation.reason_form import reason_form
from plans import adopting
from plans.models import Plan

MOST_WORDS = 120  # letters of a choice in a list
ReasonForm = reason_form(
    "Why the plan can be adopted without it", 2000, "Everybody reads it beside the plan.", rows=4, name="reason"
)  # fmt: skip


def decision_words(decision: Decision) -> str:
    """Return by what a decision is told from others of its item in a list: its day, its title, how its words begin."""
    return Truncator(f"{decision.decided_on:%-d %B %Y}: {decision.title}. {decision.text}").chars(MOST_WORDS)


class DraftForm(Form):
    """Opening a draft to everybody."""

    read = forms.CharField(widget=forms.HiddenInput)


class AdoptionForm(Form):
    """The decision by which the board adopted the plan."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Decision of the board", empty_label="Choose a published decision"
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = adopting.decisions_for(plan)  # type: ignore[attr-defined]
        self.fields["decision"].label_from_instance = decision_words  # type: ignore[attr-defined]


class ChangeForm(DraftForm):
    """What was changed in an adopted plan, and why."""

    note = forms.CharField(
        label="What is changed, and why", widget=forms.Textarea({"rows": 3}), max_length=1000,
        help_text="Everybody reads it.",
    )  # fmt: skip
    field_order = ["note", "read"]


EndForm = reason_form("Why the plan ends", 500, "Everybody reads it.")
