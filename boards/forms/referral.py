"""Forms of referrals: what is asked of whom, what came from outside, the answer, the filter of the register."""

from typing import Any

from django import forms
from django.utils import timezone

from boards.forms.action import BoardFilter
from boards.models import AgendaItem, Board, Decision, Referral, Report
from boards.referring import FIELDS, answer_by, refuse_past
from boards.seeing import seen
from foundation import corresponding
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.models import Correspondent
from foundation.reason_form import reason_form
from foundation.templatetags.words import counted

STATES = {"waiting": "Waiting for an answer", "late": "Late", "answered": "Answered", "withdrawn": "Withdrawn"}
ELSEWHERE = "body"
BODIES = [choice for choice in Referral.BodyKind.choices if choice[0] != Referral.BodyKind.BOARD]


class ReferralFilter(BoardFilter):
    """Referrals of a board, with one sort of body, in one state."""

    kind = forms.ChoiceField(
        label="With", required=False, choices=[("", "Anybody"), *Referral.BodyKind.choices]
    )  # fmt: skip
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        asked = self.cleaned_data
        if board := Board.objects.filter(slug=asked.get("board") or "").first():
            rows = rows.of_board(board)
        if kind := asked.get("kind"):
            rows = rows.filter(body_kind=kind)
        state = asked.get("state")
        if state in ("answered", "withdrawn"):
            return rows.filter(**{f"{state}_at__isnull": False})
        return {"waiting": rows.waiting, "late": rows.late}.get(state, rows.all)()


class ReferralForm(SawForm, ModelForm):
    """What a board asks of another body."""

    to = forms.ChoiceField(label="Who is asked?")
    due_on = DateField(label="Answer wanted by", required=False)

    class Meta:
        model = Referral
        fields = ["title", "request", "reason", "to", "body_kind", "body", "contact_name", "contact_email", "due_on"]
        widgets = {"body_kind": Radios, "request": forms.Textarea({"rows": 4}), "reason": forms.Textarea({"rows": 3})}
        labels = {
            "title": "What it is about", "request": "What you ask for", "reason": "Why you ask",
            "body_kind": "If it has no board here, what sort of body is it?", "body": "Its name",
            "contact_name": "Who answers for it", "contact_email": "Their email address",
        }  # fmt: skip
        help_texts = {
            "request": "Everybody can read the request, the reason and the answer once it is sent.",
            "body": "As it should print, such as: Cabinet of the county council",
            "contact_email": "They get a link to answer without an account. Without an address, tell them yourself",
        }

    field_order = ["title", "request", "reason", "to"]

    def __init__(self, *args: Any, board: Board | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.board = board = board or self.instance.board
        self.fields["body_kind"].choices = BODIES
        self.fields["body_kind"].required = False
        self.fields["due_on"].help_text = _limits(board)
        others = Board.objects.public().open().exclude(pk=board.pk).order_by("name")
        here = [(f"board:{key}", name) for key, name in others.values_list("pk", "name")]
        groups = [(name, rows) for name, rows in (("Boards here", here), *self.partners()) if rows]
        self.fields["to"].choices = [(ELSEWHERE, "A body that has no board here"), *groups]
        self.fields["to"].initial = self.addressee()

    def partners(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the boards of other partnerships that take referrals from here, by partnership."""
        return [
            (str(row.other), [(f"partner:{row.other_id}:{board['slug']}", board["name"]) for board in _boards(row)])
            for row in corresponding.takes_from_here()
        ]

    def addressee(self) -> str:
        """Return who is asked by the draft, as the list says it."""
        asked = self.instance
        if asked.partner_id:
            return f"partner:{asked.partner_id}:{asked.partner_board}"
        return f"board:{asked.to_board_id}" if asked.to_board_id else ELSEWHERE

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the referral locked."""
        return seen(self.instance, FIELDS)

    def clean_due_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["due_on"]
        try:
            if day:
                refuse_past(day)
        except forms.ValidationError as refused:
            raise forms.ValidationError(refused.messages) from None
        return day

    def clean(self) -> dict[str, Any]:
        """Turn the choice into the board or the body that is asked."""
        cleaned = super().clean() or {}
        kind, _, key = cleaned.pop("to", "").partition(":")
        cleaned |= {"to_board": None, "partner": None, "partner_board": ""}
        if kind == "board":
            cleaned |= {"to_board": Board.objects.get(pk=key), "body_kind": Referral.BodyKind.BOARD}
            cleaned |= {"body": "", "contact_name": "", "contact_email": ""}
        elif kind == "partner":
            cleaned |= _addressed(key)
        elif kind == ELSEWHERE:
            self._require_body(cleaned)
        self.instance.from_board = self.instance.board = self.board
        if not cleaned.get("due_on") and "due_on" not in self.errors:
            cleaned["due_on"] = answer_by(self.board, cleaned.get("body_kind", ""), timezone.localdate())
        return cleaned

    def _require_body(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("body_kind"):
            self.add_error("body_kind", "Select what sort of body is asked")
        if not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", "Enter the name of the body that is asked")


def _limits(board: Board) -> str:
    """Return until when an answer is wanted where nobody says another day."""
    months = counted(board.scrutiny_months, "month")
    return f"Empty: in {board.referral_days} days, or for overview and scrutiny in {months}, as the law has it."


def _boards(row: Correspondent) -> list[dict[str, str]]:
    return row.offers.get("boards", [])


def _addressed(key: str) -> dict[str, Any]:
    """Return the board of another partnership that was chosen, as a referral keeps it."""
    partner, _, slug = key.partition(":")
    row = corresponding.takes_from_here().get(other=partner)
    name = next(board["name"] for board in _boards(row) if board["slug"] == slug)
    return {
        "partner": row.other, "partner_board": slug, "body": f"{name}, {row.other.short_name}"[:200],
        "body_kind": Referral.BodyKind.BOARD, "contact_name": "", "contact_email": "",
    }  # fmt: skip


class ReceivedForm(ModelForm):
    """What a body outside asked of a board."""

    received_on = DateField(label="Day on which it came")
    due_on = DateField(label="Answer wanted by", required=False)

    class Meta:
        model = Referral
        fields = [
            "body_kind", "body", "contact_name", "contact_email", "title", "request", "reason", "received_on", "due_on"
        ]  # fmt: skip
        widgets = {"body_kind": Radios, "request": forms.Textarea({"rows": 4}), "reason": forms.Textarea({"rows": 3})}
        labels = {
            "title": "What it is about", "request": "What they ask for", "reason": "Why they ask",
            "body_kind": "What sort of body asks?", "body": "Its name", "contact_name": "Who wrote for it",
            "contact_email": "Their email address",
        }  # fmt: skip
        help_texts = {"contact_email": "They are told of the answer", "body": "As it should print"}

    field_order = ["body_kind", "body"]

    def __init__(self, *args: Any, board: Board, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.to_board = self.instance.board = self.board = board
        self.fields["due_on"].help_text = _limits(board)
        self.fields["body_kind"].choices = BODIES
        self.fields["body"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse what came tomorrow, and an answer that was wanted before it was asked for."""
        cleaned = super().clean() or {}
        came, due = cleaned.get("received_on"), cleaned.get("due_on")
        if came and not due and "due_on" not in self.errors:
            cleaned["due_on"] = answer_by(self.board, cleaned.get("body_kind", ""), came)
        if came and came > timezone.localdate():
            self.add_error("received_on", "The day on which it came must be today or in the past")
        if came and due and due <= came:
            self.add_error("due_on", "Answer wanted by must be after the day on which it came")
        return cleaned


class AnswerForm(Form):
    """What the body that was asked says, in words that everybody reads."""

    outcome = forms.ChoiceField(label="What is the answer?", choices=Referral.Outcome.choices, widget=Radios)
    answer = forms.CharField(
        label="In your own words", max_length=5000, widget=forms.Textarea({"rows": 6}),
        help_text="What was decided and why, or what happens next. Everybody can read it.",
    )  # fmt: skip
    answered_by = forms.CharField(label="Who answers", max_length=200, help_text="Name and office, as it should print")


WithdrawalForm = reason_form("Why it is withdrawn", 2000, "Everybody can read this. Whoever was asked is told.")


CAUSES: dict[str, Any] = {"decision": Decision, "item": AgendaItem, "report": Report}
