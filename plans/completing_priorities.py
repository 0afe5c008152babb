"""What a priority still lacks before its board can agree it, said as tasks. Source: checklist B23, B28; A12."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from plans.models import Aim, Principle, Priority, Strategy

LINKS = ("evidence_links", "aim_links__aim__strategy", "scores", "supports")


@dataclass(frozen=True)
class Task:
    """One thing to be said of a priority: where, what is lacking, and whether the board needs it to agree."""

    key: str
    words: str
    lacks: list[str]
    is_needed: bool = True

    @property
    def status(self) -> str:
        """Return whether it is done, in words."""
        return "Done" if not self.lacks else "To do" if self.is_needed else "Not yet, can be left"


def corporate_plans() -> list[Strategy]:
    """Return the corporate plans of councils that hold today. Source: checklist A12, B23."""
    rows = Strategy.objects.on(timezone.localdate()).filter(kind=Strategy.Kind.CORPORATE)
    return list(rows.select_related("organisation").order_by("title", "pk"))


def ambitions() -> list[Aim]:
    """Return the ambitions that all partners share today, each of which a board's priorities should serve. A12."""
    rows = Aim.objects.filter(strategy__kind=Strategy.Kind.AMBITIONS, ended_on__isnull=True)
    holding = Strategy.objects.on(timezone.localdate()).values("pk")
    return list(rows.filter(strategy__in=holding).order_by("strategy", "position", "pk"))


def tasks(priority: Priority, plans: Iterable[Strategy], principles: Iterable[Principle]) -> list[Task]:
    """Return the tasks of a priority that was read with `LINKS`, in the order in which officers do them."""
    unserved = _unserved(priority, plans)
    scored = {row.principle_id for row in priority.scores.all()}
    unscored = [principle for principle in principles if principle.pk not in scored]
    said = {
        "evidence or a need on which it rests": priority.evidence_links.all(),
        "what lies behind the problem": priority.root_cause,
        "the right level": priority.level,
    }
    return [
        Task("change", "What is to change, and who leads", [] if priority.lead_id else ["a lead member"]),
        Task("grounds", "What it rests on", [words for words, there in said.items() if not there]),
        Task("aims", "What it serves", unserved),
        Task("principles", "Principles", [str(one) for one in unscored], is_needed=False),
        Task("support", "How it helps other priorities", [] if priority.supports.all() else ["nothing said"], False),
    ]


def _unserved(priority: Priority, plans: Iterable[Strategy]) -> list[str]:
    """Return the corporate plans that a priority neither serves nor gives a reason for."""
    if priority.no_aim_because:
        return []
    served = {link.aim.strategy_id for link in priority.aim_links.all()}
    waiting = [f"an aim of {plan}" for plan in plans if plan.pk not in served]
    return waiting or ([] if served else ["an aim that it serves, or the reason why there is none"])


def lacking(priorities: Iterable[Priority]) -> dict[Priority, list[str]]:
    """Return what each priority, read with `LINKS`, still lacks before the board can agree it."""
    plans = corporate_plans()
    found: dict[Priority, list[str]] = defaultdict(list)
    for priority in priorities:
        for task in tasks(priority, plans, []):
            if task.is_needed and task.lacks:
                found[priority] += task.lacks
    return dict(found)
