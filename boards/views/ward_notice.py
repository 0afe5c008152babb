"""Members of the wards that items affect: which places, who was told, telling them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boards import access as roles
from boards import forewarning
from boards.forms.ward_notice import PlacesForm
from boards.models import AgendaItem, Meeting
from boards.models.agenda import numbers
from foundation import access
from foundation.refusal import done, told
from foundation.templatetags.words import counted


def wards(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show which places the items affect and whether their members were told, and tell those who were not."""
    meetings = Meeting.objects.select_related("board__locality", "agenda_edition")
    meeting = access.fetch(request, meetings, roles.EDIT_AGENDA, pk=meeting_id)
    if request.method == "POST":
        with told(request):
            number = forewarning.forewarn(meeting, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"{counted(number, 'member')} told by email.")
        return redirect("manage_meeting_wards", meeting.pk)
    due = forewarning.due_at([meeting]).get(meeting.pk, [])
    items = list(AgendaItem.objects.standing().in_order().filter(meeting=meeting).prefetch_related("places__area"))
    printed = numbers(items)
    rows = [
        {
            "item": item,
            "number": printed[item.pk],
            "places": list(item.places.all()),
            "due": [row for row in due if row.item.pk == item.pk],
        }
        for item in items
        if not item.key
    ]
    waiting = {row.person.pk for row in due if row.person.email and (row.notice is None or row.notice.failed_at)}
    context = {"meeting": meeting, "rows": rows, "waiting": len(waiting), "hours": meeting.board.ward_notice_hours}
    return render(request, "boards/ward_notice/list.html", context)


def places(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Name the places that an item affects."""
    items = AgendaItem.objects.select_related("board__locality", "meeting__board")
    item = access.fetch(request, items, roles.EDIT_AGENDA, meeting_id=meeting_id, pk=item_id)
    form = PlacesForm.of(request, item=item)

    def act() -> HttpResponse:
        forewarning.name_places(item, list(form.cleaned_data["areas"]), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The places of “{item.title}” are kept.")
        return redirect("manage_meeting_wards", meeting_id)

    words = {"form": form, "item": item, "meeting": item.meeting}
    return done(request, form, act) or render(request, "boards/ward_notice/places.html", words)
