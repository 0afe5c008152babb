"""How adopted plans are carried out, for everybody to read: actions, years, quick wins, lessons."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import access
from foundation.models import EditionPart
from foundation.paging import page_of
from plans import counting_delivery, yearly
from plans.composing_years import with_days
from plans.forms.delivery import LessonFilter
from plans.models import ActionReport, BusinessCase, DeliveryYear, Lesson, Plan, PlanAction

PAGE = 25
PLANS = Plan.objects.public().filter(adopted_at__isnull=False).select_related("locality", "board", "accountable")
CASES = Prefetch("cases", BusinessCase.objects.filter(published_at__isnull=False), to_attr="open_cases")
SAID = Prefetch("reports", ActionReport.objects.filter(published_at__isnull=False))
ACTIONS = PlanAction.objects.filter(published_at__isnull=False).select_related(
    "owner", "objective", "board_action", "referral"
)


@login_not_required
@require_safe
def delivery(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show how each action of a plan goes, who is late, of whom nothing was heard, and what each year brought."""
    plan = access.fetch(request, PLANS, access.PUBLIC, pk=plan_id)
    rows = ACTIONS.filter(objective__plan=plan).prefetch_related(SAID, CASES, "milestones")
    actions = list(rows.order_by("objective__position", "objective", "position", "pk"))
    context = {
        "plan": plan, "actions": actions, "figures": counting_delivery.figures(actions),
        "years": plan.years.filter(published_at__isnull=False),
        "lessons": plan.lessons.public(),
    }  # fmt: skip
    return render(request, "plans/delivery/detail.html", context)


@login_not_required
@require_safe
def quick_wins(request: HttpRequest) -> HttpResponse:
    """List what shows within months, across plans: what was done, and what comes next. Source: checklist C25."""
    rows = ACTIONS.standing().filter(horizon=PlanAction.Horizon.QUICK, objective__plan__adopted_at__isnull=False)
    rows = rows.select_related("owner", "objective__plan__locality")
    context = {
        "done": rows.filter(done_at__isnull=False).order_by("-done_at")[:PAGE],
        "page": page_of(request, rows.open().order_by("due_on", "pk"), PAGE),
    }
    return render(request, "plans/delivery/quick_wins.html", context)


@login_not_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """List what was learned, across plans and pilots, newest first."""
    form = LessonFilter(request.GET or None)
    rows = Lesson.objects.public().select_related("plan", "theme", "pilot__entry__register")
    page = page_of(request, form.narrow(rows) if request.GET else rows, PAGE)
    return render(request, "plans/delivery/lessons.html", {"page": page, "filter": form})


@login_not_required
@require_safe
def year(request: HttpRequest, delivery_year_id: int, number: int | None = None) -> HttpResponse:
    """Show what was published of a year of a plan: the newest, or an earlier one that says so."""
    rows = DeliveryYear.objects.filter(published_at__isnull=False).select_related("plan")
    found = access.fetch(request, rows, access.PUBLIC, pk=delivery_year_id)
    published = list(yearly.editions_of(found))
    edition = next((each for each in published if number in (None, each.number)), None)
    if edition is None:
        raise Http404
    parts = list(EditionPart.objects.filter(edition=edition).order_by("position"))
    for part in parts:
        part.content = with_days(part.content)
    context = {
        "year": found, "edition": edition, "editions": published, "newest": published[0], "parts": parts,
        "is_review_late": any(late.pk == found.pk for late in yearly.overdue_reviews(timezone.localdate())),
    }  # fmt: skip
    return render(request, "plans/delivery/year.html", context)
