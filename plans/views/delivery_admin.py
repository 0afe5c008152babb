"""Officers carry a plan out: what became of each action, links to owners, referrals, years, reviews, lessons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from boards.access import REFER
from boards.forms.action import HideForm
from foundation import access
from foundation.refusal import told
from foundation.templatetags.words import counted
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import counting_delivery, delivering, yearly
from plans.forms.delivery import (
    ActionReferralForm,
    BoardActionForm,
    LessonForm,
    NoteForm,
    ReportForm,
    ReviewForm,
    YearForm,
)
from plans.models import ActionReport, DeliveryYear, Lesson, Plan, PlanAction

PLANS = Plan.objects.select_related("board", "locality", "accountable")
ACTIONS = PlanAction.objects.select_related(*delivering.RELATED)
YEARS = DeliveryYear.objects.select_related("plan", "board", "locality")


def late_words(request: HttpRequest) -> str:
    """Return how much of the plans that the person looks after is late, in words."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    today = timezone.localdate()
    rows = PlanAction.objects.open().filter(mine, objective__plan__adopted_at__isnull=False, due_on__lt=today)
    late = rows.filter(objective__plan__ended_at__isnull=True).count()
    return f"{counted(late, 'action is', 'actions are')} late." if late else ""


def page_of_plan(plan_id: int) -> str:
    """Return where the officers carry a plan out."""
    return f"/manage/plans/{plan_id}/delivery/"


@anywhere(roles.READ)
@require_safe
def manage_deliveries(request: HttpRequest) -> HttpResponse:
    """List the plans in delivery that the person looks after, with what is late of each."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    plans = list(PLANS.adopted().filter(mine).prefetch_related("objectives__actions__reports", "years"))
    reviews = {year.plan_id: year for year in yearly.overdue_reviews(timezone.localdate())}
    rows = [
        (plan, counting_delivery.figures(a for one in plan.objectives.all() for a in one.actions.all()),
         reviews.get(plan.pk))
        for plan in plans
    ]  # fmt: skip
    return render(request, "plans/delivery/manage_list.html", {"rows": rows})


@require_safe
def manage_delivery(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show how the actions of a plan go, with what can be done about each."""
    plan = access.fetch(request, PLANS, roles.READ, pk=plan_id)
    rows = ACTIONS.filter(objective__plan=plan).select_related("owner", "person", "objective", "board_action")
    actions = list(
        rows.select_related("referral").prefetch_related("reports", "milestones", "resources", "cases")
        .order_by("objective__position", "objective", "position", "pk")
    )  # fmt: skip
    late = {year.pk for year in yearly.overdue_reviews(timezone.localdate()) if year.plan_id == plan.pk}
    context = {
        "plan": plan, "actions": actions, "figures": counting_delivery.figures(actions),
        "years": [(year, year.pk in late) for year in plan.years.all()], "lessons": plan.lessons.all(),
        "may": request.access.may(roles.PLAN, plan), "is_delivered": delivering.is_delivered(plan),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/delivery/manage.html", context)


def action_report(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Keep what became of an action, as an officer knows it."""
    action = access.fetch(request, ACTIONS, roles.PLAN, pk=plan_action_id)
    form = ReportForm.of(request, action=action, kinds=list(delivering.Kind), initial={"by_name": str(request.user)})
    back = page_of_plan(action.objective.plan_id)

    def act() -> HttpResponse:
        delivering.report(action, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "It is kept. Everybody can read it.")
        return redirect(back)

    return form_page(request, form, act, title="How does it go?", back=back, caption=action.text)


@require_POST
def action_link(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Send the owner of an action a new link."""
    action = access.fetch(request, ACTIONS, roles.PLAN, pk=plan_action_id)
    with told(request):
        sent = delivering.send_link(action, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"A new link went to {sent.reached_at[1]}. The one before leads nowhere now.")
    return redirect(page_of_plan(action.objective.plan_id))


def action_referral(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Draft a referral of an action to who decides on it; the board's officers send it."""
    action = access.fetch(request, ACTIONS, roles.PLAN, pk=plan_action_id)
    if action.board:
        access.require(request, REFER, action.board)
    form = ActionReferralForm.of(request, initial={"request": action.text, "reason": action.objective.outcome})
    back = page_of_plan(action.objective.plan_id)

    def act() -> HttpResponse:
        asked = {**form.cleaned_data, "title": action.text[:200]}
        referral = delivering.refer_action(action, by=request.user, **asked)  # type: ignore[arg-type]
        messages.success(request, "The referral is drafted. Read it and send it.")
        return redirect("manage_referral", referral.pk)

    return form_page(request, form, act, title="Refer it to who decides", back=back, caption=action.text)


def action_board(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Say which action of a board this is."""
    action = access.fetch(request, ACTIONS, roles.PLAN, pk=plan_action_id)
    form = BoardActionForm.of(request, action=action, initial={"board_action": action.board_action_id})
    back = page_of_plan(action.objective.plan_id)

    def act() -> HttpResponse:
        delivering.join_to_board(action, form.cleaned_data["board_action"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is kept.")
        return redirect(back)

    return form_page(request, form, act, title="Which action of the board is it?", back=back, caption=action.text)


def report_hiding(request: HttpRequest, plan_report_id: int) -> HttpResponse:
    """Hide what was said of an action, with a reason."""
    rows = ActionReport.objects.select_related("board", "locality", "action__objective")
    said = access.fetch(request, rows, roles.PLAN, pk=plan_report_id)
    form, back = HideForm.of(request), page_of_plan(said.action.objective.plan_id)

    def act() -> HttpResponse:
        delivering.hide(said, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is hidden. You still read it here.")
        return redirect(back)

    return form_page(request, form, act, title="Hide what was said", back=back, caption=said.text)


def year_new(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Plan the next year of a plan."""
    plan = access.fetch(request, PLANS, roles.PLAN, pk=plan_id)
    return _year_form(request, yearly.following_year(plan), "Plan a year")


def year_change(request: HttpRequest, delivery_year_id: int) -> HttpResponse:
    """Change what is worked on in a year."""
    return _year_form(request, access.fetch(request, YEARS, roles.PLAN, pk=delivery_year_id), "Change the year")


def _year_form(request: HttpRequest, year: DeliveryYear, title: str) -> HttpResponse:
    form, back = YearForm.of(request, instance=year), page_of_plan(year.plan_id)

    def act() -> HttpResponse:
        kept = form.save(commit=False)
        yearly.keep_year(kept, form.cleaned_data["actions"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The year is kept. Publish it once it is agreed.")
        return redirect(back)

    return form_page(request, form, act, title=title, back=back, caption=year.plan.title)


def year_agreement(request: HttpRequest, delivery_year_id: int) -> HttpResponse:
    """Publish what is to be done in a year."""
    year = access.fetch(request, YEARS, roles.PLAN, pk=delivery_year_id)
    form, back = NoteForm.of(request), page_of_plan(year.plan_id)
    if year.edition_id is None:
        del form.fields["note"]

    def act() -> HttpResponse:
        yearly.agree_year(year, by=request.user, note=form.cleaned_data.get("note", ""))  # type: ignore[arg-type]
        messages.success(request, "The delivery plan of the year is published.")
        return redirect(year)

    title = f"Publish the delivery plan of {year.words}"
    lead = "Everybody can read it from then on. A change is published again, with its reason."
    return form_page(
        request, form, act, title=title, back=back, caption=year.plan.title, lead=lead, submit="Publish it"
    )


def year_review(request: HttpRequest, delivery_year_id: int) -> HttpResponse:
    """Review a year, and publish the review."""
    year = access.fetch(request, YEARS, roles.PLAN, pk=delivery_year_id)
    form, back = ReviewForm.of(request, instance=year), page_of_plan(year.plan_id)

    def act() -> HttpResponse:
        said = {"note": "", **form.cleaned_data}
        yearly.review_year(year, by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, "The review is published.")
        return redirect(year)

    lead = "What was done, moved and given up is listed by itself. Lessons that you recorded for the year go with it."
    if year.ends_on >= timezone.localdate():
        lead = f"The year runs until {year.ends_on:%-d %B %Y}: what comes after this needs a correction. {lead}"
    more = {"caption": year.plan.title, "lead": lead, "submit": "Publish the review"}
    return form_page(request, form, act, title=f"Review of {year.words}", back=back, **more)


def lesson_new(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Record what was learned from a plan; it goes with the year in which it was learned."""
    plan = access.fetch(request, PLANS, roles.PLAN, pk=plan_id)
    form = LessonForm.of(request, instance=Lesson(plan=plan, learned_on=timezone.localdate()))

    def act() -> HttpResponse:
        lesson = form.save(commit=False)
        of_day = plan.years.filter(starts_on__lte=lesson.learned_on, ends_on__gte=lesson.learned_on)
        lesson.year = of_day.first()
        yearly.keep_lesson(lesson, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The lesson is recorded.")
        return redirect(page_of_plan(plan.pk))

    return form_page(request, form, act, title="Record a lesson", back=page_of_plan(plan.pk), caption=plan.title)
