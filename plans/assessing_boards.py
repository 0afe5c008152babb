"""A board judges itself by the statements of a board that is fully formed; it shows how that changes. A30, A32."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import SelfAssessment, SelfScore, SelfStatement
from plans.models.place import open_parts

Scores = Mapping[SelfStatement, Mapping[str, Any]]
STANDS = "This assessment is published, and stays as it was. Make a new one."


@transaction.atomic
def assess(
    board: Board, *, by: User, assessed_on: datetime.date, assessed_by: str, scores: Scores, summary: str = ""
) -> SelfAssessment:
    """Keep what a board says of itself as a draft: each statement with how far it is true and what shows it.

    Raises ValidationError for a day to come, a second assessment of a day, or a score without what shows it.
    """
    if assessed_on > timezone.localdate():
        raise ValidationError({"assessed_on": "The day of the assessment must be today or in the past."})
    made = SelfAssessment(
        board=board, locality=board.locality, assessed_on=assessed_on, assessed_by=assessed_by, summary=summary,
        made_by=by,
    )  # fmt: skip
    made.full_clean()
    made.save()
    for statement, said in scores.items():
        row = SelfScore(assessment=made, statement=statement, **said)
        row.belong_with(made)
        row.full_clean()
        row.save()
    audit.record(by, "kept a self-assessment of", board, assessment=made.pk)
    return made


@transaction.atomic
def publish(made: SelfAssessment, *, by: User) -> SelfAssessment:
    """Let everybody read it; publishing again changes nothing.

    Raises ValidationError where a statement of the list has no score.
    """
    made = lock(made, "board")
    if made.published_at:
        return made
    scored = made.scores.values("statement")
    if missing := list(SelfStatement.objects.filter(retired_at__isnull=True).exclude(pk__in=scored)):
        raise ValidationError(f"Say how far this is true as well: {'; '.join(map(str, missing))} (A30).")
    made.published_at = timezone.now()
    made.save()
    open_parts(made.published_at, made.scores.all())
    audit.record(by, "published a self-assessment of", made.board, assessment=made.pk)
    return made


@transaction.atomic
def discard(made: SelfAssessment, *, by: User) -> None:
    """Throw a draft away. Raises ValidationError for what is published."""
    made = lock(made, "board")
    if made.published_at:
        raise ValidationError(STANDS)
    audit.record(by, "discarded a self-assessment of", made.board, assessment=made.pk)
    made.delete()


def trend(board: Board) -> list[dict[str, Any]]:
    """Return each statement with its published scores by their days, and how the newest differs from the one before."""
    rows = SelfScore.objects.filter(assessment__board=board, assessment__published_at__isnull=False)
    scored = rows.select_related("statement", "assessment").order_by("statement__position", "assessment__assessed_on")
    found: dict[int, dict[str, Any]] = {}
    for row in scored:
        found.setdefault(row.statement_id, {"statement": row.statement, "scores": []})["scores"].append(row)
    return [line | {"change": _change(line["scores"])} for line in found.values()]


def _change(scores: Iterable[SelfScore]) -> str:
    numbers = [row.score for row in scores]
    if len(numbers) < 2:
        return "First assessment"
    if numbers[-1] == numbers[-2]:
        return "As before"
    return "Better than before" if numbers[-1] > numbers[-2] else "Worse than before"
