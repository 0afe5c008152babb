"""What blocks a group: raised by its officers, escalated, unblocked by the executive or, by link, by a partner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards import unblocking
from boards.access import GROUPS
from boards.forms.task_group import BlockerForm, PassOnForm, UnblockForm
from boards.models import Blocker, TaskGroup
from boards.views.task_group import asked
from foundation import access
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown

BLOCKERS = Blocker.objects.select_related("board", *unblocking.RELATED)


def blocker_new(request: HttpRequest, group_id: int) -> HttpResponse:
    """Say what blocks a group."""
    group = access.fetch(request, TaskGroup.objects.select_related("board__locality"), GROUPS, pk=group_id)
    form = BlockerForm.of(request, initial={"since_on": timezone.localdate()})

    def act() -> HttpResponse:
        unblocking.raise_blocker(group, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "It is kept. Bring it to the executive when the group cannot clear it.")
        return redirect("manage_task_group", group_id)

    return asked(request, form, act, group, heading="Say what blocks the group", button="Save")


@require_POST
def blocker_escalation(request: HttpRequest, blocker_id: int) -> HttpResponse:
    """Bring a blocker to the executive."""
    blocker = access.fetch(request, BLOCKERS, GROUPS, pk=blocker_id)
    with told(request):
        meeting = unblocking.escalate(blocker, by=request.user)  # type: ignore[arg-type]
        where = f", and it is proposed for the {meeting}" if meeting else ". No meeting with an open agenda is set"
        messages.success(request, f"The executive is told{where}.")
    return redirect("manage_task_group", blocker.group_id)


def _of_executive(request: HttpRequest, blocker_id: int) -> Blocker:
    blocker = access.fetch(request, BLOCKERS, access.PUBLIC, pk=blocker_id)
    access.require(request, GROUPS, blocker.group.executive)
    return blocker


def blocker_answer(request: HttpRequest, blocker_id: int) -> HttpResponse:
    """Unblock a group, for its executive."""
    blocker = _of_executive(request, blocker_id)
    form = UnblockForm.of(request)

    def act() -> HttpResponse:
        unblocking.unblock(blocker, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The group is unblocked, and is told.")
        return redirect("manage_task_group", blocker.group_id)

    return asked(request, form, act, blocker.group, heading="Unblock the group", button="Unblock", blocker=blocker)


def blocker_passing(request: HttpRequest, blocker_id: int) -> HttpResponse:
    """Pass a blocker to a partner's senior representative."""
    blocker = _of_executive(request, blocker_id)
    form = PassOnForm.of(request, blocker=blocker)

    def act() -> HttpResponse:
        passed = unblocking.pass_on(blocker, form.cleaned_data["holding"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{passed.passed_to.person} has the link by mail.")  # type: ignore[union-attr]
        return redirect("manage_task_group", blocker.group_id)

    return asked(request, form, act, blocker.group, heading="Pass it to a partner", button="Send", blocker=blocker)


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let a partner's representative unblock a group without an account, once; opening the page changes nothing."""
    blocker = unblocking.by_link(token)
    if blocker is None:
        return unknown(request, token, "a blocker")
    if not unblocking.is_open(blocker):
        return ended(request, blocker, "a blocker")
    person = blocker.passed_to.person if blocker.passed_to else ""
    form = UnblockForm.of(request, initial={"unblocked_by": str(person)})

    def act() -> HttpResponse:
        unblocking.unblock(blocker, by=None, link=token, **form.cleaned_data)
        messages.success(request, "Your answer is kept. This is how everybody reads it.")
        return redirect("task_group", blocker.group_id)

    words = {"form": form, "blocker": blocker, "group": blocker.group}
    return private(done(request, form, act) or render(request, "boards/task_group/unblock.html", words))
