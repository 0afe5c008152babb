"""Plans seen together, for everybody: the timeline of a place, subjects, the aims, what is proposed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement.models import Theme
from foundation import access
from foundation.paging import page_of
from plans import drawing_timeline, joining
from plans.forms.outlook import TimelineFilter
from plans.models import BusinessCase, Candidate

PAGE = 25
CASES = BusinessCase.objects.filter(published_at__isnull=False).select_related(
    "action__objective__plan", "action__owner", "decision"
)


@login_not_required
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Show the programme of a place over some months, as a picture and as a table. Source: checklist C28."""
    today = timezone.localdate()
    form = TimelineFilter(request.GET or None, today=today)
    locality, period = form.asked()
    lanes = drawing_timeline.lanes(locality, period, today)
    is_now = period.first <= today <= period.last
    context = {
        "filter": form, "locality": locality, "period": period, "lanes": lanes,
        "drawn": drawing_timeline.drawn(lanes, period), "months": period.months(),
        "now": period.x(today) if is_now else None,
    }  # fmt: skip
    return render(request, "plans/outlook/timeline.html", context)


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """List the subjects with how much is done about each, and how much of it prevents or acts early."""
    found, share = joining.by_theme()
    return render(request, "plans/outlook/themes.html", {"themes": found, "share": share})


@login_not_required
@require_safe
def theme(request: HttpRequest, theme_id: int) -> HttpResponse:
    """Show all that partners set out to do about one subject. Source: checklist A21, A22, A23."""
    found = access.fetch(request, Theme.objects, access.OWN, pk=theme_id)
    return render(request, "plans/outlook/theme.html", {"theme": found, "about": joining.about(found)})


@login_not_required
@require_safe
def aims(request: HttpRequest) -> HttpResponse:
    """Show the aims of working together, with the objectives and the measures under each. Source: C7, C8."""
    return render(request, "plans/outlook/aims.html", {"strategies": joining.aims()})


@login_not_required
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """List the services that partners could commission together. Source: checklist A15."""
    rows = Candidate.objects.filter(published_at__isnull=False).select_related("objective__plan", "commissioner")
    return render(request, "plans/outlook/candidates.html", {"page": page_of(request, rows, PAGE)})


@login_not_required
@require_safe
def business_case(request: HttpRequest, business_case_id: int) -> HttpResponse:
    """Show a business case: why, which ways there are, who decides, what was decided. Source: checklist B40."""
    case = access.fetch(request, CASES, access.PUBLIC, pk=business_case_id)
    context = {"case": case, "options": case.options.all()}
    return render(request, "plans/outlook/case.html", context)
