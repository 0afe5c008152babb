"""Whom an action is told by mail: its owner, with the link by which they report, and the clerks of the board."""

import datetime

from boards.models import Action, ActionUpdate
from boards.telling import tell_clerks
from boards.tokens import action_token
from foundation import mail
from foundation.templatetags.words import day


def tell_owner(action: Action, template: str, key: str) -> int:
    """Post a mail with their link to who reports on an action; return how many were told."""
    name, address = action.reached_at
    if not address:
        return 0
    words = {"action": action, "due": action.due_on and day(action.due_on), "path": _progress(action)}
    mail.post(
        address, template, words, about=f"action:{action.pk}", name=name, key=f"action:{action.pk}:{key}:{address}"
    )
    return 1


def tell_reminder(action: Action, today: datetime.date) -> int:
    """Remind the owner, once for each day that asks for it; return how many were told."""
    left = (action.due_on - today).days if action.due_on else 0
    return tell_owner(action, "action_reminder", f"reminded:{action.due_on}:{left}")


def tell_heard(update: ActionUpdate) -> None:
    """Tell the clerks what the owner said."""
    action = update.action
    told = {"update": update, "action": action, "path": f"/manage/actions/{action.pk}/"}
    tell_clerks(action.board, "action_heard", told, about=f"action:{action.pk}", key=f"heard:{update.pk}")


def _progress(action: Action) -> str:
    return f"/progress/{action_token(action)}/" if action.token_hash else action.get_absolute_url()
