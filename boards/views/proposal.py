"""One recommendation on the live page: where partners stand, the vote, the outcome, each with its form."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from boards import decided, entitling
from boards.forms.deciding import (
    OnRecommendation,
    OutcomeForm,
    PositionsForm,
    ReopeningForm,
    VoteForm,
    WithdrawalForm,
)
from boards.models import AgendaItem, Attendance, DecisionMode, Position, Recommendation, Vote
from boards.sitting import Sitting
from foundation import drafts
from foundation.forms import Form


def fresh(request: HttpRequest, form: Form) -> Form:
    """Return an empty form, filled with what was typed in it before the person had to sign in again."""
    kept = drafts.kept(request) if request.method == "GET" else None
    if kept and any((read := form.read(kept)).values()):
        form.initial = {**form.initial, **read}
        form.was_kept = True  # type: ignore[attr-defined]
    return form


NOUNS = ("outcome", "reopening", "support", "positions", "withdrawal", "undo", *Vote.Method.values)


class Proposal:
    """What the page shows of one recommendation; a form that was refused stands in the place of its own kind."""

    def __init__(
        self, request: HttpRequest, seat: Sitting, item: AgendaItem, row: Recommendation, refused: Form | None = None
    ):
        self.request, self.seat, self.item, self.row, self.refused = request, seat, item, row, refused
        self.how = decided.how(row)
        self.tally = decided.tally(row.positions.all())

    def form(self, make: Callable[..., Form], prefix: str, **more: Any) -> Form:
        """Return the form of this name: the one that was refused, or a new one."""
        if self.refused is not None and self.refused.prefix == prefix:
            return self.refused
        return fresh(self.request, make(prefix=prefix, **more))

    @property
    def refused_here(self) -> bool:
        """Say whether the form that was refused is about this recommendation."""
        prefix = self.refused.prefix if self.refused is not None else None
        noun, _, key = (prefix or "").partition("-")
        keys = {str(p.pk) for p in self.row.positions.all()} if noun == "withdrawal" else {str(self.row.pk)}
        return noun in NOUNS and key in keys

    @property
    def seen(self) -> dict[str, Any]:
        """Return the version that the page shows."""
        return {"version": self.row.version}

    @cached_property
    def outcome(self) -> Form:
        """Return the form of the outcome."""
        initial = {name: getattr(self.row, name) for name in ("outcome", "outcome_text", "reason", "version")}
        return self.form(OutcomeForm, f"outcome-{self.row.pk}", initial=initial)

    @property
    def lacks_quorum(self) -> bool:
        """Say whether too few are here to decide it, and the board may go on with a reason. Source: standards R0."""
        quorum = self.seat.quorum(self.item)
        return quorum is not None and not quorum.is_met and not self.seat.meeting.board.is_statutory

    @cached_property
    def reopening(self) -> Form:
        """Return the form that takes the decision back."""
        return self.form(ReopeningForm, f"reopening-{self.row.pk}", initial=self.seen)

    @property
    def is_by_consent(self) -> bool:
        """Say whether partners take positions on it."""
        return self.seat.meeting.board.decision_mode == DecisionMode.CONSENT and bool(self.seat.partners)

    @property
    def may_vote(self) -> bool:
        """Say whether a vote is taken on it: the board votes, or falls back to a vote where a partner objects."""
        board = self.seat.meeting.board
        fell_back = board.falls_back_to_vote and any(p.objects_still for p in self.row.positions.all())
        waits = not self.row.outcome and (board.decision_mode != DecisionMode.CONSENT or fell_back)
        return waits or self.vote is not None

    @cached_property
    def vote(self) -> Vote | None:
        """Return the vote that was taken."""
        return decided.vote_of(self.row)

    @property
    def silent(self) -> int:
        """Return how many partners have no position yet."""
        there = {p.organisation_id for p in self.row.positions.all() if p.withdrawn_at is None}
        return sum(partner.pk not in there for partner in self.seat.partners)

    @cached_property
    def positions(self) -> Form:
        """Return the form of the positions."""
        return self.form(
            PositionsForm, f"positions-{self.row.pk}", initial=self.seen, partners=self.seat.partners,
            positions=list(self.row.positions.all()), present=self.seat.partners_at(self.item),
        )  # fmt: skip

    @cached_property
    def support(self) -> Form:
        """Return the form of one press: all who are present support it."""
        return self.form(OnRecommendation, f"support-{self.row.pk}", initial=self.seen)

    @cached_property
    def undo(self) -> Form:
        """Return the form of one press: the vote was recorded by mistake."""
        return self.form(OnRecommendation, f"undo-{self.row.pk}", initial=self.seen)

    @cached_property
    def withdrawals(self) -> list[tuple[Position, Form]]:
        """Return the objections that stand, each with the form that withdraws it."""
        standing = [p for p in self.row.positions.all() if p.objects_still]
        return [(p, self.form(WithdrawalForm, f"withdrawal-{p.pk}")) for p in standing]

    @cached_property
    def voters(self) -> list[Attendance]:
        """Return who may vote on it."""
        return entitling.who_may_decide(self.row, self.seat, self.item).people

    @cached_property
    def votes(self) -> list[dict[str, Any]]:
        """Return the two ways to record a vote, each with its form and a box for each name."""
        return [self._vote(method) for method in Vote.Method]

    def _vote(self, method: Vote.Method) -> dict[str, Any]:
        form = self.form(
            VoteForm, f"{method.value}-{self.row.pk}", initial=self.seen, vote=self.vote, method=method.value
        )
        is_by_name = method == Vote.Method.NAMES
        return {"form": form, "rows": form.rows(self.voters), "is_by_name": is_by_name, "words": method.label}  # type: ignore[attr-defined]
