"""How the registers of decisions and actions are filtered, and what officers type about an action."""

from typing import Any

from django import forms
from django.db.models import Q

from boards.forms.version import VersionField
from boards.models import Action, ActionUpdate, Answer, Board, Level, Recommendation
from boards.recording import state_of
from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm, Form
from foundation.reason_form import reason_form
from foundation.uploads import UploadField
from localities.models import Organisation, Person

STATUSES = {"awaiting": "Awaiting another body", "agreed": "Agreed by that body", "refused": "Refused by that body"}
STATES = {"open": "To be done", "overdue": "Late", "silent": "Not heard of yet", "done": "Done"}
HORIZONS = [("", "Not said"), *Action.Horizon.choices]


class BoardFilter(FilterForm):
    """A list of one board, or of all."""

    board = forms.ChoiceField(label="Board", required=False)

    def __init__(self, *args: Any, boards: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = [(slug, name) for slug, name in boards.order_by("name").values_list("slug", "name")]
        self.fields["board"].choices = [("", "All"), *rows]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        board = self.cleaned_data.get("board")
        return rows.filter(board__slug=board) if board else rows


class DecisionFilter(BoardFilter):
    """Decisions of a board, with some words, by a member, at a level, between two days. Source: checklist A5, A36."""

    q = forms.CharField(label="Words", required=False, max_length=80)
    outcome = forms.ChoiceField(label="Outcome", required=False)
    level = forms.ChoiceField(label="Level", required=False, choices=[("", "All"), *Level.choices])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "All"), *STATUSES.items()])
    member = forms.TypedChoiceField(label="Member who took part", required=False, coerce=int, empty_value=None)
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    field_order = ["q", "board", "outcome", "level", "status", "member", "since", "until"]

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [("", "All"), *Recommendation.Outcome.choices]
        self.fields["member"].choices = [("", "All"), *((str(key), name) for key, name in members)]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for."""
        rows, asked = super().narrow(rows), self.cleaned_data
        if words := asked.get("q"):
            rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(reason__icontains=words))
        for name in ("outcome", "level"):
            rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
        if member := asked.get("member"):
            rows = rows.filter(members__person=member)
        return self._between(self._in_status(rows, asked.get("status")))

    def _in_status(self, rows: Any, status: str | None) -> Any:
        if status == "awaiting":
            return rows.filter(awaiting__isnull=False, answer="")
        return rows.filter(answer=status) if status else rows

    def _between(self, rows: Any) -> Any:
        if since := self.cleaned_data.get("since"):
            rows = rows.filter(decided_on__gte=since)
        until = self.cleaned_data.get("until")
        return rows.filter(decided_on__lte=until) if until else rows


class AnswerForm(Form):
    """What a sovereign body made of what a board agreed."""

    answer = forms.ChoiceField(label="What it decided", choices=Answer, widget=Radios)
    answered_on = DateField(label="Day of its decision")
    note = forms.CharField(
        label="Where it was decided, and what was said", max_length=300, required=False,
        help_text="For example, Cabinet, minute 12. Everybody can read this.",
    )  # fmt: skip
    published_on = DateField(
        label="Day on which it published its decision", required=False,
        help_text="If it has agreed. Call-in runs from this day. Leave empty if not known yet",
    )  # fmt: skip


class ActionFilter(BoardFilter):
    """Actions of a board, of an organisation, in one state."""

    owner = forms.TypedChoiceField(label="Who does it", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])
    horizon = forms.ChoiceField(label="How soon", required=False, choices=[("", "All"), *Action.Horizon.choices])

    def __init__(self, *args: Any, owners: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "All"), *((str(key), name) for key, name in owners)]

    def narrow(self, rows: Any) -> Any:
        """Keep the owner, the horizon and the state asked for."""
        rows = super().narrow(rows)
        if horizon := self.cleaned_data.get("horizon"):
            rows = rows.filter(horizon=horizon)
        if owner := self.cleaned_data.get("owner"):
            rows = rows.filter(owner=owner)
        state = self.cleaned_data.get("state")
        if state == "done":
            return rows.filter(done_at__isnull=False)
        return {"open": rows.open, "overdue": rows.overdue, "silent": rows.silent}.get(state, rows.all)()


def owners(rows: Any) -> Any:
    """Return the organisations that have something to do, by name."""
    return Organisation.objects.filter(pk__in=rows.values("owner")).values_list("pk", "name")


def members_of(rows: Any) -> Any:
    """Return the people who took part in what a register shows, by name."""
    return Person.objects.filter(decisions_taken__decision__in=rows.values("pk")).distinct().values_list("pk", "name")


def boards_of(rows: Any) -> Any:
    """Return the boards that have rows in a register."""
    return Board.objects.filter(pk__in=rows.values("board"))


class ActionForm(Form):
    """What is to be done, by whom and when."""

    text = forms.CharField(label="What is to be done", widget=forms.Textarea({"rows": 3}))
    owner = forms.TypedChoiceField(label="Organisation that will do it", coerce=int)
    due_on = DateField(label="Date due", required=False)
    horizon = forms.ChoiceField(label="How soon it shows", required=False, choices=HORIZONS)
    because = forms.CharField(
        label="Why it is changed", max_length=100, help_text="It is kept with the history of the action."
    )
    seen = VersionField()

    def __init__(self, *args: Any, action: Action, **kwargs: Any):
        said = {name: getattr(action, name) for name in ("text", "due_on", "horizon")}
        initial = {**said, "owner": action.owner_id, "seen": state_of(action)}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["owner"].choices = [
            (str(key), name) for key, name in Organisation.objects.values_list("pk", "name")
        ]


class DoneForm(Form):
    """What was done."""

    note = forms.CharField(
        label="What was done", widget=forms.Textarea({"rows": 3}), help_text="Everybody can read this."
    )


class ReportForm(Form):
    """How an action goes, in its owner's words."""

    standing = forms.ChoiceField(label="How does it go?", choices=ActionUpdate.Standing.choices, widget=Radios)
    text = forms.CharField(
        label="What has happened", max_length=3000, widget=forms.Textarea({"rows": 4}),
        help_text="Two or three sentences are enough. Everybody can read them.",
    )  # fmt: skip
    address = forms.URLField(
        label="Where to see it", required=False, max_length=500, assume_scheme="https",
        help_text="The address of a page that shows it, if there is one.",
    )  # fmt: skip
    file = UploadField(label="Picture or document", required=False, help_text="If you have one. Everybody can read it.")
    by_name = forms.CharField(label="Who says so", max_length=200, help_text="Name and office, as it should print")


HideForm = reason_form("Why it should not be read", 300, "Kept with it, for officers only.", rows=1)
