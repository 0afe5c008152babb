"""What anybody is asked who raises an issue, adds their voice, or looks for issues. Source: J1, D18, E55."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from engagement.models import Activity, Issue, Theme
from foundation.form_fields import Radios
from foundation.forms import FilterForm, Form
from foundation.inspection.kinds import Refused
from foundation.reason_form import reason_form
from foundation.uploads import UploadField
from localities.forms.where import WHERE, WhereForm
from localities.models import Locality

PHOTO_MB = 10
MOST_SAID = 5000  # characters
TELL = "Tell me what happens"
CAME = (Issue.How.PAPER, Issue.How.PHONE, Issue.How.MEETING)
STATES = {
    "open": "Being dealt with", "placed": "With a board, an agency or a project", "overdue": "Overdue",
    "answered": "Answered", "closed": "Closed",
}  # fmt: skip


class PhotoField(UploadField):
    """A photo, refused in words before it is read where it is too large; what a camera writes into it is taken out."""

    def __init__(self, **kwargs: Any):
        given = {"label": "A photo of it", "required": False, "help_text": f"JPG or PNG, up to {PHOTO_MB} MB. Leave "
                 "out faces and number plates. Somebody looks at it before it is shown."}  # fmt: skip
        super().__init__(**{"kinds": ("jpg", "png"), **given, **kwargs})

    def to_python(self, data: Any) -> Any:
        """Return what was chosen as an inspected file, or None."""
        if data and data.size > PHOTO_MB * 1024**2:
            raise Refused(
                f"The photo must be smaller than {PHOTO_MB} MB. Choose a smaller one, or send it without.", "too_large"
            )
        return super().to_python(data)


class Words(Form):
    """What it is about."""

    title = forms.CharField(
        label="What is it about, in a few words?", max_length=160, help_text="For example, flooding in Main Street"
    )
    said = forms.CharField(
        label="What happens, and what should change?", max_length=MOST_SAID, widget=forms.Textarea({"rows": 7}),
        help_text="Only our officers read these words. Leave out names and private facts of other people.",
    )  # fmt: skip


class Reached(Form):
    """How somebody is reached, if they like."""

    name = forms.CharField(
        label="Your name", required=False, max_length=160, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your email address", required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )  # fmt: skip
    phone = forms.CharField(
        label="Your telephone number", required=False, max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    wants_news = forms.BooleanField(label=f"{TELL}, by email", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the address of whoever wants to be told."""
        data = super().clean() or self.cleaned_data
        if data.get("wants_news") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", f"Enter an email address, or untick “{TELL}, by email”")
        return data


class WhatStep(Words):
    """The first page: what it is about."""

    sent_once = False


class WhereStep(WhereForm):
    """The second page: where it is."""

    sent_once = False


class WhoStep(Reached):
    """The third page: a photo, and whether somebody wants to be told."""

    sent_once = False
    photo = PhotoField()
    field_order = ["photo"]


STEPS: tuple[type[Form], ...] = (WhatStep, WhereStep, WhoStep)


class VoiceForm(Reached):
    """One more voice."""

    said = forms.CharField(
        label="Is there anything to add?", required=False, max_length=MOST_SAID, widget=forms.Textarea({"rows": 4}),
        help_text="Only our officers read these words.",
    )  # fmt: skip
    field_order = ["said"]


class MemberForm(Words, Reached, WhereForm):
    """What a councillor raises for residents of their ward. Source: checklist E55."""

    photo = PhotoField()
    field_order = ["title", "said", *WHERE, "photo", "name", "email", "phone", "wants_news"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in (("name", "name"), ("email", "email address"), ("phone", "telephone number")):
            self.fields[name].label = f"The resident’s {label}"
            self.fields[name].widget.attrs.pop("autocomplete", None)
        self.fields["email"].help_text = "Only with their agreement"
        self.fields["wants_news"].label = "The resident wants to be told what happens, by email"


class EnterForm(MemberForm):
    """What came on paper, by telephone or in the meeting room. Source: checklist D18."""

    how = forms.ChoiceField(
        label="How it came", choices=[(how.value, how.label) for how in CAME], widget=Radios, initial=Issue.How.PAPER
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label="Where it was raised", required=False, empty_label="At none of our activities"
    )
    field_order = ["how", "activity", *MemberForm.field_order]
    where_needed = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        recent = Activity.objects.standing().filter(starts_on__lte=timezone.localdate())  # type: ignore[attr-defined]
        self.fields["activity"].queryset = recent.order_by("-starts_on")  # type: ignore[attr-defined]


NotSolvedForm = reason_form(
    "What is still wrong?", MOST_SAID, "Only our officers read these words.", rows=4, name="words"
)  # fmt: skip


class IssueFilter(FilterForm):
    """Issues of a place, a theme, with somebody, in a state, with some words. Source: checklist D18."""

    q = forms.CharField(label="Words", required=False, max_length=80)
    place = forms.ChoiceField(label="Place", required=False)
    theme = forms.ChoiceField(label="Subject", required=False)
    state = forms.ChoiceField(label="How far it is", required=False, choices=[("", "All"), *STATES.items()])
    owner = forms.ChoiceField(label="Who has it", required=False, choices=[("", "Anybody"), *Issue.Owner.choices])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        places = [(str(pk), name) for pk, name in Locality.objects.values_list("pk", "name")]
        themes = [(str(pk), name) for pk, name in Theme.objects.values_list("pk", "name")]
        self.fields["place"].choices = [("", "Everywhere"), *places]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", "All"), *themes]  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        asked = self.cleaned_data
        names = {"place": "locality", "theme": "theme", "owner": "owner_kind"}
        rows = rows.filter(**{field: asked[name] for name, field in names.items() if asked.get(name)})
        if words := asked.get("q"):
            has = Q(title__icontains=words) | Q(about__icontains=words) | Q(where__icontains=words)
            rows = rows.filter(has | Q(area__name__icontains=words) | Q(reference__iexact=words.strip()))
        return in_state(rows, asked.get("state", ""))


def in_state(rows: Any, state: str) -> Any:
    """Keep the issues that stand as the public asks for it."""
    if state == "open":
        return rows.filter(closed_at=None)
    if state == "overdue":
        return rows.overdue()
    if state == "answered":
        return rows.filter(state__in=[Issue.State.ANSWERED, Issue.State.FED_BACK])
    return rows.filter(state=state) if state in ("placed", "closed") else rows
