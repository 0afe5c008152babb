"""Asking owners how their actions go: the link by which they report without an account, and its reminders.

Source: checklist D26.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards import linking, telling_actions
from boards.models import Action, Board
from boards.tokens import action_token
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from localities.models import Person

RELATED = ("board", "meeting", "owner", "person")
LINK_LASTS = datetime.timedelta(days=90)  # after the day when it is due, or after it was made


def by_link(token: str) -> Action | None:
    """Return the action that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, Action.objects.public().select_related(*RELATED))


def is_open(action: Action) -> bool:
    """Say whether the link still takes what its owner says: until it is done or the link's time is over."""
    return action.done_at is None and linking.works(action)


def open_link(action: Action) -> None:
    """Give an action a new link and send it to its owner; the link before leads nowhere. The caller saves the row.

    An owner whose address is not known gets none: the officers' page says so.
    """
    if action.reached_at[1]:
        action.link_made_at = timezone.now()
        action.token_hash = hash_token(action_token(action))
        extend_link(action)
        telling_actions.tell_owner(action, "action", f"link:{action.link_made_at}")


def extend_link(action: Action) -> None:
    """Let the link of an action live until some weeks after its day."""
    action.link_ends_at = linking.ends(action.due_on or timezone.localdate(), LINK_LASTS)


@transaction.atomic
def send_link(action: Action, *, by: User) -> Action:
    """Send the owner a new link; the one before leads nowhere from now on."""
    action = lock(action, *RELATED)
    if not action.published_at or action.done_at:
        raise ValidationError("A link is for an action that is public and still to be done.")
    if not action.reached_at[1]:
        raise ValidationError(
            f"No email address is known of {action.owner}. Enter one with the organisation, then send the link."
        )
    open_link(action)
    action.save()
    audit.record(by, "sent the link of an action again", action)
    return action


def speaks_for(person: Person | None, action: Action) -> bool:
    """Say whether a person may report on an action: it is theirs, or they sit there for its organisation."""
    if person is None:
        return False
    return action.person_id == person.pk or action.owner_id in spoken_for(person, action.board)


def spoken_for(person: Person | None, board: Board) -> set[int]:
    """Return the organisations for which a person sits on a board today."""
    if person is None:
        return set()
    held = board.holdings.on(timezone.localdate()).filter(person=person)
    held = held.select_related("seat__organisation", "organisation", "mandate__council")
    return {holding.speaks_for.pk for holding in held if holding.speaks_for}


def remind(today: datetime.date) -> int:
    """Remind the owners of actions that are due soon or late, not on the day they were heard; return how many."""
    days = linking.reminded_of(today)
    due = Action.objects.public().open().heard().filter(due_on__in=days, published_at__date__lt=today)
    silent = Q(heard_at__isnull=True) | Q(heard_at__date__lt=today)
    due = due.filter(silent).exclude(token_hash="").select_related(*RELATED)
    return sum(telling_actions.tell_reminder(action, today) for action in due)
