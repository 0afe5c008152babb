"""One value of an indicator, given by hand or by its keeper: recorded, or put right with the earlier one kept."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Area
from plans.models import Indicator, IndicatorValue
from plans.periods import Period
from plans.withholding_values import is_small, smallest_of, withhold

PLACES = Decimal("0.0001")
MOST = Decimal(10) ** 12


@transaction.atomic
def record_value(
    indicator: Indicator, area: Area, period: Period, value: Decimal | None, *, by: User | None, by_name: str = "",
    low: Decimal | None = None, high: Decimal | None = None, note: str = "",
) -> IndicatorValue:  # fmt: skip
    """Keep a value of an indicator in an area for a period, in place of the one there; None withholds it.

    A small count of people is withheld, and others beside it where it could be worked out. Raises ValidationError where
    the indicator is retired, the period has not begun, or the numbers contradict one another. Source: R33.
    """
    indicator = lock(indicator, "locality")
    if indicator.retired_at:
        raise ValidationError("This indicator is retired: it takes no more values. Take it up again first.")
    made = IndicatorValue(
        indicator=indicator, area=area, starts_on=period.starts_on, ends_on=period.ends_on, note=note,
        given_by=by_name or str(by or ""), **_kept(indicator, value, low, high),
    )  # fmt: skip
    made.belong_with(indicator)
    _check(made)
    made.published_at = timezone.now() if indicator.published_at else None
    _put_in_place(made)
    withhold(indicator)
    made.refresh_from_db()
    audit.record(by, "recorded a value of", indicator, by_name=by_name, area=area.pk, period=period.words)
    return made


def _kept(indicator: Indicator, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> dict:
    """Return what is kept of a value: nothing of a small count of people."""
    if value is None or is_small(value, smallest_of(indicator)):
        return {"value": None, "low": None, "high": None, "is_withheld": True}
    numbers = {"value": value, "low": low, "high": high}
    return {name: None if number is None else number.quantize(PLACES) for name, number in numbers.items()}


def _check(made: IndicatorValue) -> None:
    problems = {}
    if made.starts_on > timezone.localdate():
        problems["period"] = "This period has not begun. Choose one that has."
    if (made.low is None) != (made.high is None):
        problems["low"] = "Give both ends of the confidence interval, or none."
    elif None not in (made.value, made.low, made.high) and not made.low <= made.value <= made.high:  # type: ignore[operator]
        problems["low"] = "The value must lie between the ends of its confidence interval."
    if made.value is not None and abs(made.value) >= MOST:
        problems["value"] = "The number is too large to be kept. Is it in the unit of the indicator?"
    if problems:
        raise ValidationError(problems)


def _put_in_place(made: IndicatorValue) -> None:
    """Save a value; the one that stood there until now says by what it was replaced."""
    there = IndicatorValue.objects.select_for_update().filter(
        indicator=made.indicator, area=made.area, starts_on=made.starts_on, ends_on=made.ends_on,
        replaced_at__isnull=True,
    )  # fmt: skip
    earlier = there.first()
    if earlier:
        earlier.replaced_at = timezone.now()
        earlier.save(update_fields=["replaced_at"])
    made.save()
    if earlier:
        earlier.replaced_by = made
        earlier.save(update_fields=["replaced_by"])
