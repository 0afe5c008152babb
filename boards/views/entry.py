"""What is written down under an item: added, changed, removed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boards import recording, sitting
from boards.forms.entry import EntryForm
from boards.forms.live import ProposalForm
from boards.models import AgendaItem
from boards.sitting import Sitting
from foundation.forms import once
from foundation.meanwhile import ChangedMeanwhile

from .live import ENTRIES, item_of, meeting_of, show


@require_POST
def live_entries(request: HttpRequest, meeting_id: int, item_id: int, noun: str) -> HttpResponse:
    """Add a declaration, a question, a motion or an action."""
    seat, item = _at(request, meeting_id, item_id)
    form = _form(noun)(request.POST, sitting=seat, item=item)
    if not form.is_valid():
        return _refused(request, item, form)

    def add() -> HttpResponse:
        form.act(form.entry(), meeting=seat.meeting, by=request.user)
        return redirect("live_item", meeting_id, item_id)

    try:
        return once(request, form, add)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return _refused(request, item, form)


@require_POST
def live_proposals(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a proposal that no report made."""
    seat, item = _at(request, meeting_id, item_id)
    form = ProposalForm(request.POST, sitting=seat, item=item)
    if not form.is_valid():
        return _refused(request, item, form)

    def add() -> HttpResponse:
        recording.add_proposal(item, form.cleaned_data["text"], by=request.user)
        return redirect("live_item", meeting_id, item_id)

    return once(request, form, add)


def live_entry(request: HttpRequest, meeting_id: int, item_id: int, noun: str, key: int) -> HttpResponse:
    """Change one entry."""
    seat, item = _at(request, meeting_id, item_id)
    row = _row(item, noun, key)
    form = _form(noun).of(request, sitting=seat, item=item, row=row)
    words = {"form": form, "meeting": seat.meeting, "item": item, "noun": noun, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            form.act(form.entry(), meeting=seat.meeting, seen=form.seen, by=request.user)
            return redirect("live_item", meeting_id, item_id)
        except ChangedMeanwhile as newer:
            # Saving once more is then a choice made with both in sight.
            form.data = {**request.POST.dict(), form.add_prefix("seen"): recording.state_of(newer.current)}
            return render(request, "boards/live/entry.html", {**words, "saved": form.said(newer.current)}, status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "boards/live/entry.html", words, status=422 if form.errors else 200)


@require_POST
def live_removal(request: HttpRequest, meeting_id: int, item_id: int, noun: str, key: int) -> HttpResponse:
    """Remove an entry made by mistake."""
    seat, item = _at(request, meeting_id, item_id)
    row = _row(item, noun, key)
    try:
        recording.strike_out(row, meeting=seat.meeting, by=request.user)
    except ValidationError as refusal:
        form = _form(noun)(sitting=seat, item=item, row=row)
        words = {"form": form, "meeting": seat.meeting, "item": item, "noun": noun, "row": row, "refusal": refusal}
        return render(request, "boards/live/entry.html", words, status=409)
    return redirect("live_item", meeting_id, item_id)


def _refused(request: HttpRequest, item: AgendaItem, form: EntryForm | ProposalForm) -> HttpResponse:
    seat = sitting.read(meeting_of(request, item.meeting_id))
    return show(request, seat, seat.item(item.pk), form, status=422)


def _at(request: HttpRequest, meeting_id: int, item_id: int) -> tuple[Sitting, AgendaItem]:
    item = item_of(request, meeting_id, item_id)
    return sitting.roll(item.meeting), item


def _form(noun: str) -> type[EntryForm]:
    if noun not in ENTRIES:
        raise Http404
    return ENTRIES[noun]


def _row(item: AgendaItem, noun: str, key: int) -> models.Model:
    rows = getattr(item, f"{_form(noun).noun}s").all()
    row = next((row for row in rows if row.pk == key), None)
    if row is None:
        raise Http404
    return row
