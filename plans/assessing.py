"""Saying how a locality stands on the measures of an outcome. Source: checklist E3, E4; standards R26."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from localities.models import Locality
from plans.models import NEEDS_EVIDENCE, Evidence, FrameworkOutcome, StageAssessment

MET = StageAssessment.Standing.MET
Last = dict[int, StageAssessment]  # what was last said, by measure


@dataclass(frozen=True)
class Judgement:
    """What an assessor says of one measure, and the assessment that they had before them."""

    measure_id: int
    standing: str
    words: str = ""
    evidence: Evidence | None = None
    saw: int | None = None


def last_of(outcome: FrameworkOutcome, locality: Locality) -> Last:
    """Return what was last said of each measure of an outcome in a locality."""
    rows = StageAssessment.objects.filter(measure__outcome=outcome, locality=locality).select_related("evidence")
    return {one.measure_id: one for one in rows.order_by("measure_id", "-assessed_on", "-pk").distinct("measure_id")}  # type: ignore[misc]


@transaction.atomic
def assess(
    outcome: FrameworkOutcome, locality: Locality, judgements: Sequence[Judgement], *, assessor: str,
    assessed_on: datetime.date, next_review_on: datetime.date, by: User | None,
) -> int:  # fmt: skip
    """Keep what is said of some measures of an outcome in a locality, as new rows; return how many there are.

    Raises ValidationError for a measure that is met without evidence, that counts no more, or on a wrong day, and
    ChangedMeanwhile, with what was last said, where somebody else assessed one of them since.
    """
    outcome = lock(outcome, "framework")  # two who assess the same outcome follow one another
    last = last_of(outcome, locality)
    if any(judged.saw != _key(last.get(judged.measure_id)) for judged in judgements):
        raise ChangedMeanwhile(last)
    _check_days(assessed_on, next_review_on)
    counted = {one.pk for one in outcome.measures.all() if one.counts_on(assessed_on)}
    for judged in judgements:
        _check(judged, counted, last.get(judged.measure_id), assessed_on)
    rows = [
        StageAssessment(
            measure_id=judged.measure_id, standing=judged.standing, evidence_words=judged.words,
            evidence=judged.evidence, assessor=assessor, assessed_on=assessed_on, next_review_on=next_review_on,
            made_by=by, locality=locality, published_at=outcome.framework.published_at,
        )
        for judged in judgements
    ]  # fmt: skip
    StageAssessment.objects.bulk_create(rows)
    if rows:
        audit.record(by, "assessed", outcome, locality=locality.slug, measures=len(rows), on=assessed_on.isoformat())
    return len(rows)


def _key(row: StageAssessment | None) -> int | None:
    return row.pk if row else None


def _check_days(assessed_on: datetime.date, next_review_on: datetime.date) -> None:
    if assessed_on > timezone.localdate():
        raise ValidationError({"assessed_on": "The day of the assessment must not lie in the future."})
    if next_review_on <= assessed_on:
        raise ValidationError({"next_review_on": "The next review must come after the assessment."})


def _check(judged: Judgement, counted: set[int], last: StageAssessment | None, on: datetime.date) -> None:
    field = f"standing_{judged.measure_id}"
    if judged.measure_id not in counted:
        raise ValidationError({field: "This measure does not count on that day: it is not assessed then."})
    if judged.standing == MET and not judged.words and not judged.evidence:
        raise ValidationError({f"words_{judged.measure_id}": NEEDS_EVIDENCE})
    if last and on < last.assessed_on:
        words = f"It was assessed on {last.assessed_on:%-d %B %Y}: give that day or a later one."
        raise ValidationError({"assessed_on": words})
