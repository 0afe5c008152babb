"""Whom a referral is told by mail: who answers for the body that is asked, and the clerks of the boards at its ends."""

import datetime

from boards.models import Board, Referral
from boards.telling import tell_clerks
from boards.tokens import referral_token
from foundation import mail
from foundation.templatetags.words import day


def tell_sent(referral: Referral) -> None:
    """Tell the body that is asked: the clerks of a board here, or who answers elsewhere, by a link of their own."""
    if referral.to_board:
        _tell_board(referral.to_board, referral, "referral", "sent")
    elif referral.token_hash:
        _tell_contact(referral, "referral", f"link:{referral.link_made_at}")


def tell_reminder(referral: Referral, today: datetime.date) -> int:
    """Remind the body that is asked, once for each day that asks for it; return how many were told."""
    key = f"reminded:{referral.due_on}:{(referral.due_on - today).days}"
    if referral.to_board:
        _tell_board(referral.to_board, referral, "referral_reminder", key)
    elif referral.token_hash:
        _tell_contact(referral, "referral_reminder", key)
    else:
        return 0
    return 1


def tell_withdrawn(referral: Referral) -> None:
    """Tell whoever was asked that no answer is wanted any more."""
    if referral.to_board:
        _tell_board(referral.to_board, referral, "referral_withdrawn", "withdrawn")
    elif referral.contact_email:
        _tell_contact(referral, "referral_withdrawn", "withdrawn")


def tell_answered(referral: Referral) -> None:
    """Tell who asked what the answer is: the clerks of a board here, or who sent it from outside."""
    if referral.from_board:
        _tell_board(referral.from_board, referral, "referral_answered", "answered")
    elif referral.contact_email:
        _tell_contact(referral, "referral_answered", "answered")


def _tell_board(board: Board, referral: Referral, template: str, key: str) -> None:
    told = {"referral": referral, "due": day(referral.due_on), "path": f"/manage{_path(referral)}"}
    tell_clerks(board, template, told, about=f"referral:{referral.pk}", key=f"referral:{referral.pk}:{key}")


def _tell_contact(referral: Referral, template: str, key: str) -> None:
    answers = referral.token_hash and referral.is_waiting
    path = f"/respond/{referral_token(referral)}/" if answers else _path(referral)
    mail.post(
        referral.contact_email,
        template,
        {"referral": referral, "due": day(referral.due_on), "path": path, "is_by_link": answers},
        about=f"referral:{referral.pk}",
        name=referral.contact_name,
        key=f"referral:{referral.pk}:{key}",
    )


def _path(referral: Referral) -> str:
    return f"/referrals/{referral.pk}/"
