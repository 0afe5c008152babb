"""What roles permit with places, organisations and people."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from foundation import access, tenancy

from .models import LocalityGrant, Person, Register, RegisterEntry

VIEW = "localities.view"  # the officers' lists of places, organisations and people
ADD_PEOPLE = "localities.add_people"  # people, their mandates, and venues
EDIT = "localities.edit"
INVITE = "localities.invite"  # somebody to open an account
KEEP_REGISTERS = "localities.keep_registers"  # a role that permits it may be named among a register's writers
SET_UP_REGISTERS = "localities.set_up_registers"  # add registers, change their fields, open them to the public
WITHHOLD = "localities.withhold_interests"  # the monitoring officer’s: read and withhold sensitive interests
INVITATIONS = "draft:invitation:*"  # who was invited, on the confidentiality wall
REGISTERS = "draft:register:*"  # registers and entries that officers keep to themselves
SKILLS = "draft:skill:*"  # what people told the officers that they can do (A9)
SENSITIVE = "draft:interest:*"  # what is withheld from the register of interests (R10)

DISTRICT = [VIEW, ADD_PEOPLE, EDIT, KEEP_REGISTERS]
ADMINISTRATOR = [*DISTRICT, INVITE, SET_UP_REGISTERS, WITHHOLD]


def register() -> None:
    """Tell the ground which roles there are."""
    access.register("foundation.partnership", {"administrator": ADMINISTRATOR, "auditor": [VIEW]})
    access.register("localities.locality", {"district": DISTRICT}, grants=LocalityGrant)
    for kind in ("foundation.partnership", "localities.locality"):
        access.register_clearance(VIEW, kind, lambda _: [INVITATIONS, REGISTERS, SKILLS])
    access.register_clearance(WITHHOLD, "foundation.partnership", lambda _: [SENSITIVE])


def writers() -> list[str]:
    """Return the roles that may be named among a register's writers."""
    return access.roles_with(KEEP_REGISTERS)


def places_of(held: access.Access, register: Register) -> set[int] | None:
    """Return the localities for which the person writes in a register: None for all, an empty set for nothing.

    A role on a locality lets write what belongs there; a role on a board or on the partnership, everything.
    """
    if held.may(SET_UP_REGISTERS, register):
        return None
    places = set()
    for (kind, key), roles in held.roles.items():
        if roles & set(register.writers):
            if kind != "localities.locality":
                return None
            places.add(key)
    return places


def may_write(held: access.Access, register: Register, entry: RegisterEntry | None = None) -> bool:
    """Say whether the person may change an entry of a register, or (without one) add any at all."""
    places = places_of(held, register)
    return register.retired_at is None and (places is None or (entry.locality_id in places if entry else bool(places)))


def is_own(user, person: Person) -> bool:
    """Say whether somebody is this person, and then clear the transaction for what only they read."""
    if not user.is_authenticated or person.user_id != user.pk:
        return False
    tenancy.clear(f"self:person:{person.pk}")
    return True


def anywhere(*permissions: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to those whose role permits one of these somewhere in the partnership, and to nobody else."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            held = request.access  # type: ignore[attr-defined]
            if not any(held.may_anywhere(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
