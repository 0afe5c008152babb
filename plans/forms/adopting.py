"""Forms by which a plan is made public, adopted, changed and ended. Source: checklist C11, D10."""

from typing import Any

from django import forms

from boards.models import Decision
from foundation.forms import Form
from foundation.reason_form import reason_form
from plans import adopting
from plans.models import Plan

ReasonForm = reason_form(
    "Why the plan can be adopted without it", 2000, "Everybody reads it beside the plan.", rows=4, name="reason"
)  # fmt: skip


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
        self.fields["decision"].label_from_instance = lambda row: f"{row.decided_on:%-d %B %Y}: {row.title}"  # type: ignore[attr-defined]


class ChangeForm(DraftForm):
    """What was changed in an adopted plan, and why."""

    note = forms.CharField(
        label="What is changed, and why", widget=forms.Textarea({"rows": 3}), max_length=1000,
        help_text="Everybody reads it.",
    )  # fmt: skip
    field_order = ["note", "read"]


EndForm = reason_form("Why the plan ends", 500, "Everybody reads it.")
