"""What is linked to nothing: priorities and objectives that serve no aim, aims that nothing serves. Source: A25."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from localities.importing import sheet
from plans.models import Aim, Objective, ObjectiveAim, Priority, PriorityAim, Strategy


@dataclass(frozen=True)
class Orphan:
    """One record that is linked to nothing, where it belongs, and the page on which that is mended."""

    words: str
    of: str
    path: str


@dataclass(frozen=True)
class Section:
    """All of one sort: what is wrong with them, and how it is mended."""

    key: str
    title: str
    mend: str
    link: str  # what the link to the page says
    rows: list[Orphan]


SERVED = (
    Exists(PriorityAim.objects.filter(aim=OuterRef("pk"), priority__withdrawn_at__isnull=True))
    | Exists(ObjectiveAim.objects.filter(aim=OuterRef("pk")))
    | Exists(Objective.objects.filter(aim=OuterRef("pk")))
)


def report(where: Q, on: datetime.date) -> list[Section]:
    """Return what is linked to nothing on a day among the records that ``where`` keeps."""
    return [_priorities(where), _objectives(where), _aims(where, on), _strategies(where, on), _action_plans(where, on)]


def _priorities(where: Q) -> Section:
    rows = Priority.objects.standing().filter(where, closed_at__isnull=True, aim_links__isnull=True)
    found = [
        Orphan(str(row), f"{row.set.board}, {row.set.cycle}", f"/manage/plans/priorities/{row.pk}/aims/")
        for row in rows.select_related("set__board", "set__cycle").order_by("set__board__name", "position")
    ]
    return Section(
        "priorities", "Priorities that serve no aim",
        "Say which aim of a strategy, a corporate plan or a target each serves; add the strategy first where it is not "
        "in the register. Or give the priority up.", "Say which aims it serves", found,
    )  # fmt: skip


def _objectives(where: Q) -> Section:
    rows = Objective.objects.filter(where, plan__ended_at__isnull=True, aim__isnull=True, aim_links__isnull=True)
    found = [
        Orphan(str(row), str(row.plan), f"/manage/plans/plans/{row.plan_id}/")
        for row in rows.select_related("plan").order_by("plan__title", "position")
    ]
    return Section(
        "objectives", "Objectives of plans that serve no aim",
        "Open the plan, change the objective, and choose the aims that it helps to reach.", "Open the plan", found,
    )  # fmt: skip


def _current(where: Q, on: datetime.date) -> QuerySet[Strategy]:
    return Strategy.objects.filter(where).exclude(ends_on__lt=on)


def _pursued(on: datetime.date) -> QuerySet[Aim]:
    return Aim.objects.exclude(ended_on__lte=on)


def _aims(where: Q, on: datetime.date) -> Section:
    linked = _with_links(_current(where, on))
    rows = _pursued(on).filter(~SERVED, strategy__in=linked).select_related("strategy")
    found = [
        Orphan(str(row), str(row.strategy), reverse("manage_strategy", args=[row.strategy_id]))
        for row in rows.order_by("strategy__title", "position")
    ]
    return Section(
        "aims", "Aims that nothing serves",
        "Link a priority or an objective of a plan to the aim. Where it is no longer pursued, say since when.",
        "Open the strategy", found,
    )  # fmt: skip


def _with_links(rows: QuerySet[Strategy]) -> QuerySet[Strategy]:
    return rows.filter(Exists(Aim.objects.filter(SERVED, strategy=OuterRef("pk"))))


def _strategies(where: Q, on: datetime.date) -> Section:
    rows = _current(where, on).exclude(pk__in=_with_links(_current(where, on)).values("pk"))
    rows = rows.exclude(Exists(Strategy.objects.filter(within=OuterRef("pk")))).select_related("organisation")
    found = [
        Orphan(str(row), str(row.organisation or row.get_kind_display()), reverse("manage_strategy", args=[row.pk]))
        for row in rows.order_by("title", "pk")
    ]
    return Section(
        "strategies", "Strategies that nobody links to",
        "No priority, plan or action plan refers to any of it. Link one to its aims, let an action plan carry it out, "
        "or give it its last day.", "Open the strategy", found,
    )  # fmt: skip


def _action_plans(where: Q, on: datetime.date) -> Section:
    rows = _current(where, on).filter(kind=Strategy.Kind.ACTION_PLAN, within__isnull=True)
    found = [
        Orphan(str(row), str(row.organisation or "All partners"), reverse("strategy_change", args=[row.pk]))
        for row in rows.select_related("organisation").order_by("title", "pk")
    ]
    return Section(
        "action-plans", "Action plans that belong to no strategy",
        "Say which strategy the action plan carries out.", "Say which strategy it carries out", found,
    )  # fmt: skip


def table(sections: Iterable[Section], *, site: str) -> str:
    """Return the report as CSV: one line for each record that is linked to nothing."""
    lines = [
        [section.title, row.words, row.of, section.mend, f"{site}{row.path}"]
        for section in sections
        for row in section.rows
    ]
    return sheet(["What is wrong", "Record", "Of", "How to mend it", "Where"], lines)
