"""Following actions up: changed with their history, done with what was done, taken back when that was a mistake."""

import datetime

from django.db import transaction
from django.utils import timezone

from boards import asking_owners, calling_in, rendering
from boards.models import Action
from boards.recording import state_of
from boards.refusing import in_words
from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from localities.models import Organisation


@transaction.atomic
def change_action(
    action: Action,
    *,
    text: str,
    owner: int,
    due_on: datetime.date | None,
    horizon: str,
    because: str,
    seen: int | None = None,
    by: User,
) -> Action:
    """Change what is to be done, by whom or by when; what it was stays in its history with the reason.

    ``seen`` is what `state_of` said when the change was begun. Raises ChangedMeanwhile when somebody has changed it
    since.
    """
    action = lock(action, *asking_owners.RELATED)
    if (action.text, action.owner_id, action.due_on, action.horizon) == (text, owner, due_on, horizon):
        return action
    if seen is not None and state_of(action) != seen:
        raise ChangedMeanwhile(action)
    is_handed_over = action.owner_id != owner
    action.text, action.due_on, action.horizon = text, due_on, horizon
    action._change_reason = because[:100]  # type: ignore[attr-defined]
    if is_handed_over:
        _hand_over(action, owner)
    elif action.token_hash:
        asking_owners.extend_link(action)
    return _save(action, "changed an action of", by)


def _hand_over(action: Action, owner: int) -> None:
    """Give an action to another owner: the link of the one before ends, and the new one is sent theirs."""
    action.owner, action.person, action.token_hash = Organisation.objects.get(pk=owner), None, ""
    if action.published_at and not action.done_at:
        asking_owners.open_link(action)


@transaction.atomic
def complete_action(action: Action, *, note: str, by: User) -> Action:
    """Record that an action is done and what was done.

    Raises ChangedMeanwhile when somebody has said it in other words, ValidationError while the decision is held.
    """
    action = lock(action)
    if action.done_at:
        if action.done_note != note:
            raise ChangedMeanwhile(action)
        return action
    return close(action, note=note, by=by)


def refuse_held(action: Action) -> None:
    """Refuse to act on a decision that is held for call-in; raises ValidationError with until when. Source: R11."""
    calling_in.refuse_held(calling_in.decisions_behind(action.meeting_id, action.item_id))


def close(action: Action, *, note: str, by: User | None, by_name: str = "") -> Action:
    """Write into a locked action that it is done; ``by`` is None for the holder of its link."""
    refuse_held(action)
    action.done_at, action.done_by, action.done_note = timezone.now(), by, note
    return _save(action, "recorded as done an action of", by, by_name)


@transaction.atomic
def reopen_action(action: Action, *, by: User) -> Action:
    """Take back that an action is done."""
    action = lock(action)
    if not action.done_at:
        return action
    action.done_at, action.done_by, action.done_note = None, None, ""
    return _save(action, "reopened an action of", by)


def _save(action: Action, verb: str, by: User | None, by_name: str = "") -> Action:
    with in_words():
        action.save()
    if action.published_at:
        rendering.refresh_page(action.meeting)
    audit.record(by, verb, action.meeting, by_name="" if by else by_name, action=action.pk)
    return action
