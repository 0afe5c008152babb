"""Forms of the forward plan: its filters, an entry, another day, a notice, a withdrawal."""

from typing import Any

from django import forms
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from boards.forms.action import BoardFilter
from boards.forms.task_group import words
from boards.models import Board, ForwardEntry, ForwardNotice, Meeting
from foundation.form_fields import DateField
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.reason_form import reason_form

STATES = {"": "Still to come", "decided": "Decided", "withdrawn": "No longer planned"}
Kind = ForwardNotice.Kind


class ForwardFilter(BoardFilter):
    """What comes to a board, in a month, key decisions alone; what is to come unless told otherwise."""

    month = forms.ChoiceField(label="Month", required=False)
    key = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), ("yes", "Key decisions")])
    state = forms.ChoiceField(label="State", required=False, choices=STATES.items())

    def __init__(self, *args: Any, rows: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        months = rows.dated().order_by().annotate(month=TruncMonth("on")).values_list("month", flat=True).distinct()
        named = [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in sorted(filter(None, months))]
        self.fields["month"].choices = [("", "All"), *named]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for."""
        rows, asked = super().narrow(rows.dated()), self.cleaned_data
        if month := asked.get("month"):
            year, _, number = month.partition("-")
            rows = rows.filter(on__year=year, on__month=number)
        if asked.get("key"):
            rows = rows.filter(is_key=True)
        if asked.get("state") == "decided":
            return rows.filter(is_decided=True).order_by("-on", "-pk")
        if asked.get("state") == "withdrawn":
            return rows.filter(withdrawn_at__isnull=False)
        return rows.standing().filter(is_decided=False)


def coming_meetings(board: Board) -> Any:
    """Return the meetings of a board at which something can still be planned."""
    rows = Meeting.objects.going_ahead().upcoming().filter(board=board, opened_at__isnull=True)
    return rows.select_related("board")


class WhenForm(forms.Form):
    """The meeting, or the day or days."""

    def offer_meetings(self, board: Board) -> None:
        """Let the form choose among the meetings of a board that are to come."""
        field: Any = self.fields["meeting"]
        field.queryset = coming_meetings(board) | Meeting.objects.filter(pk=getattr(self, "kept_meeting", None))
        field.empty_label, field.required = "Not at a meeting that is set", False
        field.label_from_instance = lambda row: date_format(timezone.localtime(row.starts_at), "l j F Y")

    def clean(self) -> dict[str, Any]:
        """Ask for the meeting or a day, and not for both."""
        said = super().clean() or self.cleaned_data
        if "meeting" not in self.fields or self.errors:
            return said
        if said.get("meeting") and (said.get("due_on") or said.get("due_until")):
            self.add_error("due_on", "Choose a meeting or give a day, not both")
        if not said.get("meeting") and not said.get("due_on"):
            self.add_error("due_on", "Choose the meeting, or enter the day or the first of some days")
        if said.get("due_on") and said.get("due_until") and said["due_until"] <= said["due_on"]:
            self.add_error("due_until", "The last day must be after the first")
        return said


class EntryForm(WhenForm, SawForm, ModelForm):
    """What will be decided, by whom, when, and how to have a say."""

    class Meta:
        model = ForwardEntry
        fields = [
            "title", "text", "meeting", "due_on", "due_until", "is_key", "private_because", "decided_by", "contact",
            "papers", "consultation",
        ]  # fmt: skip
        labels = {
            "is_key": "It is a key decision", "due_on": "Or the day, or the first of some days",
            "due_until": "Last of these days", "meeting": "Meeting at which it will be decided",
            "private_because": "Why the public may be excluded, if it is taken in private",
        }  # fmt: skip
        help_texts = {
            "text": "Everybody can read it.",
            "private_because": "The reason in law. Leave it empty for what is taken in public. Do not repeat what "
                               "must not be known.",
            "contact": "Name, telephone or email address, for representations as well.",
            "papers": "One a line.",
            "decided_by": "For example, the director of adult services, under a delegation.",
        }  # fmt: skip
        widgets = {
            "text": words(4), "private_because": words(2), "papers": words(3), "consultation": words(3),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        entry = self.instance
        if not entry.board.is_executive:
            del self.fields["is_key"]
        if entry.is_public or entry.item:
            for name in ("meeting", "due_on", "due_until"):
                del self.fields[name]
        else:
            self.kept_meeting = entry.meeting_id
            self.offer_meetings(entry.board)


class MoveForm(WhenForm, Form):
    """To when, and why."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Meeting at which it will be decided now")
    due_on = DateField(label="Or the day, or the first of some days", required=False)
    due_until = DateField(label="Last of these days", required=False)
    because = forms.CharField(
        label="Why it moves", max_length=500, widget=words(3), help_text="Everybody can read it, with the day it had."
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_meetings(board)


ForwardWithdrawalForm = reason_form("Why it is no longer planned", 500, "Everybody can read it.")


class NoticeForm(Form):
    """What a notice says; who was told or consented, where it needs somebody. Source: standards R6."""

    representations = forms.CharField(
        label="What was said against meeting in private", max_length=3000, widget=words(4),
        help_text="If nobody said anything, write “None were received”.",
    )  # fmt: skip
    response = forms.CharField(label="Response", max_length=3000, widget=words(4))
    because = forms.CharField(max_length=3000, widget=words(4), help_text="Everybody can read it.")
    person = forms.CharField(max_length=200)
    office = forms.ChoiceField(label="Office")
    person_on = DateField(label="On which day")

    REASONS = {
        Kind.SECOND: "Why it is still to be taken in private",
        Kind.GENERAL: "Why the full notice cannot be given",
        Kind.URGENT: "Why it is urgent and cannot reasonably wait",
        Kind.PRIVATE_URGENT: "Why it is urgent and cannot reasonably wait",
    }

    def __init__(self, *args: Any, entry: ForwardEntry, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["because"].label = self.REASONS[Kind(kind)]
        self.fields["because"].error_messages["required"] = f"Enter {self.REASONS[Kind(kind)].lower()}"
        needs = ("person", "office", "person_on") if kind in ForwardNotice.NEED_PERSON else ()
        for name in ("representations", "response", "person", "office", "person_on"):
            if name not in needs and (kind != Kind.SECOND or name.startswith("person") or name == "office"):
                del self.fields[name]
        if needs:
            self._ask_who(entry.board, kind)
        elif entry.private_because:
            self.fields["because"].initial = entry.private_because

    def _ask_who(self, board: Board, kind: str) -> None:
        told = "Who was told in writing" if kind == Kind.GENERAL else "Who consented"
        self.fields["person"].label = told
        self.fields["person"].error_messages["required"] = f"Enter the name of who {told[4:]}"
        self.fields["office"].choices = [("", "Choose one"), *((one, one) for one in board.offices_to_consent)]
        self.fields["person_on"].initial = timezone.localdate()

    def clean_person_on(self) -> Any:
        """Refuse a day that is still to come."""
        on = self.cleaned_data["person_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return on
