"""What roles permit with places, organisations and people."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from foundation import access

from .models import LocalityGrant

VIEW = "localities.view"  # the officers' lists of places, organisations and people
ADD_PEOPLE = "localities.add_people"  # people, their mandates, and venues
EDIT = "localities.edit"
INVITE = "localities.invite"  # somebody to open an account
INVITATIONS = "draft:invitation:*"  # who was invited, on the confidentiality wall


def register() -> None:
    """Tell the ground which roles there are."""
    access.register("foundation.partnership", {"administrator": [VIEW, ADD_PEOPLE, EDIT, INVITE], "auditor": [VIEW]})
    access.register("localities.locality", {"district": [VIEW, ADD_PEOPLE, EDIT]}, grants=LocalityGrant)
    for kind in ("foundation.partnership", "localities.locality"):
        access.register_clearance(VIEW, kind, lambda _: [INVITATIONS])


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
