"""A board shares a priority with partnerships that it chooses; proposals to work together cross the same way.

Only its words, its theme and whose it is go with it. Source: checklist B22.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, corresponding, envelopes, links
from foundation.envelopes import Kind
from foundation.locking import lock
from foundation.models import Envelope, Partnership, User
from plans import telling_matches
from plans.access import EVERYWHERE
from plans.models import Priority, PriorityMatch, PrioritySharing, SharedPriority

PRIORITY, WITHDRAWAL = "plans.priority", "plans.priority_withdrawal"
MATCH, ANSWER, ENDING, PLAN = "plans.match", "plans.match_answer", "plans.match_ending", "plans.match_plan"
NOT_PUBLIC = "Everybody must be able to read this priority first: share the priorities of the board, then try again."
TAKEN_BACK = "{} shares this priority with us no more."


def register() -> None:
    """Tell the ground what is done with each kind of envelope."""
    envelopes.register(PRIORITY, Kind(_take_priority, _settle_priority, (EVERYWHERE,)))
    envelopes.register(WITHDRAWAL, Kind(_take_withdrawal, None, (EVERYWHERE,), by_agreement=False))
    envelopes.register(MATCH, Kind(_take_match, _settle_match, (EVERYWHERE,)))
    envelopes.register(ANSWER, Kind(_take_answer, None, (EVERYWHERE,), by_agreement=False))
    envelopes.register(ENDING, Kind(_take_ending, None, (EVERYWHERE,), by_agreement=False))
    envelopes.register(PLAN, Kind(_take_plan, None, (EVERYWHERE,), by_agreement=False))


def refuse_unless_public(priority: Priority) -> None:
    """Raise ValidationError for a priority that others cannot read, or that is over."""
    if not priority.is_public:
        raise ValidationError(NOT_PUBLIC)
    if priority.withdrawn_at or priority.closed_at:
        raise ValidationError("This priority was given up or closed.")


@transaction.atomic
def share(priority: Priority, other: Partnership, *, by: User) -> PrioritySharing:
    """Share a priority with another partnership; shared once more, its words of today replace those there.

    Raises ValidationError for what others cannot read, and where the other one takes nothing from here.
    """
    priority = lock(priority, "board", "theme", "partnership")
    refuse_unless_public(priority)
    corresponding.refuse_without_agreement(other)
    sharing = PrioritySharing.objects.filter(priority=priority, other=other, ended_at__isnull=True).first()
    if sharing is None:
        sharing = PrioritySharing(priority=priority, other=other, shared_by=by)
        sharing.open_with(priority)
        sharing.save()
    envelopes.post(other, PRIORITY, facts(priority), about=f"priority:{priority.pk}")
    audit.record(by, "shared a priority with another partnership", priority, other=str(other))
    return sharing


@transaction.atomic
def stop(sharing: PrioritySharing, *, by: User) -> PrioritySharing:
    """Take a priority back from another partnership: it is removed there, and what was agreed on it ends."""
    sharing = lock(sharing, "priority", "other")
    if sharing.ended_at:
        return sharing
    sharing.ended_at, sharing.ended_by = timezone.now(), by
    sharing.save()
    matches = PriorityMatch.objects.standing().filter(priority=sharing.priority, shared__origin=sharing.other)
    for match in matches.select_for_update(of=("self",)):
        _end(match, "The board stopped sharing the priority.", by=by)
    envelopes.post(sharing.other, WITHDRAWAL, {"key": sharing.priority_id}, about=f"priority:{sharing.priority_id}")
    audit.record(by, "stopped sharing a priority", sharing.priority, other=str(sharing.other))
    return sharing


def facts(priority: Priority) -> dict[str, Any]:
    """Return what crosses of a priority, and nothing else."""
    return {
        "key": priority.pk, "title": priority.title, "description": priority.description,
        "theme": str(priority.theme or ""), "board": str(priority.board), "partnership": str(priority.partnership),
    }  # fmt: skip


def send_match(match: PriorityMatch) -> None:
    """Propose to the board of another partnership to work together; our own words go with it."""
    _post(match, MATCH, ours=facts(match.priority), why=match.why)


def send_answer(match: PriorityMatch) -> None:
    """Tell the other partnership whether the board here accepts."""
    _post(match, ANSWER, accepted=bool(match.accepted_at), because=match.declined_because)


def send_ending(match: PriorityMatch) -> None:
    """Tell the other partnership that the board here ends it, and why."""
    _post(match, ENDING, because=match.ended_because)


def send_plan(match: PriorityMatch) -> None:
    """Tell the other partnership which plan both deliver: its name and where everybody reads it, and nothing else."""
    path = match.plan.get_absolute_url() if match.plan else ""
    _post(match, PLAN, title=str(match.plan or ""), link=links.address(match.partnership, path) if path else "")


def _post(match: PriorityMatch, kind: str, **content: Any) -> None:
    if match.shared is None:
        raise ValueError("This match stays in its partnership.")
    content |= {"from": match.priority_id, "to": match.shared.theirs}
    # In line with what else was sent about the priority: a proposal never comes after its withdrawal.
    envelopes.post(match.shared.origin, kind, content, about=f"priority:{match.priority_id}")


def _keep(origin: Partnership, said: dict[str, Any]) -> SharedPriority:
    words = {name: said[name] for name in ("title", "description", "theme", "board")}
    kept, _ = SharedPriority.objects.update_or_create(
        origin=origin, theirs=said["key"],
        defaults={**words, "partnership_name": said["partnership"], "withdrawn_at": None},
    )  # fmt: skip
    return kept


def _take_priority(envelope: Envelope) -> None:
    kept = _keep(envelope.other, envelope.content)
    audit.record(None, "shared a priority", kept, by_name=str(envelope.other))


def _settle_priority(envelope: Envelope) -> None:
    """End, on the sender's side, a sharing that the other partnership did not take."""
    if envelope.refused_at:
        rows = PrioritySharing.objects.filter(priority=envelope.content["key"], other=envelope.other, ended_at=None)
        for sharing in rows:
            sharing.ended_at, sharing.refused_because = timezone.now(), envelope.refusal[:500]
            sharing.save()


def _take_withdrawal(envelope: Envelope) -> None:
    kept = SharedPriority.objects.filter(origin=envelope.other, theirs=envelope.content["key"]).first()
    if kept is None or kept.withdrawn_at:
        return
    kept.withdrawn_at = timezone.now()
    # Its words are the other partnership's: they leave with it.
    kept.description = ""
    kept.save()
    for match in PriorityMatch.objects.standing().filter(shared=kept):
        _end(match, TAKEN_BACK.format(envelope.other), by=None, by_name=str(envelope.other))
    audit.record(None, "took back a shared priority", kept, by_name=str(envelope.other))


def _end(match: PriorityMatch, because: str, *, by: User | None, by_name: str = "") -> None:
    match.ended_at, match.ended_by, match.ended_because = timezone.now(), by, because
    match.save()
    audit.record(by, "ended a match", match, by_name=by_name, because=because)


def _take_match(envelope: Envelope) -> None:
    said = envelope.content
    rows = (
        Priority.objects.public()
        .standing()
        .filter(pk=said["to"], sharings__other=envelope.other, sharings__ended_at__isnull=True)
    )
    priority = rows.select_related("board").first()
    if priority is None:
        raise ValidationError("The other board shares this priority no more.")
    kept = _keep(envelope.other, said["ours"])
    match = PriorityMatch.objects.standing().filter(priority=priority, shared=kept).first()
    if match is None:
        match = PriorityMatch(priority=priority, shared=kept, is_ours=False, why=said["why"])
        match.belong_with(priority)
        match.save()
        telling_matches.tell_proposed(match)
        audit.record(None, "proposed a match", match, by_name=str(envelope.other))
    elif match.is_ours and not match.accepted_at:  # each proposed it before the other's letter came
        _accepted(match, str(envelope.other))


def _settle_match(envelope: Envelope) -> None:
    match = _standing(envelope, "from", "to") if envelope.refused_at else None
    if match and not match.accepted_at:
        match.declined_at, match.declined_because = timezone.now(), envelope.refusal[:500]
        match.save()


def _take_answer(envelope: Envelope) -> None:
    match = _standing(envelope, "to", "from")
    if match is None or match.accepted_at or not match.is_ours:
        raise ValidationError("This match waits for no answer any more.")
    if envelope.content["accepted"]:
        _accepted(match, str(envelope.other))
    else:
        _declined(match, envelope)


def _take_ending(envelope: Envelope) -> None:
    if match := _standing(envelope, "to", "from"):
        _end(match, envelope.content["because"], by=None, by_name=str(envelope.other))


def _take_plan(envelope: Envelope) -> None:
    """Keep the plan that the other board chose in place of what stood here; it may have taken its own back."""
    match = _standing(envelope, "to", "from")
    if match is None or not match.accepted_at:
        raise ValidationError("This match stands no more.")
    said = envelope.content
    match.their_plan, match.their_plan_link = said["title"][:300], said["link"][:500]
    match.plan = None if match.their_plan else match.plan
    match.save()
    audit.record(None, "chose the plan of a match", match, by_name=str(envelope.other), plan=match.their_plan)


def _standing(envelope: Envelope, ours: str, theirs: str) -> PriorityMatch | None:
    said = envelope.content
    rows = PriorityMatch.objects.standing().select_related("priority", "shared", "board")
    return rows.filter(priority=said[ours], shared__origin=envelope.other, shared__theirs=said[theirs]).first()


def _accepted(match: PriorityMatch, by_name: str) -> None:
    match.accepted_at = match.published_at = timezone.now()
    match.save()
    audit.record(None, "accepted a match", match, by_name=by_name)
    telling_matches.tell_answered(match)


def _declined(match: PriorityMatch, envelope: Envelope) -> None:
    match.declined_at, match.declined_because = timezone.now(), envelope.content["because"]
    match.save()
    audit.record(None, "declined a match", match, by_name=str(envelope.other))
    telling_matches.tell_answered(match)
