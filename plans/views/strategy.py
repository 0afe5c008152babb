"""What everybody reads of strategies: the list, and each with its aims and what serves them. Source: A12, A25, C13."""

from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import access
from foundation.paging import page_of
from plans.forms.strategy import StrategyFilter
from plans.models import Aim, Objective, PriorityAim, Strategy

# A link is shown with what it leads to: what the reader may not know is left out with its link.
PRIORITIES = Prefetch("priority_links", PriorityAim.objects.select_related("priority__set__board").order_by("pk"))
WHOLE = Strategy.objects.select_related("organisation", "locality", "theme", "within", "board", "partnership")


@login_not_required
@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """List strategies by kind, whose they are, level and place; what has ended comes last."""
    search = StrategyFilter(request.GET or None)
    rows = Strategy.objects.public().select_related("organisation", "locality")
    rows = search.narrow(rows) if request.GET else rows
    ended = Q(ends_on__lt=timezone.localdate())
    page = page_of(request, rows.annotate(has_ended=Count("pk", filter=ended)).order_by("has_ended", "title", "pk"))
    return render(request, "plans/strategy/list.html", {"page": page, "search": search})


@login_not_required
@require_safe
def strategy(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Show a strategy: its aims in order, and the priorities and objectives that serve each."""
    found = access.fetch(request, WHOLE.public(), access.PUBLIC, pk=strategy_id)
    context = {"strategy": found, "aims": aims_of(found), "parts": found.parts.public()}
    return render(request, "plans/strategy/detail.html", context)


def aims_of(found: Strategy) -> list[Aim]:
    """Return the aims of a strategy, each with the priorities and the objectives that serve it."""
    aims = list(found.aims.prefetch_related(PRIORITIES))
    of_it = Q(aim__strategy=found) | Q(aim_links__aim__strategy=found)
    ways = Objective.objects.filter(of_it).annotate(linked=F("aim_links__aim")).select_related("plan").order_by("pk")
    served: dict[int, dict[int, Objective]] = defaultdict(dict)
    for way in ways:
        for key in {way.aim_id, way.linked}:
            served[key][way.pk] = way
    for aim in aims:
        aim.served_by = list(served[aim.pk].values())  # type: ignore[attr-defined]
    return aims
