"""Forms of matches: declining, ending, the plan that both deliver, and sharing with other partnerships."""

from typing import Any

from django import forms

from foundation import corresponding
from foundation.form_fields import Checkboxes
from foundation.forms import Form
from foundation.models import Partnership
from foundation.reason_form import reason_form
from plans.models import Plan, Priority, PriorityMatch

BecauseForm = reason_form("Why?", 500, "The other board reads it.", rows=4)


class SharedPlanForm(Form):
    """The plan that both boards deliver."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Plan that both boards deliver", required=False, empty_label="No plan yet"
    )

    def __init__(self, *args: Any, match: PriorityMatch, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = Plan.objects.public().filter(ended_at=None)  # type: ignore[attr-defined]


class SharingForm(Form):
    """The partnerships that may read a priority."""

    partnerships = forms.ModelMultipleChoiceField(
        Partnership.objects.none(), label="Share it with", required=False, widget=Checkboxes,
        help_text="Its title, description and theme, the board and this partnership are sent, and nothing else. "
        "Those left out lose it.",
    )  # fmt: skip

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any):
        super().__init__(*args, **kwargs)
        takes = corresponding.takes_from_here().values("other")
        now = priority.sharings.filter(ended_at__isnull=True).values("other")
        found = Partnership.objects.filter(pk__in=takes) | Partnership.objects.filter(pk__in=now)
        self.fields["partnerships"].queryset = found.distinct().order_by("name")  # type: ignore[attr-defined]
