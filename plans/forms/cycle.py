"""Forms of the yearly cycle, and of a set of priorities that passes its gates."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from boards.models import Decision, Recommendation
from foundation.forms import Form
from localities.forms.record import RecordForm
from plans.forms.adopting import decision_words
from plans.models import Cycle, Priority, PrioritySet

MOST_DECISIONS = 60  # to choose from, the newest first
DAYS = ("draft_by", "share_from", "share_until", "final_by", "starts_on", "ends_on")


class CycleForm(RecordForm):
    """A year's cycle with its days. Source: checklist B21; standards R24."""

    class Meta:
        model = Cycle
        fields = ["name", *DAYS, "fewest", "most"]
        labels = {
            "draft_by": "Priorities are chosen by", "share_from": "They are shared from",
            "share_until": "They are shared until", "final_by": "Plans are final by",
            "starts_on": "Delivery starts on", "ends_on": "Delivery ends on",
        }  # fmt: skip
        help_texts = {
            "name": "Such as 2027 to 2028",
            "share_until": "Partners and people read the draft and comment in this time",
            "fewest": "Fewer cannot be submitted. A draft may hold any number",
        }
        widgets = {
            name: forms.NumberInput(attrs={"class": "govuk-input--width-2"}) for name in ("fewest", "most")
        }  # fmt: skip

    def _field_of(self, problem: Any) -> str | None:
        words = problem.messages
        if any("days must follow" in one for one in words):
            return "draft_by"
        return "most" if any("most priorities" in one for one in words) else super()._field_of(problem)


class BeginForm(Form):
    """For which cycle a board begins its priorities."""

    cycle = forms.ModelChoiceField(Cycle.objects.none(), empty_label="Choose a cycle")

    def __init__(self, *args: Any, cycles: QuerySet[Cycle], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cycle"].queryset = cycles  # type: ignore[attr-defined]


class GateForm(Form):
    """Passing a gate; the reason is asked where it is late, or early."""

    because = forms.CharField(
        label="Reason", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads it.",
    )  # fmt: skip

    def __init__(self, *args: Any, why: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if why:
            self.fields["because"].required = True
            self.fields["because"].label = "Why it is passed out of its time"
            self.fields["because"].error_messages["required"] = "Give the reason: everybody reads it"
            self.fields["because"].help_text = f"{why} Everybody reads the reason."
        else:
            del self.fields["because"]


class AgreementForm(GateForm):
    """By which decision the board agreed its priorities."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Decision by which the board agreed them", empty_label="Choose a decision",
        help_text="Only published decisions of this board by which something was agreed are listed.",
    )  # fmt: skip
    field_order = ["decision", "because"]

    def __init__(self, *args: Any, taken: PrioritySet, why: str, **kwargs: Any):
        super().__init__(*args, why=why, **kwargs)
        rows = Decision.objects.public().filter(board=taken.board_id, outcome__in=Recommendation.AGREED)
        newest = list(rows.order_by("-decided_on", "-pk").values_list("pk", flat=True)[:MOST_DECISIONS])
        field: Any = self.fields["decision"]
        field.queryset = rows.filter(pk__in=newest).order_by("-decided_on", "-pk")
        field.label_from_instance = decision_words


class VersionForm(Form):
    """What changed in a draft that everybody reads."""

    note = forms.CharField(
        label="What changed", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads it beside the version. Earlier versions stay readable.",
    )  # fmt: skip


class CarryForm(Form):
    """Which priorities of earlier cycles a draft takes over."""

    earlier = forms.ModelMultipleChoiceField(
        Priority.objects.none(), label="Priorities to carry over", widget=forms.CheckboxSelectMultiple,
        help_text="With what they rest on and which aims they serve. Change their words afterwards.",
        error_messages={"required": "Select at least one priority"},
    )  # fmt: skip

    def __init__(self, *args: Any, taken: PrioritySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        there = taken.priorities.standing().filter(carried_from__isnull=False).values("carried_from")
        rows = Priority.objects.standing().filter(set__board=taken.board_id).exclude(set=taken).exclude(pk__in=there)
        field: Any = self.fields["earlier"]
        field.queryset = rows.select_related("set__cycle").order_by("-set__cycle__starts_on", "position", "pk")
        field.label_from_instance = lambda row: f"{row.title} ({row.set.cycle})"
