"""Who may decide a recommendation, and why not the others: present, without an interest, of the tier whose money it is.

Source: checklist X3; standards R10, R14.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from boards.models import AgendaItem, Attendance, DecidingRight, DecisionMode, Position, Recommendation
from boards.recorded import record_of
from boards.refusing import words
from boards.rules import Finding
from boards.sitting import Sitting


@dataclass(frozen=True)
class Entitled:
    """Who may decide, by name, and why each other who could decide the item may not decide this."""

    seat: Sitting
    people: list[Attendance]
    why_not: dict[int, str] = field(default_factory=dict)  # by person


def who_may_decide(row: Recommendation, seat: Sitting, item: AgendaItem) -> Entitled:
    """Return who may decide a recommendation under an item of a meeting."""
    able, right = seat.deciders(item), right_of(row)
    if right is None:
        return Entitled(seat, able)
    of_tier = [a for a in able if _tier(seat, a) in right.tiers]
    others = {a.person_id: f"{a.person} may not: {_rule(right)}" for a in able if a not in of_tier}
    return Entitled(seat, of_tier, others)


def _tier(seat: Sitting, attendance: Attendance) -> str:
    body = seat.speaks_for(attendance)
    return body.kind if body else ""


def _rule(right: DecidingRight) -> str:
    return f"{right.name} is decided by members of {right.tiers_words}"


def right_of(row: Recommendation) -> DecidingRight | None:
    """Return what is at stake, where the record says so."""
    record = record_of(row)
    return record.right if record else None


def findings(row: Recommendation, seat: Sitting, item: AgendaItem | None) -> Iterable[Finding]:
    """Find that nobody of the tier whose money or power is at stake decides it. Source: checklist X3."""
    right = right_of(row)
    if right is None or item is None:
        return
    said = _rule(right)
    if not who_may_decide(row, seat, item).people:
        who = f"{said}, and none of them may decide this item"
    elif row.decided_how == DecisionMode.CONSENT and not _supported(row, right):
        who = f"{said}, and none of them supports it"
    else:
        return
    yield Finding("right", words("nobody_has_the_right", who), "Rights to decide by tier (X3)", blocks=True)


def _supported(row: Recommendation, right: DecidingRight) -> bool:
    support = row.positions.filter(kind=Position.Kind.SUPPORT, organisation__kind__in=right.tiers)
    return support.exists()
