"""What an edition of a board's priorities says: each in full, with what it rests on and what it serves.

A priority keeps its key through the editions: "priority:7". Only what everybody may read is named. Source: B25, D10.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from foundation.editions import Part
from plans.completing_priorities import ambitions
from plans.models import PrincipleScore, Priority, PriorityAim, PriorityEvidence, PrioritySet, Strategy

Content = dict[str, Any]
FRONT, PRIORITY = "front", "priority"
WHOLE = (
    Prefetch("evidence_links", PriorityEvidence.objects.select_related("evidence", "need").order_by("pk")),
    Prefetch("aim_links", PriorityAim.objects.select_related("aim__strategy__organisation").order_by(
        "aim__strategy__kind", "aim__strategy", "aim__position", "pk"
    )),
    Prefetch("scores", PrincipleScore.objects.select_related("principle")),
    "supports__other__board",
)  # fmt: skip


def whole(rows: QuerySet[Priority]) -> QuerySet[Priority]:
    """Return priorities with all that their edition says, in one query a table."""
    related = rows.select_related("set__cycle", "board", "theme", "lead", "organisation", "carried_from__set__cycle")
    return related.prefetch_related(*WHOLE)


def series(taken: PrioritySet) -> str:
    """Return the name of the editions of a set."""
    return f"priorities:{taken.pk}"


def parts(taken: PrioritySet) -> list[Part]:
    """Return what would be published of a set now."""
    rows = list(whole(taken.priorities.standing()).order_by("position", "pk"))
    said = [(row, content(row)) for row in rows]
    front = {
        "board": str(taken.board), "cycle": str(taken.cycle), "state": taken.state,
        "coverage": coverage(said), "given_up": _given_up(taken),
    }  # fmt: skip
    title = f"Priorities of {taken.board} for {taken.cycle}"
    return [
        Part(FRONT, FRONT, title, front),
        *(Part(PRIORITY, f"priority:{row.pk}", row.title, words) for row, words in said),
    ]


def _given_up(taken: PrioritySet) -> list[Content]:
    rows = taken.priorities.filter(withdrawn_at__isnull=False, published_at__isnull=False).order_by("position", "pk")
    return [{"title": row.title, "because": row.withdrawn_because} for row in rows]


def content(priority: Priority) -> Content:
    """Return what everybody reads of a priority that was read by `whole`."""
    shown, closed = _rests_on(priority)
    before = priority.carried_from
    return {
        "id": priority.pk, "title": priority.title, "description": priority.description,
        "root_cause": priority.root_cause, "level": priority.get_level_display(),
        "theme": str(priority.theme or ""), "horizon": priority.get_horizon_display(),
        "lead": str(priority.lead or ""), "organisation": str(priority.organisation or ""),
        "developed": [day.isoformat() for day in (priority.developed_from, priority.developed_until) if day],
        "rests_on": shown, "closed": closed, "aims": _aims(priority), "no_aim_because": priority.no_aim_because,
        "supports": [
            {"title": link.other.title, "board": str(link.other.board), "path": link.other.get_absolute_url(),
             "how": link.how}
            for link in priority.supports.all() if link.other.is_public or link.other.set_id == priority.set_id
        ],
        "principles": [
            {"name": str(row.principle), "score": row.score, "words": row.get_score_display(), "reason": row.reason}
            for row in priority.scores.all()
        ],
        "carried_from": {"cycle": str(before.set.cycle), "path": before.get_absolute_url()}
        if before and before.is_public else None,
    }  # fmt: skip


def _rests_on(priority: Priority) -> tuple[list[Content], int]:
    """Return the evidence and needs that everybody may read, and how many more there are."""
    rows = [(link.evidence or link.need) for link in priority.evidence_links.all()]
    shown = [
        {"kind": _kind(row), "title": str(row), "path": row.get_absolute_url()}
        for row in rows if row and row.is_public
    ]  # fmt: skip
    return shown, len(rows) - len(shown)


def _kind(row: Any) -> str:
    return row.get_kind_display() if hasattr(row, "get_kind_display") else "Need"


def _aims(priority: Priority) -> list[Content]:
    """Return the aims of a priority under their strategies."""
    grouped: dict[Strategy, list[Content]] = defaultdict(list)
    for link in priority.aim_links.all():
        if link.aim.strategy.is_public:
            grouped[link.aim.strategy].append({"id": link.aim_id, "title": link.aim.title})
    return [
        {
            "strategy": str(strategy), "path": strategy.get_absolute_url(), "kind": strategy.get_kind_display(),
            "organisation": str(strategy.organisation or ""), "aims": aims,
        }
        for strategy, aims in grouped.items()
    ]  # fmt: skip


def coverage(said: Iterable[tuple[Priority, Content]]) -> list[Content]:
    """Return each ambition with the priorities that serve it; one with none is not covered. Source: A12."""
    serving: dict[int, list[str]] = defaultdict(list)
    for row, words in said:
        for strategy in words["aims"]:
            for aim in strategy["aims"]:
                serving[aim["id"]].append(row.title)
    return [{"title": aim.title, "priorities": serving[aim.pk]} for aim in ambitions()]


def table_of_principles(contents: Sequence[Content]) -> list[Content]:
    """Return each principle that was scored with what every priority says of it, in their order. Source: B27."""
    scored = [{row["name"]: row for row in words["principles"]} for words in contents]
    names = dict.fromkeys(name for of in scored for name in of)
    return [{"name": name, "cells": [of.get(name) for of in scored]} for name in names]
