"""A board's own pages for its officers: settings, name, offices, relations, standing items."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import governing, setting_up, terming
from boards.access import CREATE_BOARD, EDIT_BOARD, VIEW_DRAFTS
from boards.forms.board import EndForm, OfficeForm, RelationForm, RenameForm, SettingsForm, StandingItemForm
from boards.models import Board, BoardOffice, BoardRelation, Meeting, OfficerDecision, StandingItem
from boards.notice import notice_clock
from boards.views.order import number
from foundation.access import fetch
from foundation.forms import Form
from foundation.refusal import done

BOARDS = Board.objects.select_related("locality", "kind")
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def manage_boards(request: HttpRequest) -> HttpResponse:
    """List the boards that the person runs or may look into."""
    if not (request.access.may_anywhere(VIEW_DRAFTS) or request.access.may_anywhere(CREATE_BOARD)):
        raise PermissionDenied
    rows = [board for board in BOARDS.order_by("locality__name", "name") if request.access.may(VIEW_DRAFTS, board)]
    context = {"boards": rows, "may_create": request.access.may_anywhere(CREATE_BOARD)}
    context["may_rule"] = request.access.may(EDIT_BOARD, request.partnership)
    return render(request, "boards/board_admin/list.html", context)


@require_safe
def manage_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a board is set up."""
    board = fetch(request, BOARDS.select_related("follows", "report_template"), VIEW_DRAFTS, slug=slug)
    today = timezone.localdate()
    coming = Meeting.objects.going_ahead().upcoming().filter(board=board).select_related("board").first()
    context = {
        "board": board,
        "next_meeting": coming,
        "clock": notice_clock(coming) if coming else None,
        "offices": BoardOffice.objects.filter(board=board).on(today).select_related("person"),
        "relations": BoardRelation.objects.on(today).filter(board=board).select_related("other"),
        "names": board.names.all(),
        "items": board.standing_items.all(),
        "may_edit": request.access.may(EDIT_BOARD, board),
        "change": terming.waiting(board),
        "late_decisions": OfficerDecision.objects.late(today).filter(board=board).count(),
        "lacking": governing.missing(governing.governing_document(board)),
        "form": Form(),
    }
    return render(request, "boards/board_admin/detail.html", context)


@require_http_methods(METHODS)
def board_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the rules of a board's life."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    form = SettingsForm.of(request, instance=board)

    def act() -> HttpResponse:
        setting_up.change(form.save(commit=False), by=request.user, fields=form.changed_data)
        messages.success(request, "The settings are saved.")
        return redirect("manage_board", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "Settings")


def _form(request: HttpRequest, board: Board, form: Form, title: str, button: str = "Save") -> HttpResponse:
    back = reverse("manage_board", args=[board.slug])
    context = {"form": form, "title": title, "caption": board.name, "submit": button, "back": back}
    return render(request, "localities/manage/form.html", context)


@require_http_methods(METHODS)
def board_name(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a board its new name."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    form = RenameForm.of(request)

    def act() -> HttpResponse:
        facts = form.cleaned_data
        setting_up.rename(
            board, facts["name"], by=request.user, on=facts["starts_on"], was_working_title=facts["was_working_title"]
        )
        messages.success(request, f"It is called {facts['name']} now. Its address stays.")
        return redirect("manage_board", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "New name")


@require_http_methods(METHODS)
def board_office(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who chairs, clerks, advises or supports the board."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    form = OfficeForm.of(request)

    def act() -> HttpResponse:
        office = setting_up.appoint_officer(board, by=request.user, **form.cleaned_data)
        messages.success(request, f"Saved: {office}.")
        return redirect("manage_board", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "Chair, clerk and advisers", "Appoint")


@require_http_methods(METHODS)
def office_end(request: HttpRequest, office_id: int) -> HttpResponse:
    """End somebody's time in an office; access ends with it."""
    office = fetch(request, BoardOffice.objects.select_related("board", "person"), EDIT_BOARD, pk=office_id)
    form = EndForm.of(request)

    def act() -> HttpResponse:
        setting_up.end_office(office, by=request.user, ends_on=form.cleaned_data["ends_on"])
        messages.success(request, f"{office} ends on that day.")
        return redirect("manage_board", office.board.slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, office.board, form, f"End: {office}", "End")


@require_http_methods(METHODS)
def board_relation(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which other board works with this one, and for what."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    form = RelationForm.of(request, board=board)

    def act() -> HttpResponse:
        setting_up.relate(board, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("manage_board", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "Works with")


@require_POST
def relation_end(request: HttpRequest, relation_id: int) -> HttpResponse:
    """End a relation today."""
    relation = fetch(request, BoardRelation.objects.select_related("board"), EDIT_BOARD, pk=relation_id)
    setting_up.unrelate(relation, by=request.user)
    messages.success(request, "Ended.")
    return redirect("manage_board", relation.board.slug)


@require_http_methods(METHODS)
def standing_item(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an item that each agenda of the board has."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    form = StandingItemForm.of(request)

    def act() -> HttpResponse:
        setting_up.add_standing_item(board, by=request.user, **form.cleaned_data)
        messages.success(request, "Each new agenda has this item now.")
        return redirect("manage_board", slug)

    if answer := done(request, form, act):
        return answer
    return _form(request, board, form, "Standing item", "Add")


@require_POST
def standing_items_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a standing item up or down, to a place, or take it out."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    key = number(request.POST.get("item"))
    item = fetch(request, StandingItem.objects.filter(board=board), EDIT_BOARD, pk=key)
    setting_up.order_standing_item(
        item, by=request.user, move=request.POST.get("move", ""), place=request.POST.get("place", "")
    )
    return redirect("manage_board", slug)
