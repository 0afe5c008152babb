"""Named roles for members, and who holds them for which term. Source: checklist A10, A41."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from boards.models import BoardOffice, MemberRole, RoleHolding
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import short_day
from localities.models import DatedQuerySet, Mandate, Person


@transaction.atomic
def keep_role(role: MemberRole, *, by: User) -> MemberRole:
    """Save a role that a form has checked."""
    is_new = role.pk is None
    if not is_new:
        lock(role)
    role.full_clean(exclude=["partnership"])
    role.save()
    audit.record(by, "named the role" if is_new else "changed the role", role)
    return role


@transaction.atomic
def give(
    role: MemberRole, person: Person, *, starts_on: datetime.date, ends_on: datetime.date | None = None, by: User
) -> RoleHolding:
    """Give a role to a member for a term.

    Raises ValidationError when somebody else holds it in that time, or the role is no more.
    """
    role = lock(role)
    if role.ended_at:
        raise ValidationError(f"This role ended on {short_day(role.ended_at)}.")
    holding = RoleHolding(role=role, person=person, starts_on=starts_on, ends_on=ends_on)
    holding.full_clean(exclude=["partnership"])
    holding.save()
    audit.record(by, "gave the role", role, person=person.pk)
    return holding


@transaction.atomic
def end_term(holding: RoleHolding, *, ends_on: datetime.date, by: User) -> RoleHolding:
    """End a member's term on a day; the record stays. Raises ValidationError where it had not begun."""
    holding = lock(holding, "role", "person")
    holding.end_on(ends_on)
    holding.save()
    audit.record(by, "ended a term in the role", holding.role, person=holding.person_id)
    return holding


@transaction.atomic
def end_role(role: MemberRole, *, by: User) -> MemberRole:
    """Let a role be no more; its holder's term ends today, and its record stays. Ending it twice ends it once."""
    role = lock(role)
    if role.ended_at is None:
        today = timezone.localdate()
        for holding in role.holdings.exclude(ends_on__lt=today):
            holding.ends_on = max(today, holding.starts_on or today)
            holding.save()
        role.ended_at = timezone.now()
        role.save()
        audit.record(by, "ended the role", role)
    return role


def leave(person: Person, *, by: User) -> None:
    """End the terms of somebody who leaves."""
    today = timezone.localdate()
    for holding in RoleHolding.objects.filter(person=person).exclude(ends_on__lte=today):
        end_term(holding, ends_on=max(today, holding.starts_on or today), by=by)


@dataclass
class Part:
    """Somebody's part on the public list: a named role, or the chair of a task group, with its term."""

    name: str
    about: str
    where: str
    path: str
    person: Person | None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    cabinet: str = ""  # their position on a cabinet or executive, where they are no back-bench member


def standing() -> QuerySet[MemberRole]:
    """Return the roles that stand, each with today's holder in ``now``, in two queries."""
    today = RoleHolding.objects.on(timezone.localdate()).select_related("person")
    rows = MemberRole.objects.filter(ended_at__isnull=True).select_related("board__locality", "partnership")
    return rows.prefetch_related(Prefetch("holdings", today, to_attr="now"))


def chairs_of_groups() -> DatedQuerySet:
    """Return who chairs, chaired or will chair a task and finish group that works."""
    chairs = BoardOffice.objects.filter(kind="chair", board__commission__closed_at__isnull=True)
    found = chairs.filter(board__commission__isnull=False).select_related("board__commission", "person")
    return found.order_by("board__name")


def parts() -> list[Part]:
    """Return every named role and each chair of a task group that works, in four queries."""
    today = timezone.localdate()
    roles = [role for role in standing() if role.board is None or role.board.is_public]
    found = [_part(role) for role in roles]
    found += [
        Part(
            f"Chair: {office.board}", office.board.commission.purpose, str(office.board),
            office.board.commission.get_absolute_url(), office.person, office.starts_on, office.ends_on,
        )
        for office in chairs_of_groups().on(today)
    ]  # fmt: skip
    held = Mandate.objects.on(today).filter(person__in=[part.person for part in found if part.person])
    cabinets = dict(held.exclude(executive_position="").values_list("person", "executive_position"))
    for part in found:
        part.cabinet = cabinets.get(part.person.pk, "") if part.person else ""
    return found


def _part(role: MemberRole) -> Part:
    holding: RoleHolding | None = next(iter(role.now), None)  # type: ignore[attr-defined]
    where, path = (str(role.board), role.board.get_absolute_url()) if role.board else ("", "")
    if holding is None:
        return Part(str(role), role.about, where, path, None)
    return Part(str(role), role.about, where, path, holding.person, holding.starts_on, holding.ends_on)
