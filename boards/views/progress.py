"""How an action goes, as its owner says it: by a link that needs no account, signed in, or kept by an officer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards import asking_owners, updating
from boards.access import RECORD, myself
from boards.forms.action import HideForm, ReportForm
from boards.models import Action, ActionUpdate
from foundation import access
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown

PAGE = "boards/action/report.html"


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link say how it goes, as often as they like; opening the page changes nothing."""
    action = asking_owners.by_link(token)
    if action is None:
        return unknown(request, token, "an action")
    if not asking_owners.is_open(action):
        return ended(request, action, "an action", "boards/action/ended.html")
    form = ReportForm.of(request, initial={"by_name": action.reached_at[0]})
    return private(_reported(request, action, form, by=None, link=token))


@never_cache
def my_action(request: HttpRequest, key: int) -> HttpResponse:
    """Let who has the action, or sits there for its organisation, say how it goes."""
    person = myself(request.user)
    action = access.fetch(
        request, Action.objects.public().select_related(*asking_owners.RELATED), access.PUBLIC, pk=key
    )
    if not asking_owners.speaks_for(person, action):
        raise PermissionDenied
    return _reported(request, action, ReportForm.of(request, initial={"by_name": str(person)}), by=request.user)


def manage_action_report(request: HttpRequest, key: int) -> HttpResponse:
    """Keep what the owner said by another way, such as by telephone."""
    action = access.fetch(request, Action.objects.select_related(*asking_owners.RELATED), RECORD, pk=key)
    form = ReportForm.of(request, initial={"by_name": action.reached_at[0]})
    return _reported(request, action, form, by=request.user, after="manage_action")


def _reported(
    request: HttpRequest, action: Action, form: ReportForm, *, by: Any, link: str = "", after: str = "action"
) -> HttpResponse:
    def act() -> HttpResponse:
        updating.report(action, by=by, link=link, **form.cleaned_data)
        messages.success(request, "What you said is kept. This is how everybody reads it.")
        return redirect(after, action.pk)

    return done(request, form, act) or render(request, PAGE, {"form": form, "action": action})


@require_POST
def manage_action_link(request: HttpRequest, key: int) -> HttpResponse:
    """Send the owner a new link."""
    action = access.fetch(request, Action.objects, RECORD, pk=key)
    with told(request):
        sent = asking_owners.send_link(action, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"A new link went to {sent.reached_at[1]}. The one before leads nowhere now.")
    return redirect("manage_action", key)


def manage_action_update(request: HttpRequest, key: int, update_id: int) -> HttpResponse:
    """Hide what an owner said, with a reason."""
    rows = ActionUpdate.objects.select_related("board", "action", "file")
    update = access.fetch(request, rows, RECORD, pk=update_id, action=key)
    form = HideForm.of(request)

    def act() -> HttpResponse:
        updating.hide(update, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is hidden. You still read it here.")
        return redirect("manage_action", key)

    words = {"form": form, "update": update, "action": update.action}
    return done(request, form, act) or render(request, "boards/action/hide.html", words)
