"""Strategy frameworks: made from the example or by hand, put in order, opened to all. Source: checklist E1, E2."""

import datetime
from collections import Counter
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards.ordering import step
from foundation import audit, search
from foundation.locking import lock, lock_partnership
from foundation.models import User
from foundation.refusal import already
from foundation.search import Entry
from localities.recording import keep
from plans.models import Framework, FrameworkOutcome, StageAssessment, StageMeasure
from plans.models.place import open_parts
from plans.presets import strategy_framework

Ordered = FrameworkOutcome | StageMeasure
Row = TypeVar("Row", FrameworkOutcome, StageMeasure)


@transaction.atomic
def start_from_example(*, by: User | None, starts_on: datetime.date | None = None) -> Framework:
    """Add the whole example strategy as a draft; raises ValidationError where one of its name is here."""
    lock_partnership()
    if Framework.objects.filter(name=strategy_framework.NAME).exists():
        raise ValidationError(f"“{strategy_framework.NAME}” is here already: change it, or give it another name first.")
    framework = Framework(**strategy_framework.facts(), starts_on=starts_on or timezone.localdate())
    framework.save()
    add_measures(framework, strategy_framework.measures())
    audit.record(by, "added from the example", framework)
    return framework


def add_measures(framework: Framework, rows: list[tuple[str, str, int, str]]) -> int:
    """Add measures after those that are there, each under the outcome of its name; return how many there are.

    A row is the outcome, its words in a table, the stage, and the measure.
    """
    there = {outcome.title: outcome for outcome in framework.outcomes.all()}
    number = Counter(StageMeasure.objects.filter(outcome__framework=framework).values_list("outcome__title", flat=True))
    for title, short, stage, text in rows:
        if title not in there:
            made = FrameworkOutcome(framework=framework, title=title, short_title=short or title[:60])
            there[title] = _placed(made, framework, len(there))
        _placed(StageMeasure(outcome=there[title], stage=stage, text=text), framework, number[title])
        number[title] += 1
    return len(rows)


def _placed(row: Row, framework: Framework, behind: int) -> Row:
    """Save a new part behind the others; in a framework that is public it is public, and counts from today."""
    row.open_with(framework)
    row.position = behind + 1
    if isinstance(row, StageMeasure) and framework.published_at:
        row.starts_on = timezone.localdate()
    row.save()
    return row


@transaction.atomic
def keep_framework(framework: Framework, *, by: User) -> Framework:
    """Save the words and rules of a framework that a form has checked."""
    keep(framework, by=by)
    show(framework)
    return framework


@transaction.atomic
def keep_outcome(outcome: FrameworkOutcome, *, by: User) -> FrameworkOutcome:
    """Save an outcome that a form has checked; a new one comes last."""
    framework = lock(outcome.framework)
    if not outcome._state.adding:
        return keep(outcome, by=by)
    _placed(outcome, framework, framework.outcomes.count())
    audit.record(by, "added", outcome)
    return outcome


@transaction.atomic
def keep_measure(measure: StageMeasure, *, by: User) -> StageMeasure:
    """Save a measure that a form has checked; raises ValidationError where one that was assessed changes its stage."""
    outcome = lock(measure.outcome, "framework")
    if measure._state.adding:
        _placed(measure, outcome.framework, outcome.measures.count())
        audit.record(by, "added", measure)
        return measure
    was = StageMeasure.objects.get(pk=measure.pk)
    if was.stage != measure.stage and measure.assessments.exists():
        words = "It was assessed at this stage: end it, and add the measure at the other stage."
        raise ValidationError({"stage": words})
    return keep(measure, by=by)


@transaction.atomic
def end_measure(measure: StageMeasure, because: str, *, by: User) -> StageMeasure:
    """Let a measure count no more from today; one that nobody saw and nobody assessed is removed instead.

    What was said of it stays. Raises ValidationError where it was ended before.
    """
    lock(measure.outcome)
    measure = lock(measure, "outcome")
    if measure.ended_on:
        raise already(measure, "ended", "This measure counts no more.")
    if measure.published_at or measure.assessments.exists():
        measure.ended_on, measure.ended_because = timezone.localdate(), because
        measure.save()
        audit.record(by, "ended", measure, because=because)
    else:
        audit.record(by, "removed", measure)
        measure.delete()
    return measure


@transaction.atomic
def move(row: Ordered, *, up: bool, by: User) -> None:
    """Move an outcome, or a measure within its stage, one place; at the end of the list nothing happens."""
    framework = row.framework if isinstance(row, FrameworkOutcome) else row.outcome.framework
    lock(framework)
    beside: QuerySet[Any] = (
        framework.outcomes.all()
        if isinstance(row, FrameworkOutcome)
        else row.outcome.measures.filter(stage=row.stage, ended_on__isnull=True)
    )
    if step(beside.order_by("position", "pk"), row, up=up):
        audit.record(by, "put in order", framework)


@transaction.atomic
def publish(framework: Framework, *, by: User | None) -> Framework:
    """Open a framework to everybody, with what was assessed by it; raises ValidationError where it asks for nothing."""
    framework = lock(framework)
    if framework.published_at:
        raise already(framework, "published", "The framework is public.")
    measures = StageMeasure.objects.filter(outcome__framework=framework)
    if not measures.filter(ended_on__isnull=True).exists():
        raise ValidationError("Add outcomes and measures first: without them nobody can say which stage is reached.")
    framework.published_at = timezone.now()
    framework.save()
    said = StageAssessment.objects.filter(measure__outcome__framework=framework)
    # Outcomes first, since assessing waits for them.
    open_parts(framework.published_at, framework.outcomes.all(), measures, said)
    audit.record(by, "published", framework)
    show(framework)
    return framework


def show(framework: Framework) -> None:
    """Let the search of the site find a framework that is public."""
    key, titles = f"framework:{framework.pk}", framework.outcomes.values_list("title", flat=True)
    body = "\n".join([framework.vision, framework.approach, *framework.objectives, *titles])
    entry = Entry(
        key, "framework", framework.name, body, "How far we have come", framework.starts_on,
        framework.get_absolute_url(),
    )  # fmt: skip
    search.replace(key, "", [entry] if framework.is_public else [])
