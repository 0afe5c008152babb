"""From readiness to adoption: what is open, reasons, the draft for comment, the decision, changes, the end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.forms import Form
from foundation.models import Edition
from localities.views.form_page import form_page
from localities.views.withdrawal import withdrawal_page
from plans import access as roles
from plans import adopting, readying, saying_plans, writing_plans
from plans.forms.adopting import AdoptionForm, ChangeForm, DraftForm, EndForm, ReasonForm
from plans.models import Plan, Point
from plans.readying import Shown
from plans.views.plan_admin import plan_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
WHERE = {
    Point.COMMITTED: "commitments", Point.AGREED: "partners", Point.TESTED: "tests",
}  # fmt: skip


@require_safe
def plan_readiness(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show each point of readiness: done, explained, or what would satisfy it."""
    plan = plan_of(request, plan_id, roles.READ)
    record = readying.Record(plan)
    points = record.points
    words = {
        "plan": plan, "tasks": [_task(plan, one) for one in points], "lacks": readying.lacks(record),
        "open": sum(not one.is_settled for one in points), "number": len(points),
        "may_write": request.access.may(roles.PLAN, plan) and not plan.adopted_at,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/plan/readiness.html", words)


def _task(plan: Plan, one: Shown) -> dict[str, Any]:
    hint = one.found if one.is_met else one.missing
    if one.reason and not one.is_met:
        hint = f"Reason: {one.reason.reason}"
    settled = ("Done", "green") if one.is_met else ("Explained", "blue") if one.reason else ("To do", "yellow")
    return {
        "words": f"{one.point.label} ({one.source})", "hint": hint, "status": settled[0], "colour": settled[1],
        "href": reverse("plan_point", args=[plan.pk, one.point.value]),
    }  # fmt: skip


@PAGE
def plan_point(request: HttpRequest, plan_id: int, point: str) -> HttpResponse:
    """Show one point: what the record shows, what would satisfy it, and a person's reason to go without it."""
    plan = plan_of(request, plan_id, roles.PLAN if request.method == "POST" else roles.READ)
    one = next((each for each in readying.Record(plan).points if each.point == point), None)
    if one is None:
        raise Http404
    form = ReasonForm.of(request, initial={"reason": one.reason.reason if one.reason else ""})

    def act() -> HttpResponse:
        writing_plans.give_reason(plan, one.point, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The reason is recorded. Everybody reads it beside the plan.")
        return redirect("plan_readiness", plan.pk)

    words = {
        "plan": plan, "one": one, "noun": WHERE.get(one.point, "objectives"),
        "may_write": request.access.may(roles.PLAN, plan) and not plan.adopted_at,  # type: ignore[attr-defined]
    }  # fmt: skip
    return form_page(request, form, act, template="plans/plan/point.html", **words)


@PAGE
def plan_point_removal(request: HttpRequest, plan_id: int, point: str) -> HttpResponse:
    """Take a reason back."""
    plan = plan_of(request, plan_id)
    row = plan.reasons.filter(point=point).first()
    if row is None:
        raise Http404
    form = Form.of(request)

    def act() -> HttpResponse:
        writing_plans.take_back_reason(plan, Point(point), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The reason is taken back.")
        return redirect("plan_readiness", plan.pk)

    words = {"title": "Take the reason back", "lead": row.reason, "submit": "Take it back", "submit_kind": "warning"}
    return _page(request, plan, form, act, back="plan_readiness", **words)


def _page(
    request: HttpRequest, plan: Plan, form: Form, act: Callable[[], HttpResponse], *, back: str = "manage_plan",
    **page: Any,
) -> HttpResponse:  # fmt: skip
    return form_page(request, form, act, plan=plan, caption=plan, back=reverse(back, args=[plan.pk]), **page)


def _said(plan: Plan) -> tuple[str, dict[str, Any]]:
    """Return a fingerprint of what would be published, and what it says."""
    parts = saying_plans.parts(plan)
    return adopting.seen(parts), saying_plans.words(parts)


def _published(request: HttpRequest, plan: Plan, words: str, edition: Edition) -> HttpResponse:
    messages.success(request, f"{words} as edition {edition.number}.")
    return redirect("manage_plan", plan.pk)


@PAGE
def plan_draft_publication(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Check what everybody would read of a draft, and open it."""
    plan = plan_of(request, plan_id)
    read, said = _said(plan)
    form = DraftForm.of(request, initial={"read": read})

    def act() -> HttpResponse:
        edition = adopting.publish_draft(plan, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return _published(request, plan, "The draft is open to everybody", edition)

    return _page(
        request, plan, form, act, template="plans/plan/publication.html", title="Open the draft for comment",
        submit="Open the draft", **said, lead="Everybody reads what stands below. It can still be changed: each change "
        "is published as another edition, and the ones before stay readable.",
    )  # fmt: skip


@PAGE
def plan_adoption(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Adopt a plan by the decision of its board; what is open is named."""
    plan = plan_of(request, plan_id)
    form = AdoptionForm.of(request, plan=plan)
    _, said = _said(plan)

    def act() -> HttpResponse:
        edition = adopting.adopt(plan, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return _published(request, plan, "The plan is adopted and published", edition)

    return _page(
        request, plan, form, act, template="plans/plan/publication.html", title="Adopt the plan",
        submit="Adopt and publish", open=readying.open_points(readying.Record(plan)), **said,
        lead="The board has decided. Check what is adopted: it is published at once, and what it says is then changed "
        "only by a new edition that says why.",
    )  # fmt: skip


@PAGE
def plan_change_publication(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Publish what was changed in an adopted plan, with the reason."""
    plan = plan_of(request, plan_id)
    read, said = _said(plan)
    form = ChangeForm.of(request, initial={"read": read})

    def act() -> HttpResponse:
        edition = adopting.publish_change(plan, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return _published(request, plan, "The change is published", edition)

    return _page(
        request, plan, form, act, template="plans/plan/publication.html", title="Publish the change",
        submit="Publish the change", **said,
        lead="The edition before stays readable and says that it is superseded.",
    )  # fmt: skip


@PAGE
def plan_withdrawal(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Withdraw an earlier edition of the plan, or of its draft."""
    plan = plan_of(request, plan_id)
    series = [adopting.series(plan), adopting.series(plan, draft=True)]
    return withdrawal_page(request, plan, series, back=reverse("manage_plan", args=[plan.pk]))


@PAGE
def plan_end(request: HttpRequest, plan_id: int) -> HttpResponse:
    """End a plan."""
    plan = plan_of(request, plan_id)
    form = EndForm.of(request)

    def act() -> HttpResponse:
        adopting.end(plan, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The plan has ended. Its editions stay.")
        return redirect("manage_plan", plan.pk)

    lead = "Nothing more is done for it. Everybody still reads what it said, and why it ended."
    return _page(request, plan, form, act, title="End the plan", submit="End it", submit_kind="warning", lead=lead)
