"""What all partners do about one subject or one aim, brought together. Source: A21-A23, E39, E47, C7, C8."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from engagement.models import Theme
from plans.counting_delivery import Figures, figures
from plans.models import ActionReport, Evidence, Measure, Objective, PlanAction, Priority, Strategy
from plans.wording import goal

SAID = Prefetch("reports", ActionReport.objects.filter(published_at__isnull=False))


@dataclass(frozen=True)
class About:
    """What there is about a subject."""

    priorities: list[Priority]
    objectives: list[Objective]
    by_partner: list[tuple[Any, list[PlanAction]]]  # each with what it does, by name
    evidence: list[Evidence]
    strategies: list[Strategy]
    figures: Figures


@dataclass(frozen=True)
class Subject:
    """A subject, with how many objectives and actions are about it."""

    theme: Theme
    objectives: int
    figures: Figures


def _of(theme: Theme) -> Q:
    """Return which objectives are about a subject: their own, else their priority's."""
    return Q(theme=theme) | Q(theme__isnull=True, priority__theme=theme)


def _objectives() -> QuerySet[Objective]:
    return Objective.objects.filter(published_at__isnull=False, plan__ended_at__isnull=True)


def by_theme() -> tuple[list[Subject], Figures]:
    """Return each subject with what is done about it, and the figures of all actions together."""
    objectives: dict[int | None, set[int]] = defaultdict(set)
    actions: dict[int | None, list[PlanAction]] = defaultdict(list)
    for row in _objectives().select_related("priority"):
        objectives[_theme_of(row)].add(row.pk)
    rows = PlanAction.objects.filter(published_at__isnull=False, objective__in=_objectives())
    for action in rows.select_related("objective__priority").prefetch_related(SAID):
        actions[_theme_of(action.objective)].append(action)
    found = [
        Subject(theme, len(objectives[theme.pk]), figures(actions[theme.pk]))
        for theme in Theme.objects.filter(retired_at__isnull=True)
    ]
    return found, figures(action for some in actions.values() for action in some)


def _theme_of(objective: Objective) -> int | None:
    return objective.theme_id or (objective.priority.theme_id if objective.priority else None)


def about(theme: Theme) -> About:
    """Return all that partners set out to do about one subject."""
    mine = PlanAction.objects.filter(published_at__isnull=False).select_related("owner").prefetch_related(SAID)
    rows = _objectives().filter(_of(theme)).select_related("plan__locality").order_by("plan__title", "position", "pk")
    objectives = list(rows.prefetch_related(Prefetch("actions", mine)))
    partners: dict[Any, list[PlanAction]] = defaultdict(list)
    for objective in objectives:
        for action in objective.actions.all():
            partners[action.owner].append(action)
    priorities = Priority.objects.public().standing().filter(theme=theme, closed_at__isnull=True)
    return About(
        priorities=list(priorities.select_related("board", "set__cycle")), objectives=objectives,
        by_partner=sorted(partners.items(), key=lambda one: str(one[0])),
        evidence=list(Evidence.objects.public().current().filter(theme=theme)[:25]),
        strategies=list(Strategy.objects.public().filter(theme=theme)[:25]),
        figures=figures(action for some in partners.values() for action in some),
    )  # fmt: skip


def aims() -> list[Strategy]:
    """Return the public aims of working together: each aim with ``found``, its objectives with their measures."""
    strategies = list(
        Strategy.objects.public().filter(kind=Strategy.Kind.AIMS).select_related("organisation")
        .prefetch_related("aims")
    )  # fmt: skip
    keys = [aim.pk for strategy in strategies for aim in strategy.aims.all()]
    measures = Measure.objects.filter(ended_at__isnull=True, published_at__isnull=False)
    rows = _objectives().filter(Q(aim__in=keys) | Q(aim_links__aim__in=keys)).distinct().select_related("plan")
    measured = Prefetch("measures", measures.select_related("indicator", "area"))
    by_aim: dict[int, list[Objective]] = defaultdict(list)
    for objective in rows.prefetch_related("aim_links", measured):
        for key in {objective.aim_id, *(link.aim_id for link in objective.aim_links.all())}:
            by_aim[key].append(objective)  # type: ignore[index]
        for measure in objective.measures.all():
            measure.goal = goal(measure)  # type: ignore[attr-defined]
    for strategy in strategies:
        for aim in strategy.aims.all():
            aim.found = by_aim[aim.pk]  # type: ignore[attr-defined]
    return strategies
