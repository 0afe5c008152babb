"""How far a plan is, in numbers: done, late, given up, not heard of. Source: checklist C17, A33, E39, E47."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from boards.counting_actions import Median
from plans.models import PlanAction


@dataclass(frozen=True)
class Figures:
    """How many actions a plan has, and how many of them stand how."""

    all: int
    done: int
    late: int
    dropped: int
    silent: int  # late or due, and nothing was ever heard of them
    preventive: int

    @property
    def standing(self) -> int:
        """Return how many actions were not given up."""
        return self.all - self.dropped

    @property
    def prevention_share(self) -> float | None:
        """Return the share of the actions that prevent or act early, from 0 to 1; None where there are none."""
        return self.preventive / self.standing if self.standing else None


def figures(actions: Iterable[PlanAction]) -> Figures:
    """Count actions whose public reports were fetched with them."""
    rows = list(actions)
    standing = [row for row in rows if not row.dropped_at]
    return Figures(
        all=len(rows), done=sum(1 for row in rows if row.done_at), late=sum(1 for row in rows if row.days_late),
        dropped=len(rows) - len(standing),
        silent=sum(1 for row in rows if row.days_late and not list(row.reports.all())),
        preventive=sum(1 for row in standing if row.is_preventive),
    )  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What became of the actions of one plan; ``median_days`` from their first day, None where none is done."""

    plan: str
    plan_id: int
    raised: int
    done: int
    late: int
    median_days: int | None


def by_plan() -> list[Done]:
    """Return the figures of each adopted plan with public actions, by its title, in one query. Source: A33."""
    rows = PlanAction.objects.standing().filter(published_at__isnull=False, objective__plan__adopted_at__isnull=False)
    took = ExpressionWrapper(TruncDate("done_at") - F("starts_on"), output_field=DurationField())
    late = Q(done_at__isnull=True, due_on__lt=timezone.localdate())
    plans = rows.order_by("objective__plan__title", "objective__plan").values(
        "objective__plan__title", "objective__plan"
    )
    counted = plans.annotate(
        raised=Count("pk"), done=Count("done_at"), late=Count("pk", filter=late), took=Median(took)
    )  # fmt: skip
    return [
        Done(
            row["objective__plan__title"], row["objective__plan"], row["raised"], row["done"], row["late"],
            _days(row["took"]),
        )
        for row in counted
    ]  # fmt: skip


def _days(took: datetime.timedelta | None) -> int | None:
    return None if took is None else max(0, took.days)
