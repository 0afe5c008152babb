"""Forms of a meeting's date: set, proposed by the year, changed, cancelled, put off, broken off."""

import copy
import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from boards import changing_meetings, rules
from boards.models import Board, Meeting
from foundation.form_fields import DateField, DateTimeField, Radios, TimeField, local_moment
from foundation.forms import Form
from foundation.reason_form import reason_form
from localities.models import Venue

Mode = Meeting.Mode
FIELD_OF_RULE = {"venue": "venue", "mode": "mode"}  # the others are about the day
LAST = ["is_extraordinary", "called_because", "announce", "reason"]
WHY_LABEL = "Why the board goes past its rule"


class VenueField(forms.ModelChoiceField):
    """A place to meet; those in the board's locality stand first."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Venue.objects.none(), empty_label="Choose a venue", **kwargs)

    def offer(self, board: Board) -> None:
        """Offer the venues still in use, the board's own patch first."""
        venues = list(Venue.objects.filter(retired_at__isnull=True).order_by("name"))
        here = [(v.pk, v.name) for v in venues if board.locality_id and v.locality_id == board.locality_id]
        away = [(v.pk, v.name) for v in venues if (v.pk, v.name) not in here]
        self.queryset = Venue.objects.filter(retired_at__isnull=True)
        groups = [(f"In {board.locality}", here), ("Elsewhere", away)] if here and away else [("", here or away)]
        self.choices = [("", self.empty_label), *(groups if here and away else here or away)]


class RuledForm(Form):
    """A form whose answers the board's rules look at: a refusal is an error, a warning asks for the reason."""

    reason = forms.CharField(label=WHY_LABEL, required=False, widget=forms.HiddenInput(), max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.findings: Sequence[rules.Finding] = ()
        self.fields["reason"].help_text = "It is kept with the warning, for the auditor and the board"

    def weigh(self, findings: Sequence[rules.Finding]) -> None:
        """Show what the rules found; ask for the reason where the board may go past it."""
        self.findings = findings
        for finding in findings:
            if finding.blocks:
                field = FIELD_OF_RULE.get(finding.rule, "day")
                self.add_error(field if field in self.fields else None, finding.text)
        warned = [finding for finding in findings if not finding.blocks]
        if warned:
            self.fields["reason"].required = True
            self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
            if not self.cleaned_data.get("reason", "").strip():
                self.add_error("reason", "Give the reason, or change the meeting")


class MeetingForm(RuledForm):
    """Everything about when, where and why a board meets."""

    day = DateField(label="Date")
    starts = TimeField(label="Start time", help_text="For example, 6:30pm")
    ends = TimeField(label="End time")
    mode = forms.ChoiceField(
        label="How people meet", choices=Mode, initial=Mode.IN_PERSON, widget=Radios(
            hints={"hybrid": "People come, and others join or watch by video", "virtual": "Nobody comes to a place"}
        ),
    )  # fmt: skip
    venue = VenueField(error_messages={"required": "Choose a venue, or say that the meeting is by video"})
    room = forms.CharField(max_length=120, required=False)
    join_link = forms.URLField(
        label="Link for the public to watch", required=False, assume_scheme="https", help_text="Only for video"
    )
    purposes = forms.CharField(
        label="What the meeting serves, one on each line", required=False, max_length=1000,
        help_text="One meeting may serve several duties, such as police engagement and the parish’s own",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_extraordinary = forms.BooleanField(
        label="It is an extraordinary meeting", required=False, help_text="Called for one reason, outside the cadence"
    )
    called_because = forms.CharField(label="Why it is called, if it is extraordinary", required=False, max_length=1000)
    announce = forms.BooleanField(label="Tell the public of the date now", required=False)
    field_order = ["day", "starts", "ends", "mode", "venue", "room", "join_link", "purposes", *LAST]

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, **kwargs)
        self.board = board
        self.fields["venue"].offer(board)
        self.fields["venue"].required = self.data.get(self.add_prefix("mode")) != Mode.VIRTUAL

    def clean(self):
        """Check the parts against one another, then against the board's rules."""
        data = super().clean()
        if data.get("is_extraordinary") and not data.get("called_because", "").strip():
            self.add_error("called_because", "Say why the extraordinary meeting is called")
        if {"day", "starts", "ends"} <= data.keys() and self._times_are_real(data):
            self._check_times(data)
        if not self.errors:
            self.weigh(self.look())
        return data

    def look(self) -> list[rules.Finding]:
        """Return what the rules find."""
        return rules.check(self.meeting())

    def meeting(self) -> Meeting:
        """Return the meeting as the form has it, not saved."""
        extra = {name: self.cleaned_data[name] for name in ("is_extraordinary", "called_because")}
        return Meeting(board=self.board, **self.values(), **extra)

    def values(self) -> dict[str, Any]:
        """Return what the form says, by the names of the record."""
        data = self.cleaned_data
        by_video, here = data["mode"] == Mode.VIRTUAL, data["mode"] == Mode.IN_PERSON
        return {
            "starts_at": at(data["day"], data["starts"]),
            "ends_at": at(data["day"], data["ends"]),
            "mode": data["mode"],
            "venue": None if by_video else data["venue"],
            "room": "" if by_video else data["room"],
            "join_link": "" if here else data["join_link"],
            "purposes": [line.strip() for line in data["purposes"].splitlines() if line.strip()],
        }

    def _times_are_real(self, data: dict[str, Any]) -> bool:
        for name in ("starts", "ends"):
            try:
                at(data["day"], data[name])
            except forms.ValidationError as skipped:
                self.add_error(name, skipped)
        return not self.errors

    def _check_times(self, data: dict[str, Any]) -> None:
        if data["ends"] <= data["starts"]:
            self.add_error("ends", "The meeting must end after it starts")
        elif at(data["day"], data["starts"]) <= timezone.now():
            self.add_error("day", "The meeting must be in the future")


class ChangeForm(MeetingForm):
    """A new time, place or way of meeting, with the reason that people are told."""

    because = forms.CharField(
        label="Why it changes", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is sent to those summoned and shown to the public",
    )  # fmt: skip
    is_extraordinary = None  # type: ignore[assignment]  # what it was called for does not change
    called_because = None  # type: ignore[assignment]
    announce = None  # type: ignore[assignment]
    field_order = [*MeetingForm.field_order[:-1], "because", "reason"]

    def __init__(self, *args, instance: Meeting, **kwargs):
        kwargs["initial"] = said(instance) | (kwargs.get("initial") or {})
        super().__init__(*args, board=instance.board, **kwargs)
        self.instance = instance
        if instance.announced_at is None:  # nobody knows of it: nobody asks why
            del self.fields["because"]

    def look(self) -> list[rules.Finding]:
        """Return what the rules that the change touches find."""
        meeting = copy.copy(self.instance)
        return changing_meetings.findings(meeting, changing_meetings.take_on(meeting, self.values()))

    def _check_times(self, data: dict[str, Any]) -> None:
        if data["ends"] <= data["starts"]:
            self.add_error("ends", "The meeting must end after it starts")
        elif at(data["day"], data["starts"]) <= timezone.now():
            self.add_error("day", "The new time must be in the future")


CancelForm = reason_form("Why the meeting is cancelled", 1000, "It is sent to those summoned and shown to the public")


class PostponeForm(RuledForm):
    """When a meeting is held instead, and why."""

    to = DateTimeField(label="Held instead on")
    because = forms.CharField(
        label="Why the meeting is put off", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is sent to those summoned and shown to the public",
    )  # fmt: skip
    field_order = ["to", "because", "reason"]

    def __init__(self, *args, instance: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance

    def clean_to(self):
        """Refuse a time that has gone."""
        if self.cleaned_data["to"] <= timezone.now():
            raise forms.ValidationError("The new time must be in the future")
        return self.cleaned_data["to"]

    def clean(self):
        """Check the new time against the board's rules."""
        data = super().clean()
        if not self.errors:
            meeting = copy.copy(self.instance)
            meeting.ends_at = data["to"] + (meeting.ends_at - meeting.starts_at)
            meeting.starts_at = data["to"]
            self.weigh(rules.check(meeting))
        return data


class AdjournForm(Form):
    """When a meeting that was broken off goes on, and why it was."""

    to = DateTimeField(label="It goes on", required=False, help_text="Leave it empty while the time is not fixed")
    because = forms.CharField(
        label="Why the meeting is adjourned", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is sent to those summoned and shown to the public",
    )  # fmt: skip

    def clean_to(self):
        """Refuse a time that has gone."""
        to = self.cleaned_data["to"]
        if to and to <= timezone.now():
            raise forms.ValidationError("The time at which it goes on must be in the future")
        return to


def at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """Return the moment of a day and a clock time where the partnership is."""
    return local_moment(day, clock)


def said(meeting: Meeting) -> dict[str, Any]:
    """Return what a form of a meeting starts with."""
    return {
        "day": meeting.date,
        "starts": timezone.localtime(meeting.starts_at).time(),
        "ends": timezone.localtime(meeting.ends_at).time(),
        "mode": meeting.mode,
        "venue": meeting.venue_id,
        "room": meeting.room,
        "join_link": meeting.join_link,
        "purposes": "\n".join(meeting.purposes),
    }
