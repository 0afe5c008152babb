"""Whether it works, for everybody to read: the measures of boards and of plans. Source: checklist A14, D4; R25."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board
from foundation import access
from foundation.paging import page_of
from plans import picturing_measures, rating
from plans.judging_measures import RELATED, Standing, standings
from plans.models import Measure, Plan

PAGE = 30
MEASURES = Measure.objects.select_related(*RELATED)
ORDER = ("priority__position", "objective__position", "indicator__name", "pk")


@dataclass
class Sum:
    """How the measures of one board, or of one plan, stand."""

    name: str
    path: str
    counted: Counter[str] = field(default_factory=Counter)
    owed: int = 0
    silent: int = 0

    def add(self, standing: Standing) -> None:
        """Count one more."""
        state = standing.state
        self.counted[state.name.lower() if state in rating.RATED else "unrated"] += 1
        self.owed += standing.is_owed
        self.silent += standing.missing is not None


def sums(found: Iterable[Standing]) -> list[Sum]:
    """Return the sums of each board and of each plan that has measures, by name."""
    rows: dict[str, Sum] = {}
    for standing in found:
        measure = standing.measure
        plan = measure.objective.plan if measure.objective else None
        path = f"/measures/plans/{plan.pk}/" if plan else f"/measures/boards/{measure.priority.board.slug}/"  # type: ignore[union-attr]
        rows.setdefault(path, Sum(str(plan or measure.board), path)).add(standing)
    return sorted(rows.values(), key=lambda one: (one.path.startswith("/measures/plans"), one.name))


@login_not_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Show how the measures of each board and of each plan stand."""
    found = standings(MEASURES.public().standing())
    behind = [one for one in found if one.state == rating.State.RED]
    return render(request, "plans/measure/list.html", {"sums": sums(found), "behind": behind})


@login_not_required
@require_safe
def board_measures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the measures of a board's priorities, each with its picture."""
    board = access.fetch(request, Board.objects.all(), access.PUBLIC, slug=slug)
    rows = MEASURES.public().standing().filter(priority__board=board, priority__withdrawn_at__isnull=True)
    title = {"of": board, "of_path": board.get_absolute_url(), "is_board": True}
    return _pictured(request, rows.order_by("-priority__set__cycle__starts_on", *ORDER), title)


@login_not_required
@require_safe
def plan_measures(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the measures of a plan's objectives, each with its picture."""
    plan = access.fetch(request, Plan.objects.public(), access.PUBLIC, pk=plan_id)
    rows = MEASURES.public().standing().filter(objective__plan=plan)
    return _pictured(request, rows.order_by(*ORDER), {"of": plan, "of_path": plan.get_absolute_url()})


def _pictured(request: HttpRequest, rows: Any, title: dict[str, Any]) -> HttpResponse:
    page = page_of(request, rows, PAGE)
    shown = [(one, picturing_measures.course(one)) for one in standings(page.object_list)]
    return render(request, "plans/measure/of_whole.html", {"page": page, "shown": shown, **title})


@login_not_required
@require_safe
def measure(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Show one measure: each value, the way to its target, and what is done where it is behind."""
    found = access.fetch(request, MEASURES.public(), access.PUBLIC, pk=measure_id)
    (standing,) = standings([found])
    context = {"measure": found, "standing": standing, "picture": picturing_measures.course(standing)}
    return render(request, "plans/measure/detail.html", context)
