"""The roll: who is there, who came, went out and came back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boards import attending, sitting
from boards.access import RECORD
from boards.forms.live import MarkForm, PersonForm, on_the_day
from boards.models import AgendaItem, Attendance, Movement
from foundation import access
from foundation.forms import once
from foundation.meanwhile import ChangedMeanwhile

from .live import meeting_of, show


@require_POST
def live_roll(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """List who is expected."""
    added = attending.call_roll(meeting_of(request, meeting_id), by=request.user)
    if not added:
        messages.info(request, "Everyone who is expected is on the list already.")
    return redirect("live", meeting_id)


@require_POST
def live_people(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Add somebody who was not expected."""
    seat = sitting.read(meeting_of(request, meeting_id))
    form = PersonForm(request.POST, sitting=seat)
    if not form.is_valid():
        return show(request, seat, seat.current, form, status=422)
    typed = form.cleaned_data
    people = {a.person_id: a.person for a in seat.attendances}

    def add() -> HttpResponse:
        attending.add_person(
            seat.meeting,
            typed["name"],
            substitute_for=people.get(typed["substitute_for"]),
            representing_id=typed["representing"],
            by=request.user,
        )
        return redirect("live", meeting_id)

    return once(request, form, add)


@require_POST
def live_mark(request: HttpRequest, meeting_id: int, key: int) -> HttpResponse:
    """Do what the button beside a name says."""
    rows = Attendance.objects.select_related("board", "meeting__board", "person")
    attendance = access.fetch(request, rows, RECORD, pk=key, meeting_id=meeting_id)
    form = MarkForm(request.POST)
    item = AgendaItem.objects.standing().filter(meeting_id=meeting_id, pk=_number(form)).first()
    if form.is_valid():
        try:
            _do(attendance, form.cleaned_data, item, request.user)
        except ChangedMeanwhile as newer:
            messages.error(request, _told(newer.current, form.cleaned_data["does"]))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("live_item", meeting_id, item.pk) if item else redirect("live", meeting_id)


def _number(form: MarkForm) -> int | None:
    form.is_valid()
    return form.cleaned_data.get("item")


def _do(attendance: Attendance, typed: dict[str, Any], item: AgendaItem | None, by: Any) -> None:
    does = typed["does"]
    if does in Movement.Kind.values:
        at = on_the_day(attendance.meeting, typed["at"]) if typed["at"] else None
        attending.move(attendance, does, item=item, at=at, by=by)
    elif does == "undo":
        attending.take_back_movement(attendance, by=by)
    elif does == "chair":
        attending.take_chair(attendance, by=by)
    else:
        attending.mark(attendance, does, version=typed["version"], by=by)


def _told(row: Attendance, does: str) -> str:
    wanted = Attendance.Kind(does).label
    return (
        f"{row.person} was marked “{row.get_kind_display()}” by somebody else while you chose “{wanted}”. "
        "It stands as the other person left it. Choose again if you are right."
    )
