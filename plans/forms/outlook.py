"""What is asked of the timeline, and what officers say of pilots, services and business cases."""

import datetime
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from boards.models import Decision
from foundation.form_fields import DateField, MoneyField
from foundation.forms import FilterForm, Form, ModelForm
from foundation.reason_form import reason_form
from localities.models import Locality
from plans.drawing_timeline import Period
from plans.models import BusinessCase, Candidate, CaseOption

LONGEST = relativedelta(years=3)
EVERYBODY = "Everybody can read this."


class TimelineFilter(FilterForm):
    """The place and the time that a timeline shows: a year that began three months ago where none is said."""

    locality = forms.ModelChoiceField(label="Locality", queryset=Locality.objects.order_by("name"), required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def asked(self) -> tuple[Locality | None, Period]:
        """Return what was asked for; a time that makes no sense is made into one that does."""
        self.full_clean()  # what is wrong leaves its own field out
        said = self.cleaned_data if self.is_bound else {}
        first = said.get("since") or (self.today - relativedelta(months=3)).replace(day=1)
        last = said.get("until") or first + relativedelta(years=1) - datetime.timedelta(days=1)
        if last <= first:
            last = first + relativedelta(months=1)
        return said.get("locality"), Period(first, min(last, first + LONGEST))


class _Pence(ModelForm):
    """A form in which money is typed in pounds and kept in pence."""

    money: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in self.money:
            kept = getattr(self.instance, name)
            self.initial[name] = None if kept is None else Decimal(kept) / 100

    def clean(self) -> dict[str, Any]:
        """Turn pounds into pence."""
        said = super().clean() or {}
        for name in self.money:
            if said.get(name) is not None and said[name] < 0:
                self.add_error(name, "Enter an amount of £0 or more")
            elif said.get(name) is not None:
                said[name] = int(said[name] * 100)
        return said


class CandidateForm(_Pence):
    """A service that partners could commission together."""

    money = ("cost",)
    cost = MoneyField(label="What it costs a year", required=False)

    class Meta:
        model = Candidate
        fields = ["service", "commissioner", "cost", "why_together"]
        widgets = {"why_together": forms.Textarea({"rows": 4})}
        help_texts = {"why_together": EVERYBODY}


class CaseForm(ModelForm):
    """Why an action should have money or people."""

    class Meta:
        model = BusinessCase
        fields = ["title", "need", "decider", "decide_by"]
        widgets = {"need": forms.Textarea({"rows": 5})}
        help_texts = {"need": "Everybody can read this once the business case is published."}


class OptionForm(_Pence):
    """One way of meeting the need."""

    money = ("cost", "saving")
    cost = MoneyField(label="What it costs")
    saving = MoneyField(label="What it saves", required=False)

    class Meta:
        model = CaseOption
        fields = ["title", "cost", "benefit", "saving", "is_preferred"]
        widgets = {"benefit": forms.Textarea({"rows": 4})}
        help_texts = {"title": "One option is to do nothing."}


class DecidedForm(Form):
    """Which decision was taken on a business case."""

    decision = forms.ModelChoiceField(label="Decision", queryset=Decision.objects.none())
    outcome = forms.CharField(label="What was decided", max_length=500, help_text=EVERYBODY)

    def __init__(self, *args: Any, case: BusinessCase, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.public().order_by("-decided_on", "-pk")


EndForm = reason_form("What came of it", 300, EVERYBODY, rows=1)
