"""Plans from the officers' side: the list, one plan with all its parts, and what it says of itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access, panels
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import adopting, readying, writing_plans
from plans.forms.plan import PlanForm
from plans.models import Plan

PAGE = require_http_methods(["GET", "HEAD", "POST"])
PLANS = Plan.objects.select_related("board", "locality", "partnership", "accountable", "edition", "decision")


def plan_of(request: HttpRequest, plan_id: int, permission: str = roles.PLAN) -> Plan:
    """Return a plan that the person may write, or read."""
    found: Plan = access.fetch(request, PLANS, permission, pk=plan_id)
    return found


@anywhere(roles.READ)
@require_safe
def manage_locality_plans(request: HttpRequest) -> HttpResponse:
    """List the plans of the places where the person plans, those that run first."""
    held = request.access  # type: ignore[attr-defined]
    rows = PLANS.filter(roles.where(held, roles.READ)).order_by("ended_at", "-starts_on", "title", "pk")
    words = {"page": page_of(request, rows, 25), "may_add": held.may_anywhere(roles.PLAN)}
    return render(request, "plans/plan/manage_list.html", words)


@anywhere(roles.PLAN)
@PAGE
def plan_new(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    return _form(request, Plan(), "Begin a plan", reverse("manage_locality_plans"))


@PAGE
def plan_change(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Change what a plan says of itself."""
    plan = plan_of(request, plan_id)
    return _form(request, plan, "Change the plan", reverse("manage_plan", args=[plan.pk]))


def _form(request: HttpRequest, plan: Plan, title: str, back: str) -> HttpResponse:
    form = PlanForm.of(request, instance=plan, held=request.access)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        form.must_be_as_seen()
        saved = writing_plans.save_plan(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect("manage_plan", saved.pk)

    words: dict[str, Any] = {"title": title, "back": back}
    if plan.is_public:
        words["lead"] = "Everybody reads the change once you publish it."
    return form_page(request, form, act, **words)


@require_safe
def manage_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show a plan as it is being written: what is next, its objectives, who is part of it."""
    plan = plan_of(request, plan_id, roles.READ)
    record = readying.Record(plan)
    points = record.points
    words = {
        "plan": plan, "objectives": record.objectives, "partners": record.partners, "tests": record.tests,
        "commitments": record.given,
        "lacks": readying.lacks(record), "settled": sum(one.is_settled for one in points), "points": points,
        "is_changed": plan.adopted_at and adopting.is_changed(plan, record),
        "may_write": request.access.may(roles.PLAN, plan) and not plan.ended_at,  # type: ignore[attr-defined]
        "round": plan.rounds.first(),
        "panels": panels.read("plans.plan.manage", [plan])[plan.pk],
    }  # fmt: skip
    return render(request, "plans/plan/manage.html", words)


@require_POST
def objective_order(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Move an objective up or down."""
    plan = plan_of(request, plan_id)
    key, move = request.POST.get("item", ""), request.POST.get("move", "")
    objective = access.fetch(request, plan.objectives.all(), roles.PLAN, pk=int(key) if key.isdecimal() else 0)
    with told(request):
        writing_plans.move_objective(objective, up=move == "up", by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{objective}” is moved {'up' if move == 'up' else 'down'}.")
    return redirect("manage_plan", plan.pk)
