"""The one crossing between partnerships: an envelope holds what the sender chose to send, and is delivered once.

Both sides keep a copy of their own under the same key. The work that delivers stands in one transaction: what the other
side makes of an envelope and that it has arrived are kept together, or neither is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import tenancy, work
from foundation.models import Correspondent, Envelope, Partnership

CLEARED = "draft:envelope:*"
# The task that the act asked for comes first; the clock steps in when it did not.
HEAD_START = timedelta(minutes=2)
WAIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Kind:
    """What one kind of envelope does: ``receive`` in the other partnership, ``settled`` in the sender's own.

    ``receive`` refuses by raising ValidationError with words for the sender. Both run cleared for what is named here.
    """

    receive: Callable[[Envelope], None]
    settled: Callable[[Envelope], None] | None = None
    cleared: tuple[str, ...] = ()
    by_agreement: bool = True  # only where the other partnership has agreed to receive from this one


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Say what is done with envelopes of a kind ("boards.referral"), once and for all."""
    _kinds[name] = kind


def post(other: Partnership, kind: str, content: dict[str, Any], *, about: str) -> Envelope:
    """Send an envelope to another partnership when this transaction commits.

    Those ``about`` the same record of the sender arrive in the order in which they were posted.
    """
    with tenancy.tenant(work.current_partnership_id(), [CLEARED]):
        envelope = Envelope.objects.create(
            direction=Envelope.Direction.OUT, other=other, kind=kind, content=content, about=about,
            next_try_at=timezone.now() + HEAD_START,
        )  # fmt: skip
    work.later("foundation.deliver_envelope", envelope_id=envelope.pk)
    return envelope


def deliver(envelope_id: int) -> None:
    """Deliver an envelope and what was posted before it about the same record; what has arrived stays as it is."""
    asked = Envelope.objects.filter(pk=envelope_id).first()
    if asked is None:
        return
    owed = Envelope.objects.owed().filter(other=asked.other_id, about=asked.about, pk__lte=asked.pk)
    # A second worker waits here, and then finds nothing that is owed.
    for envelope in list(owed.select_for_update()):
        _deliver(envelope)


def ask_for_owed() -> None:
    """Hand on what this partnership posted and what has not arrived."""
    due = Envelope.objects.owed().filter(next_try_at__lte=timezone.now())
    owed = list(due.values_list("pk", flat=True)[:500])
    # Not asked for again while it waits in the queue.
    Envelope.objects.filter(pk__in=owed).update(next_try_at=timezone.now() + WAIT)
    for pk in owed:
        work.later("foundation.deliver_envelope", envelope_id=pk)


def _deliver(envelope: Envelope) -> None:
    kind = _kinds[envelope.kind]
    with tenancy.tenant(envelope.other_id, (CLEARED, *kind.cleared)):
        refusal = _take_in(envelope, kind)
    envelope.delivered_at = timezone.now()
    _refuse(envelope, refusal)
    envelope.save()
    if kind.settled:
        tenancy.clear(*kind.cleared)
        kind.settled(envelope)


def _take_in(sent: Envelope, kind: Kind) -> str:
    """Let the receiver do what the envelope asks, unless it has; return why it was refused, or nothing."""
    refusal = _disagreement(sent) if kind.by_agreement else ""
    copy, is_new = Envelope.objects.get_or_create(
        key=sent.key,
        direction=Envelope.Direction.IN,
        defaults={
            "other_id": sent.partnership_id, "kind": sent.kind, "content": {} if refusal else sent.content,
            "posted_at": sent.posted_at, "delivered_at": timezone.now(),
        },
    )  # fmt: skip
    if not is_new:
        return copy.refusal
    _refuse(copy, refusal or _received(copy, kind))
    copy.save()
    return copy.refusal


def _disagreement(sent: Envelope) -> str:
    if Correspondent.objects.filter(other=sent.partnership_id, receives_since__isnull=False).exists():
        return ""
    return (
        f"{sent.other} has not agreed to receive from {sent.partnership}. "
        "Its administrator can agree under Manage, Other partnerships; then send it again."
    )


def _received(copy: Envelope, kind: Kind) -> str:
    try:
        with transaction.atomic():
            kind.receive(copy)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _refuse(envelope: Envelope, refusal: str) -> None:
    if refusal:
        envelope.refused_at, envelope.refusal = timezone.now(), refusal
