"""Referrals to boards of other partnerships: what goes into an envelope, and what is made of one that arrives."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import telling_referrals
from boards.models import Board, Referral
from foundation import audit, corresponding, envelopes
from foundation.envelopes import Kind
from foundation.locking import lock
from foundation.models import Envelope, Partnership

REFERRAL, ANSWER, WITHDRAWAL = "boards.referral", "boards.referral_answer", "boards.referral_withdrawal"
ANSWERED = ("outcome", "answer", "answered_by")
DRAFTS = ("draft:board:*",)


def register() -> None:
    """Tell the ground what is done with each kind of envelope, and which boards can be written to."""
    envelopes.register(REFERRAL, Kind(_take_referral, _settle_referral, DRAFTS))
    envelopes.register(ANSWER, Kind(_take_answer, None, DRAFTS, by_agreement=False))
    envelopes.register(WITHDRAWAL, Kind(_take_withdrawal, None, DRAFTS, by_agreement=False))
    corresponding.offer("boards", offered)


def offered() -> list[dict[str, str]]:
    """Return the boards to which other partnerships may refer: those that the public knows and that still meet."""
    boards = Board.objects.public().open().order_by("name").values_list("slug", "name")
    return [{"slug": slug, "name": name} for slug, name in boards]


def send(referral: Referral) -> None:
    """Send a referral to the other partnership; only its words and who asks go with it."""
    corresponding.refuse_without_agreement(_partner(referral))
    referral.thread = uuid.uuid4()
    referral.save()
    words = {name: getattr(referral, name) for name in ("title", "request", "reason")}
    _post(referral, REFERRAL, **words, due_on=referral.due_on.isoformat(), to=referral.partner_board,
          asks=referral.from_name)  # fmt: skip


def send_answer(referral: Referral) -> None:
    """Send the answer of a board here back to the partnership that asked."""
    _post(referral, ANSWER, **{name: getattr(referral, name) for name in ANSWERED})


def send_withdrawal(referral: Referral) -> None:
    """Tell the other partnership that no answer is wanted any more."""
    _post(referral, WITHDRAWAL, because=referral.withdrawn_because)


def _post(referral: Referral, kind: str, **content: Any) -> None:
    content["thread"] = str(referral.thread)
    envelopes.post(_partner(referral), kind, content, about=f"referral:{referral.pk}")


def _partner(referral: Referral) -> Partnership:
    if referral.partner is None:
        raise ValueError("This referral stays in its partnership.")
    return referral.partner


def _take_referral(envelope: Envelope) -> None:
    said = envelope.content
    board = Board.objects.public().open().filter(slug=said["to"]).first()
    if board is None:
        raise ValidationError(
            f"{envelope.partnership} has no such board now. Send it to another of its boards: the list is up to date."
        )
    referral = Referral.objects.create(
        board=board, to_board=board, body=f"{said['asks']}, {envelope.other.short_name}"[:200], partner=envelope.other,
        thread=said["thread"], sent_at=timezone.now(), due_on=datetime.date.fromisoformat(said["due_on"]),
        **{name: said[name] for name in ("title", "request", "reason")},
    )  # fmt: skip
    audit.record(None, "sent a referral", referral, by_name=str(envelope.other))
    telling_referrals.tell_sent(referral)


def _settle_referral(envelope: Envelope) -> None:
    """Keep on the sender's side that the other partnership did not take it, and why."""
    referral = Referral.objects.filter(thread=envelope.content["thread"]).first()
    if envelope.refused_at and referral and referral.is_waiting:
        refused = {"outcome": Referral.Outcome.REFUSED, "answer": envelope.refusal, "answered_by": str(envelope.other)}
        _keep_answer(referral, refused)


def _take_answer(envelope: Envelope) -> None:
    _keep_answer(_waiting(envelope, "from_board"), envelope.content)


def _take_withdrawal(envelope: Envelope) -> None:
    referral = _waiting(envelope, "to_board")
    referral.withdrawn_at, referral.withdrawn_by = timezone.now(), str(envelope.other)
    referral.withdrawn_because = envelope.content["because"]
    referral.save()
    audit.record(None, "withdrew a referral", referral, by_name=str(envelope.other))
    telling_referrals.tell_withdrawn(referral)


def _waiting(envelope: Envelope, end: str) -> Referral:
    """Return our own row of the referral that an envelope is about; raises ValidationError where it waits no more."""
    threads = Referral.objects.filter(thread=envelope.content["thread"], partner=envelope.other)
    found = threads.filter(**{f"{end}__isnull": False}).first()
    referral = lock(found, "board", "from_board", "to_board", "partner") if found else None
    if referral is None or not referral.is_waiting:
        raise ValidationError("This referral waits for no answer any more: it was answered or withdrawn.")
    return referral


def _keep_answer(referral: Referral, said: dict[str, Any]) -> None:
    referral.answered_at = timezone.now()
    for name in ANSWERED:
        setattr(referral, name, said[name])
    referral.save()
    audit.record(None, "answered a referral", referral, by_name=referral.answered_by, outcome=referral.outcome)
    telling_referrals.tell_answered(referral)
