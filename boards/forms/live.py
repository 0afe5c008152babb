"""What the clerk types at the meeting. Each form has a prefix of its own, since all stand on one page."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from boards.forms.version import VersionField
from boards.models import AgendaItem, Attendance, Purpose
from boards.sitting import Sitting
from foundation.form_fields import TimeField, local_moment
from foundation.forms import Form
from localities.models import Organisation

NOBODY = ("", "Not recorded")
DOES = (
    "present",
    "virtual",
    "apologies",
    "absent",
    "expected",
    "arrived",
    "left",
    "out",
    "back",
    "undo",
    "chair",
)


def lines(rows: int = 3) -> forms.Textarea:
    """Return a box of so many lines."""
    return forms.Textarea({"rows": rows})


class NotesForm(Form):
    """The notes on one item, with the version that they were begun from."""

    sent_once = False
    mark_optional = False
    notes = forms.CharField(
        label="Notes",
        required=False,
        help_text="Leave an empty line between paragraphs. A line that starts with “- ” is a point in a list.",
        widget=lines(9),
    )
    version = VersionField(initial=0)


class MarkForm(Form):
    """One button beside a person's name."""

    sent_once = False
    does = forms.ChoiceField(choices=[(does, does) for does in DOES])
    version = forms.IntegerField()
    item = forms.IntegerField(required=False)
    at = TimeField(label="Time", required=False)


class HourForm(Form):
    """When the meeting was opened or closed."""

    at = TimeField(label="Time")

    def __init__(self, *args: Any, meeting, **kwargs: Any):
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean_at(self) -> datetime.datetime:
        """Return the moment on the day of the meeting."""
        return on_the_day(self.meeting, self.cleaned_data["at"])


def on_the_day(meeting, at: datetime.time) -> datetime.datetime:
    """Return a time of the clock as a moment of the meeting; after midnight it is the next day."""
    moment = local_moment(meeting.date, at)
    early = timezone.localtime(meeting.starts_at) - datetime.timedelta(hours=8)
    return moment if moment > early else moment + datetime.timedelta(days=1)


class SittingForm(Form):
    """A form on the live page: it knows who is there and which item is being taken."""

    noun: ClassVar[str]

    def __init__(self, *args: Any, sitting: Sitting, item: AgendaItem | None = None, **kwargs: Any):
        self.sitting, self.item = sitting, item
        super().__init__(*args, **{"prefix": self.noun, **kwargs})
        self.offer()

    def offer(self) -> None:
        """Fill the choices; what is asked for by a function is read when something was chosen."""

    def people(self, *, at_table: bool = False) -> list[tuple[str, str]]:
        """Return who can be named, by name."""
        rows = [a for a in self.sitting.attendances if not at_table or a.kind in Attendance.AT_THE_TABLE]
        return [NOBODY, *((str(a.person_id), str(a.person)) for a in rows)]


class PersonForm(SittingForm):
    """Somebody who was not expected."""

    noun = "person"
    name = forms.CharField(label="Name", max_length=160)
    substitute_for = forms.TypedChoiceField(
        label="In whose place", required=False, coerce=int, empty_value=None, choices=[]
    )
    representing = forms.TypedChoiceField(
        label="Organisation", required=False, coerce=int, empty_value=None, choices=[]
    )

    def offer(self) -> None:
        """Offer the members, and the organisations."""
        members = [a for a in self.sitting.attendances if a.holding_id]
        self.fields["substitute_for"].choices = [
            ("", "Nobody: they are in attendance"),
            *((str(a.person_id), str(a.person)) for a in members),
        ]
        self.fields["representing"].choices = organisations(self.sitting)


def organisations(sitting: Sitting) -> list[tuple[str, str]]:
    """Return the organisations of the day, read once for all forms of a page."""
    if not hasattr(sitting, "organisations"):
        rows = Organisation.objects.on(sitting.meeting.date).values_list("pk", "name")
        sitting.organisations = [("", "Choose"), *((str(key), name) for key, name in rows)]  # type: ignore[attr-defined]
    return sitting.organisations  # type: ignore[attr-defined]


class ProposalForm(SittingForm):
    """A proposal that no report made."""

    noun = "proposal"
    text = forms.CharField(label="What the board is asked to decide", widget=lines(2))


class UrgentForm(SittingForm):
    """Business that was not on the agenda. Source: standards R2."""

    noun = "urgent"
    title = forms.CharField(label="Title of the item", max_length=200)
    because = forms.CharField(
        label="Special circumstances", widget=lines(2), help_text="Why it cannot wait. It is printed in the minutes."
    )
    agreed_by = forms.CharField(label="Chair who agreed", max_length=160)
    purpose = forms.ChoiceField(label="Purpose", choices=Purpose, initial=Purpose.DISCUSSION)
