"""A board's priorities pass the gates of their cycle: in order, each once, in time or with a reason that all read.

Source: checklist B20, B21, B26; standards R24.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from boards.models import Decision, Recommendation
from foundation import audit, editions
from foundation.models import Edition, User
from foundation.refusal import already
from plans import commenting, gates
from plans.completing_priorities import LINKS, lacking
from plans.composing_priorities import parts, series
from plans.gates import AGREED, CHOSEN, DELIVERY, GATES, SHARED, Gate
from plans.models import (
    CorrectiveAction,
    Measure,
    PrincipleScore,
    Priority,
    PriorityAim,
    PriorityEvidence,
    PriorityItem,
    PrioritySet,
    PrioritySupport,
)
from plans.models.place import open_parts
from plans.prioritising import open_set

PARTS: tuple[type[Model], ...] = (PriorityEvidence, PriorityAim, PrioritySupport, PrincipleScore, PriorityItem, Measure)


def wrong_number(taken: PrioritySet, number: int) -> str:
    """Return why so many priorities cannot be submitted; nothing where they can. Source: checklist B20; R24."""
    fewest, most = taken.cycle.fewest, taken.cycle.most
    if fewest <= number <= most:
        return ""
    mend = f"Add {fewest - number} more." if number < fewest else f"Give up {number - most}."
    return f"A board submits {fewest} to {most} priorities, and these are {number} (R24). {mend}"


def _need_turn(taken: PrioritySet, gate: Gate, because: str) -> None:
    """Refuse a gate out of its order, or without a reason where one is asked. Source: standards R24; B26."""
    if getattr(taken, f"{gate.key}_at"):
        raise passed_already(taken, gate)
    for before in GATES[: GATES.index(gate)]:
        if not getattr(taken, f"{before.key}_at"):
            raise ValidationError(f"No gate is skipped (R24). The one before is not passed yet: {before.name.lower()}.")
    if (why := gates.why_asked(taken, gate)) and not because.strip():
        raise ValidationError({"because": f"{why} Give the reason: everybody reads it."})


def passed_already(taken: PrioritySet, gate: Gate) -> ValidationError:
    """Return what the second of two who pass a gate is told: who passed it, and when."""
    return already(taken, _passing(gate), f"This gate was passed already: {gate.name.lower()}.")


def _passing(gate: Gate) -> str:
    return f"passed the gate “{gate.name.lower()}”"


def _pass(taken: PrioritySet, gate: Gate, because: str, *, by: User) -> None:
    setattr(taken, f"{gate.key}_at", timezone.now())
    setattr(taken, f"{gate.key}_by", by)
    if because.strip() and gates.why_asked(taken, gate):
        taken.reasons = {**taken.reasons, gate.key: because.strip()}
    taken.save()
    audit.record(by, _passing(gate), taken)


@transaction.atomic
def submit(taken: PrioritySet, *, by: User, because: str = "") -> PrioritySet:
    """Pass gate 1: the board's priorities are chosen, as many as its cycle asks for. Source: checklist B20; R24."""
    taken = open_set(taken)
    _need_turn(taken, CHOSEN, because)
    if wrong := wrong_number(taken, taken.priorities.standing().count()):
        raise ValidationError(wrong)
    _pass(taken, CHOSEN, because, by=by)
    return taken


@transaction.atomic
def share(taken: PrioritySet, *, by: User, because: str = "") -> PrioritySet:
    """Pass gate 2: publish the draft for partners and people to read, and open it for comment. Source: B21, B26."""
    taken = open_set(taken)
    _need_turn(taken, SHARED, because)
    _pass(taken, SHARED, because, by=by)
    _open(taken)
    _publish(taken, by=by, reason=Edition.Reason.FIRST, note="Draft, shared for comment.")
    commenting.open_round(taken, by=by)
    return taken


def _open(taken: PrioritySet) -> None:
    """Open the priorities and all their parts to everybody."""
    for priority in taken.priorities.standing():
        priority.published_at = taken.shared_at
        priority.save()
    standing = taken.priorities.standing()
    parts_of = [model._default_manager.filter(priority__in=standing) for model in PARTS]
    open_parts(taken.shared_at, *parts_of, CorrectiveAction.objects.filter(measure__priority__in=standing))


def _publish(taken: PrioritySet, *, by: User | None, reason: str, note: str) -> Edition:
    title = f"Priorities of {taken.board} for {taken.cycle}"[:300]
    taken.edition = editions.publish(
        series=series(taken), root=f"board:{taken.board_id}", title=title, parts=parts(taken), reason=reason,
        note=note, by=by,
    )  # fmt: skip
    taken.save()
    return taken.edition


@transaction.atomic
def publish_version(taken: PrioritySet, *, by: User, note: str) -> Edition:
    """Publish the draft as it reads now as its next version, and say what changed. Source: checklist B25."""
    taken = open_set(taken)
    if not taken.shared_at:
        raise ValidationError("Nobody reads these priorities yet. Share them first.")
    if not note.strip():
        raise ValidationError({"note": "Say what changed: everybody reads it."})
    return _publish(taken, by=by, reason=Edition.Reason.SUPPLEMENT, note=note.strip())


def unfinished(taken: PrioritySet) -> dict[Priority, list[str]]:
    """Return what each priority still lacks before the board can agree it. Source: checklist B23, B28; A12."""
    rows = taken.priorities.standing().prefetch_related(*LINKS).order_by("position", "pk")
    return lacking(rows)


@transaction.atomic
def agree(taken: PrioritySet, *, by: User, decision: Decision, because: str = "") -> PrioritySet:
    """Pass gate 3: the board agreed its priorities, by a published decision of its own. Source: B26; R24."""
    taken = open_set(taken)
    _need_turn(taken, AGREED, because)
    if decision.board_id != taken.board_id or not decision.published_at:
        raise ValidationError({"decision": "Priorities are agreed by a published decision of their own board."})
    if decision.outcome not in Recommendation.AGREED:
        raise ValidationError({"decision": "By this decision the board did not agree."})
    if lacks := unfinished(taken):
        said = (f"{priority}: {', '.join(words)}." for priority, words in lacks.items())
        raise ValidationError(["Each priority is said in full before the board agrees it.", *said])
    taken.decision = decision
    _pass(taken, AGREED, because, by=by)
    _publish(
        taken, by=by, reason=Edition.Reason.APPROVAL, note=f"Agreed by the board on {decision.decided_on:%-d %B %Y}."
    )
    return taken


@transaction.atomic
def start_delivery(taken: PrioritySet, *, by: User, because: str = "") -> PrioritySet:
    """Pass gate 4: work on the priorities has started. Source: checklist B21; standards R24."""
    taken = open_set(taken)
    _need_turn(taken, DELIVERY, because)
    _pass(taken, DELIVERY, because, by=by)
    return taken


ACTS: dict[str, Any] = {CHOSEN.key: submit, SHARED.key: share, AGREED.key: agree, DELIVERY.key: start_delivery}
