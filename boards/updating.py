"""What owners say of their actions, by their link or signed in; an officer hides what should not stand.

Source: checklist D26, A33.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import acting, telling_actions
from boards.asking_owners import RELATED, is_open
from boards.models import Action, ActionUpdate
from foundation import audit, tenancy, uploads
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import File, User
from foundation.templatetags.words import day
from foundation.uploads import Inspected

Standing = ActionUpdate.Standing


@transaction.atomic
def report(
    action: Action,
    *,
    by: User | None,
    by_name: str,
    standing: str,
    text: str,
    address: str = "",
    file: Inspected | None = None,
    link: str = "",
) -> ActionUpdate:
    """Keep what the owner says of an action; everybody reads it at once, and the clerk is told.

    ``by`` is None for the holder of the link, whose secret is ``link``. What is said to be done is done. Raises
    ValidationError when the action was done meanwhile, is not public, what it follows from is held for call-in, or the
    link has ended.
    """
    action = lock(action, *RELATED)
    if not action.published_at:
        raise ValidationError("The minutes that set this action are not published yet. Report on it once they are.")
    if action.done_at:
        raise ValidationError(
            f"This action was recorded as done on {day(timezone.localdate(action.done_at))}: “{action.done_note}”. "
            "Ask the clerk to reopen it if that is wrong."
        )
    if by is None and not (is_open(action) and action.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the clerk for a new one.")
    if standing != Standing.HELD:
        acting.refuse_held(action)
    update = ActionUpdate.objects.create(
        board=action.board, action=action, by=by, by_name=by_name, standing=standing, text=text, address=address,
        file=_keep(action, file, by) if file else None, published_at=timezone.now(),
    )  # fmt: skip
    audit.record(by, "reported on an action", action, by_name="" if by else by_name, standing=standing)
    if standing == Standing.DONE:
        acting.close(action, note=text, by=by, by_name=by_name)
    telling_actions.tell_heard(update)
    return update


def _keep(action: Action, file: Inspected, by: User | None) -> File:
    """Keep evidence, open to all from the first moment."""
    part = f"action:{action.pk}"
    tenancy.clear(f"part:{part}")
    kept = uploads.store(file, root=action.board.root, part_of=part, by=by)
    kept.opened_at = timezone.now()
    kept.save(update_fields=["opened_at"])
    return kept


@transaction.atomic
def hide(update: ActionUpdate, *, because: str, by: User) -> ActionUpdate:
    """Take what was said, and its file, from the public; it stays for officers, with the reason."""
    update = lock(update, "action", "file")
    if not update.published_at:
        return update
    update.published_at, update.hidden_because = None, because
    update.save()
    if update.file:
        update.file.opened_at = None
        update.file.save(update_fields=["opened_at"])
    audit.record(by, "hid a report on an action", update.action, update=update.pk, because=because)
    return update
