"""Likely conflicts of interest: for the officers before a meeting, and for the member who declares with one press."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from boards import declaring, foreseeing
from boards.access import VIEW_DRAFTS, myself
from boards.models import Meeting
from foundation import access
from foundation.refusal import told
from localities.models import Interest, Person


@require_safe
def conflicts(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show whose interests and mandates the items of a meeting name, and why."""
    meeting = access.fetch(request, Meeting.objects.select_related("board__locality"), VIEW_DRAFTS, pk=meeting_id)
    held = meeting.board.holdings.on(meeting.date)
    people = Person.objects.filter(holdings__in=held).distinct()
    found = foreseeing.likely(meeting, foreseeing.of_draft(meeting), people)
    return render(request, "boards/interest/conflicts.html", {"meeting": meeting, "found": found})


@require_safe
def my_conflicts(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show a member what the papers of a published agenda name of theirs, each with a button to declare it."""
    person = myself(request.user)
    rows = Meeting.objects.public().going_ahead().filter(agenda_edition__isnull=False).select_related("board")
    meeting = access.fetch(request, rows, access.PUBLIC, pk=meeting_id)
    found = foreseeing.likely(meeting, foreseeing.of_edition(meeting), [person] if person else [])
    return render(request, "boards/interest/mine.html", {"meeting": meeting, "found": found})


@require_POST
def my_declaration(request: HttpRequest, interest_id: int, item_id: int) -> HttpResponse:
    """Declare one's own registered interest in an item of a published agenda."""
    person = myself(request.user)
    interest = access.fetch(
        request, Interest.objects.standing().with_details(), access.OWN, pk=interest_id, person=person
    )
    agendas = Meeting.objects.upcoming().going_ahead().filter(agenda_edition__parts__key=f"item:{item_id}")
    meeting = access.fetch(request, agendas.distinct().select_related("board"), access.PUBLIC)
    if not meeting.board.holdings.on(meeting.date).filter(person=person).exists():
        raise Http404
    with told(request):
        declaring.declare_beforehand(interest, item_id, meeting=meeting, by=request.user)
        messages.success(request, "Your interest is declared. The clerk sees it before the item starts.")
    return redirect("my_conflicts", meeting.pk)
