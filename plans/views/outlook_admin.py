"""Officers see what ends soon, judge pilots, raise services to commission together, and make business cases."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation import access
from foundation.refusal import done, status, told
from foundation.templatetags.words import counted
from localities.access import anywhere
from localities.models import RegisterEntry
from localities.views.form_page import form_page
from plans import access as roles
from plans import casing, ending, evaluating
from plans.forms.delivery import AfterwardsForm, EvaluationForm
from plans.forms.outlook import CandidateForm, CaseForm, DecidedForm, EndForm, OptionForm
from plans.models import BusinessCase, Candidate, CaseOption, Objective, PilotEvaluation, PlanAction, PlanResource
from plans.views.delivery_admin import page_of_plan

PLACED = ("board", "locality")
ENDING, PILOTS, CANDIDATES = "/manage/plans/ending/", "/manage/plans/pilots/", "/manage/plans/candidates/"


def ending_words(request: HttpRequest) -> str:
    """Return how much ends soon, in words."""
    number = len(_ending(request))
    return f"{counted(number, 'ends', 'end')} soon." if number else ""


def pilot_words(request: HttpRequest) -> str:
    """Return how many pilots should have been judged by now, in words."""
    late = sum(1 for pilot in evaluating.pilots() if pilot.days_late)
    return f"{counted(late, 'is', 'are')} to be judged." if late else ""


def _ending(request: HttpRequest) -> list[ending.Ending]:
    held = request.access  # type: ignore[attr-defined]
    return ending.ending_soon(held, roles.where(held, roles.READ))


@anywhere(roles.READ)
@require_safe
def manage_ending(request: HttpRequest) -> HttpResponse:
    """List what ends soon, what follows, and who is warned. Source: checklist C18, C27, J13."""
    may = request.access.may_anywhere(roles.PLAN)  # type: ignore[attr-defined]
    return render(request, "plans/outlook/ending.html", {"endings": _ending(request), "may": may})


def resource(request: HttpRequest, resource_id: int) -> HttpResponse:
    """Say how the work goes on when money or people end."""
    rows = PlanResource.objects.select_related(*PLACED, "action__objective__plan")
    found = access.fetch(request, rows, roles.PLAN, pk=resource_id)
    form = AfterwardsForm.of(request, instance=found)

    def act() -> HttpResponse:
        ending.say_what_follows(found, form.cleaned_data["afterwards"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is kept.")
        return redirect(ENDING)

    return form_page(
        request, form, act, title="How does it go on?", back=ENDING, caption=f"{found.what}: {found.action}"
    )


@anywhere(roles.READ)
@require_safe
def manage_pilots(request: HttpRequest) -> HttpResponse:
    """List the pilots, what is to be judged first. Source: checklist A50."""
    may = request.access.may_anywhere(roles.PLAN)  # type: ignore[attr-defined]
    return render(request, "plans/outlook/pilots.html", {"pilots": evaluating.pilots(), "may": may})


def pilot(request: HttpRequest, pilot_id: int) -> HttpResponse:
    """Judge a pilot at its end."""
    rows = RegisterEntry.objects.filter(register__preset=evaluating.REGISTER).select_related("register", "locality")
    entry = access.fetch(request, rows, access.OWN, pk=pilot_id)
    made = PilotEvaluation(entry=entry, locality=entry.locality, partnership=request.partnership)  # type: ignore[attr-defined]
    access.require(request, roles.PLAN, made)
    form = EvaluationForm.of(request, instance=made)

    def act() -> HttpResponse:
        said = form.cleaned_data
        evaluating.evaluate(
            form.save(commit=False),
            lesson=said["lesson"],
            lesson_text=said["lesson_text"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, "The pilot is judged, and the lesson is recorded.")
        return redirect(PILOTS)

    ends_on = evaluating.end_of(entry)
    lead = f"It ends on {ends_on:%-d %B %Y}." if ends_on else "The register names no day on which it ends."
    return form_page(request, form, act, title="Judge the pilot", back=PILOTS, caption=entry.name, lead=lead)


@anywhere(roles.READ)
@require_safe
def manage_candidates(request: HttpRequest) -> HttpResponse:
    """List the services that were raised from the person's plans."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    rows = Candidate.objects.filter(mine).select_related("objective__plan", "commissioner")
    context = {"rows": rows, "may": request.access.may_anywhere(roles.PLAN)}  # type: ignore[attr-defined]
    return render(request, "plans/outlook/manage_candidates.html", context)


def candidate_new(request: HttpRequest, objective_id: int) -> HttpResponse:
    """Raise a service from an objective."""
    rows = Objective.objects.select_related(*PLACED, "plan")
    objective = access.fetch(request, rows, roles.PLAN, pk=objective_id)
    form, back = CandidateForm.of(request, instance=Candidate(objective=objective)), page_of_plan(objective.plan_id)

    def act() -> HttpResponse:
        casing.raise_candidate(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The service is raised.")
        return redirect(CANDIDATES)

    return form_page(request, form, act, title="A service to commission together", back=back, caption=objective.title)


def candidate_ending(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Say what came of a service that was raised."""
    found = access.fetch(request, Candidate.objects.select_related(*PLACED), roles.PLAN, pk=candidate_id)
    form = EndForm.of(request)

    def act() -> HttpResponse:
        casing.end_candidate(found, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is kept.")
        return redirect(CANDIDATES)

    return form_page(request, form, act, title="What came of it?", back=CANDIDATES, caption=found.service)


def case_new(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Begin a business case for an action."""
    rows = PlanAction.objects.select_related(*PLACED, "objective")
    action = access.fetch(request, rows, roles.PLAN, pk=plan_action_id)
    form = CaseForm.of(request, instance=BusinessCase(action=action))

    def act() -> HttpResponse:
        case = casing.begin_case(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect("manage_business_case", case.pk)

    back = page_of_plan(action.objective.plan_id)
    return form_page(request, form, act, title="Make a business case", back=back, caption=action.text)


CASES = BusinessCase.objects.select_related(*PLACED, "action__objective__plan", "action__owner", "decision")


def manage_business_case(request: HttpRequest, business_case_id: int) -> HttpResponse:
    """Show a business case to its officers, who add options to it here."""
    case = access.fetch(request, CASES, roles.READ, pk=business_case_id)
    may = request.access.may(roles.PLAN, case)  # type: ignore[attr-defined]
    if request.method == "POST":
        access.require(request, roles.PLAN, case)
    form = OptionForm.of(request, instance=CaseOption(case=case))

    def act() -> HttpResponse:
        casing.add_option(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The option is added.")
        return redirect("manage_business_case", case.pk)

    context = {"case": case, "options": case.options.all(), "form": form, "may": may and not case.decision_id}
    page = done(request, form, act)
    return page or render(request, "plans/outlook/manage_case.html", context, status=status(form))  # type: ignore[arg-type]


@require_POST
def case_publication(request: HttpRequest, business_case_id: int) -> HttpResponse:
    """Publish a business case."""
    case = access.fetch(request, CASES, roles.PLAN, pk=business_case_id)
    with told(request):
        casing.publish_case(case, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The business case is published.")
    return redirect("manage_business_case", case.pk)


def case_decision(request: HttpRequest, business_case_id: int) -> HttpResponse:
    """Say what was decided on a business case."""
    case = access.fetch(request, CASES, roles.PLAN, pk=business_case_id)
    form = DecidedForm.of(request, case=case)

    def act() -> HttpResponse:
        casing.decide_case(case, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The decision is recorded.")
        return redirect(case)

    back = f"/manage/plans/business-cases/{case.pk}/"
    return form_page(request, form, act, title="What was decided?", back=back, caption=case.title)
