"""What the clerk enters when a board decides: positions, votes, outcomes. All stand on the live page."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from boards.forms.version import VersionField
from boards.models import Attendance, Choice, Meeting, Position, Recommendation, Vote
from boards.voting import Count
from foundation.form_fields import Radios
from foundation.forms import Form
from localities.models import Organisation

from .live import lines

INLINE = "govuk-radios--inline govuk-radios--small"


class OnRecommendation(Form):
    """A form about one recommendation, with the version of it that was seen."""

    sent_once = False
    mark_optional = False
    version = VersionField()


class OutcomeForm(OnRecommendation):
    """What the board did with one recommendation."""

    outcome = forms.ChoiceField(choices=Recommendation.Outcome.choices)
    outcome_text = forms.CharField(
        label="Words as agreed", required=False, widget=lines(2), help_text="Needed where the words were changed."
    )
    reason = forms.CharField(label="Reason for the decision", required=False, widget=lines(2))
    went_on_because = forms.CharField(
        label="Why the board decides without a quorum",
        required=False,
        widget=lines(2),
        help_text="Needed while too few are here. It is printed in the minutes.",
    )

    def clean(self) -> None:
        """Ask for the words where they were changed."""
        if self.cleaned_data.get("outcome") == "amended" and not self.cleaned_data.get("outcome_text"):
            self.add_error("outcome_text", "Write the words as they were agreed.")


class ReopeningForm(OnRecommendation):
    """Why a decision is taken back."""

    because = forms.CharField(
        label="Why the decision is reopened", widget=lines(2), help_text="It is kept with the recommendation."
    )


class PositionsForm(OnRecommendation):
    """Where each partner stands; an objection that stands is withdrawn by itself, below."""

    def __init__(
        self,
        *args: Any,
        partners: list[Organisation],
        positions: list[Position],
        present: set[int] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        standing = {p.organisation_id: p for p in positions if p.withdrawn_at is None}
        self.partners = [p for p in partners if not (p.pk in standing and standing[p.pk].objects_still)]
        for partner in self.partners:
            there = standing.get(partner.pk)
            self.fields[f"kind-{partner.pk}"] = forms.ChoiceField(
                label=partner.name, required=False, choices=Position.Kind, widget=Radios({"class": INLINE}),
                initial=there.kind if there else _proposed(partner, present),
            )  # fmt: skip
            self.fields[f"reason-{partner.pk}"] = forms.CharField(
                label=f"Reason of {partner.name}", required=False, initial=there.reason if there else "",
                widget=forms.TextInput,
            )  # fmt: skip

    @property
    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Return the two fields of each partner."""
        return ((self[f"kind-{p.pk}"], self[f"reason-{p.pk}"]) for p in self.partners)

    def clean(self) -> None:
        """Ask why a partner objects, and where somebody stands who has given a reason."""
        for partner in self.partners:
            kind, reason = (self.cleaned_data.get(f"{name}-{partner.pk}") for name in ("kind", "reason"))
            if kind == Position.Kind.OBJECT and not reason:
                self.add_error(f"reason-{partner.pk}", f"Say why {partner.name} objects (B36).")
            elif reason and not kind:
                self.add_error(f"kind-{partner.pk}", f"Select where {partner.name} stands.")

    def said(self) -> dict[int, tuple[str, str]]:
        """Return the position and reason of each partner that has one."""
        typed = self.cleaned_data
        return {p.pk: (typed[f"kind-{p.pk}"], typed[f"reason-{p.pk}"]) for p in self.partners if typed[f"kind-{p.pk}"]}


def _proposed(partner: Organisation, present: set[int] | None) -> str | None:
    """Propose that a partner is absent for which nobody is here; what the others hold is theirs to say."""
    return Position.Kind.ABSENT if present and partner.pk not in present else None


class WithdrawalForm(Form):
    """Who withdrew an objection and why, and where the partner stands now."""

    sent_once = False
    name = forms.CharField(label="Who withdrew it for the partner", max_length=160)
    because = forms.CharField(label="Why it was withdrawn", widget=lines(2))
    instead = forms.ChoiceField(
        label="Position now", widget=Radios({"class": INLINE}), initial=Position.Kind.SUPPORT,
        choices=[(kind.value, kind.label) for kind in (Position.Kind.SUPPORT, Position.Kind.ASIDE)],
    )  # fmt: skip


class VoteForm(OnRecommendation):
    """Hands that were counted, or a choice for each name; the chair's casting vote where they are equal."""

    casting = forms.ChoiceField(
        label="Casting vote of the chair", required=False,
        choices=[("", "None"), (Choice.FOR.value, "For"), (Choice.AGAINST.value, "Against")],
        help_text="Only where as many are for as against.",
    )  # fmt: skip

    def __init__(self, *args: Any, method: str, vote: Vote | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.method = method
        same = vote if vote and vote.method == method else None
        self.names = {ballot.person_id: ballot.choice for ballot in same.ballots.all()} if same else {}
        self.fields["casting"].initial = vote.casting if vote else ""
        if self.is_bound:
            self.names = self._names()
        if method == Vote.Method.HANDS:
            self._ask_hands(same)

    def _names(self) -> dict[int, str]:
        """Return who chose what, as it was sent: one box for each name is drawn by the page, not by a field."""
        prefix = self.add_prefix("name-")
        sent = ((key.removeprefix(prefix), value) for key, value in self.data.items() if key.startswith(prefix))
        return {int(key[:18]): value for key, value in sent if key.isdecimal() and value in Choice.values}

    def _ask_hands(self, vote: Vote | None) -> None:
        counts = (vote.votes_for, vote.votes_against, vote.abstentions) if vote else (None, None, None)
        for choice, count in zip(Choice, counts, strict=True):
            self.fields[f"hands-{choice.value}"] = forms.IntegerField(
                label=str(choice.label), min_value=0, max_value=9999, required=False, initial=count,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
            )  # fmt: skip

    @property
    def hands(self) -> list[BoundField]:
        """Return the boxes of the count."""
        return [self[name] for name in self.fields if name.startswith("hands-")]

    def rows(self, voters: list[Attendance]) -> list[dict[str, Any]]:
        """Return the box of each who may vote: its name, whose it is, what is chosen in it."""
        return [
            {
                "name": self.add_prefix(f"name-{voter.person_id}"),
                "person": voter.person,
                "chosen": self.names.get(voter.person_id, ""),
            }
            for voter in voters
        ]

    def count(self) -> Count:
        """Return the vote as it was typed."""
        typed = self.cleaned_data
        by_hand = self.method == Vote.Method.HANDS
        hands = {c.value: typed.get(f"hands-{c.value}") or 0 for c in Choice} if by_hand else {}
        return Count(self.method, hands, self.names, typed["casting"])

    def clean(self) -> None:
        """Refuse a vote in which nobody voted."""
        if not self.errors and not sum(self.count().counts):
            boxes = self.hands
            self.add_error(boxes[0].name if boxes else None, "Enter how many voted, or how each voted (R5).")


class ReworkForm(Form):
    """The new words of a recommendation that was deferred, and where they are put again."""

    text = forms.CharField(label="New words", widget=lines(5))
    at = forms.TypedChoiceField(label="Meeting that it is put to", coerce=int, choices=[])

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.pk: meeting for meeting in meetings}
        self.fields["at"].choices = [("", "Choose"), *((str(pk), str(m)) for pk, m in self.meetings.items())]
