"""How far the places of an example have come with the strategy for locality working, over two years. Source: E1-E5."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from foundation.models import User
from localities.models import Locality
from plans import framing
from plans.models import Framework, FrameworkOutcome, StageAssessment, StageMeasure

from .data.maturity import ASSESSOR, PACES, ROUNDS, SHOWS, WORDS

RICHEST = "northshire"
OTHERS = 2  # places of the other examples that were assessed
SLIPPED = 7  # at one place one measure that was met is met no more


def assess_places(spec: dict[str, Any], clerk: User) -> None:
    """Publish the whole strategy and assess the places by it: all of the example that has nine, some of the others."""
    today = timezone.localdate()
    framework = framing.start_from_example(by=clerk, starts_on=today - relativedelta(months=ROUNDS[0] + 1))
    framing.publish(framework, by=clerk)
    framework.refresh_from_db()
    places = list(Locality.objects.order_by("name"))
    places = places if spec["slug"] == RICHEST else places[:OTHERS]
    outcomes = list(framework.outcomes.prefetch_related("measures"))
    StageMeasure.objects.filter(outcome__framework=framework).update(starts_on=None)  # they stood from the first day
    rows = [
        row
        for number, months in enumerate(ROUNDS)
        for turn, place in enumerate(places)
        for row in _round(framework, outcomes, place, number, turn, today - relativedelta(months=months))
    ]
    StageAssessment.objects.bulk_create(rows)


def _round(
    framework: Framework, outcomes: list[FrameworkOutcome], place: Locality, number: int, turn: int, day: datetime.date
) -> list[StageAssessment]:
    """Return what was said of a place in one round; only what changed since the round before is said anew."""
    found = []
    for at, outcome in enumerate(outcomes):
        measures = sorted(outcome.measures.all(), key=lambda one: (one.stage, one.position))
        for position, measure in enumerate(measures):
            standing = _standing(position, len(measures), turn, at, number)
            if number == 0 or standing != _standing(position, len(measures), turn, at, number - 1):
                found.append(_said(framework, outcome, measure, place, standing, day))
    return found


def _standing(position: int, measures: int, turn: int, at: int, number: int) -> str:
    """Return how far a measure is: those of low stages first, sooner where the pace of the place is higher."""
    pace = PACES[(turn + at) % len(PACES)][number] + (at % 3) - 1
    done = measures * max(pace, 0) // 10
    if turn == SLIPPED and at == 1 and number == len(ROUNDS) - 1:
        done = min(done, 1)
    if position < done:
        return "met"
    return "in-progress" if position < done + 2 else "not-started"


def _said(
    framework: Framework, outcome: FrameworkOutcome, measure: StageMeasure, place: Locality, standing: str,
    day: datetime.date,
) -> StageAssessment:  # fmt: skip
    words = SHOWS[outcome.short_title][measure.stage - 1] if standing == "met" else WORDS[standing]
    return StageAssessment(
        measure=measure, locality=place, standing=standing, evidence_words=words, assessor=ASSESSOR, assessed_on=day,
        next_review_on=day + relativedelta(months=framework.review_months), published_at=framework.published_at,
    )  # fmt: skip
