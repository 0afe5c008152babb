"""What a priority or an objective is measured by: added, changed, ended, and what is done where it is red. R25, A14."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.seeing import take_on
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Organisation
from plans.judging_measures import RELATED, standings
from plans.models import CorrectiveAction, Indicator, IndicatorValue, Measure, Objective, Priority
from plans.models.measure import TARGET_NEEDS_BASELINE
from plans.rating import State
from plans.withholding_values import is_small, smallest_of

FIELDS = ("indicator", "area", "baseline", "baseline_on", "target", "target_on", "tolerance", "reason")
NO_WAY_IS_GOOD = (
    "“{indicator}” describes the place: neither more nor less of it is better, so it cannot be judged against a target"
    " (R25). Leave the target out, or choose an indicator of which more or less is better."
)
TOO_FEW = (
    "The number of people on this day is not shown, since they are few or it would tell of a few (R33). Choose another "
    "day or a larger area, or measure a share."
)
ENDED = "This is measured no more. Add it again if it should be."


@transaction.atomic
def add_measure(whole: Priority | Objective, *, by: User, **fields: Any) -> Measure:
    """Measure a priority or an objective by an indicator in an area; open to everybody as the whole is.

    Raises ValidationError for a target without its baseline, or where no way is good. Source: R25.
    """
    whole = lock(whole)
    measure = Measure(**fields)
    measure.open_with(whole)
    setattr(measure, whole._meta.model_name or "", whole)
    _check(measure)
    measure.save()
    audit.record(by, "added a measure to", whole, measure=measure.pk)
    return measure


@transaction.atomic
def change_measure(measure: Measure, *, by: User, saw: str | None = None, **fields: Any) -> Measure:
    """Change what a measure says; raises ChangedMeanwhile where it says other than what was seen."""
    measure = _open(measure)
    if take_on(measure, fields, FIELDS, saw):
        _check(measure)
        measure.save()
        audit.record(by, "changed a measure", measure)
    return measure


@transaction.atomic
def end_measure(measure: Measure, *, by: User) -> Measure:
    """Measure by it no more; what it showed stays readable. Ending it again changes nothing."""
    measure = lock(measure)
    if measure.ended_at is None:
        measure.ended_at = timezone.now()
        measure.save()
        audit.record(by, "ended a measure", measure)
    return measure


def _check(measure: Measure) -> None:
    if measure.target is not None or measure.target_on is not None:
        if measure.indicator.polarity == Indicator.Polarity.NEITHER:
            raise ValidationError({"indicator": NO_WAY_IS_GOOD.format(indicator=measure.indicator)})
        if measure.baseline is None or measure.baseline_on is None:
            raise ValidationError({"baseline": TARGET_NEEDS_BASELINE})
    if _tells_of_few(measure):
        raise ValidationError({"baseline": TOO_FEW})
    measure.full_clean()


def _tells_of_few(measure: Measure) -> bool:
    """Say whether the baseline is a number of people that is not shown as a value. Source: R33."""
    smallest = smallest_of(measure.indicator)
    if smallest is None or measure.baseline is None:
        return False
    rows = IndicatorValue.objects.filter(indicator=measure.indicator, area=measure.area, is_withheld=True)
    of_the_day = rows.filter(ends_on=measure.baseline_on, replaced_at__isnull=True)
    return is_small(measure.baseline, smallest) or of_the_day.exists()


def _open(measure: Measure) -> Measure:
    measure = lock(measure, *RELATED)
    if measure.ended_at:
        raise ValidationError(ENDED)
    return measure


@transaction.atomic
def correct(
    measure: Measure, *, by: User, text: str, owner: Organisation, due_on: datetime.date
) -> CorrectiveAction:  # fmt: skip
    """Say what is done about a measure that is behind, by whom and by when. Source: R25.

    Raises ValidationError where it is not behind.
    """
    measure = _open(measure)
    (standing,) = standings([measure])
    if standing.state not in (State.RED, State.AMBER):
        raise ValidationError(f"There is nothing to put right: {standing.words}.")
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "The day by which it is done must be today or later."})
    row = CorrectiveAction(measure=measure, value=standing.newest, text=text, owner=owner, due_on=due_on, created_by=by)
    row.open_with(measure)
    row.save()
    audit.record(by, "said what is done about a measure", measure, correction=row.pk)
    return row


@transaction.atomic
def finish_correction(row: CorrectiveAction, *, by: User, done_on: datetime.date, done_note: str) -> CorrectiveAction:
    """Record that what was done about a measure is done, and what came of it.

    Raises ValidationError where somebody recorded it before.
    """
    row = lock(row, "measure")
    if row.done_on:
        raise ValidationError(f"This was recorded as done on {row.done_on:%-d %B %Y}: “{row.done_note}”.")
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "The day on which it was done must be today or in the past."})
    row.done_on, row.done_note = done_on, done_note
    row.save()
    audit.record(by, "finished what was done about a measure", row.measure, correction=row.pk)
    return row
