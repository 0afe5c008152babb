"""Forms of requests: what is asked, what the agency says, what officers do, and the filter of the list."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import Service, ServiceRequest
from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm
from localities.models import Locality, Organisation

from .careful import CarefulForm

STATES = {"waiting": "Waiting for an answer", "late": "Late", "answered": "Answered", "closed": "Closed"}
READ_BY_ALL = "Everybody can read this. Name no resident."


def _words(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    help_text = more.pop("help_text", READ_BY_ALL)
    return forms.CharField(
        label=label, max_length=5000, widget=forms.Textarea({"rows": rows}), help_text=help_text, **more
    )


class ServiceField(forms.ModelChoiceField):
    """A service that is offered, under the agency that offers it."""

    def __init__(self, **kwargs: Any):
        super().__init__(Service.objects.none(), **kwargs)

    def offer(self, rows: Any) -> None:
        """Let one of these be chosen."""
        self.queryset = rows.select_related("owner").order_by("owner__name", "name")
        found = groupby(self.queryset, key=lambda service: service.owner.name)
        groups = [(owner, [(service.pk, service.name) for service in services]) for owner, services in found]
        self.choices = [("", "Choose a service"), *groups]


class AskForm(CarefulForm):
    """What is asked of which service, from which place. Source: checklist D33, D34."""

    written = ("title", "request")

    service = ServiceField(label="Which service is asked?")
    locality = forms.ModelChoiceField(Locality.objects.none(), label="From which place?", required=False)
    title = forms.CharField(
        label="In a few words", max_length=200, error_messages={"required": "Say in a few words what is asked"}
    )
    request = _words("What is asked")

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["service"].offer(Service.objects.standing())  # type: ignore[attr-defined]
        offer_place(self, places, "All of them")


class AnswerForm(CarefulForm):
    """What the agency says."""

    written = ("answer",)

    outcome = forms.ChoiceField(
        label="What is the answer?", choices=ServiceRequest.Outcome.choices,
        widget=Radios(hints={"will": "Say by which day", "cannot": "Say why, and what people can do instead"}),
    )  # fmt: skip
    promised_on = DateField(label="If it will be done: by which day?", required=False)
    answer = _words("In your own words", 6)
    answered_by = forms.CharField(label="Who answers", max_length=200, help_text="Your name and office, for our record")

    def clean(self) -> dict[str, Any]:
        """Refuse a promise without its day, or with one that has passed."""
        cleaned = super().clean()
        day = cleaned.get("promised_on")
        if cleaned.get("outcome") == "will" and "promised_on" not in self.errors:
            if day is None:
                self.add_error("promised_on", "Enter the day by which it will be done")
            elif day < timezone.localdate():
                self.add_error("promised_on", "The day by which it will be done must be today or later")
        return cleaned


class QuestionForm(CarefulForm):
    """What the agency needs to know before it can answer."""

    written = ("question",)
    question = _words("What do you need to know?")


class ReplyForm(CarefulForm):
    """The answer to what an agency needs to know."""

    written = ("text",)
    text = _words("Your answer")


class PassOnForm(CarefulForm):
    """Whose it is instead: “it is not ours” is never the end. Source: checklist D36."""

    written = ("because",)
    service = ServiceField(label="Which service does it belong to?")
    because = _words("Why does it belong there?", 3)

    def __init__(self, *args: Any, asked: ServiceRequest, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = Service.objects.standing().exclude(pk=asked.service_id)
        self.fields["service"].offer(rows)  # type: ignore[attr-defined]


class TakeBackForm(CarefulForm):
    """Why a request is taken back."""

    written = ("because",)
    because = _words("Why is it taken back?", 3, help_text="Everybody can read this. The agency is told.")


class CloseForm(CarefulForm):
    """What closes an answered request."""

    written = ("because",)
    because = _words("What came of it?", 3, required=False)


class RequestFilter(FilterForm):
    """Requests in one state, of one agency, from one place."""

    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])
    agency = forms.ModelChoiceField(Organisation.objects.none(), required=False, empty_label="All")
    locality = forms.ModelChoiceField(Locality.objects.none(), label="Place", required=False, empty_label="All")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        agencies = Organisation.objects.filter(services__isnull=False).distinct().order_by("name")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["locality"].queryset = Locality.objects.order_by("name")  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        asked = self.cleaned_data
        rows = rows.filter(owner=asked["agency"]) if asked.get("agency") else rows
        rows = rows.filter(locality=asked["locality"]) if asked.get("locality") else rows
        state = asked.get("state")
        if state in ("answered", "closed"):
            return rows.filter(**{f"{state}_at__isnull": False})
        return {"waiting": rows.waiting, "late": rows.late}.get(state, rows.all)()
