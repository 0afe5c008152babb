"""Whom a challenge is told by mail: who answers for the provider, and the clerks of the board."""

import datetime

from boards.telling import tell_clerks
from engagement.models import Challenge, ChallengeRound
from engagement.tokens import challenge_token
from foundation import mail
from foundation.templatetags.words import day


def tell_asked(challenge: Challenge) -> None:
    """Send the provider the question, with the link by which it is answered."""
    _tell_provider(challenge, "challenge", f"asked:{challenge.link_made_at}")


def tell_judged(challenge: Challenge, last: ChallengeRound) -> None:
    """Tell the provider what the board says of its answer."""
    _tell_provider(challenge, "challenge_judged", f"judged:{last.number}", last=last)


def tell_closed(challenge: Challenge) -> None:
    """Tell the provider that nothing more is asked."""
    _tell_provider(challenge, "challenge_closed", "closed")


def remind(challenge: Challenge, today: datetime.date) -> int:
    """Remind the provider, once for each day that asks for it; return how many were told."""
    left = (challenge.due_on - today).days
    return _tell_provider(challenge, "challenge_reminder", f"reminded:{challenge.due_on}:{left}")


def tell_answered(challenge: Challenge, last: ChallengeRound) -> None:
    """Tell the clerks of the board that an answer waits to be judged."""
    key = f"challenge:{challenge.pk}"
    told = {"challenge": challenge, "last": last, "path": f"/manage/engagement/challenges/{challenge.pk}/"}
    tell_clerks(challenge.board, "challenge_answered", told, about=key, key=f"{key}:answered:{last.number}")


def _tell_provider(challenge: Challenge, template: str, key: str, **more: object) -> int:
    if not challenge.contact_email:
        return 0
    path = f"/challenges/answer/{challenge_token(challenge)}/" if challenge.is_waiting else challenge.get_absolute_url()
    told = {"challenge": challenge, "due": day(challenge.due_on), "path": path, "last": challenge.last, **more}
    name = f"challenge:{challenge.pk}"
    mail.post(challenge.contact_email, template, told, about=name, name=challenge.contact_name, key=f"{name}:{key}")
    return 1
