"""Giving roles by hand and taking them away. What follows from a seat or an office is changed there (C18)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from boards import granting
from boards.access import GIVE_ROLES
from boards.models import Board, BoardGrant, BoardOffice, SeatHolding
from foundation import access, audit
from foundation.locking import lock, lock_partnership
from foundation.models import Grant, Partnership, PartnershipGrant, User
from foundation.roles import READ_AUDIT
from localities.models import Locality, LocalityGrant, Person

ROOTS: dict[str, Any] = {"partnership": Partnership, "locality": Locality, "board": Board}
GRANTS: dict[str, Any] = {"partnership": PartnershipGrant, "locality": LocalityGrant, "board": BoardGrant}
ADMINISTRATOR = "administrator"


def kind_of(root: Any) -> str:
    """Return the kind of a root as addresses have it: partnership, locality, board."""
    return root._meta.model_name


def names_of(root: Any) -> dict[str, str]:
    """Return the roles that can be given on a root, each with its name."""
    known = access.roles_of(root._meta.label_lower)
    return {role: name for role, name in root._meta.permissions if role in known}


def roots_of(kind: str, held: access.Access) -> QuerySet:
    """Return the roots of one kind whose roles a person may see: an auditor and administrator every one."""
    partnerships = _partnerships(held)
    if partnerships:
        return Partnership.objects.filter(pk__in=partnerships) if kind == "partnership" else ROOTS[kind].objects.all()
    localities = held.roots_with(GIVE_ROLES, "localities.locality")
    if kind == "partnership":
        return Partnership.objects.none()
    return ROOTS[kind].objects.filter(**{"pk__in" if kind == "locality" else "locality__in": localities})


def _partnerships(held: access.Access) -> set[int]:
    return {key for p in (GIVE_ROLES, READ_AUDIT) for key in held.roots_with(p, "foundation.partnership")}


def holders(held: access.Access, *, place: str = "", words: str = "", ended: bool = False) -> QuerySet:
    """Return the roles that a person may see, one query for all kinds of root, by name of the holder."""
    kind, _, key = place.partition(":")
    wanted = [kind] if kind in GRANTS else list(GRANTS)
    rows = [_rows(each, held, words, ended, int(key) if key.isdecimal() else None) for each in wanted]
    return rows[0].union(*rows[1:], all=True).order_by("holder", "kind", "root_id", "role", "pk")


def _rows(kind: str, held: access.Access, words: str, ended: bool, key: int | None) -> QuerySet:
    today = timezone.localdate()
    grants = GRANTS[kind].objects.filter(content_object__in=roots_of(kind, held).values("pk"))
    if key is not None:
        grants = grants.filter(content_object=key)
    if not ended:
        grants = grants.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    name = Coalesce(NullIf(F("user__name"), Value("")), F("user__email"), output_field=CharField())
    named = grants.order_by().annotate(
        kind=Value(kind, CharField()), role=F("permission__codename"), root_id=F("content_object_id"),
        holder=name, email=F("user__email"), by=F("granted_by__name"),
    )  # fmt: skip
    named = named.filter(Q(holder__icontains=words) | Q(email__icontains=words)) if words else named
    return named.values(
        "pk", "kind", "role", "root_id", "user_id", "holder", "email", "starts_on", "ends_on", "granted_at", "by"
    )


def following(rows: list[dict[str, Any]]) -> set[tuple[int | None, int, str]]:
    """Return which of these roles follow from seats and offices, as (account, board, role), in two queries."""
    on_boards = [row for row in rows if row["kind"] == "board"]
    here = {
        "person__user__in": [row["user_id"] for row in on_boards],
        "board__in": [row["root_id"] for row in on_boards],
    }
    seats = SeatHolding.objects.filter(**here).select_related("person", "organisation") if on_boards else ()
    offices = BoardOffice.objects.filter(**here).select_related("person") if on_boards else ()
    return {(h.person.user_id, h.board_id, granting.role_of(h)) for h in seats} | {
        (o.person.user_id, o.board_id, granting.OFFICES[BoardOffice.Kind(o.kind)]) for o in offices
    }


@transaction.atomic
def entrust(
    person: Person, role: str, root: Any, *, by: User,
    starts_on: datetime.date | None = None, ends_on: datetime.date | None = None,
) -> Grant:  # fmt: skip
    """Give a person a role between two days; giving it again changes the days.

    Raises ValidationError without an account, where the role follows from a seat, or for the last administrator.
    """
    lock_partnership()  # two administrators do not take each other's role
    if person.user is None:
        raise ValidationError({"person": f"{person} has no account yet. Invite them first."})
    if role not in names_of(root):
        raise ValidationError({"role": "This role cannot be given here."})
    _refuse_followed(person.user, role, root)
    grant = access.grant(person.user, role, root, by=by, starts_on=starts_on, ends_on=ends_on)
    _keep_an_administrator(role)
    return grant


@transaction.atomic
def change_days(
    grant: Grant, *, by: User, starts_on: datetime.date | None, ends_on: datetime.date | None
) -> Grant:  # fmt: skip
    """Change from when to when a role is held; raises ValidationError as ``entrust`` does."""
    lock_partnership()
    grant = lock(grant)
    role, root = grant.permission.codename, grant.content_object  # type: ignore[attr-defined]
    _refuse_followed(grant.user, role, root)
    grant = access.grant(grant.user, role, root, by=by, starts_on=starts_on, ends_on=ends_on)
    _keep_an_administrator(role)
    return grant


@transaction.atomic
def take_away(grant: Grant, *, by: User) -> None:
    """End a role now; what was held stays in the list of roles that ended.

    Raises ValidationError where the role follows from a seat, or for the last administrator.
    """
    lock_partnership()
    grant = lock(grant)
    role, root = grant.permission.codename, grant.content_object  # type: ignore[attr-defined]
    yesterday = _yesterday()
    _refuse_followed(grant.user, role, root)
    if grant.starts_on and grant.starts_on > yesterday:
        access.revoke(grant.user, role, root, by=by)
    elif grant.ends_on is None or grant.ends_on > yesterday:
        grant.ends_on = yesterday
        grant.save(update_fields=["ends_on"])
        audit.record(by, f"revoked {role}", root, of=grant.user_id, person=str(grant.user))
    _keep_an_administrator(role)


def _yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


def _refuse_followed(user: User, role: str, root: Any) -> None:
    if not isinstance(root, Board):
        return
    person = Person.objects.filter(user=user).first()
    if person and role in granting.roles(person, root):
        name = names_of(root)[role].lower()
        raise ValidationError(
            f"{person} is {name} here through a seat or an office, and for as long. Change the seat or the office."
        )


def _keep_an_administrator(role: str) -> None:
    if role != ADMINISTRATOR:
        return
    lasting = PartnershipGrant.objects.current().filter(
        permission__codename=ADMINISTRATOR, ends_on__isnull=True, user__is_active=True
    )
    if not lasting.exists():
        raise ValidationError("One administrator must stay, from today and without a last day. Appoint another first.")
