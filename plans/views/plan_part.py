"""Each sort of part of a plan is added, changed and taken out by the same pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from foundation import access
from foundation.forms import Form
from localities.views.form_page import form_page
from plans import access as roles
from plans import writing_plans
from plans.forms.plan import (
    ActionForm,
    CommitmentForm,
    MilestoneForm,
    ObjectiveForm,
    PartForm,
    PartnerForm,
    ResourceForm,
    TestForm,
)
from plans.models import (
    Commitment,
    CommunityTest,
    Milestone,
    Objective,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
)
from plans.views.plan_admin import plan_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Noun:
    """A sort of part: its words, its form, and of what it is a part."""

    words: str
    model: Any
    form: type[PartForm]
    parent: str = "plan"  # the field that names what it is a part of
    of: Callable[[Plan], QuerySet[Any]] | None = None  # from which that is chosen, where it is not the plan
    plan: str = "plan"  # the way from it to the plan


def _objectives(plan: Plan) -> QuerySet[Objective]:
    return plan.objectives.all()


def _actions(plan: Plan) -> QuerySet[PlanAction]:
    return PlanAction.objects.filter(objective__plan=plan).select_related("objective")


TO_PLAN = "action__objective__plan"
NOUNS = {
    "objectives": Noun("objective", Objective, ObjectiveForm),
    "actions": Noun("action", PlanAction, ActionForm, "objective", _objectives, "objective__plan"),
    "milestones": Noun("milestone", Milestone, MilestoneForm, "action", _actions, TO_PLAN),
    "resources": Noun("resource", PlanResource, ResourceForm, "action", _actions, TO_PLAN),
    "commitments": Noun("commitment", Commitment, CommitmentForm),
    "partners": Noun("main provider", PlanPartner, PartnerForm),
    "tests": Noun("test with local people", CommunityTest, TestForm),
}


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise Http404
    return NOUNS[name]


def _part(request: HttpRequest, plan: Plan, noun: Noun, plan_part_id: int) -> Any:
    rows = noun.model.objects.filter(**{noun.plan: plan}).select_related(noun.plan)
    return access.fetch(request, rows, roles.PLAN, pk=plan_part_id)


@PAGE
def plan_part_new(request: HttpRequest, plan_id: int, plan_noun: str) -> HttpResponse:
    """Add an objective, a commitment, a main provider, a test with local people."""
    plan, noun = plan_of(request, plan_id), _noun(plan_noun)
    if noun.of:
        raise Http404
    return _form(request, plan, noun, noun.model(plan=plan), f"Add {_article(noun.words)}")


@PAGE
def plan_part_under(request: HttpRequest, plan_id: int, plan_noun: str, plan_parent_id: int) -> HttpResponse:
    """Add an action to an objective, a milestone or a resource to an action."""
    plan, noun = plan_of(request, plan_id), _noun(plan_noun)
    if noun.of is None:
        raise Http404
    parent = access.fetch(request, noun.of(plan), roles.PLAN, pk=plan_parent_id)
    row = noun.model(**{noun.parent: parent})
    return _form(request, plan, noun, row, f"Add {_article(noun.words)}", str(parent))


@PAGE
def plan_part(request: HttpRequest, plan_id: int, plan_noun: str, plan_part_id: int) -> HttpResponse:
    """Change a part of a plan."""
    plan, noun = plan_of(request, plan_id), _noun(plan_noun)
    row = _part(request, plan, noun, plan_part_id)
    title = f"What {row} says of the plan" if plan_noun == "partners" else f"Change the {noun.words}"
    return _form(request, plan, noun, row, title)


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _form(request: HttpRequest, plan: Plan, noun: Noun, row: Any, title: str, caption: str = "") -> HttpResponse:
    form = noun.form.of(request, instance=row, plan=plan)

    def act() -> HttpResponse:
        saved = writing_plans.save_part(
            form.save(commit=False), by=request.user, aims=form.cleaned_data.get("aims")  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"The {noun.words} is saved.")
        again = noun.parent == "plan" and isinstance(saved, PlanPartner) and "again" in request.POST
        return redirect("plan_part_new", plan.pk, "partners") if again else redirect(_place(plan, saved))

    words = {"title": title, "caption": caption or plan, "back": _place(plan, row)}
    if isinstance(row, PlanPartner) and row._state.adding:
        words["again"] = "Save and add another"
    if plan.is_public:
        words["lead"] = "Everybody reads the change once you publish it: you check it once more then."
    return form_page(request, form, act, **words)


def _place(plan: Plan, row: Any) -> str:
    """Return where a part stands on the officers' page of its plan."""
    objective = {PlanAction: "objective_id", Objective: "pk"}.get(type(row), "")
    key = getattr(row, objective) if objective else row.action.objective_id if hasattr(row, "action_id") else None
    return reverse("manage_plan", args=[plan.pk]) + (f"#objective-{key}" if key else "")


@PAGE
def plan_part_removal(request: HttpRequest, plan_id: int, plan_noun: str, plan_part_id: int) -> HttpResponse:
    """Take a part out of a draft."""
    plan, noun = plan_of(request, plan_id), _noun(plan_noun)
    row = _part(request, plan, noun, plan_part_id)
    form = Form.of(request)

    def act() -> HttpResponse:
        writing_plans.remove_part(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The {noun.words} is removed.")
        return redirect("manage_plan", plan.pk)

    words = {
        "title": f"Remove the {noun.words}", "caption": plan, "back": _place(plan, row), "lead": str(row),
        "submit": "Remove it", "submit_kind": "warning",
        "warning": "What stands below it, its actions, milestones and resources, goes with it."
        if plan_noun in ("objectives", "actions") else "",
    }  # fmt: skip
    return form_page(request, form, act, **words)
