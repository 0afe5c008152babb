"""Officers take a board's priorities through their cycle: begin, draft, order, carry over, pass each gate. B20, B21."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.models import Board
from boards.views.order import move
from foundation import access
from foundation.forms import Form
from localities.access import anywhere
from localities.views.form_page import form_page
from localities.views.withdrawal import withdrawal_page
from plans import access as roles
from plans import cycling, gates, passing_gates, prioritising
from plans.access import PLAN, READ
from plans.completing_priorities import LINKS, corporate_plans, tasks
from plans.composing_priorities import series
from plans.forms.cycle import AgreementForm, BeginForm, CarryForm, GateForm, VersionForm
from plans.models import Plan, Principle, PrioritySet
from plans.showing_gates import RELATED, with_steps

FORM = ["GET", "HEAD", "POST"]
SETS = PrioritySet.objects.select_related("board", "locality", "partnership", "cycle", "edition", "decision")


@require_safe
@anywhere(READ)
def manage_priorities(request: HttpRequest) -> HttpResponse:
    """List the priorities of each board that the person may read, what is due first at the top."""
    held = request.access  # type: ignore[attr-defined]
    sets = PrioritySet.objects.filter(roles.where(held, READ)).select_related(*RELATED)
    context = {
        "rows": with_steps(sets.filter(closed_at__isnull=True)),
        "closed": sets.filter(closed_at__isnull=False),
        "boards": _boards(held).exclude(pk__in=_complete()).order_by("name"),
        "has_cycle": cycling.open_cycles().exists(),
    }
    return render(request, "plans/priority_set/list.html", context)


def _boards(held: access.Access) -> Any:
    """Return the open boards for which a person may plan."""
    rows = Board.objects.open().public()
    if held.roots_with(PLAN, "foundation.partnership"):
        return rows
    mine = rows.filter(pk__in=held.roots_with(PLAN, "boards.board"))
    return mine | rows.filter(locality__in=held.roots_with(PLAN, "localities.locality"))


def _complete() -> list[int]:
    """Return the boards that have begun their priorities for every open cycle."""
    wanted = set(cycling.open_cycles().values_list("pk", flat=True))
    begun: dict[int, set[int]] = {}
    for board, cycle in PrioritySet.objects.values_list("board", "cycle"):
        begun.setdefault(board, set()).add(cycle)
    return [board for board, cycles in begun.items() if wanted <= cycles]


@require_http_methods(FORM)
def set_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the priorities of a board for a cycle."""
    board = access.fetch(request, Board.objects.select_related("locality"), PLAN, slug=slug)
    begun = PrioritySet.objects.filter(board=board).values("cycle")
    form = BeginForm.of(request, cycles=cycling.open_cycles().exclude(pk__in=begun))

    def act() -> HttpResponse:
        made = prioritising.begin(board, form.cleaned_data["cycle"], by=request.user)  # type: ignore[arg-type]
        messages.success(
            request, "Begun. Add as many priorities as you like: nobody but officers and members sees them."
        )
        return redirect("manage_set", made.pk)

    page = {"title": "Begin priorities", "caption": board.name, "submit": "Begin"}
    return form_page(request, form, act, back=reverse("manage_priorities"), **page)


@require_safe
def manage_set(request: HttpRequest, set_id: int) -> HttpResponse:
    """Show a set with its gates, its priorities, and what is to be done next."""
    found = access.fetch(request, SETS, READ, pk=set_id)
    rows = list(found.priorities.select_related("lead").prefetch_related(*LINKS).order_by("position", "pk"))
    plans, principles = corporate_plans(), list(Principle.objects.filter(retired_at__isnull=True))
    standing = [row for row in rows if not row.withdrawn_at]
    step = gates.next_step(found)
    context = {
        "set": found,
        "may": request.access.may(PLAN, found) and not found.closed_at,  # type: ignore[attr-defined]
        "steps": gates.steps(found),
        "next": step,
        "rows": [
            (row, [task for task in tasks(row, plans, principles) if task.lacks and task.is_needed]) for row in standing
        ],
        "given_up": [row for row in rows if row.withdrawn_at],
        "wrong_number": passing_gates.wrong_number(found, len(standing)) if not found.submitted_at else "",
        "plans": Plan.objects.adopted().filter(board=found.board_id),
    }
    return render(request, "plans/priority_set/manage.html", context)


@require_POST
def set_order(request: HttpRequest, set_id: int) -> HttpResponse:
    """Move one priority: a step up or down, or to a place."""
    found = access.fetch(request, SETS, PLAN, pk=set_id)
    move(request, found.priorities.standing(), prioritising.move, by=request.user)
    return redirect("manage_set", found.pk)


@require_http_methods(FORM)
def set_carrying(request: HttpRequest, set_id: int) -> HttpResponse:
    """Take priorities of earlier cycles into the draft."""
    found = access.fetch(request, SETS, PLAN, pk=set_id)
    form = CarryForm.of(request, taken=found)

    def act() -> HttpResponse:
        made = prioritising.carry_over(found, form.cleaned_data["earlier"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{len(made)} carried over. Read each again: is it still what is to change?")
        return redirect("manage_set", found.pk)

    page = {"title": "Carry priorities over", "submit": "Carry over"}
    return form_page(request, form, act, back=_back(found), **page)


@require_http_methods(FORM)
def set_submission(request: HttpRequest, set_id: int) -> HttpResponse:
    """Pass gate 1: submit the priorities."""
    lead = "From now on none is added, and none given up below the fewest. Their words may still change."
    return _gate(request, set_id, gates.CHOSEN, lead)


@require_http_methods(FORM)
def set_sharing(request: HttpRequest, set_id: int) -> HttpResponse:
    """Pass gate 2: everybody reads them, and comments."""
    lead = "Everybody can read them from now on. This draft is kept as version 1, and stays readable."
    return _gate(request, set_id, gates.SHARED, lead)


@require_http_methods(FORM)
def set_agreement(request: HttpRequest, set_id: int) -> HttpResponse:
    """Pass gate 3: the board agreed them by a decision."""
    return _gate(
        request, set_id, gates.AGREED, "The words stand from now on. They are published as the agreed version."
    )


@require_http_methods(FORM)
def set_delivery(request: HttpRequest, set_id: int) -> HttpResponse:
    """Pass gate 4: delivery starts."""
    return _gate(request, set_id, gates.DELIVERY, "Everybody reads that work on these priorities has started.")


def _gate(request: HttpRequest, set_id: int, gate: gates.Gate, lead: str) -> HttpResponse:
    found = access.fetch(request, SETS, PLAN, pk=set_id)
    if request.method != "POST" and getattr(found, f"{gate.key}_at"):
        messages.error(request, passing_gates.passed_already(found, gate).message)
        return redirect("manage_set", found.pk)
    why = gates.why_asked(found, gate)
    agrees = gate is gates.AGREED
    form: Form = AgreementForm.of(request, taken=found, why=why) if agrees else GateForm.of(request, why=why)

    def act() -> HttpResponse:
        passed = {name: form.cleaned_data[name] for name in ("because", "decision") if name in form.cleaned_data}
        passing_gates.ACTS[gate.key](found, by=request.user, **passed)
        messages.success(request, f"{gate.name}.")
        return redirect("manage_set", found.pk)

    page = {"title": gate.act, "caption": str(found), "submit": gate.act, "lead": lead}
    return form_page(request, form, act, back=_back(found), **page)


@require_http_methods(FORM)
def set_version(request: HttpRequest, set_id: int) -> HttpResponse:
    """Publish the draft as it reads now as its next version."""
    found = access.fetch(request, SETS, PLAN, pk=set_id)
    form = VersionForm.of(request)

    def act() -> HttpResponse:
        edition = passing_gates.publish_version(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"Version {edition.number} is public.")
        return redirect("manage_set", found.pk)

    page = {"title": "Publish what changed", "caption": str(found), "submit": "Publish"}
    return form_page(request, form, act, back=_back(found), **page)


@require_http_methods(FORM)
def set_withdrawal(request: HttpRequest, set_id: int) -> HttpResponse:
    """Withdraw an earlier version."""
    found = access.fetch(request, SETS, PLAN, pk=set_id)
    return withdrawal_page(request, found, [series(found)], back=_back(found))


def _back(found: PrioritySet) -> str:
    return reverse("manage_set", args=[found.pk])
