"""Forms of a fund: what it is, what partners promise, what comes and goes. Money is in pence."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from boards.models import Decision
from commissioning import access as roles
from commissioning import funding
from commissioning.models import Contribution, Fund
from engagement.models import Theme
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import Form, ModelForm
from localities.models import Organisation
from plans.forms.placed import PlacedForm

NOTHING: dict[str, Any] = {"min_value": 0.01, "error_messages": {"min_value": "Enter an amount above £0"}}


class FundForm(PlacedForm):
    """Where the money comes from, what it may be spent on, and until when."""

    permission = roles.FUND
    wants_place = "Choose the board or the locality that the fund is for"

    class Meta:
        model = Fund
        fields = ["title", "board", "locality", *(name for name in funding.FIELDS if name != "title")]
        labels = {
            "title": "Name of the fund", "board": "Board that decides about it",
            "locality": "Locality, where no board decides", "stream": "Where does the money come from?",
            "nature": "What kind of resource is it?", "holder": "Which body holds the money?",
            "purpose": "What may it be spent on?", "rules": "Further rules", "only_theme": "Ring-fenced to one subject",
            "starts_on": "First day", "ends_on": "Last day on which money is given out",
            "exit_plan": "What follows when it ends?",
            "carry_percent": "How much of a year’s money may be carried into the next, in percent?",
        }  # fmt: skip
        help_texts = {
            "ends_on": "Leave it empty where the money has no end.",
            "exit_plan": "Money that ends needs a plan: how the work goes on, and who pays for it.",
            "only_theme": "What is set aside must then serve a priority of this subject.",
            "carry_percent": "100 where all is carried. What is not carried is given back when the year is closed.",
        }
        widgets = {
            "purpose": forms.Textarea({"rows": 4}), "rules": forms.Textarea({"rows": 3}),
            "exit_plan": forms.Textarea({"rows": 3}), "nature": Radios,
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choice("holder", Organisation.objects.on(timezone.localdate()).order_by("name")).empty_label = "Choose"
        self._choice("only_theme", Theme.objects.filter(retired_at__isnull=True)).empty_label = "No"
        self.fields["stream"].choices = [("", "Choose"), *Fund.Stream.choices]  # type: ignore[attr-defined]


class ContributionForm(ModelForm):
    """What a partner promises to a fund."""

    pence = PenceField(label="How much?", **NOTHING)

    class Meta:
        model = Contribution
        fields = ["organisation", "pence", "nature", "due_on", "condition"]
        labels = {
            "organisation": "Who gives it?", "nature": "What kind of resource is it?", "due_on": "By when?",
            "condition": "On what condition?",
        }  # fmt: skip
        widgets = {"nature": Radios}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = Organisation.objects.on(timezone.localdate()).order_by("name"), "Choose"


class BookForm(Form):
    """How much moved, on which day, and why."""

    pence = PenceField(label="How much?", **NOTHING)
    on = DateField(label="On which day?", initial=datetime.date.today)
    because = forms.CharField(label="Why?", max_length=500, help_text="Everybody can read it.")


class ReceiveForm(BookForm):
    """Money that came into a fund."""

    contribution = forms.ModelChoiceField(
        label="Whose promise does it keep?", queryset=Contribution.objects.none(), required=False, empty_label="None",
    )  # fmt: skip
    reference = forms.CharField(label="Reference", max_length=100, required=False)

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = fund.contributions.filter(withdrawn_at__isnull=True).select_related("organisation", "fund")
        self.fields["contribution"].queryset = rows  # type: ignore[attr-defined]
        self.fields["because"].label = "What came, and by which letter or decision?"


class GiveBackForm(BookForm):
    """Money that is given back to whom it came from."""

    decision = forms.ModelChoiceField(
        label="By which decision?", queryset=Decision.objects.none(), empty_label="Choose",
        error_messages={"required": "Choose the decision by which the money is given back"},
    )  # fmt: skip

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_for(fund)  # type: ignore[attr-defined]


def decisions_for(fund: Fund) -> Any:
    """Return the decisions by which money of a fund may move."""
    return of_board(Decision.objects.public().filter(outcome__in=("agreed", "amended")), fund)


def of_board(rows: Any, fund: Fund) -> Any:
    """Keep what is of the board of a fund; a fund that no board has serves all."""
    return rows.filter(board=fund.board_id) if fund.board_id else rows
