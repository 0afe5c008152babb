"""Task and finish groups: what everybody reads of them, and what their executive's and their own officers do."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards import grouping
from boards.access import GROUPS, VIEW_DRAFTS, boards_with
from boards.forms.task_group import CloseForm, GroupForm, ReportBackForm
from boards.models import Board, ReportBack, TaskGroup
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done
from localities.matching import who_could

PAGE = 25
NEXT_REPORT = datetime.timedelta(days=90)
GROUPS_READ = TaskGroup.objects.select_related(
    "board__locality", "executive__locality", "lead_body", "decision", "forward_entry"
)


@login_not_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups, those that work first, each with whether it reports back in time."""
    late = ReportBack.objects.overdue().values_list("group", flat=True)
    page = page_of(request, GROUPS_READ.order_by("closed_at", "finish_on", "pk"), PAGE)
    return render(request, "boards/task_group/list.html", {"page": page, "late": set(late)})


@login_not_required
@require_safe
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Show one group: what for, by when, what it reported, what blocks it, and its close-out report."""
    found = access.fetch(request, GROUPS_READ, access.PUBLIC, pk=group_id)
    words = {**_told(found), "may_keep": _may(request, found.executive) or _may(request, found.board)}
    return render(request, "boards/task_group/detail.html", words)


@require_safe
def manage_groups(request: HttpRequest) -> HttpResponse:
    """List the groups of the boards that the person serves: what is blocked or late stands with them."""
    if not request.access.may_anywhere(GROUPS):  # type: ignore[attr-defined]
        raise PermissionDenied
    serves = boards_with(request.access, GROUPS)  # type: ignore[attr-defined]
    rows = GROUPS_READ.filter(board__in=serves) | GROUPS_READ.filter(executive__in=serves)
    context = {
        "page": page_of(request, rows.order_by("closed_at", "finish_on", "pk"), PAGE),
        "late": set(ReportBack.objects.overdue().values_list("group", flat=True)),
        "executives": serves.open().filter(may_set_up_groups=True).order_by("name"),
    }
    return render(request, "boards/task_group/manage.html", context)


@require_safe
def manage_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Show a group from the officers' side, with what can be done next."""
    found = access.fetch(request, GROUPS_READ, access.PUBLIC, pk=group_id)
    governs, serves = _may(request, found.executive), _may(request, found.board)
    if not (governs or serves or request.access.may(VIEW_DRAFTS, found.executive)):  # type: ignore[attr-defined]
        access.require(request, VIEW_DRAFTS, found.board)
    could = who_could(f"{found.board.name} {found.purpose}") if governs or serves else None
    words = {**_told(found), "governs": governs, "serves": serves, "could": could}
    return render(request, "boards/task_group/officer.html", words)


def group_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a group up under an executive."""
    executive = access.fetch(request, Board.objects.select_related("locality", "kind"), GROUPS, slug=slug)
    form = GroupForm.of(request, executive=executive, initial={"finish_on": timezone.localdate() + 4 * NEXT_REPORT})

    def act() -> HttpResponse:
        made = grouping.set_up_group(executive, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{made} is set up. Give it its members under “Seats and members” of its board.")
        return redirect("manage_task_group", made.pk)

    words = {"form": form, "board": executive}
    return done(request, form, act) or render(request, "boards/task_group/new.html", words)


def group_report(request: HttpRequest, group_id: int, report_id: int) -> HttpResponse:
    """Report back for a group."""
    rows = ReportBack.objects.select_related("board", "group__board")
    report = access.fetch(request, rows, GROUPS, pk=report_id, group=group_id)
    form = ReportBackForm.of(request)

    def act() -> HttpResponse:
        grouping.report_back(report, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The report is given, and its executive is told.")
        return redirect("manage_task_group", group_id)

    return asked(request, form, act, report.group, heading="Report back", button="Give the report")


def group_closing(request: HttpRequest, group_id: int) -> HttpResponse:
    """Close a group with its report: only its executive does."""
    found = access.fetch(request, GROUPS_READ, access.PUBLIC, pk=group_id)
    access.require(request, GROUPS, found.executive)
    form = CloseForm.of(request)

    def act() -> HttpResponse:
        grouping.close_group(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The group is closed. Its page stays, with the report.")
        return redirect("task_group", group_id)

    return asked(request, form, act, found, heading="Close the group", button="Close the group")


def asked(
    request: HttpRequest, form: Any, act: Callable[[], HttpResponse], found: TaskGroup, **words: Any
) -> HttpResponse:
    """Do what a form about a group asks, or show it."""
    return done(request, form, act) or render(
        request, "boards/task_group/form.html", {"form": form, "group": found, **words}
    )


def _may(request: HttpRequest, board: Board) -> bool:
    return request.access.may(GROUPS, board)  # type: ignore[attr-defined]


def _told(found: TaskGroup) -> dict[str, Any]:
    """Return what the pages of a group show."""
    blockers = found.blockers.select_related("passed_to__person", "passed_to__organisation", "meeting__board")
    return {"group": found, "reports": found.reports_back.all(), "blockers": blockers}
