"""One board proposes to work together on similar priorities, the other accepts or declines. Source: checklist B22."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import audit, corresponding
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from plans import matching, sharing_priorities, telling_matches
from plans.models import Plan, Priority, PriorityMatch, SharedPriority

OF_A_MATCH = ("priority__board", "other__board", "shared__origin", "board", "plan", "partnership")
SETTLED = "This match was answered or ended meanwhile."
ACCEPTED, DECLINED, ENDED = "accepted a match", "declined a match", "ended a match"  # as the act log says
NOTHING = "The two boards see them as alike."


@transaction.atomic
def propose(priority: Priority, counterpart: Priority | SharedPriority, *, by: User) -> PriorityMatch:
    """Propose to another board to work together; one of another partnership is sent our words with it.

    Raises ValidationError where one of the two cannot be read by everybody, was taken back, or is matched already.
    """
    if isinstance(counterpart, Priority) and counterpart.pk < priority.pk:
        lock(counterpart)  # two boards that propose to each other at once lock in one order
    priority = lock(priority, "board", "theme", "partnership")
    sharing_priorities.refuse_unless_public(priority)
    match = PriorityMatch(priority=priority, proposed_by=by, why=_why(priority, counterpart))
    match.belong_with(priority)
    if isinstance(counterpart, SharedPriority):
        _to_another_partnership(match, counterpart)
    else:
        _to_another_board(match, counterpart)
    if PriorityMatch.objects.of(priority).standing().filter(_same(counterpart)).exists():
        raise ValidationError("This match was proposed already.")
    match.save()
    audit.record(by, "proposed a match", match)
    if match.shared:
        # Its words go with the proposal: kept as shared, they can be taken back.
        sharing_priorities.share(priority, match.shared.origin, by=by)
        sharing_priorities.send_match(match)
    else:
        telling_matches.tell_proposed(match)
    return match


def _same(counterpart: Priority | SharedPriority) -> Q:
    if isinstance(counterpart, SharedPriority):
        return Q(shared=counterpart)
    return Q(priority=counterpart) | Q(other=counterpart)


def _why(priority: Priority, counterpart: Priority | SharedPriority) -> str:
    found = (each for each in matching.alike(priority, take=100) if each.found == counterpart)
    return next((each.why for each in found), NOTHING)


def _to_another_partnership(match: PriorityMatch, shared: SharedPriority) -> None:
    shared = lock(shared, "origin")
    if shared.withdrawn_at:
        raise ValidationError(sharing_priorities.TAKEN_BACK.format(shared.partnership_name))
    corresponding.refuse_without_agreement(shared.origin)
    match.shared = shared


def _to_another_board(match: PriorityMatch, other: Priority) -> None:
    other = lock(other, "board", "locality")
    sharing_priorities.refuse_unless_public(other)
    if other.board_id == match.board_id:
        raise ValidationError("Choose a priority of another board.")
    match.other, match.other_board, match.other_locality = other, other.board, other.locality


def answering(match: PriorityMatch) -> Priority | None:
    """Return the priority whose board answers here; None where another partnership's board does."""
    return match.other or (None if match.is_ours else match.priority)


def sides(match: PriorityMatch) -> list[Priority]:
    """Return the priorities of this partnership in a match: whoever plans for one of them may end it."""
    return [match.priority, *([match.other] if match.other else [])]


@transaction.atomic
def accept(match: PriorityMatch, *, by: User) -> PriorityMatch:
    """Accept a match: from now on everybody reads it on both priorities. Raises ValidationError once it is settled."""
    match = _waiting(match)
    for side in sides(match):
        sharing_priorities.refuse_unless_public(side)
    match.accepted_at = match.published_at = timezone.now()
    match.accepted_by = by
    match.save()
    audit.record(by, ACCEPTED, match)
    _tell(match)
    return match


@transaction.atomic
def decline(match: PriorityMatch, *, because: str, by: User) -> PriorityMatch:
    """Decline a match with a reason, which the other board reads."""
    match = _waiting(match)
    if not because.strip():
        raise ValidationError({"because": "Say why you decline."})
    match.declined_at, match.declined_by, match.declined_because = timezone.now(), by, because.strip()
    match.save()
    audit.record(by, DECLINED, match, because=because)
    _tell(match)
    return match


def _waiting(match: PriorityMatch) -> PriorityMatch:
    match = lock(match, *OF_A_MATCH)
    if match.accepted_at or match.declined_at or match.ended_at:
        raise _settled(match)
    return match


def _settled(match: PriorityMatch) -> ValidationError:
    verb = ENDED if match.ended_at else DECLINED if match.declined_at else ACCEPTED
    return already(match, verb, SETTLED)


def _tell(match: PriorityMatch) -> None:
    if match.shared:
        sharing_priorities.send_answer(match)
    else:
        telling_matches.tell_answered(match)


@transaction.atomic
def end(match: PriorityMatch, *, because: str, by: User) -> PriorityMatch:
    """End what was agreed, or take a proposal back, with a reason."""
    match = lock(match, *OF_A_MATCH)
    if match.declined_at or match.ended_at:
        raise _settled(match)
    if not because.strip():
        raise ValidationError({"because": "Say why it ends."})
    match.ended_at, match.ended_by, match.ended_because = timezone.now(), by, because.strip()
    match.save()
    audit.record(by, ENDED, match, because=because)
    if match.shared:
        sharing_priorities.send_ending(match)
    return match


@transaction.atomic
def deliver_by(match: PriorityMatch, plan: Plan | None, *, by: User) -> PriorityMatch:
    """Say which one plan both boards deliver, the other partnership too; nothing where they have none yet.

    Raises ValidationError before both agreed, and for a hidden plan.
    """
    match = lock(match, *OF_A_MATCH)
    if not match.accepted_at or match.ended_at:
        raise ValidationError("Both boards agree first; then they choose the plan that they share.")
    if plan and not plan.is_public:
        raise ValidationError({"plan": "Everybody must be able to read the plan first."})
    match.plan, match.their_plan, match.their_plan_link = plan, "", ""
    match.save()
    audit.record(by, "chose the plan of a match", match, plan=str(plan or ""))
    if match.shared:
        sharing_priorities.send_plan(match)
    return match
