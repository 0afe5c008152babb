"""Following actions up: changed with their history, done with what was done, taken back when that was a mistake."""

import datetime

from django.db import transaction
from django.utils import timezone

from boards import rendering
from boards.locking import lock
from boards.models import Action
from boards.recording import state_of
from foundation import audit
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User


@transaction.atomic
def change_action(
    action: Action,
    *,
    text: str,
    owner: int,
    due_on: datetime.date | None,
    because: str,
    seen: int | None = None,
    by: User,
) -> Action:
    """Change what is to be done, by whom or by when; what it was stays in its history with the reason.

    ``seen`` is what `state_of` said when the change was begun. Raises ChangedMeanwhile when somebody has changed it
    since.
    """
    action = lock(action)
    if (action.text, action.owner_id, action.due_on) == (text, owner, due_on):
        return action
    if seen is not None and state_of(action) != seen:
        raise ChangedMeanwhile(action)
    action.text, action.owner_id, action.due_on = text, owner, due_on
    action._change_reason = because[:100]  # type: ignore[attr-defined]
    return _save(action, "changed an action of", by)


@transaction.atomic
def complete_action(action: Action, *, note: str, by: User) -> Action:
    """Record that an action is done and what was done.

    Raises ChangedMeanwhile when somebody has said it in other words.
    """
    action = lock(action)
    if action.done_at:
        if action.done_note != note:
            raise ChangedMeanwhile(action)
        return action
    action.done_at, action.done_by, action.done_note = timezone.now(), by, note
    return _save(action, "recorded as done an action of", by)


@transaction.atomic
def reopen_action(action: Action, *, by: User) -> Action:
    """Take back that an action is done."""
    action = lock(action)
    if not action.done_at:
        return action
    action.done_at, action.done_by, action.done_note = None, None, ""
    return _save(action, "reopened an action of", by)


def _save(action: Action, verb: str, by: User) -> Action:
    action.save()
    if action.published_at:
        rendering.refresh_page(action.meeting)
    audit.record(by, verb, action.meeting, action=action.pk)
    return action
