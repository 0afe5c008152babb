"""How something was decided, as minutes, pages and registers tell it: positions or votes, in words and as data.

Source: checklist A5, B36; standards R5, R22.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from boards.models import Choice, DecisionMode, Position, Recommendation, Vote

Kind = Position.Kind
ORDER = (Kind.SUPPORT, Kind.ASIDE, Kind.OBJECT, Kind.ABSENT)
COUNTED: dict[str, tuple[str, str]] = {
    Kind.SUPPORT: ("supports", "support"),
    Kind.ASIDE: ("stands aside", "stand aside"),
    Kind.OBJECT: ("objects", "object"),
    Kind.ABSENT: ("absent", "absent"),
}
PAST: dict[str, str] = {
    Kind.SUPPORT: "supported", Kind.ASIDE: "stood aside", Kind.OBJECT: "objected", Kind.ABSENT: "absent",
}  # fmt: skip


def how(row: Recommendation) -> dict[str, Any]:
    """Return what is published of how a recommendation was decided; nothing where there is nothing to tell."""
    positions, vote = in_order(row.positions.all()), vote_of(row)
    if not positions and not vote and row.wording == 1:
        return {}
    return {
        "mode": row.decided_how,
        "words": summary(row),
        "positions": [_position(p) for p in positions],
        "vote": _vote(vote) if vote else None,
        "wording": row.wording,
        "reworks": row.reworks_id,
    }


def vote_of(row: Recommendation) -> Vote | None:
    """Return the vote that was read with a recommendation."""
    return getattr(row, "vote", None)


def in_order(positions: Iterable[Position]) -> list[Position]:
    """Order positions by what they are, then by partner; what was withdrawn comes last."""
    return sorted(positions, key=lambda p: (p.withdrawn_at is not None, ORDER.index(Kind(p.kind)), p.organisation.name))


def summary(row: Recommendation) -> str:
    """Return how it was decided in one sentence, such as “By consent: 4 support, 1 stands aside”."""
    counted = tally(row.positions.all())
    vote = vote_of(row)
    if vote:
        return f"By {vote.get_method_display().lower()}: {vote}{_casting(vote)}"
    if not counted:
        return ""
    return f"{'By consent' if row.decided_how == DecisionMode.CONSENT else 'Positions'}: {counted}"


def tally(positions: Iterable[Position]) -> str:
    """Return how many partners stand where: “4 support, 1 objects”."""
    counts = Counter(p.kind for p in positions if p.withdrawn_at is None)
    return ", ".join(f"{counts[kind]} {COUNTED[kind][counts[kind] != 1]}" for kind in ORDER if counts[kind])


def _position(position: Position) -> dict[str, Any]:
    return {
        "name": position.organisation.name,
        "kind": "withdrawn" if position.withdrawn_at else position.kind,
        "words": "Objected, then withdrew" if position.withdrawn_at else position.get_kind_display(),
        "reason": position.reason,
        "withdrawn_by": position.withdrawn_by,
        "withdrawn_because": position.withdrawn_because,
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "method": vote.get_method_display(),
        "counts": [
            {"words": "For", "count": vote.votes_for},
            {"words": "Against", "count": vote.votes_against},
            {"words": "Abstained", "count": vote.abstentions},
        ],
        "result": "Carried" if vote.is_carried else "Lost",
        "casting": _casting(vote).removeprefix("; "),
        "names": [{"name": str(b.person), "words": b.get_choice_display()} for b in vote.ballots.all()],
    }  # fmt: skip


def _casting(vote: Vote) -> str:
    if not vote.casting:
        return ""
    return f"; {vote.casting_by}, in the chair, gave the casting vote {Choice(vote.casting).label.lower()}"


def sentences(row: Recommendation) -> list[str]:
    """Return how it was decided as the minutes say it."""
    return [*_of_positions(row), *_of_vote(row)]


def _of_positions(row: Recommendation) -> Iterable[str]:
    rows = in_order(row.positions.all())
    standing = [p for p in rows if p.withdrawn_at is None]
    said = []
    for kind in ORDER:
        of_kind = [p for p in standing if p.kind == kind]
        if of_kind:
            said.append(f"{PAST[kind]}: {', '.join(_with_reason(p) for p in of_kind)}")
    if said:
        yield f"Positions of the partners: {'; '.join(said)}."
    for p in rows:
        if p.withdrawn_at:
            yield (
                f"{p.organisation.name} had objected ({p.reason.rstrip('.')}). "
                f"{p.withdrawn_by} withdrew the objection: {p.withdrawn_because.rstrip('.')}."
            )


def _with_reason(position: Position) -> str:
    name = position.organisation.name
    return f"{name} ({position.reason.rstrip('.')})" if position.reason else name


def _of_vote(row: Recommendation) -> Iterable[str]:
    if not (vote := vote_of(row)):
        return
    yield f"{vote.get_method_display()}: {vote}{_casting(vote)}. {'Carried' if vote.is_carried else 'Lost'}."
    for choice in Choice:
        if names := [str(b.person) for b in vote.ballots.all() if b.choice == choice]:
            yield f"{choice.label}: {', '.join(names)}."
