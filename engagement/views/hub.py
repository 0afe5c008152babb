"""The engagement officer's first page: what there is to do, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards import access as boards
from engagement import access as roles
from engagement import owing
from engagement.models import Issue, ServiceRequest
from foundation.templatetags.words import counted
from localities.access import anywhere


@dataclass(frozen=True)
class Room:
    """A page of the officers', and what they do there."""

    words: str
    path: str
    about: str
    permission: str = roles.READ
    waits: Callable[[HttpRequest], str] | None = None  # what is to be done there now, in words


def _late_feedback(request: HttpRequest) -> str:
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    late = sum(1 for one in owing.waiting(mine) if one.days_late)
    return f"{counted(late, 'is', 'are')} late" if late else ""


def _issues(request: HttpRequest) -> str:
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    new = Issue.objects.open().filter(mine, state=Issue.State.RECEIVED).count()
    return f"{new} to be read" if new else ""


def _requests(request: HttpRequest) -> str:
    rows = ServiceRequest.objects.waiting().filter(roles.where(request.access, roles.READ))  # type: ignore[attr-defined]
    late, asked = rows.filter(due_on__lt=timezone.localdate()).count(), rows.filter(question_at__isnull=False).count()
    said = ((late, "late"), (asked, "with a question for you"))
    return ", ".join(f"{number} {words}" for number, words in said if number)


ROOMS: list[Room] = [
    Room("Issues", "/manage/engagement/issues/", "What people raised: read it, pass it on, tell them.", waits=_issues),
    Room(
        "Feedback", "/manage/engagement/feedback/", "What changed, what did not and why, after each activity.",
        waits=_late_feedback,
    ),
    Room("Services", "/manage/engagement/services/", "What agencies do, their standards, who answers where."),
    Room(
        "Requests to agencies", "/manage/engagement/requests/", "What was asked of which service, and by when.",
        waits=_requests,
    ),
    Room("Surveys", "/manage/engagement/surveys/", "Build, translate, open and close surveys, and invite people."),
    Room("Cases between agencies", "/cases/", "Problems that agencies talk over in private.", roles.HANDLE),
    Room("Challenges to providers", "/manage/engagement/challenges/", "What boards ask of plans.", boards.REFER),
    Room("Results of surveys", "/manage/engagement/results/", "What people answered: read, compared, published."),
    Room("Network of leaders and champions", "/manage/engagement/network/", "Who asks to join, and who belongs."),
    Room("Answers to other bodies", "/manage/engagement/others/", "What they consult on, until when, and what we say."),
    Room("Parish precepts", "/manage/engagement/precepts/", "What residents were asked and what was set."),
    Room("What the partners agree on", "/manage/engagement/agreed/", "Definitions and arrangements, signed by each."),
    Room("Who speaks with whom", "/manage/engagement/voluntary/", "Voluntary organisations and councils’ contacts."),
]  # fmt: skip


@anywhere(roles.READ)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show an officer the pages of engagement that their role opens."""
    held = request.access  # type: ignore[attr-defined]
    mine = [room for room in ROOMS if held.may_anywhere(room.permission)]
    rooms = [(room, room.waits(request) if room.waits else "") for room in mine]
    return render(request, "engagement/hub/hub.html", {"rooms": rooms})
