"""Forms of a year of dates: proposed from the cadence, changed by hand, set all together."""

import datetime
from collections.abc import Mapping

from django import forms
from django.utils import timezone

from boards import rules
from boards.forms.meeting import RuledForm, VenueField, at
from boards.models import Board, Meeting
from foundation.form_fields import DateField, TimeField
from foundation.forms import FilterForm
from foundation.templatetags.words import day

Mode = Meeting.Mode
MOST_IN_A_YEAR = 24


class ProposeForm(FilterForm):
    """From when, and how often, dates are proposed."""

    first = DateField(label="First meeting on")
    number = forms.IntegerField(
        label="How many meetings in the year", min_value=1, max_value=MOST_IN_A_YEAR,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )  # fmt: skip


class YearForm(RuledForm):
    """A list of dates to take, change or leave out, and what is the same for all of them."""

    mark_optional = False

    starts = TimeField(label="Start time of each", help_text="For example, 6:30pm")
    ends = TimeField(label="End time of each")
    venue = VenueField(required=False, help_text="Leave it empty where all are by video")
    number = forms.CharField(required=False, widget=forms.HiddenInput)  # read by `number_in`, which forgives
    announce = forms.BooleanField(label="Tell the public of these dates now", required=False)

    def __init__(self, *args, board: Board, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.rows = board, [f"date_{place}" for place in range(1, number + 1)]
        for place, name in enumerate(self.rows, start=1):
            field = DateField(label=f"Meeting {place}", required=False)
            field.help_text = day_of(self.initial.get(name))
            self.fields[name] = field
        self.fields["venue"].offer(board)
        self.order_fields([*self.rows, "starts", "ends", "venue", "announce", "reason"])

    @staticmethod
    def number_in(sent: Mapping[str, str]) -> int:
        """Return how many dates a sent form holds, at least one and no more than a year has room for."""
        try:
            number = int(sent.get("number", ""))
        except ValueError:
            number = 1
        return max(1, min(number, MOST_IN_A_YEAR))

    def clean(self):
        """Check each date against the rules, the ones before it counted in."""
        data = super().clean()
        if self.errors:
            return data
        if data["ends"] <= data["starts"]:
            self.add_error("ends", "The meetings must end after they start")
        days = [data[name] for name in self.rows if data[name]]
        if not days:
            self.add_error(self.rows[0], "Enter at least one date")
        for name, date in [(name, data.get(name)) for name in self.rows]:
            if date and at(date, data["starts"]) <= timezone.now():
                self.add_error(name, "The meeting must be in the future")
            elif date and days.count(date) > 1:
                self.add_error(name, "This date is in the list twice")
        if not self.errors:
            self._weigh_all()
        return data

    def meetings(self) -> list[Meeting]:
        """Return the meetings as the form has them, in order, not saved."""
        days = sorted(self.cleaned_data[name] for name in self.rows if self.cleaned_data.get(name))
        return [self._meeting(date) for date in days]

    def _meeting(self, date: datetime.date) -> Meeting:
        data = self.cleaned_data
        return Meeting(
            board=self.board, starts_at=at(date, data["starts"]), ends_at=at(date, data["ends"]), venue=data["venue"],
            mode=Mode.IN_PERSON if data["venue"] else Mode.VIRTUAL,
        )  # fmt: skip

    def _weigh_all(self) -> None:
        found, planned = [], self.meetings()
        rows = [self._row_of(meeting) for meeting in planned]
        for place, meeting in enumerate(planned):
            for finding in rules.check(meeting, also=planned[:place]):
                found.append(finding)
                if finding.blocks:
                    self.add_error(rows[place], finding.text)
                else:
                    self.fields[rows[place]].help_text = finding.text
        self.weigh([finding for finding in found if not finding.blocks])

    def _row_of(self, meeting: Meeting) -> str:
        return next(name for name in self.rows if self.cleaned_data.get(name) == meeting.date)


def day_of(proposed: datetime.date | None) -> str:
    """Return a proposed date in words, so that its weekday is seen."""
    return day(proposed) if isinstance(proposed, datetime.date) else ""
