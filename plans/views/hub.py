"""The planning officer's first page: what there is to do, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from localities.access import anywhere
from plans import access as roles
from plans.views import comment_admin, framework, match


@dataclass(frozen=True)
class Room:
    """A page of the officers', and what they do there."""

    words: str
    path: str
    about: str
    permission: str = roles.READ
    waits: Callable[[HttpRequest], str] | None = None  # what is to be done there now, in words


ROOMS: list[Room] = [
    Room("Comments on drafts", "/manage/plans/comments/", "Open drafts for comment and answer what people say.",
         waits=comment_admin.waits),
    Room("Similar priorities", "/manage/plans/matches/", "Find boards that want the same, and agree to work together.",
         waits=match.waits),
    Room("Indicators", "/manage/plans/indicators/", "What is counted, how, and its values."),
    Room("Values from files", "/manage/plans/imports/", "Import values, see what is wrong with a file, undo it."),
    Room("How far we have come", "/manage/plans/maturity/", "Strategies in stages: assess each place by them.",
         waits=framework.waits),
    Room(
        "Plans of localities", "/manage/plans/plans/",
        "Write a plan, test it with local people, have it adopted, and publish what changes.",
    ),
]  # fmt: skip


@anywhere(roles.READ)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show an officer the pages of plans that their role opens."""
    held = request.access
    mine = [room for room in ROOMS if held.may_anywhere(room.permission)]
    rooms = [(room, room.waits(request) if room.waits else "") for room in mine]
    return render(request, "plans/hub/hub.html", {"rooms": rooms})
