"""The referrals of an example partnership: to a cabinet, to scrutiny, to another board, and one received."""

import datetime
from typing import Any

from django.utils import timezone

from boards import referring, responding
from boards.models import Board, Decision, Referral
from foundation.models import User

from .then import at


def refer_all(entries: list[dict[str, Any]], board: Board, clerk: User) -> None:
    """Send and receive the referrals of the main board, the first from its newest decision."""
    decision = Decision.objects.public().filter(board=board).first()
    for number, entry in enumerate(entries):
        with at(timezone.now() - datetime.timedelta(days=entry["days_ago"])):
            referral = _received(entry, board, clerk) if "from" in entry else _sent(entry, board, clerk)
            if number == 0 and decision:
                Referral.objects.filter(pk=referral.pk).update(decision=decision)  # an example, before anybody read it
        if answer := entry.get("answer"):
            _answer(referral, answer, clerk)


def _words(entry: dict[str, Any]) -> dict[str, Any]:
    due_on = timezone.localdate() + datetime.timedelta(days=entry["due_in"])
    return {"due_on": due_on, **{name: entry[name] for name in ("title", "request", "reason")}}


def _sent(entry: dict[str, Any], board: Board, clerk: User) -> Referral:
    if "to_board" in entry:
        to: dict[str, Any] = {"to_board": Board.objects.get(name=entry["to_board"]), "body_kind": "board"}
    else:
        to = {"body": entry["to"], "body_kind": entry["kind"], "contact_name": "The clerk to the meeting",
              "contact_email": entry["email"]}  # fmt: skip
    return referring.send(referring.refer(board, by=clerk, **to, **_words(entry)), by=clerk)


def _received(entry: dict[str, Any], board: Board, clerk: User) -> Referral:
    body = {"body": entry["from"], "body_kind": entry["kind"]}
    return referring.receive(board, by=clerk, received_on=timezone.localdate(), **body, **_words(entry))


def _answer(referral: Referral, answer: dict[str, Any], clerk: User) -> None:
    with at(timezone.now() - datetime.timedelta(days=answer["days_ago"])):
        responding.answer(
            referral, by=clerk, outcome=answer["outcome"], answer=answer["words"], answered_by=answer["by"]
        )
