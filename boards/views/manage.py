"""What officers start from: their boards today, one board's meetings, one meeting."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards import access as roles
from boards import counting_attendance
from boards.access import boards_with
from boards.models import Board, Meeting, MeetingChange
from boards.notice import notice_clock
from boards.readiness import Task, tasks_of, without_links
from boards.replying import takes_replies
from foundation import access
from foundation.paging import page_of
from foundation.roles import ADMINISTER, READ_AUDIT

SHOWN = 10  # coming meetings on the first page; the others are one click away
A_PAGE = 30
FIRST_PAGE = (roles.SCHEDULE, roles.EDIT_AGENDA, ADMINISTER, READ_AUDIT)
RELATED = ("board__kind", "board__locality", "venue")


@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """Show what the officer's boards need for their next meetings, the soonest first."""
    if not any(request.access.may_anywhere(permission) for permission in FIRST_PAGE):
        raise PermissionDenied
    boards = list(boards_with(request.access, roles.VIEW_DRAFTS).open().select_related("locality"))
    coming = Meeting.objects.going_ahead().upcoming().filter(board__in=[board.pk for board in boards])
    meetings = list(coming.select_related(*RELATED)[: SHOWN + 1])
    context = {
        "meetings": [(meeting, _shown(request, meeting, tasks)) for meeting, tasks in tasks_of(meetings[:SHOWN])],
        "boards": boards,
        "missing": counting_attendance.missing(boards),
        "more": len(meetings) > SHOWN,
        "may_keep_groups": request.access.may_anywhere(roles.GROUPS),
        "may_edit_boards": request.access.may_anywhere(roles.EDIT_BOARD),
        "may_create": request.access.may_anywhere(roles.CREATE_BOARD),
        "may_publish": request.access.may_anywhere(roles.PUBLISH_AGENDA),
        "may_write": request.access.may_anywhere(roles.EDIT_REPORTS),
        "may_administer": request.access.may_anywhere(ADMINISTER),
    }
    return render(request, "boards/manage/today.html", context)


@require_safe
def board_meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """List a board's meetings: those to come with what they need, then those held."""
    board = access.fetch(request, Board.objects.select_related("kind", "locality"), roles.VIEW_DRAFTS, slug=slug)
    coming = list(Meeting.objects.filter(board=board).upcoming().select_related(*RELATED))
    past = Meeting.objects.filter(board=board).past().select_related(*RELATED)
    context = {
        "board": board,
        "coming": [(meeting, notice_clock(meeting)) for meeting in coming],
        "unannounced": sum(m.announced_at is None and m.is_going_ahead for m in coming),
        "page": page_of(request, past, A_PAGE),
        "may_schedule": request.access.may(roles.SCHEDULE, board),
    }
    return render(request, "boards/manage/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show one meeting from the officers' side: what it needs, what was changed, what was gone past."""
    found = Meeting.objects.select_related(*RELATED, "cycle__board", "postponed_to", "agenda_edition")
    meeting = access.fetch(request, found, roles.VIEW_DRAFTS, pk=meeting_id)
    context = {
        "meeting": meeting,
        "tasks": _shown(request, meeting, tasks_of([meeting])[0][1]) if meeting.is_going_ahead else [],
        "clock": notice_clock(meeting),
        "changes": MeetingChange.objects.filter(meeting=meeting).select_related("by"),
        "overrides": meeting.overrides.select_related("by"),
        "may_schedule": request.access.may(roles.SCHEDULE, meeting),
        "may_change": request.access.may(roles.SCHEDULE, meeting) and takes_replies(meeting),
        "may_record": request.access.may(roles.RECORD, meeting),
        "may_confide": request.access.may(roles.SENSITIVE, meeting),
        "may_screen": request.access.may(roles.SCREEN, meeting),
        "is_over": meeting.ends_at < timezone.now(),
    }
    return render(request, "boards/manage/meeting.html", context)


def _shown(request: HttpRequest, meeting: Meeting, tasks: list[Task]) -> list[Task]:
    """Return tasks whose links open: an auditor or a chair reads how things stand."""
    return tasks if request.access.may(roles.EDIT_AGENDA, meeting) else without_links(tasks)
