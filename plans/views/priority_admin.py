"""Officers write a priority, task by task: what is to change, what it rests on, what it serves, its principles."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.forms import Form
from foundation.refusal import told
from localities.views.form_page import form_page
from plans import grounding, prioritising
from plans.access import PLAN, READ
from plans.completing_priorities import LINKS, corporate_plans, tasks
from plans.forms.priority import (
    AimsForm,
    ClosingForm,
    GivingUpForm,
    GroundsForm,
    PrinciplesForm,
    PriorityForm,
    SupportForm,
)
from plans.models import Principle, Priority
from plans.views.priority_paper import may_write
from plans.views.priority_set import FORM, SETS

PRIORITIES = Priority.objects.select_related(
    "set__cycle", "board", "locality", "partnership", "lead", "organisation", "theme", "carried_from__set__cycle"
)


@require_safe
def manage_priority(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Show a priority as a list of tasks, with what each still lacks."""
    found = access.fetch(request, PRIORITIES.prefetch_related(*LINKS, "supports__other__board"), READ, pk=priority_id)
    may = request.access.may(PLAN, found) and not (found.withdrawn_at or found.closed_at)  # type: ignore[attr-defined]
    rows = tasks(found, corporate_plans(), _principles())
    path = reverse("manage_priority", args=[found.pk])
    shown = [
        {
            "words": task.words, "href": f"{path}{task.key}/" if may else "", "status": task.status,
            "hint": f"Still to say: {', '.join(task.lacks)}" if task.lacks and task.is_needed else "",
            "colour": "blue" if task.lacks and task.is_needed else "",
        }
        for task in rows
    ]  # fmt: skip
    context = {"priority": found, "tasks": shown, "may": may, "may_write": may and may_write(request, found)}
    return render(request, "plans/priority/manage.html", context)


def _principles() -> list[Principle]:
    return list(Principle.objects.filter(retired_at__isnull=True))


@require_http_methods(FORM)
def priority_new(request: HttpRequest, set_id: int) -> HttpResponse:
    """Add a priority to a draft."""
    taken = access.fetch(request, SETS, PLAN, pk=set_id)
    new = Priority(set=taken, board=taken.board, partnership=request.partnership)  # type: ignore[attr-defined]
    form = PriorityForm.of(request, instance=new)

    def act() -> HttpResponse:
        made = prioritising.add(taken, form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{made}” is in the draft. Now say what it rests on.")
        return redirect("manage_priority", made.pk)

    return _page(request, form, act, "Add a priority", str(taken), reverse("manage_set", args=[taken.pk]))


@require_http_methods(FORM)
def priority_change(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Change what is to change, how soon and who leads."""
    found = _mine(request, priority_id)
    form = PriorityForm.of(request, instance=found)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        changed = set(form.changed_data) - {"saw", "sending"}
        prioritising.change(form.save(commit=False), by=request.user, saying=changed)  # type: ignore[arg-type]
        return _saved(request, found)

    return _page(request, form, act, "What is to change, and who leads", str(found))


@require_http_methods(FORM)
def priority_grounds(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Say what it rests on."""
    found = _mine(request, priority_id)
    form = GroundsForm.of(request, priority=found)

    def act() -> HttpResponse:
        said = {name: form.cleaned_data[name] for name in ("evidence", "needs", "root_cause", "level")}
        grounding.ground(found, by=request.user, **said)  # type: ignore[arg-type]
        return _saved(request, found)

    return _page(request, form, act, "What it rests on", str(found))


@require_http_methods(FORM)
def priority_aims(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Say which aims it serves."""
    found = _mine(request, priority_id)
    form = AimsForm.of(request, priority=found)

    def act() -> HttpResponse:
        because = form.cleaned_data["no_aim_because"]
        grounding.serve(found, by=request.user, aims=form.aims, no_aim_because=because)  # type: ignore[arg-type]
        return _saved(request, found)

    return _page(request, form, act, "What it serves", str(found))


@require_http_methods(FORM)
def priority_principles(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Score it by the principles."""
    found = _mine(request, priority_id)
    form = PrinciplesForm.of(request, priority=found, principles=_principles())

    def act() -> HttpResponse:
        grounding.score(found, form.scores, by=request.user)  # type: ignore[arg-type]
        return _saved(request, found)

    return _page(request, form, act, "How far it keeps the principles", str(found))


@require_http_methods(FORM)
def priority_support(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Say how it helps another priority."""
    found = _mine(request, priority_id)
    form = SupportForm.of(request, priority=found)

    def act() -> HttpResponse:
        grounding.support(found, form.cleaned_data["other"], by=request.user, how=form.cleaned_data["how"])  # type: ignore[arg-type]
        return _saved(request, found)

    return _page(request, form, act, "How it helps other priorities", str(found))


@require_POST
def priority_support_removal(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Take back that it helps another."""
    found = _mine(request, priority_id)
    sent = request.POST.get("other", "")
    with told(request):
        grounding.end_support(found, int(sent) if sent.isdecimal() and len(sent) < 18 else 0, by=request.user)  # type: ignore[arg-type]
    return redirect("manage_priority", found.pk)


@require_http_methods(FORM)
def priority_giving_up(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Give it up for a reason."""
    found = _mine(request, priority_id)
    form = GivingUpForm.of(request)

    def act() -> HttpResponse:
        prioritising.give_up(found, by=request.user, because=form.cleaned_data["because"])  # type: ignore[arg-type]
        messages.success(request, f"“{found}” is given up.")
        return redirect("manage_set", found.set_id)

    return _page(request, form, act, "Give this priority up", str(found), submit="Give it up", submit_kind="warning")


@require_http_methods(FORM)
def priority_closing(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Say what came of it."""
    found = _mine(request, priority_id)
    form = ClosingForm.of(request)

    def act() -> HttpResponse:
        prioritising.close(found, by=request.user, outcome=form.cleaned_data["outcome"])  # type: ignore[arg-type]
        messages.success(request, f"“{found}” is closed with its outcome.")
        return redirect("manage_set", found.set_id)

    return _page(request, form, act, "Close this priority", str(found), submit="Close it")


def _mine(request: HttpRequest, priority_id: int) -> Priority:
    found: Priority = access.fetch(request, PRIORITIES, PLAN, pk=priority_id)
    return found


def _saved(request: HttpRequest, priority: Priority) -> HttpResponse:
    more = " Publish it as a version when the change is whole." if priority.is_public else ""
    messages.success(request, f"“{priority}” is saved.{more}")
    return redirect("manage_priority", priority.pk)


def _page(
    request: HttpRequest, form: Form, act: Callable[[], HttpResponse], title: str, caption: str, back: str = "",
    **page: Any,
) -> HttpResponse:  # fmt: skip
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    back = back or reverse("manage_priority", args=[kwargs["priority_id"]])
    return form_page(request, form, act, title=title, caption=caption, back=back, **page)
