"""The forward plan as its officers keep it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import disclosing, noticing, planning
from boards.access import EDIT_AGENDA, VIEW_DRAFTS, boards_with
from boards.forms.forward_plan import EntryForm, ForwardFilter, ForwardWithdrawalForm, MoveForm, NoticeForm
from boards.models import AgendaItem, Board, Decision, ForwardEntry, ForwardNotice
from boards.views.order import number
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done, status, told

PAGE = 25
METHODS = ["GET", "HEAD", "POST"]
ENTRIES = ForwardEntry.objects.select_related("board__locality", "meeting__board", "item__meeting")
BOARDS = Board.objects.select_related("locality", "kind")
# What an officer publishes by a form of its own; the first notices are the entry itself.
BY_FORM = [kind for kind in ForwardNotice.Kind if kind not in (ForwardNotice.Kind.KEY, ForwardNotice.Kind.PRIVATE)]


@require_safe
def manage_plan(request: HttpRequest) -> HttpResponse:
    """List what is planned on the boards that the person serves, with what each still needs."""
    if not request.access.may_anywhere(VIEW_DRAFTS):  # type: ignore[attr-defined]
        raise PermissionDenied
    boards = boards_with(request.access, VIEW_DRAFTS)  # type: ignore[attr-defined]
    rows = ENTRIES.filter(board__in=boards).with_notices()
    form = ForwardFilter(request.GET, boards=boards, rows=rows)
    page = page_of(request, form.narrow(rows), PAGE)
    slug = request.GET.get("board", "").replace("\x00", "")
    chosen = boards.open().filter(slug=slug).select_related("locality").first()
    context = {
        "page": page,
        "filter": form,
        "rows": [(entry, [] if entry.is_decided else noticing.wanted(entry)) for entry in page],
        "board": chosen,
        "may_add": chosen and request.access.may(EDIT_AGENDA, chosen),  # type: ignore[attr-defined]
        "boards": [] if chosen else boards.open().order_by("name"),
    }
    return render(request, "boards/forward_plan/manage.html", context)


@require_safe
def manage_entry(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Show an entry from the officers' side: what notice it needs, and what can be done next."""
    entry = access.fetch(request, ENTRIES.dated().with_notices(), VIEW_DRAFTS, pk=planned_id)
    asked = {one for one in (noticing.key_wanted(entry), noticing.private_wanted(entry)) if one in BY_FORM}
    context = {
        "entry": entry,
        "wanted": noticing.wanted(entry),
        "telling": planning.tells_of_exempt(entry),
        "asked": sorted(asked) if entry.is_public else [],
        "moves": entry.moves.all(),
        "decisions": Decision.objects.public().filter(item=entry.item_id) if entry.item_id else [],
        "may_edit": request.access.may(EDIT_AGENDA, entry) and not entry.withdrawn_at,  # type: ignore[attr-defined]
    }
    return render(request, "boards/forward_plan/officer.html", context)


@require_http_methods(METHODS)
def entry_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an entry to the plan of a board; of an item that stands on its agenda where the address names one."""
    board = access.fetch(request, BOARDS, EDIT_AGENDA, slug=slug)
    item = _item(board, number(request.GET.get("item")))
    entry = ForwardEntry(board=board, item=item, meeting=item.meeting if item else None)
    entry.title = disclosing.public_title(item) if item else ""
    form = EntryForm.of(request, instance=entry)

    def act() -> HttpResponse:
        made = planning.add_entry(board, by=request.user, item=item, **_said(form))  # type: ignore[arg-type]
        messages.success(request, "Saved. Nobody else reads it until you publish it.")
        return redirect("manage_forward_entry", made.pk)

    words = {"heading": "Add to the forward plan", "button": "Save", "telling": planning.tells_of_exempt(entry)}
    return _asked(request, form, act, board=board, **words)


def _item(board: Board, key: int) -> AgendaItem | None:
    rows = AgendaItem.objects.standing().filter(board=board, forward_entry__isnull=True)
    return rows.select_related("meeting__board").filter(pk=key).first() if key else None


def _said(form: EntryForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "saw"}


@require_http_methods(METHODS)
def entry_change(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Change what an entry says."""
    entry = _entry(request, planned_id)
    form = EntryForm.of(request, instance=entry)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        planning.change_entry(entry, by=request.user, **_said(form))  # type: ignore[arg-type]
        messages.success(request, "The changes are saved.")
        return redirect("manage_forward_entry", planned_id)

    words = {"heading": "Change the entry", "button": "Save", "telling": planning.tells_of_exempt(entry)}
    return _asked(request, form, act, entry=entry, **words)


@require_POST
def entry_publication(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Let everybody read an entry."""
    entry = _entry(request, planned_id)
    with told(request):
        planning.publish_entry(entry, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Published. Everybody can read it in the forward plan.")
    return redirect("manage_forward_entry", planned_id)


@require_http_methods(METHODS)
def entry_move(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Put an entry off to another meeting or day."""
    entry = _entry(request, planned_id)
    form = MoveForm.of(request, board=entry.board)

    def act() -> HttpResponse:
        planning.move_entry(entry, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Moved. The public reads the new day, and which it was.")
        return redirect("manage_forward_entry", planned_id)

    return _asked(request, form, act, entry=entry, heading="Move to another day", button="Move")


@require_POST
def entry_item(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Put an entry on the agenda of its meeting."""
    entry = _entry(request, planned_id)
    with told(request):
        item = planning.put_on_agenda(entry, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{item.title}” is on the agenda.")
        return redirect(f"/manage/meetings/{item.meeting_id}/agenda/#item-{item.pk}")
    return redirect("manage_forward_entry", planned_id)


@require_http_methods(METHODS)
def entry_notice(request: HttpRequest, planned_id: int, notice: str) -> HttpResponse:
    """Publish a notice of an entry that the law asks for."""
    entry = _entry(request, planned_id)
    if notice not in BY_FORM:
        raise Http404
    form, kind = NoticeForm.of(request, entry=entry, kind=notice), ForwardNotice.Kind(notice)

    def act() -> HttpResponse:
        noticing.give(entry, kind, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"Published: {str(kind.label).lower()}.")
        return redirect("manage_forward_entry", planned_id)

    return _asked(request, form, act, entry=entry, heading=str(kind.label), button="Publish the notice")


@require_http_methods(METHODS)
def entry_withdrawal(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Say that something is no longer planned."""
    entry = _entry(request, planned_id)
    form = ForwardWithdrawalForm.of(request)

    def act() -> HttpResponse:
        planning.withdraw_entry(entry, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Withdrawn. Its page stays, with the reason.")
        return redirect("manage_forward_entry", planned_id)

    return _asked(request, form, act, entry=entry, heading="No longer planned", button="Withdraw it")


def _entry(request: HttpRequest, planned_id: int) -> ForwardEntry:
    return access.fetch(request, ENTRIES, EDIT_AGENDA, pk=planned_id)


def _asked(request: HttpRequest, form: Any, act: Callable[[], HttpResponse], **words: Any) -> HttpResponse:
    """Do what a form about the plan asks, or show it."""
    return done(request, form, act) or render(
        request, "boards/forward_plan/form.html", {"form": form, **words}, status=status(form)
    )
