"""Community meetings in cycle, and what was raised at an activity on its way to the board. Source: D19, D30, D31."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement import carrying, cycling
from engagement.access import HANDLE, PLAN, READ
from engagement.forms.activity import ActivityFilter
from engagement.models import Activity, Issue
from engagement.views.front import ACTIVITIES
from engagement.views.hub import ROOMS, Room
from foundation import access
from foundation.refusal import told
from foundation.templatetags.words import counted
from localities.access import anywhere

OWNED = ("owner_board", "owner_agency", "owner_project", "theme", "locality", "partnership", "meeting")
ROOMS += [
    Room("Meetings in cycle", "/manage/engagement/cycle/", "Community meeting, the board after it, then the agencies."),
]


@require_safe
@anywhere(READ)
def engagement_cycle(request: HttpRequest) -> HttpResponse:
    """Show each community meeting with the board meeting that takes what is raised, and what comes after that."""
    asked = ActivityFilter(request.GET)
    asked.is_valid()
    place = asked.cleaned_data.get("place")
    held = ACTIVITIES.standing().filter(kind=Activity.Kind.MEETING).of_place(place)
    found = cycling.cycles(held.select_related("board__locality", "meeting__board__locality"))
    if place:
        found = [one for one in found if one.activity or (one.meeting and one.meeting.board.locality_id == place)]
    context = {"cycles": found, "filter": asked, "may_plan": request.access.may_anywhere(PLAN)}  # type: ignore[attr-defined]
    return render(request, "engagement/cycle/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_issues(request: HttpRequest, activity_id: int) -> HttpResponse:
    """List what was raised at an activity and where it stands; put what is ready on the next agenda of the board."""
    rows = ACTIVITIES.select_related("board__locality", "meeting__board")
    found = access.fetch(request, rows, HANDLE if request.method == "POST" else READ, pk=activity_id)
    meeting = cycling.next_meeting(found)
    if request.method == "POST":
        return _carry(request, found, meeting)
    context = {
        "activity": found,
        "issues": Issue.objects.filter(activity=found, refused_at__isnull=True).select_related(*OWNED),
        "ready": carrying.waiting(found).count(),
        "meeting": meeting,
        "board": cycling.board_of(found),
        "may_carry": request.access.may(HANDLE, found),  # type: ignore[attr-defined]
    }
    return render(request, "engagement/cycle/issues.html", context)


def _carry(request: HttpRequest, activity: Activity, meeting: cycling.Meeting | None) -> HttpResponse:
    if meeting is None:
        messages.error(request, "No meeting of the board is set after this activity.")
        return redirect("activity_issues", activity.pk)
    with told(request):
        number = carrying.carry(activity, meeting, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{counted(number, 'issue is', 'issues are')} on the way to {meeting}.")
    return redirect("activity_issues", activity.pk)
