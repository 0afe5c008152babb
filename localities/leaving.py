"""People leave, and sometimes come back; what they did stays on record."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import access, audit
from foundation.models import User
from localities.models import Person

# Higher rooms end what the person holds there.
_left: list[Callable[..., None]] = []


def on_left(act: Callable[..., None]) -> None:
    """Have ``act(person, by=…)`` called when a person leaves."""
    _left.append(act)


@transaction.atomic
def leave(person: Person, *, by: User) -> Person:
    """Let a person leave: what they hold and may do here ends today, and no list offers them any more.

    Raises ValidationError for somebody who would lock themselves out.
    """
    if person.user_id == by.pk:
        raise ValidationError("You cannot do this to yourself. Ask another administrator.")
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    holdings: list = [*person.mandates.filter(still), *person.posts.filter(still)]
    for held in holdings:
        held.ends_on = max(today, held.starts_on or today)
        held.save()
    person.left_at = timezone.now()
    person.save()
    audit.record(by, "left", person)
    for act in _left:
        act(person, by=by)
    if person.user_id:
        access.end_all(person.user, today, by=by)
    return person


@transaction.atomic
def come_back(person: Person, *, by: User) -> Person:
    """Let a person who had left be chosen again; what ended stays ended."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.left_at = None
    person.save()
    audit.record(by, "came back", person)
    return person
