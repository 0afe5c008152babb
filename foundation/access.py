"""One question, one place: may this person do this to this record?

Roles are granted on roots (a partnership, a locality, a board); what a role permits is one table per app,
told to this module when the app starts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Protocol

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import audit, tenancy

PUBLIC = "public"
OWN = "own"  # the lookup names the person, or a record that was fetched before: no role is asked

Permissions = frozenset[str]
_roles: dict[str, dict[str, Permissions]] = defaultdict(dict)
_grant_models: list[Any] = []
_clearances: list[tuple[str, str, Callable[[set[int]], Iterable[str]]]] = []


class Root(Protocol):
    """A record on which roles are granted."""

    def permission_scopes(self) -> list[tuple[str, int]]:
        """Return the records whose roles count here, nearest first."""


def register(kind: str, roles: dict[str, Iterable[str]], *, grants: type | None = None) -> None:
    """Add what roles on this kind of root ("boards.board") permit, and the table of their grants."""
    for role, permissions in roles.items():
        _roles[kind][role] = _roles[kind].get(role, frozenset()) | frozenset(permissions)
    if grants and grants not in _grant_models:
        _grant_models.append(grants)


def register_clearance(permission: str, kind: str, tokens: Callable[[set[int]], Iterable[str]]) -> None:
    """Say which confidential rows a permission on roots of this kind shows: ``tokens`` names them from their ids."""
    _clearances.append((permission, kind, tokens))


def roles_of(kind: str) -> list[str]:
    """Return the roles that can be granted on this kind of root."""
    return list(_roles[kind])


def roles_with(permission: str) -> list[str]:
    """Return the roles that permit this on some kind of root."""
    return sorted({role for roles in _roles.values() for role, permits in roles.items() if permission in permits})


class Access:
    """What one person may do in one partnership, read once a request."""

    def __init__(self, roles: dict[tuple[str, int], set[str]]):
        self.roles = roles

    def permissions_on(self, scope: tuple[str, int]) -> Permissions:
        """Return what the roles held on one root permit."""
        held = self.roles.get(scope, ())
        return frozenset().union(*(_roles[scope[0]].get(role, frozenset()) for role in held))

    def may(self, permission: str, record: Any) -> bool:
        """Say whether a role on the record's root, or on what the root belongs to, permits this."""
        return any(permission in self.permissions_on(scope) for scope in record.permission_root.permission_scopes())

    def holds(self, record: Any) -> bool:
        """Say whether the person holds any role at all there."""
        return any(self.roles.get(scope) for scope in record.permission_root.permission_scopes())

    def may_anywhere(self, permission: str) -> bool:
        """Say whether some role of the person permits this somewhere in the partnership."""
        return any(permission in self.permissions_on(scope) for scope in self.roles)

    def roots_with(self, permission: str, kind: str) -> set[int]:
        """Return the ids of the roots of one kind on which a role permits this."""
        return {key for (k, key) in self.roles if k == kind and permission in self.permissions_on((k, key))}

    def cleared(self) -> list[str]:
        """Return the roots whose confidential rows the person may see, as the database's wall names them."""
        tokens: list[str] = []
        for permission, kind, name in _clearances:
            if roots := self.roots_with(permission, kind):
                tokens += name(roots)
        return tokens


NOBODY = Access({})


HELD = """
SELECT held.kind, held.content_object_id, role.codename FROM ({tables}) held
JOIN auth_permission role ON role.id = held.permission_id WHERE held.user_id = %(user)s
AND (held.starts_on IS NULL OR held.starts_on <= %(day)s) AND (held.ends_on IS NULL OR held.ends_on >= %(day)s)
"""


@cache
def _roles_held() -> str:
    """Return the query of a person's roles on every kind of root, put together once: each request asks it."""
    tables = (
        f"SELECT '{_kind_of(grants)}' kind, user_id, permission_id, content_object_id, starts_on, ends_on "
        f"FROM {grants._meta.db_table}"
        for grants in _grant_models
    )
    return HELD.format(tables=" UNION ALL ".join(tables))


def _kind_of(model: Any) -> str:
    """Return the kind of root that a table of grants is about."""
    return model._meta.get_field("content_object").related_model._meta.label_lower


def load(user) -> Access:
    """Read the roles that a person holds today in the partnership of this transaction, in one query."""
    roles: dict[tuple[str, int], set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_roles_held(), {"user": user.pk, "day": timezone.localdate()})
        for kind, key, role in cursor:
            roles[kind, key].add(role)
    return Access(dict(roles))


def holders(roles: Iterable[str]) -> list[tuple[Any, str, int]]:
    """Return who holds one of these roles today, each as the account, the kind of root and its key."""
    found = []
    for model in _grant_models:
        kind = _kind_of(model)
        rows = model.objects.current().filter(permission__codename__in=roles, user__is_active=True)
        found += [(grant.user, kind, grant.content_object_id) for grant in rows.select_related("user").order_by("pk")]
    return found


def fetch(request: HttpRequest, queryset: Any, permission: str, **lookup: Any) -> Any:
    """Return the record that the person may act on.

    Raises Http404 when the person may not know that it exists, PermissionDenied when they may know but not act.
    """
    record = get_object_or_404(queryset, **lookup)
    if permission in (PUBLIC, OWN) or request.access.may(permission, record):  # type: ignore[attr-defined]
        return record
    if getattr(record, "is_public", False) or request.access.holds(record):  # type: ignore[attr-defined]
        raise PermissionDenied
    raise Http404


def require(request: HttpRequest, permission: str, record: Any) -> None:
    """Refuse a person who may know the record but not do this to it.

    Raises PermissionDenied; Http404 at the bare host, where there is no partnership to ask about.
    """
    if record is None:
        raise Http404
    if not request.access.may(permission, record):  # type: ignore[attr-defined]
        raise PermissionDenied


def clear(access: Access) -> None:
    """Let the transaction see the confidential rows that the person's roles open."""
    tokens = access.cleared()
    if tokens:
        tenancy.clear(*tokens)


def grant(user: Any, role: str, root: Any, *, by: Any, starts_on: Any = None, ends_on: Any = None) -> Any:
    """Give a person a role on a root between two days; giving it again changes the days."""
    model = next(m for m in _grant_models if m._meta.get_field("content_object").related_model is type(root))
    permission = Permission.objects.get(
        codename=role, content_type__app_label=root._meta.app_label, content_type__model=root._meta.model_name
    )
    held, _ = model.objects.update_or_create(
        user=user,
        permission=permission,
        content_object=root,
        defaults={"starts_on": starts_on, "ends_on": ends_on, "granted_by": by},
    )
    audit.record(by, f"granted {role}", root, to=user.pk, person=str(user))
    return held


def revoke(user: Any, role: str, root: Any, *, by: Any) -> None:
    """Take a role on a root away."""
    model = next(m for m in _grant_models if m._meta.get_field("content_object").related_model is type(root))
    model.objects.filter(user=user, permission__codename=role, content_object=root).delete()
    audit.record(by, f"revoked {role}", root, of=user.pk, person=str(user))


def end_all(user: Any, on: Any, *, by: Any) -> int:
    """End every role that a person holds here on a day, where it would last longer; return how many there were."""
    ended = 0
    for model in _grant_models:
        lasting = model.objects.filter(user=user).exclude(ends_on__lte=on)  # type: ignore[attr-defined]
        ended += lasting.update(ends_on=on)  # grants have no history; the act log says who ended them
    audit.record(by, "ended all roles of", user, name="an account", roles=ended)
    return ended


def ending(first: Any, last: Any) -> list[Any]:
    """Return the roles that end on one of these days, each with who holds it and on what, the first first."""
    found = []
    for model in _grant_models:
        rows = model.objects.filter(ends_on__range=(first, last), user__is_active=True)
        found += rows.select_related("user", "granted_by", "permission", "content_object")
    return sorted(found, key=lambda grant: (grant.ends_on, grant.pk))
