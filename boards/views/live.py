"""The meeting as it goes on: one page for one person under time pressure."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import recording, sitting
from boards.access import RECORD
from boards.forms.entry import ActionForm, DeclarationForm, MotionForm, QuestionForm
from boards.forms.exclusion import ExclusionForm
from boards.forms.live import HourForm, NotesForm, PersonForm, ProposalForm, UrgentForm
from boards.models import AgendaItem, Dispensation, Exemption, ItemRecord, Meeting
from boards.sitting import Sitting
from foundation import access, richtext
from foundation.forms import Form, once
from foundation.meanwhile import ChangedMeanwhile

from .proposal import Proposal, fresh
from .roll import state

OF_ITEM = (
    "title", "key", "board__name", "board__slug", "board__locality", "board__partnership", "meeting__starts_at",
    "meeting__board",
)  # fmt: skip
ENTRIES = {form.noun: form for form in (DeclarationForm, QuestionForm, MotionForm, ActionForm)}


def meeting_of(request: HttpRequest, meeting_id: int) -> Meeting:
    """Return the meeting whose record the person may keep."""
    exempt = Exemption.objects.standing().filter(meeting=OuterRef("pk"))
    given = Dispensation.objects.filter(board=OuterRef("board"))
    rows = Meeting.objects.select_related("board", "venue", "chaired_by")
    rows = rows.annotate(has_exempt=Exists(exempt), has_dispensations=Exists(given))
    return access.fetch(request, rows, RECORD, pk=meeting_id)


def live(request: HttpRequest, meeting_id: int, item_id: int | None = None) -> HttpResponse:
    """Show the meeting at one item, by default the one that it came to last."""
    seat = sitting.read(meeting_of(request, meeting_id))
    item = seat.item(item_id) if item_id else seat.current
    if item_id and item is None:
        raise Http404
    return show(request, seat, item)


def show(
    request: HttpRequest,
    seat: Sitting,
    item: AgendaItem | None,
    bound: Form | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Draw the page; a form that was refused stands in the place of its own kind."""
    for attendance in seat.attendances:
        attendance.state = state(attendance, seat.meeting)  # type: ignore[attr-defined]
    context = {
        "meeting": seat.meeting,
        "sitting": seat,
        "item": item,
        "rows": [_row(entry, item) for entry in seat.items],
        "person_form": fresh(request, PersonForm(sitting=seat)),
        "urgent_form": fresh(request, UrgentForm(sitting=seat)),
        "hour_form": HourForm(meeting=seat.meeting, prefix="hour", initial={"at": _hour(seat.meeting)}),
        "refused": bound,
        **(_at_item(request, seat, item, bound) if item else {}),
        **more,
    }
    if bound is not None:
        context[f"{getattr(bound, 'noun', bound.prefix or 'notes')}_form"] = bound
    return render(request, "boards/live/live.html", context, status=status)


def _row(entry: AgendaItem, item: AgendaItem | None) -> dict[str, Any]:
    asked = sitting.recommendations_of(entry)
    return {
        "item": entry,
        "is_here": entry == item,
        "taken_at": sitting.started_at(entry),
        "waits": sum(1 for row in asked if not row.outcome),
        "asked": len(asked),
    }


def _hour(meeting: Meeting) -> Any:
    """Return the time to offer: now on the day itself, later what was planned."""
    now = timezone.localtime()
    planned = meeting.ends_at if meeting.opened_at else meeting.starts_at
    return now.time() if now.date() == meeting.date else timezone.localtime(planned).time()


def _at_item(request: HttpRequest, seat: Sitting, item: AgendaItem, bound: Form | None) -> dict[str, Any]:
    record = sitting.record_of(item)
    place = seat.items.index(item)
    following = seat.items[place + 1] if place + 1 < len(seat.items) else None
    return {
        "record": record,
        "quorum": seat.quorum(item),
        "interested": seat.interested(item),
        "previous": seat.items[place - 1] if place else None,
        "next": following,
        "leave_next": [row for row in seat.interested(following) if not row.leave] if following else [],
        "proposals": [Proposal(request, seat, item, row, bound) for row in sitting.recommendations_of(item)],
        "exclusion": sitting.exclusion_of(item),
        "exclusion_form": exclusion_form(seat, item),
        "declarations": seat.declarations if item.key == "declarations" else item.declarations.all(),
        "notes_form": fresh(request, NotesForm(initial=_noted(record))),
        "proposal_form": fresh(request, ProposalForm(sitting=seat, item=item)),
        **{f"{noun}_form": fresh(request, form(sitting=seat, item=item)) for noun, form in ENTRIES.items()},
    }


def exclusion_form(seat: Sitting, item: AgendaItem, data: Any = None) -> ExclusionForm | None:
    """Return the form of the resolution to exclude the public; nothing for an item that needs none or has it."""
    # Most meetings have nothing exempt, and the clerk waits for this page.
    exempt = seat.exempt if getattr(seat.meeting, "has_exempt", True) else {}
    if item.pk not in exempt or sitting.exclusion_of(item):
        return None
    others = [row for row in seat.items if row.pk in exempt and row != item and not sitting.exclusion_of(row)]
    return ExclusionForm(data, sitting=seat, item=item, others=others)


def _noted(record: ItemRecord | None) -> dict[str, Any]:
    return {"notes": record.notes, "version": record.version} if record else {}


@require_POST
def live_opening(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting to order."""
    return _at_hour(request, meeting_of(request, meeting_id), recording.open_meeting, "The meeting is open.")


@require_POST
def live_closing(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Close the meeting, or take that back."""
    meeting = meeting_of(request, meeting_id)
    if "reopen" in request.POST:
        recording.reopen_meeting(meeting, by=request.user)
        return redirect("live", meeting_id)
    return _at_hour(request, meeting, recording.close_meeting, "The meeting is closed.")


def _at_hour(request: HttpRequest, meeting: Meeting, act: Any, said: str) -> HttpResponse:
    form = HourForm(request.POST, meeting=meeting, prefix="hour")
    if form.is_valid():
        try:
            act(meeting, at=form.cleaned_data["at"], by=request.user)
            messages.success(request, said)
            return redirect("live", meeting.pk)
        except ValidationError as refusal:
            form.add_error("at", refusal)
    seat = sitting.read(meeting)
    return show(request, seat, seat.current, form, status=422)


def item_of(request: HttpRequest, meeting_id: int, item_id: int) -> AgendaItem:
    """Return an item of a meeting whose record the person may keep; what is rarely asked of it is read when it is."""
    rows = AgendaItem.objects.standing().select_related("board", "meeting").only(*OF_ITEM)
    item = access.fetch(request, rows, RECORD, pk=item_id, meeting_id=meeting_id)
    item.meeting.board = item.board
    return item


@require_POST
def live_start(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Come to an item."""
    item = item_of(request, meeting_id, item_id)
    try:
        recording.start_item(item, because=request.POST.get("because", "")[:500], by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("live_item", meeting_id, item_id)


@require_POST
def live_notes(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Save the notes on an item, as they are typed or by the button."""
    item, form = item_of(request, meeting_id, item_id), NotesForm(request.POST)
    is_script = "application/json" in request.headers.get("accept", "")
    if not form.is_valid():
        return JsonResponse({"error": " ".join(e for errors in form.errors.values() for e in errors)}, status=422)
    typed = form.cleaned_data
    try:
        record = recording.save_notes(item, typed["notes"], version=typed["version"], by=request.user)
    except ChangedMeanwhile as newer:
        return _two_texts(request, item, typed["notes"], newer.current, is_script=is_script)
    if is_script:
        saved_at = timezone.localtime(record.saved_at or timezone.now())
        return JsonResponse({"saved_at": f"{saved_at:%H:%M:%S}", "version": record.version})
    return redirect("live_item", meeting_id, item_id)


def _two_texts(request: HttpRequest, item: AgendaItem, mine: str, record: Any, *, is_script: bool) -> HttpResponse:
    """Show both texts to whoever saved later; nothing has been overwritten."""
    both = {
        "field": "notes",
        "version": record.version,
        "by": record.saved_by,
        "saved_at": record.saved_at,
        "mine": richtext.from_plain(mine),
        "theirs": richtext.from_plain(record.notes),
        "plain": record.notes,
    }
    if is_script:
        return render(request, "components/conflict.html", both, status=409)
    seat = sitting.read(meeting_of(request, item.meeting_id))
    form = NotesForm(initial={"notes": mine, "version": record.version})
    return show(request, seat, seat.item(item.pk), form, status=409, conflict=both)


@require_POST
def live_urgent(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take business that was not on the agenda; refused without reason and chair."""
    seat = sitting.read(meeting_of(request, meeting_id))
    form = UrgentForm(request.POST, sitting=seat)
    if not form.is_valid():
        return show(request, seat, seat.current, form, status=422)

    def take() -> HttpResponse:
        item = recording.add_urgent_item(seat.meeting, **form.cleaned_data, by=request.user)
        return redirect("live_item", meeting_id, item.pk)

    return once(request, form, take)
