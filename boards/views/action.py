"""The tracker of actions, for everybody to read and for officers to keep."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from boards import acting, asking_owners, counting_actions
from boards.access import RECORD, boards_with, myself
from boards.forms.action import ActionFilter, ActionForm, DoneForm, boards_of, owners
from boards.models import Action, ActionUpdate, Decision
from boards.recording import state_of
from foundation import access, downloads, panels
from foundation.meanwhile import ChangedMeanwhile
from foundation.paging import page_of
from foundation.refusal import done, told

PAGE = 25
RELATED = ("board", "owner", "person", "meeting")


@login_not_required
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """List what the boards asked for, what is to be done first."""
    return _list(request, Action.objects.public(), "boards/action/list.html")


@login_not_required
@require_safe
def actions_csv(request: HttpRequest) -> HttpResponse:
    """Give the actions, narrowed as on the page, as a table."""
    _, found = _narrowed(request, Action.objects.public())
    return downloads.table(counting_actions.table(found), "actions")


@login_not_required
@require_safe
def action_figures(request: HttpRequest) -> HttpResponse:
    """Show for each board how much was asked for, how much is done and how long it took. Source: checklist A33."""
    mine = request.partnership  # type: ignore[attr-defined]
    shown = [one for one in panels.read("boards.actions", [mine])[mine.pk] if one.found]
    return render(request, "boards/action/figures.html", {"rows": counting_actions.by_board(), "panels": shown})


@login_not_required
@require_safe
def action(request: HttpRequest, key: int) -> HttpResponse:
    """Show one action: who does what by when, what was last heard, and the decision it follows from."""
    rows = Action.objects.public().heard().select_related(*RELATED, "item")
    found = access.fetch(request, rows, access.PUBLIC, pk=key)
    decisions = Decision.objects.public().filter(meeting=found.meeting_id, item=found.item_id or 0)
    words = {
        "action": found,
        "updates": ActionUpdate.objects.public().filter(action=found).select_related("file"),
        "decisions": decisions,
        "may_report": request.user.is_authenticated and asking_owners.speaks_for(myself(request.user), found),
        "may_keep": request.access.may(RECORD, found),  # type: ignore[attr-defined]
    }
    return render(request, "boards/action/detail.html", words)


@require_safe
def manage_actions(request: HttpRequest) -> HttpResponse:
    """List the actions of the boards that the person serves, those not yet published among them."""
    if not request.access.may_anywhere(RECORD):  # type: ignore[attr-defined]
        raise PermissionDenied
    mine = boards_with(request.access, RECORD)  # type: ignore[attr-defined]
    return _list(request, Action.objects.filter(board__in=mine), "boards/action/manage.html")


def _list(request: HttpRequest, rows, template: str) -> HttpResponse:
    form, found = _narrowed(request, rows)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request, template, {"page": page_of(request, found, PAGE), "filter": form, "query": query.urlencode()}
    )


def _narrowed(request: HttpRequest, rows) -> tuple[ActionFilter, QuerySet[Action]]:
    """Return the filter and the actions that fit it, what is to be done first."""
    form = ActionFilter(request.GET or None, boards=boards_of(rows), owners=owners(rows))
    found = form.narrow(rows) if request.GET else rows
    order = (F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    return form, found.heard().select_related(*RELATED).order_by(*order)


def _action(request: HttpRequest, key: int) -> Action:
    rows = Action.objects.heard().select_related("board", "meeting", "owner", "person")
    return access.fetch(request, rows, RECORD, pk=key)


def manage_action(request: HttpRequest, key: int) -> HttpResponse:
    """Change an action, with its history beside it."""
    action = _action(request, key)
    form = ActionForm.of(request, action=action)
    if request.method == "POST" and form.is_valid():
        try:
            acting.change_action(action, **form.cleaned_data, by=request.user)
            messages.success(request, "The action is changed. What it was stays in its history.")
            return redirect("manage_action", key)
        except ChangedMeanwhile as newer:
            # Saving once more is then a choice made with both in sight.
            form.data = {**request.POST.dict(), "seen": state_of(newer.current)}
            return _page(request, newer.current, form=form, status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, action, form=form)


@require_POST
def manage_action_done(request: HttpRequest, key: int) -> HttpResponse:
    """Record that an action is done, or take that back."""
    action = _action(request, key)
    if "reopen" in request.POST:
        with told(request):
            acting.reopen_action(action, by=request.user)
        return redirect("manage_action", key)
    form = DoneForm(request.POST, prefix="done")

    def complete() -> HttpResponse:
        try:
            acting.complete_action(action, **form.cleaned_data, by=request.user)
            messages.success(request, "The action is done.")
        except ChangedMeanwhile as newer:
            yours = form.cleaned_data["note"]
            words = f"Somebody else recorded it as done first: “{newer.current.done_note}”. You wrote: “{yours}”."
            messages.error(request, f"{words} Undo, and say it again, if yours is right.")
        return redirect("manage_action", key)

    return done(request, form, complete) or _page(
        request, action, form=ActionForm(action=action), done_form=form, status=422
    )


def _done_form(request: HttpRequest) -> DoneForm:
    """Return the second form of the page: what was sent to the first is not for it."""
    return DoneForm(prefix="done") if request.method == "POST" else DoneForm.of(request, prefix="done")


def _page(
    request: HttpRequest, action: Action, *, form: ActionForm, done_form: DoneForm | None = None, status: int = 200
) -> HttpResponse:
    words = {
        "action": action,
        "form": form,
        "is_conflict": status == 409,
        "done_form": done_form or _done_form(request),
        "updates": action.updates.select_related("file"),
        "reached_at": action.reached_at[1],
        "history": action.history.select_related("history_user", "owner").order_by("-history_date"),
    }
    return render(request, "boards/action/form.html", words, status=422 if form.errors else status)
