"""What an officer records of a decision, and the rights to decide of a board."""

import datetime
from typing import Any

from django import forms

from boards.deciding import item_of
from boards.models import DecidingRight, DecisionRecord, Delegation, Level, Power
from foundation.form_fields import Checkboxes, DateField, PenceField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from localities.models import Organisation

STEPS = 4  # lines for the timetable that are there to start with; saved ones add to them
NEEDED = "Needed before the minutes are published. Write “None” where there was none."


class DecisionRecordForm(SawForm, ModelForm):
    """Under which power, at which level, instead of what, and what follows."""

    verb = forms.ChoiceField(label="What the board did", required=False)
    options = forms.CharField(
        label="Options considered and rejected", required=False, widget=forms.Textarea({"rows": 4}), help_text=NEEDED
    )
    power = forms.ChoiceField(label="Legal power used", required=False, choices=[("", "Choose"), *Power.choices])
    power_words = forms.CharField(
        label="The power in words", required=False, max_length=300, help_text="For another power, or to add to it"
    )
    level = forms.ChoiceField(label="Level of the decision", required=False, choices=Level, widget=Radios)
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label="Decided under the delegation", required=False, empty_label="None"
    )
    amount = PenceField(label="Money that it commits", required=False, min_value=0, help_text="£0 for nothing")
    right = forms.ModelChoiceField(
        DecidingRight.objects.none(), label="Money or power at stake", required=False, empty_label="None in particular",
        help_text="It says whose members decide",
    )  # fmt: skip
    lead = forms.ModelChoiceField(Organisation.objects.none(), label="Lead body", required=False, empty_label="None")
    awaiting = forms.ModelChoiceField(
        Organisation.objects.none(), label="Body that must decide next", required=False, empty_label="None",
        help_text="The decision is then shown as agreed by the board, awaiting the decision of this body",
    )  # fmt: skip

    class Meta:
        model = DecisionRecord
        fields = [
            "verb", "options", "power", "power_words", "level", "delegation", "amount", "right", "lead", "awaiting",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        meeting = item_of(self.instance.recommendation).meeting
        board, day = meeting.board, meeting.date
        self.fields["verb"].choices = [("", "As the outcome says"), *((verb, verb) for verb in self._verbs(board))]
        chosen = Delegation.objects.filter(pk=self.instance.delegation_id)
        self.fields["delegation"].queryset = (
            Delegation.objects.in_force(day).filter(board=board) | chosen
        ).select_related("organisation")
        self.fields["right"].queryset = DecidingRight.objects.on(day).filter(board=board)
        for name in ("lead", "awaiting"):
            self.fields[name].queryset = Organisation.objects.on(day)
        self._ask_steps()

    def _verbs(self, board: Any) -> list[str]:
        own = self.instance.verb
        return [*board.verbs, *([own] if own and own not in board.verbs else [])]

    def _ask_steps(self) -> None:
        """Ask for the timetable: a day, what is done by then and by whom, a line each. Source: checklist C5."""
        there = self.instance.timetable
        for number in range(1, max(STEPS, len(there) + 1) + 1):
            step = there[number - 1] if number <= len(there) else {}
            on = datetime.date.fromisoformat(step["on"]) if step else None
            self.fields[f"on-{number}"] = DateField(label=f"Step {number}: by", required=False, initial=on)
            self.fields[f"what-{number}"] = forms.CharField(
                label=f"Step {number}: what is done", required=False, max_length=200, initial=step.get("what", "")
            )
            self.fields[f"who-{number}"] = forms.CharField(
                label=f"Step {number}: who does it", required=False, max_length=200, initial=step.get("who", "")
            )

    @property
    def steps(self) -> list[tuple[Any, Any, Any]]:
        """Return the boxes of the timetable, three for each step."""
        count = sum(name.startswith("on-") for name in self.fields)
        return [(self[f"on-{number}"], self[f"what-{number}"], self[f"who-{number}"]) for number in range(1, count + 1)]

    def clean(self) -> None:
        """Put the timetable in order of its days; a step has both a day and words."""
        super().clean()
        rows = []
        for on, what, who in self.steps:
            day, words, owner = (self.cleaned_data.get(box.name) for box in (on, what, who))
            if (day or owner) and not words:
                self.add_error(what.name, f"Enter what is done by then in {what.label.split(':')[0].lower()}")
            if words and not day and on.name not in self.errors:
                self.add_error(on.name, f"Enter the day of {on.label.split(':')[0].lower()}")
            if day and words:
                rows.append({"on": day.isoformat(), "what": words, "who": owner or ""})
        self.instance.timetable = sorted(rows, key=lambda row: row["on"])


class RightForm(Form):
    """Money or a power at stake, and whose members then decide. Source: checklist X3."""

    name = forms.CharField(label="Money or power at stake", max_length=160, help_text="For example, County money")
    tiers = forms.MultipleChoiceField(
        label="Whose members decide", choices=Organisation.Kind, widget=Checkboxes, required=True
    )
