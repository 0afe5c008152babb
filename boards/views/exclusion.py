"""The resolution to exclude the public, as the clerk records it at the meeting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boards import excluding, sitting
from boards.models import AgendaItem
from boards.sitting import Sitting
from foundation.meanwhile import ChangedMeanwhile

from .live import exclusion_form, meeting_of, show


@require_POST
def live_exclusion(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Record that the public was excluded for an item, or that it was not and the papers are opened."""
    seat, item = _at(request, meeting_id, item_id)
    form = exclusion_form(seat, item, request.POST)
    if not form.is_valid():
        return show(request, seat, item, form, status=422)
    try:
        _resolve(item, form.cleaned_data, request)
    except ChangedMeanwhile as newer:
        words = (
            f"{newer.current.recorded_by} has recorded this meanwhile: {newer.current.get_outcome_display().lower()}."
        )
        messages.error(request, words)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("live_item", meeting_id, item_id)


def _resolve(item: AgendaItem, said: dict[str, Any], request: HttpRequest) -> None:
    row = excluding.resolve(
        item, outcome=said["outcome"], mover=said["mover"], seconder=said["seconder"], also=said.get("also", ()),
        by=request.user,  # type: ignore[arg-type]
    )  # fmt: skip
    if not row.is_carried:
        messages.success(request, "The papers of this item are open to the public now, as a new edition.")


@require_POST
def live_exclusion_removal(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Remove a resolution that was recorded by mistake."""
    _, item = _at(request, meeting_id, item_id)
    try:
        excluding.take_back(item, by=request.user)  # type: ignore[arg-type]
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("live_item", meeting_id, item_id)


def _at(request: HttpRequest, meeting_id: int, item_id: int) -> tuple[Sitting, AgendaItem]:
    seat = sitting.read(meeting_of(request, meeting_id))
    item = seat.item(item_id)
    if item is None:
        raise Http404
    return seat, item
