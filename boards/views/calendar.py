"""Meetings by date, for everybody: a list by month, and files for calendars."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards import diary
from boards.models import Board, Meeting
from foundation import access, calendars, links
from foundation.paging import page_of

A_PAGE = 30
IN_FEED = datetime.timedelta(days=400)  # behind and ahead
PUBLIC = (
    Meeting.objects.public()
    .filter(Q(board__shadow_from__isnull=False) | Q(board__live_from__isnull=False))
    .select_related("board", "venue")
)


@login_not_required
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings that have been announced, by month: those to come, or those held."""
    boards = list(Board.objects.public().only("name", "slug").order_by("name"))
    chosen = next((board for board in boards if board.slug == request.GET.get("board")), None)
    is_past = request.GET.get("when") == "past"
    shown = PUBLIC.past() if is_past else PUBLIC.upcoming()
    shown = shown.filter(board=chosen) if chosen else shown
    page = page_of(request, shown, A_PAGE)
    context = {"page": page, "boards": boards, "chosen": chosen, "is_past": is_past}
    return render(request, "boards/calendar/list.html", context)


@login_not_required
@require_safe
def meeting_ics(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Give one meeting as a calendar file."""
    meeting = access.fetch(request, PUBLIC, access.PUBLIC, pk=meeting_id)
    entry = diary.entry(meeting, site=links.address(request.partnership))
    return calendars.response([entry], f"{meeting.board.slug}-{meeting.date}.ics")


@login_not_required
@require_safe
def board_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a board's meetings as a feed to subscribe to; a cancelled one stays in it and says so."""
    board = access.fetch(request, Board.objects.public(), access.PUBLIC, slug=slug)
    now, site = timezone.now(), links.address(request.partnership)
    near = PUBLIC.filter(board=board, starts_at__range=(now - IN_FEED, now + IN_FEED)).order_by("starts_at")
    entries = [diary.entry(meeting, site=site) for meeting in near]
    return calendars.response(entries, f"{board.slug}.ics", name=board.name, url=f"{site}{board.get_absolute_url()}")
