"""A member's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards import access as roles
from boards import desk as desks
from foundation import panels


@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Show the person's boards and meetings, what is new since their last visit and what waits for them."""
    person = roles.myself(request.user)
    desk = desks.read(request.user, person)
    chaired = list(request.access.roots_with(roles.AGREE_AGENDA, "boards.board"))
    desk.agreements = desks.agreements(chaired) if chaired else []
    context = {
        "desk": desk,
        "person": person,
        "panels": [one for one in panels.read("desk", [person])[person.pk] if one.found] if person else [],
        "beside": [one for one in panels.read("desk.beside", [person])[person.pk] if one.found] if person else [],
        "may_manage": request.access.may_anywhere(roles.SCHEDULE),
        "may_propose": request.access.roots_with(roles.PROPOSE, "boards.board"),
    }
    return render(request, "boards/desk/desk.html", context)
