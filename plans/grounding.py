"""What a priority rests on, serves and keeps: its evidence and needs, aims, mutual support and principles.

Links open and close with their priority. Source: checklist A12, B23, B27, B28.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from foundation import audit
from foundation.models import User
from plans.models import (
    Aim,
    Evidence,
    Need,
    Principle,
    PrincipleScore,
    Priority,
    PriorityAim,
    PriorityEvidence,
    PrioritySupport,
)
from plans.prioritising import may_change


def _place(priority: Priority) -> dict[str, Any]:
    """Return what a priority's parts have of it."""
    return {
        "priority": priority, "board_id": priority.board_id, "locality_id": priority.locality_id,
        "published_at": priority.published_at,
    }  # fmt: skip


def _set_links(links: models.QuerySet[Any], priority: Priority, column: str, wanted: Iterable[models.Model]) -> None:
    keys = {row.pk for row in wanted}
    mine = links.filter(priority=priority, **{f"{column}__isnull": False})
    mine.exclude(**{f"{column}__in": keys}).delete()
    there = set(mine.values_list(column, flat=True))
    links.model.objects.bulk_create(
        links.model(**_place(priority), **{f"{column}_id": key}) for key in sorted(keys - there)
    )


@transaction.atomic
def ground(
    priority: Priority, *, by: User, evidence: Iterable[Evidence], needs: Iterable[Need], root_cause: str, level: str
) -> Priority:
    """Say what a priority rests on, what lies behind the problem, and at which level it is dealt with."""
    priority = may_change(priority)
    priority.root_cause, priority.level = root_cause, level
    priority.save()
    _set_links(PriorityEvidence.objects.all(), priority, "evidence", evidence)
    _set_links(PriorityEvidence.objects.all(), priority, "need", needs)
    audit.record(by, "said what a priority rests on", priority)
    return priority


@transaction.atomic
def serve(priority: Priority, *, by: User, aims: Iterable[Aim], no_aim_because: str) -> Priority:
    """Say which aims a priority serves, and why none of a council's corporate plan where that is so."""
    priority = may_change(priority)
    priority.no_aim_because = no_aim_because
    priority.save()
    _set_links(PriorityAim.objects.all(), priority, "aim", aims)
    audit.record(by, "said which aims a priority serves", priority)
    return priority


@transaction.atomic
def support(priority: Priority, other: Priority, *, by: User, how: str) -> PrioritySupport:
    """Say how a priority helps another; raises ValidationError for itself, or where that is said already."""
    priority = may_change(priority)
    if other.pk == priority.pk:
        raise ValidationError({"other": "Choose another priority."})
    if priority.supports.filter(other=other).exists():
        raise ValidationError({"other": "How it helps this priority is said already."})
    link = PrioritySupport.objects.create(**_place(priority), other=other, how=how)
    audit.record(by, "said how a priority helps another", priority, other=other.pk)
    return link


@transaction.atomic
def end_support(priority: Priority, other_id: int, *, by: User) -> None:
    """Take back that a priority helps another."""
    priority = may_change(priority)
    priority.supports.filter(other=other_id).delete()
    audit.record(by, "took back how a priority helps another", priority, other=other_id)


@transaction.atomic
def score(priority: Priority, scores: Mapping[Principle, tuple[int, str] | None], *, by: User) -> Priority:
    """Score a priority by the principles, each from 0 to 3 with its reason; None takes a score back. Source: B27."""
    priority = may_change(priority)
    there = {row.principle_id: row for row in priority.scores.all()}
    for principle, said in scores.items():
        row = there.get(principle.pk)
        if said is None:
            if row:
                row.delete()
            continue
        if row is None:
            row = PrincipleScore(**_place(priority), principle=principle)
        if row.pk is None or (row.score, row.reason) != said:
            row.score, row.reason = said
            row.saved_by = by
            row.save()
    audit.record(by, "scored a priority by the principles", priority)
    return priority
