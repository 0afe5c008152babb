"""Forms of task and finish groups: the commission, a report back, a blocker and its answer, the close-out report."""

import datetime
from typing import Any

from django import forms

from boards.models import Blocker, Board, Decision, ForwardEntry, SeatHolding
from boards.unblocking import seniors
from foundation.form_fields import DateField
from foundation.forms import Form
from localities.models import Organisation


def words(rows: int = 4) -> forms.Textarea:
    """Return a box for some sentences."""
    return forms.Textarea({"rows": rows})


class GroupForm(Form):
    """What an executive sets a group up for."""

    name = forms.CharField(label="Name of the group", max_length=160)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Decision by which the executive agreed it", empty_label="Choose one",
        help_text="Only what is published can be chosen (checklist B33).",
    )  # fmt: skip
    purpose = forms.CharField(
        label="What it is to achieve, and for which priority", max_length=3000, widget=words(),
        help_text="Everybody can read it.",
    )  # fmt: skip
    forward_entry = forms.ModelChoiceField(
        ForwardEntry.objects.none(), label="Entry of the forward plan that it works towards", required=False,
        empty_label="None", help_text="Readers then find the one from the other.",
    )  # fmt: skip
    lead_body = forms.ModelChoiceField(Organisation.objects.none(), label="Lead body", empty_label="Choose one")
    finish_on = DateField(label="To finish by")
    report_days = forms.CharField(
        label="Days on which it reports back", required=False, widget=words(3),
        help_text="One day a line, such as 4/5/2027.",
    )  # fmt: skip

    def __init__(self, *args: Any, executive: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        agreed = Decision.objects.public().filter(board=executive, outcome__in=("agreed", "amended"))
        self.fields["decision"].queryset = agreed
        self.fields["decision"].label_from_instance = lambda row: f"{row.decided_on:%-d %b %Y}: {row.title}"
        self.fields["forward_entry"].queryset = ForwardEntry.objects.public().standing().select_related("board")
        self.fields["lead_body"].queryset = Organisation.objects.all()

    def clean_report_days(self) -> list[datetime.date]:
        """Return the days that were typed."""
        days = []
        for line in self.cleaned_data["report_days"].split("\n"):
            if line.strip():
                days.append(_day(line.strip()))
        return days


def _day(text: str) -> datetime.date:
    try:
        number, month, year = map(int, text.split("/"))
        return datetime.date(year, month, number)
    except ValueError:
        raise forms.ValidationError(f"“{text[:40]}” is no day. Write it as 4/5/2027.") from None


class ReportBackForm(Form):
    """How a group goes."""

    text = forms.CharField(
        label="How it goes", max_length=5000, widget=words(6),
        help_text="What was done since the last report, what comes next, what is needed. Everybody can read it.",
    )  # fmt: skip


class BlockerForm(Form):
    """What blocks a group."""

    text = forms.CharField(
        label="What blocks the group", max_length=1000, widget=words(3), help_text="Everybody can read it."
    )
    since_on = DateField(label="Since")
    who_can = forms.CharField(label="Who can unblock it", max_length=200)


class UnblockForm(Form):
    """What unblocks a group."""

    answer = forms.CharField(
        label="What was decided", max_length=3000, widget=words(),
        help_text="What happens now, who does it and by when. Everybody can read it.",
    )  # fmt: skip
    unblocked_by = forms.CharField(
        label="Who decided it", max_length=200, help_text="Name and office, as it should print"
    )


class PassOnForm(Form):
    """To whom a blocker is passed."""

    holding = forms.ModelChoiceField(
        SeatHolding.objects.none(), label="Who can commit their organisation?", empty_label="Choose one",
        help_text="Members of the executive with authority to commit their organisation and an email address.",
    )  # fmt: skip

    def __init__(self, *args: Any, blocker: Blocker, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holding"].queryset = seniors(blocker)
        self.fields["holding"].label_from_instance = lambda row: f"{row.person}, {row.speaks_for or row.seat}"


class CloseForm(Form):
    """The report with which a group closes."""

    done = forms.CharField(label="What was done", max_length=5000, widget=words())
    lessons = forms.CharField(label="What was learned", max_length=5000, widget=words())
    handed_on = forms.CharField(
        label="What goes where",
        max_length=5000,
        widget=words(3),
        help_text="What is still to be done, and who does it now.",
    )
