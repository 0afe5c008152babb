"""The forms of an activity: what it is, whom it hears, where and when; and how the plan is filtered."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from boards.models import Board, Meeting
from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import Activity, Audience, Theme
from engagement.models.activity import STAGES, STAGES_IN_ORDER
from engagement.presets.duties import USUAL
from engagement.presets.levels import LEVELS
from foundation.form_fields import Checkboxes, DateField, Radios
from foundation.forms import FilterForm, Form
from foundation.reason_form import reason_form
from localities.forms.record import RecordForm
from localities.models import Locality, Organisation, Venue

RECENT = datetime.timedelta(days=60)
SECTIONS = (
    ("What it is", ("kind", "title", "about", "locality", "owner", "theme", "level")),
    ("Where the law asks for it", ("duty", "statute")),
    ("Whom it means to hear", ("audiences",)),
    ("When and where", ("starts_on", "ends_on", "times", "venue", "place", "address", "access")),
    ("Stages of a co-design project", STAGES),
    ("Signing up", ("sign_up_until", "places")),
    ("Whom to ask", ("contact_name", "contact_email")),
    ("The board that it is for", ("board", "meeting")),
)


class ActivityForm(RecordForm):
    """Everything that an activity says. Source: checklist A18, A43, C29, E29, E32."""

    audiences = forms.ModelMultipleChoiceField(
        Audience.objects.none(), label="People it means to hear", widget=Checkboxes,
        error_messages={"required": "Select at least one group"},
    )  # fmt: skip
    level = forms.ChoiceField(label="How much people decide", choices=Activity.Level, widget=Radios(hints=dict(LEVELS)))
    address = forms.URLField(label="Address online", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Activity
        fields = [
            "kind", "title", "about", "locality", "owner", "theme", "level", "duty", "statute", "starts_on", "ends_on",
            "times", "venue", "place", "address", "access", *STAGES, "sign_up_until", "places", "contact_name",
            "contact_email", "board", "meeting",
        ]  # fmt: skip
        labels = {
            "about": "What it is about, and what can still change",
            "theme": "Subject",
            "owner": "Organisation that holds it",
            "duty": "What the law is about",
            "statute": "Statute or duty",
            "venue": "Place in the list of venues",
            "place": "Another place",
            "access": "How everybody can take part",
            "places": "Number of places",
            "contact_name": "Name or team",
            "contact_email": "Email",
            "meeting": "Meeting that it is",
            "board": "Board",
        }
        help_texts = {
            "about": "Everybody reads this. Two or three short sentences",
            "statute": "For a statutory consultation. Left empty, the usual one for what the law is about is put in",
            "times": "Such as 6pm to 8pm, or each Tuesday at 10am",
            "access": "Steps and lifts, hearing loop, interpreters, childcare, travel, other languages, paper copies",
            "understand_on": "For a co-design project only: what the problem is, heard from those who live with it",
            "design_on": "Those who use it and those who provide it draw up the answer",
            "try_on": "The answer is tried out on a small scale",
            "review_on": "What worked, and what is done next. It lasts until the last day of the project",
            "sign_up_until": "Leave empty where people just come",
            "places": "Leave empty where there is room for all. Whoever comes later waits",
            "meeting": "Where the community meeting is convened as a meeting of a board",
            "board": "Whose next agenda takes what was raised. Left empty, the board that follows in the cycle",
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "access": forms.Textarea(attrs={"rows": 3}),
            "places": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        }

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        self.places = places
        super().__init__(*args, **kwargs)
        self._offer_places()
        self._offer_boards()
        self.fields["theme"].queryset = Theme.objects.filter(retired_at__isnull=True)
        self.fields["owner"].queryset = Organisation.objects.on(timezone.localdate()).order_by("name")
        chosen = [link.audience_id for link in self.instance.audience_links.all()] if self.instance.pk else []
        standing = Audience.objects.filter(retired_at__isnull=True)
        self.fields["audiences"].queryset = standing | Audience.objects.filter(pk__in=chosen)
        self.fields["audiences"].initial = chosen

    def _offer_places(self) -> None:
        offer_place(self, self.places)
        here = Venue.objects.filter(retired_at__isnull=True)
        self.fields["venue"].queryset = here.order_by("name")
        self.fields["owner"].empty_label = "Choose an organisation"
        self.fields["theme"].empty_label = "None"
        self.fields["kind"].choices = [("", "Choose a kind"), *Activity.Kind.choices]
        self.fields["duty"].choices = [("", "The law does not ask for it"), *Activity.Duty.choices]
        self.fields["venue"].empty_label = "None of these"

    def _offer_boards(self) -> None:
        self.fields["board"].queryset = Board.objects.open().public()
        self.fields["board"].empty_label = "The board that follows, if there is one"
        near = Meeting.objects.public().filter(starts_at__gt=timezone.now() - RECENT)
        chosen = Meeting.objects.filter(pk=self.instance.meeting_id)
        self.fields["meeting"].queryset = (near | chosen).select_related("board").order_by("starts_at")
        self.fields["meeting"].empty_label = "None"

    def drawn_of(self, current: Activity) -> "ActivityForm":
        """Return this form as it stands when it is opened now."""
        return type(self)(instance=current, places=self.places)

    def _field_of(self, problem: Any) -> str | None:
        return "understand_on" if STAGES_IN_ORDER in problem.messages else super()._field_of(problem)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        return [(words, [self[name] for name in names]) for words, names in SECTIONS]

    def clean(self) -> dict[str, Any]:
        """Put in the usual statute where none is named; only a co-design project has stages."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") != Activity.Kind.CO_DESIGN:
            cleaned |= dict.fromkeys(STAGES)
        if cleaned.get("kind") == Activity.Kind.STATUTORY and not cleaned.get("statute"):
            cleaned["statute"] = USUAL.get(cleaned.get("duty"), "")
        return cleaned


CancelForm = reason_form(
    "Why it is cancelled", 500, name="reason",
    help_text="Everybody reads this, and those who signed up are told. Say what comes instead, if anything.",
)  # fmt: skip


class CopyForm(Form):
    """When the activity of the next cycle begins."""

    starts_on = DateField(label="First day of the next one", help_text="The other days move with it.")


class ActivityFilter(FilterForm):
    """Which activities to list: of a place, for an audience, about a subject, of a kind."""

    place = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    audience = forms.TypedChoiceField(label="For whom", required=False, coerce=int, empty_value=None)
    subject = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "All"), *Activity.Kind.choices])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        lists = {
            "place": Locality.objects.order_by("name"),
            "audience": Audience.objects.filter(retired_at__isnull=True),
            "subject": Theme.objects.filter(retired_at__isnull=True),
        }
        for name, rows in lists.items():
            self.fields[name].choices = [
                ("", "All"),
                *((str(pk), words) for pk, words in rows.values_list("pk", "name")),
            ]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything.

        What is for the whole partnership is for each of its places.
        """
        self.is_valid()
        asked = self.cleaned_data
        if place := asked.get("place"):
            rows = rows.of_place(place)
        if audience := asked.get("audience"):
            rows = rows.filter(audience_links__audience=audience)
        if subject := asked.get("subject"):
            rows = rows.filter(theme=subject)
        return rows.filter(kind=asked["kind"]) if asked.get("kind") else rows


class PeriodFilter(ActivityFilter):
    """Activities between two days."""

    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def period(self, usual: tuple[datetime.date, datetime.date]) -> tuple[datetime.date, datetime.date]:
        """Return the first and last day asked for, else the usual ones; never the wrong way round."""
        self.is_valid()
        first = self.cleaned_data.get("since") or usual[0]
        last = self.cleaned_data.get("until") or max(usual[1], first)
        return first, max(first, last)
