"""Deciding: what a board does with a recommendation, by consent, by vote or under a delegation.

Nothing is agreed while a partner objects, whoever asks. Source: checklist B36, X3; standards R0, R5, R14, R22.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import delegating, entitling, rules, sitting
from boards.models import AgendaItem, Board, DecisionMode, Position, Recommendation, Vote
from boards.recording import lock_record
from boards.refusing import in_words, refuse, words
from boards.rules import Finding
from boards.sitting import Sitting
from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User

Outcome = Recommendation.Outcome
RELATED = ("item__meeting__board", "item__board", "report__item__meeting__board", "report__item__board")
# Putting something off needs no quorum; anything else that the board does with it is its business.
NEEDS_QUORUM = (Outcome.AGREED, Outcome.AMENDED, Outcome.LOST, Outcome.NOTED)


@transaction.atomic
def decide(
    recommendation: Recommendation,
    *,
    outcome: str,
    outcome_text: str = "",
    reason: str = "",
    went_on_because: str = "",
    version: int,
    by: User,
) -> Recommendation:
    """Record what the board did with a recommendation.

    Raises ChangedMeanwhile when somebody has changed it, its positions or its vote since, ValidationError when a rule
    of deciding is broken. An informal board goes on without a quorum where ``went_on_because`` says why.
    """
    row = locked(recommendation)
    if (row.outcome, row.outcome_text, row.reason) == (outcome, outcome_text, reason):
        return row
    if row.version != version:
        raise ChangedMeanwhile(row)
    if not outcome:
        raise refuse("reopen_first")
    if outcome == Outcome.AMENDED and not outcome_text.strip():
        raise ValidationError({"outcome_text": "Write the words as they were agreed."})
    item, passed_by = item_of(row), []
    if outcome != row.outcome:
        row.decided_how = how(row, item.board) if outcome in (*Recommendation.AGREED, Outcome.LOST) else ""
        if row.decided_how == DecisionMode.DELEGATED and outcome in Recommendation.AGREED:
            delegating.rest_on_the_only_one(row, item.meeting, by=by)
        passed_by = findings(row, outcome, sitting.at_table(item.meeting))
        _settle(passed_by, went_on_because)
        row.went_on_because = went_on_because.strip() if passed_by else ""
    row.outcome, row.outcome_text, row.reason = outcome, outcome_text, reason
    row.decided_at, row.decided_by = timezone.now(), by
    _save(row)
    rules.keep_overrides(passed_by, item.meeting, reason=went_on_because, by=by)
    audit.record(by, "recorded an outcome at", item.meeting, recommendation=row.pk, outcome=outcome)
    return row


def _save(row: Recommendation) -> None:
    row.version += 1
    with in_words():
        row.save()


def _settle(passed_by: list[Finding], went_on_because: str) -> None:
    """Refuse what may not be; ask why an informal board goes on. Source: standards R0."""
    warned = [finding.text for finding in passed_by if not finding.blocks]
    if warned and len(warned) == len(passed_by) and not went_on_because.strip():
        raise ValidationError({"went_on_because": f"{warned[0]} To go on all the same, say why (R0)."})
    rules.settle(passed_by, went_on_because)


@transaction.atomic
def reopen(recommendation: Recommendation, *, because: str, version: int, by: User) -> Recommendation:
    """Take a decision back, so that its positions and its vote can be changed; the reason is kept.

    Raises ChangedMeanwhile when somebody has changed it since, ValidationError without a reason or when it was
    reworked.
    """
    row = locked(recommendation)
    if not row.outcome:
        return row
    if row.version != version:
        raise ChangedMeanwhile(row)
    if not because.strip():
        raise ValidationError("Say why the decision is reopened.")
    if later := Recommendation.objects.filter(reworks=row).first():
        raise ValidationError(f"This has been reworked as version {later.wording}: decide that instead.")
    was, row.outcome, row.decided_how, row.went_on_because = row.outcome, "", "", ""
    row.decided_at = row.decided_by = None
    row.reopened_at, row.reopened_by, row.reopened_because = timezone.now(), by, because.strip()
    _save(row)
    audit.record(by, "reopened a decision at", item_of(row).meeting, recommendation=row.pk, was=was)
    return row


def how(row: Recommendation, board: Board) -> str:
    """Return how the board decides this: as its settings say, or by the vote that it falls back to. Source: R22."""
    if board.decision_mode == DecisionMode.CONSENT and vote_on(row):
        return DecisionMode.VOTE
    return board.decision_mode


def findings(row: Recommendation, outcome: str, seat: Sitting) -> list[Finding]:
    """Return what the rules have against an outcome, as things stand."""
    found: list[Finding] = []
    if outcome in NEEDS_QUORUM:
        found += _quorum(seat, item_of(row))
    if row.decided_how == DecisionMode.CONSENT and outcome in Recommendation.AGREED:
        found += _consent(row, seat)
    elif row.decided_how in (DecisionMode.VOTE, DecisionMode.DELEGATED):
        found += _vote(row, outcome)
    if outcome in Recommendation.AGREED:
        found += entitling.findings(row, seat, seat.item(item_of(row).pk))
        found += delegating.findings(row, seat.meeting) if row.decided_how == DecisionMode.DELEGATED else []
    return found


def _quorum(seat: Sitting, at: AgendaItem) -> Iterable[Finding]:
    """Find that too few may decide the item. Source: standards R0, R14."""
    item = seat.item(at.pk)
    quorum = seat.quorum(item) if item else None
    if quorum and not quorum.is_met:
        text = (
            f"There is no quorum: {quorum} An item is decided only with a quorum (R14, and the board’s own rules). "
            "Wait until enough members are here, or defer it."
        )
        yield Finding("quorum", text, "Board’s rules: quorum (R14)", blocks=seat.meeting.board.is_statutory)


def _consent(row: Recommendation, seat: Sitting) -> Iterable[Finding]:
    """Find whom the board would decide against, or without. Source: checklist B36; standards R22."""
    standing = standing_on(row)
    objecting = [p.organisation.name for p in standing if p.objects_still]
    there = {p.organisation_id for p in standing}
    silent = [partner.name for partner in seat.partners if partner.pk not in there]
    if objecting:
        more = " Or put it to the vote, as its rules allow." if seat.meeting.board.falls_back_to_vote else ""
        yield Finding("consent", words("objection_stands", _names(objecting)) + more, "Consent (B36, R22)", blocks=True)
    if silent:
        yield Finding("consent", words("position_missing", _names(silent)), "Consent (B36, R22)", blocks=True)
    if not any(p.kind == Position.Kind.SUPPORT for p in standing):
        yield Finding("consent", words("nobody_supports"), "Consent (R22)", blocks=True)


def _names(names: list[str]) -> str:
    """Return names in a singular clause: “A” or “Each of A and B”."""
    if len(names) == 1:
        return names[0]
    return f"Each of {', '.join(names[:-1])} and {names[-1]}"


def _vote(row: Recommendation, outcome: str) -> Iterable[Finding]:
    """Find that the outcome is not what was voted. Source: standards R5."""
    vote = vote_on(row)
    wants = {Outcome.LOST: False}.get(Outcome(outcome), True)
    if vote and vote.is_carried == wants:
        return
    said = f"{vote}, so it was {'carried' if vote.is_carried else 'lost'}" if vote else "no vote has been recorded"
    yield Finding("vote", words("outcome_follows_the_vote", said), "Majority of votes (R5)", blocks=True)


def locked(recommendation: Recommendation) -> Recommendation:
    """Lock the meeting and a recommendation: what it rests on changes one at a time. Approved minutes close both."""
    lock_record(item_of(recommendation).meeting)
    return lock(recommendation, *RELATED)


def touch(row: Recommendation) -> None:
    """Tell whoever saw the recommendation before that something of it has changed."""
    row.version += 1
    row.save(update_fields=["version"])


def refuse_decided(row: Recommendation) -> None:
    """Refuse a change of what a decision rests on; raises ValidationError with the way to reopen it."""
    if row.outcome:
        raise refuse("reopen_first")


def item_of(row: Recommendation) -> AgendaItem:
    """Return the item under which the board is asked."""
    return row.item or row.report.item  # type: ignore[return-value]


def standing_on(row: Recommendation) -> list[Position]:
    """Return the positions that count: not the objections that were withdrawn."""
    return [p for p in row.positions.select_related("organisation") if p.withdrawn_at is None]


def vote_on(row: Recommendation) -> Vote | None:
    """Return the vote on a recommendation, where one was taken."""
    return Vote.objects.filter(recommendation=row).first()
