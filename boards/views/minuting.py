"""The officer's minutes: what was recorded beside the text that it made, edited, published, approved."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import comparing, drafting, issuing, minuting, printing, sitting
from boards.access import EDIT_MINUTES, PUBLISH_MINUTES
from boards.forms.minutes import ApprovalForm, CorrectionForm, EntryForm, PublicationForm
from boards.models import Meeting, MinuteEntry, Minutes
from foundation import access
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Rendering
from foundation.refusal import done, told

RELATED = ("board", "meeting__board", "meeting__venue", "meeting__minutes_edition", "approved_meeting", "approved_by")


def _minutes(request: HttpRequest, meeting_id: int, permission: str = EDIT_MINUTES) -> Minutes:
    return access.fetch(request, Minutes.objects.select_related(*RELATED), permission, meeting_id=meeting_id)


def manage_minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show what was recorded and the minutes that it made."""
    with_minutes = ("minutes__approved_meeting", "minutes__approved_by")
    rows = Meeting.objects.select_related("board", "venue", "minutes_edition", "chaired_by", *with_minutes)
    meeting = access.fetch(request, rows, EDIT_MINUTES, pk=meeting_id)
    minutes = getattr(meeting, "minutes", None)
    seat = sitting.read(meeting)
    words = {"meeting": meeting, "minutes": minutes, "sitting": seat, "rows": _rows(seat, minutes), **_print(meeting)}
    if minutes:
        entries = [row["entry"] for row in words["rows"] if row["entry"]]
        words["changed"] = comparing.differences(entries, meeting.minutes_edition)
    return render(request, "boards/minutes/manage.html", words)


def _rows(seat: sitting.Sitting, minutes: Minutes | None) -> list[dict[str, Any]]:
    entries = {entry.item_id: entry for entry in minutes.entries.all()} if minutes else {}
    rows = []
    for draft in drafting.draft(seat):
        entry = entries.pop(draft.item.pk if draft.item else None, None)
        is_stale = entry is not None and not (minutes and minutes.approved_at) and entry.drafted != draft.text
        rows.append({"item": draft.item, "draft": draft, "entry": entry, "is_stale": is_stale, **_recorded(draft)})
    return rows + [{"item": None, "draft": None, "entry": entry, "is_stale": False} for entry in entries.values()]


def _recorded(draft: drafting.Draft) -> dict[str, Any]:
    item = draft.item
    if item is None:
        return {}
    return {"record": sitting.record_of(item), "proposals": sitting.recommendations_of(item)}


def _print(meeting: Meeting) -> dict[str, Any]:
    pdf = Rendering.objects.filter(edition=meeting.minutes_edition_id, kind=issuing.PDF).select_related("file").first()
    return {"pdf": pdf if meeting.minutes_edition_id else None}


@require_POST
def manage_minutes_draft(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Draft the minutes, or draft again what nobody has edited."""
    meeting = access.fetch(request, Meeting.objects.select_related("board"), EDIT_MINUTES, pk=meeting_id)
    minuting.draft_minutes(meeting, by=request.user)
    messages.success(request, "The minutes are drafted from the record. What you had edited is as you left it.")
    return redirect("manage_minutes", meeting_id)


def _entry(request: HttpRequest, meeting_id: int, key: int) -> MinuteEntry:
    rows = MinuteEntry.objects.select_related("board", "item", *(f"minutes__{name}" for name in RELATED))
    entry = access.fetch(request, rows, EDIT_MINUTES, pk=key, minutes__meeting_id=meeting_id)
    minuting.refuse_if_locked(entry.minutes)
    return entry


def manage_minute(request: HttpRequest, meeting_id: int, key: int) -> HttpResponse:
    """Edit one minute; saved as it is typed or by the button."""
    entry = _entry(request, meeting_id, key)
    form = EntryForm.of(request, initial={"text": entry.text, "version": entry.version})
    if request.method == "POST":
        return _save(request, entry, form)
    return _page(request, entry, form)


def _page(request: HttpRequest, entry: MinuteEntry, form: EntryForm, status: int = 200, **more: Any) -> HttpResponse:
    seat = sitting.read(entry.minutes.meeting)
    item = seat.item(entry.item_id)
    record = {"record": sitting.record_of(item), "proposals": sitting.recommendations_of(item)} if item else {}
    words = {"entry": entry, "meeting": entry.minutes.meeting, "form": form, "item": item, **record, **more}
    return render(request, "boards/minutes/entry.html", words, status=status)


def _save(request: HttpRequest, entry: MinuteEntry, form: EntryForm) -> HttpResponse:
    is_script = "application/json" in request.headers.get("accept", "")
    if not form.is_valid():
        errors = " ".join(error for found in form.errors.values() for error in found)
        return JsonResponse({"error": errors}, status=422) if is_script else _page(request, entry, form, 422)
    try:
        saved = minuting.save_entry(entry, **form.cleaned_data, by=request.user)
    except ChangedMeanwhile as newer:
        return _two_texts(request, entry, form, newer.current, is_script=is_script)
    if is_script:
        return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M:%S}", "version": saved.version})
    return redirect("manage_minutes", entry.minutes.meeting_id)


def _two_texts(request: HttpRequest, entry: MinuteEntry, form: EntryForm, row: Any, *, is_script: bool) -> HttpResponse:
    mine = form.cleaned_data["text"]
    last = row.history.select_related("history_user").first()
    both = {
        "field": "text",
        "version": row.version,
        "by": last.history_user if last else None,
        "saved_at": last.history_date if last else None,
        "mine": mine,
        "theirs": row.text,
    }
    if is_script:
        return render(request, "components/conflict.html", both, status=409)
    form = EntryForm(initial={"text": mine, "version": row.version})
    return _page(request, entry, form, 409, conflict=both)


@require_POST
def manage_minute_draft(request: HttpRequest, meeting_id: int, key: int) -> HttpResponse:
    """Take the words that the record makes now."""
    entry = _entry(request, meeting_id, key)
    with told(request):
        minuting.redraft_entry(entry, by=request.user)
    return redirect("manage_minutes", meeting_id)


def manage_minutes_publication(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Check the minutes as the public will read them, then publish them as a draft."""
    minutes = _minutes(request, meeting_id, PUBLISH_MINUTES)
    minuting.refuse_if_locked(minutes)
    edition = minutes.meeting.minutes_edition
    initial = {"after": edition.number if edition else None}
    seat = sitting.read(minutes.meeting)
    found = minuting.obstacles(seat)
    is_incomplete = bool(minuting.unexplained(found, minutes.meeting))
    form = PublicationForm.of(request, is_first=edition is None, is_incomplete=is_incomplete, initial=initial)
    if answer := done(request, form, lambda: _publish(request, minutes, form)):
        return answer
    entries = list(minutes.entries.all())
    shown = issuing.words(issuing.compose(minutes, seat, entries=entries))
    words = {
        "form": form,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "decided": [(minute, row) for minute in shown["minutes"] for row in minute.get("decisions", [])],
        "obstacles": found,
        "changed": comparing.differences(entries, edition),
        "shown": shown,
    }
    return render(request, "boards/minutes/publication.html", words, status=422 if form.errors else 200)


def _publish(request: HttpRequest, minutes: Minutes, form: PublicationForm) -> HttpResponse:
    typed = form.cleaned_data
    said = {name: typed.get(name, "") for name in ("note", "incomplete_because")}
    edition = minuting.publish_minutes(minutes, **said, after=typed["after"], by=request.user)
    messages.success(request, f"The draft minutes are published as edition {edition.number}. The PDF follows.")
    return redirect("manage_minutes", minutes.meeting_id)


@require_POST
def manage_minutes_next(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put the minutes on the next meeting's agenda."""
    minutes = _minutes(request, meeting_id)
    with told(request):
        item = minuting.put_on_next_agenda(minutes, by=request.user)
        said = f"These minutes are on the agenda of {item.meeting}."
        more = " That agenda is published already: publish a supplement." if item.meeting.agenda_edition_id else ""
        messages.success(request, said + more)
    return redirect("manage_minutes", meeting_id)


def manage_minutes_approval(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Confirm that a meeting approved the minutes, which cannot be undone."""
    minutes = _minutes(request, meeting_id, PUBLISH_MINUTES)
    minuting.refuse_if_locked(minutes)
    meetings, entries = minuting.meetings_to_approve_at(minutes), list(minutes.entries.all())
    at = request.GET.get("at") or minuting.meeting_that_takes(minutes)
    initial = {"seen": minuting.fingerprint(entries), "at": at}
    form, status = ApprovalForm.of(request, meetings=meetings, initial=initial), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            at = next(m for m in meetings if m.pk == form.cleaned_data["at"])
            try:
                minuting.approve_minutes(minutes, at=at, seen=form.cleaned_data["seen"], by=request.user)
                messages.success(request, "The minutes are approved and locked.")
                return redirect("manage_minutes", meeting_id)
            except ChangedMeanwhile:
                form = ApprovalForm(meetings=meetings, initial={**initial, "at": at.pk})
                form.was_changed, status = True, 409  # type: ignore[attr-defined]
            except ValidationError as refusal:
                form.add_error(None, refusal)
    changed = comparing.differences(entries, minutes.meeting.minutes_edition)
    words = {"form": form, "minutes": minutes, "meeting": minutes.meeting, "meetings": meetings, "changed": changed}
    return render(request, "boards/minutes/approval.html", words, status=status)


def manage_minutes_correction(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Publish a correction of approved minutes that a later meeting minuted."""
    minutes = _minutes(request, meeting_id, PUBLISH_MINUTES)
    meetings = minuting.meetings_after(minutes)
    form = CorrectionForm.of(request, meetings=meetings)
    if answer := done(request, form, lambda: _correct(request, minutes, form, meetings)):
        return answer
    words = {"form": form, "minutes": minutes, "meeting": minutes.meeting}
    return render(request, "boards/minutes/correction.html", words, status=422 if form.errors else 200)


def _correct(request: HttpRequest, minutes: Minutes, form: CorrectionForm, meetings: list[Meeting]) -> HttpResponse:
    typed = {**form.cleaned_data, "at": next(m for m in meetings if m.pk == form.cleaned_data["at"])}
    edition = minuting.minute_correction(minutes, **typed, by=request.user)
    messages.success(request, f"The correction is published as edition {edition.number}.")
    return redirect("manage_minutes", minutes.meeting_id)


@require_POST
def manage_minutes_pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask for a PDF that failed once more."""
    minutes = _minutes(request, meeting_id)
    if (pdf := _print(minutes.meeting)["pdf"]) and pdf.failed_at:
        printing.ask_again(pdf)
        issuing.ask_for_pdf(minutes.meeting, minutes.meeting.minutes_edition)
    return redirect("manage_minutes", meeting_id)
