"""Forms of challenges: a plan on record, what is asked, the answer, and what the board says of it."""

from typing import Any

from django import forms
from django.utils import timezone

from boards.models import Board, Decision, Meeting
from boards.referring import refuse_past
from boards.seeing import seen
from engagement.challenging import FIELDS, answer_by
from engagement.models import Challenge, ChallengeRound, DeliveryPlan
from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm, Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.reason_form import reason_form
from foundation.uploads import UploadField
from localities.models import Organisation, must_be_in_order

STATES = {"waiting": "Waiting for an answer", "late": "Late", "open": "Open", "closed": "Closed"}
MOST_BEHIND = 60  # decisions and meetings to choose from, the newest first


class ChallengeFilter(FilterForm):
    """Challenges to one provider, in one state."""

    provider = forms.ChoiceField(label="Provider", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        providers = Organisation.objects.filter(delivery_plans__isnull=False).distinct().order_by("name")
        self.fields["provider"].choices = [
            ("", "All"),
            *((str(key), name) for key, name in providers.values_list("pk", "name")),
        ]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        if key := self.cleaned_data.get("provider"):
            rows = rows.filter(plan__provider=key)
        state = self.cleaned_data.get("state")
        if state == "closed":
            return rows.filter(closed_at__isnull=False)
        return {"waiting": rows.waiting, "late": rows.late, "open": rows.open}.get(state, rows.all)()


class DeliveryPlanForm(ModelForm):
    """A provider's plan, as it was received."""

    starts_on = DateField(label="First day that it is for", required=False)
    ends_on = DateField(label="Last day that it is for", required=False)
    received_on = DateField(label="Day on which it was received")
    link = forms.URLField(label="Or where it is published", required=False, max_length=500, assume_scheme="https")
    document = UploadField(label="The document", required=False, help_text="Everybody can read it.")

    class Meta:
        model = DeliveryPlan
        fields = ["provider", "title", "starts_on", "ends_on", "received_on", "document", "link"]
        labels = {"title": "Name of the plan"}

    def __init__(self, *args: Any, board: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.board = board
        self.fields["provider"].queryset = Organisation.objects.on(timezone.localdate()).order_by("name")  # type: ignore[attr-defined]
        self.fields["provider"].empty_label = "Choose who the plan is of"  # type: ignore[attr-defined]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"file", "link"}

    def clean(self) -> dict[str, Any]:
        """Refuse a plan that nobody can read, and days that cannot be."""
        cleaned = super().clean() or {}
        must_be_in_order(cleaned.get("starts_on"), cleaned.get("ends_on"))
        if not {"document", "link"} & set(self.errors) and not (cleaned.get("document") or cleaned.get("link")):
            self.add_error("document", "Add the document, or the address where it is published")
        received = cleaned.get("received_on")
        if received and received > timezone.localdate():
            self.add_error("received_on", "The day on which it was received must be today or in the past")
        return cleaned


class ChallengeForm(SawForm, ModelForm):
    """What a board asks of a provider about its plan."""

    due_on = DateField(label="Answer wanted by", required=False)

    class Meta:
        model = Challenge
        fields = [
            "plan",
            "title",
            "supports",
            "asked",
            "decision",
            "meeting",
            "contact_name",
            "contact_email",
            "due_on",
        ]
        widgets = {"supports": forms.Textarea({"rows": 3}), "asked": forms.Textarea({"rows": 5})}
        labels = {
            "plan": "Which plan is it about?", "title": "What it is about", "asked": "What you ask",
            "supports": "Which priorities or themes should the plan support?",
            "decision": "Decision behind it", "meeting": "Meeting at which it was agreed",
            "contact_name": "Who answers for the provider", "contact_email": "Their email address",
        }  # fmt: skip
        help_texts = {
            "asked": "Everybody can read this, the answer, and what you say of it.",
            "contact_email": "They get a link to answer without an account. Without an address, tell them yourself",
        }

    def __init__(self, *args: Any, board: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.board = board
        self.instance.board = board
        self.fields["plan"].queryset = DeliveryPlan.objects.select_related("provider")  # type: ignore[attr-defined]
        self.fields["plan"].label_from_instance = lambda plan: f"{plan.provider}: {plan}"  # type: ignore[attr-defined]
        behind = {
            "decision": Decision.objects.public().filter(board=board).order_by("-pk"),
            "meeting": Meeting.objects.public().filter(board=board).order_by("-starts_at"),
        }
        for name, rows in behind.items():
            newest = list(rows.values_list("pk", flat=True)[:MOST_BEHIND])
            self.fields[name].queryset = rows.filter(pk__in=newest)  # type: ignore[attr-defined]
            self.fields[name].empty_label = "None"  # type: ignore[attr-defined]
        self.fields["due_on"].help_text = f"Empty: {answer_by(board):%-d %B %Y}, by the rules of the place."

    def drawn_of(self, current: Any) -> "ChallengeForm":
        """Return this form as it stands when it is opened now."""
        return type(self)(instance=current, board=self.board)

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the challenge locked."""
        return seen(self.instance, FIELDS)

    def clean_due_on(self) -> Any:
        """Take the day of the rules where none is said; refuse one that has passed."""
        return _due(self.cleaned_data["due_on"], self.board)


def _due(day: Any, board: Board) -> Any:
    try:
        if day:
            refuse_past(day)
    except forms.ValidationError as refused:
        raise forms.ValidationError(refused.messages) from None
    return day or answer_by(board)


class ProviderAnswerForm(Form):
    """What the provider says, in words that everybody reads."""

    answer = forms.CharField(
        label="Your answer", max_length=8000, widget=forms.Textarea({"rows": 8}),
        help_text="What your plan does about it, what you will change, or why not. Everybody can read it.",
    )  # fmt: skip
    answered_by = forms.CharField(label="Who answers", max_length=200, help_text="Name and office, as it should print")


class JudgementForm(Form):
    """Whether the board is satisfied with an answer."""

    judgement = forms.ChoiceField(
        label="Is the board satisfied?", choices=ChallengeRound.Judgement.choices, widget=Radios
    )
    because = forms.CharField(
        label="Why", max_length=4000, widget=forms.Textarea({"rows": 4}), help_text="Everybody can read this."
    )


class AgainForm(Form):
    """What is asked once more."""

    asked = forms.CharField(
        label="What you ask now", max_length=8000, widget=forms.Textarea({"rows": 5}),
        help_text="Everybody can read this.",
    )  # fmt: skip
    due_on = DateField(label="Answer wanted by", required=False)

    def __init__(self, *args: Any, board: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.board = board
        self.fields["due_on"].help_text = f"Empty: {answer_by(board):%-d %B %Y}, by the rules of the place."

    def clean_due_on(self) -> Any:
        """Take the day of the rules where none is said; refuse one that has passed."""
        return _due(self.cleaned_data["due_on"], self.board)


ClosingForm = reason_form("Why it ends", 4000, "Everybody can read this. The provider is told.", rows=4)
