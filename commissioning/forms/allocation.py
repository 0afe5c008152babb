"""Forms of what is set aside, and of what becomes of it. Money is in pence."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from boards.models import OfficerDecision
from commissioning import allocating
from commissioning.forms.fund import NOTHING, BookForm, decisions_for, of_board
from commissioning.models import Allocation, Fund, Move
from foundation.form_fields import DateField, PenceField
from foundation.forms import ModelForm
from localities.models import Locality, Organisation
from plans.models import PlanAction, Priority


class AllocateForm(ModelForm):
    """What money is set aside for, by which decision, for which priority; then what would be left."""

    pence = PenceField(label="How much?", **NOTHING)
    on = DateField(label="On which day?", initial=datetime.date.today)

    class Meta:
        model = Allocation
        fields = [
            "title", "about", "pence", "on", "organisation", "place", "priority", "action", "decision",
            "officer_decision", "consulted", "into",
        ]  # fmt: skip
        labels = {
            "title": "What does it pay for?", "about": "What will come of it?", "organisation": "Who receives it?",
            "place": "Where is it spent?", "priority": "Which priority does it serve?",
            "action": "Action of a plan that it pays for", "decision": "Decision of a board",
            "officer_decision": "Or a delegated decision", "into": "Fund that it is paid into",
            "consulted": "When was the chair consulted, and what did they say?",
        }  # fmt: skip
        help_texts = {
            "title": "For example: Street lights on Mill Lane",
            "priority": "Money is set aside only for a priority that is shared with everybody.",
            "officer_decision": "Where an officer or a ward member decided alone.",
            "consulted": "Only where an officer decided. The board reads it at its next meeting.",
            "into": "Only where another fund receives it, such as money that a county devolves to a board.",
        }
        widgets = {"about": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fund = self.instance.fund
        offered: dict[str, tuple[Any, str]] = {
            "organisation": (Organisation.objects.on(timezone.localdate()).order_by("name"), "Choose"),
            "place": (Locality.objects.order_by("name"), "Everywhere"),
            "priority": (of_board(Priority.objects.public().standing(), fund).select_related("board"), "Choose"),
            "action": (PlanAction.objects.filter(published_at__isnull=False), "None"),
            "decision": (decisions_for(fund), "None"),
            "officer_decision": (of_board(OfficerDecision.objects.public(), fund), "None"),
            "into": (Fund.objects.running().exclude(pk=fund.pk), "None"),
        }
        for name, (rows, empty) in offered.items():
            field: Any = self.fields[name]
            field.queryset, field.empty_label = rows, empty
        if fund.locality_id:
            del self.fields["place"]

    def _post_clean(self) -> None:
        """Leave it to the act, which judges in the words of the rule; put what is said into the row."""
        for name, value in self.cleaned_data.items():
            if name not in ("pence", "on"):
                setattr(self.instance, name, value)


class MoveForm(BookForm):
    """What becomes of money that was set aside."""

    saw = forms.CharField(widget=forms.HiddenInput, required=False)
    organisation = forms.ModelChoiceField(
        label="Who is paid?", queryset=Organisation.objects.none(), required=False, empty_label="Choose",
    )  # fmt: skip
    reference = forms.CharField(
        label="Reference",
        max_length=100,
        required=False,
        help_text="Such as the number of the invoice. No bank details.",
    )

    def __init__(self, *args: Any, what: Move, allocation: Allocation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.what, self.allocation = what, allocation
        self.fields["saw"].initial = allocating.seen(allocation)
        if what in (Move.PAID, Move.RECOVERED):
            field: Any = self.fields["organisation"]
            field.queryset, field.initial = Organisation.objects.order_by("name"), allocation.organisation_id
        else:
            del self.fields["organisation"], self.fields["reference"]

    def tell_of(self, current: Allocation) -> None:
        """Say that money moved meanwhile."""
        self.add_error(None, "Somebody booked on this meanwhile. Look at what is left, then send it again.")
        self.data = self.data.copy()
        self.data[self.add_prefix("saw")] = allocating.seen(current)
