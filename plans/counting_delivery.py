"""How far a plan is, in numbers: done, late, given up, not heard of. Source: checklist C17, A33, E39, E47."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    def prevention_share(self) -> float | None:
        """Return the share of the actions that prevent or act early, from 0 to 1; None where there are none."""
        standing = self.all - self.dropped
        return self.preventive / standing if standing else None


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
