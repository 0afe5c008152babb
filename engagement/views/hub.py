"""The engagement officer's first page: what there is to do, and where."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement import access as roles
from localities.access import anywhere


@dataclass(frozen=True)
class Room:
    """A page of the officers', and what they do there."""

    words: str
    path: str
    about: str
    permission: str = roles.READ


ROOMS: list[Room] = []


@anywhere(roles.READ)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show an officer the pages of engagement that their role opens."""
    held = request.access  # type: ignore[attr-defined]
    rooms = [room for room in ROOMS if held.may_anywhere(room.permission)]
    return render(request, "engagement/hub/hub.html", {"rooms": rooms})
