"""Values, gaps and trends in words, so that nobody needs the picture or its colours. Source: checklist D4; R25, R33."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from plans.models import Indicator, Measure

WITHHELD = "not shown, because it counts only a few people or would tell of a few"
MOST_DECIMALS = 4  # with which values are kept
SAME = Decimal("0.02")  # a change of less than this share of the earlier value is none
FAR = Decimal("0.5")
BETTER, WORSE, HIGHER, LOWER, LEVEL = "better", "worse", "higher", "lower", ""
Number = Decimal | float
AFTER = {"percent": "%", "rate": " per 1,000", "days": " days", "number": "", "index": "", "money": ""}
APART = {
    "percent": " points", "rate": " per 1,000", "days": " days", "number": "", "index": " points", "money": "",
}  # fmt: skip


def rounded(indicator: Indicator, value: Number, decimals: int | None = None) -> Decimal:
    """Return a value with as many decimals as are asked for, else as the indicator is shown with."""
    places = Decimal(1).scaleb(-(indicator.decimals if decimals is None else decimals))
    return Decimal(str(value)).quantize(places, ROUND_HALF_UP) + 0  # no minus before a zero


def figure(indicator: Indicator, value: Number, decimals: int | None = None) -> str:
    """Return a value as a page says it: “4.2%”, “£1,200”, “12 days”."""
    return _said(indicator, rounded(indicator, value, decimals), AFTER)


def beside(indicator: Indicator, value: Decimal, other: Decimal) -> tuple[str, str]:
    """Return two values so that it shows which is more: “3.7%” and “3.72%”, or “a little less than 3.7%”.

    One decimal more than the indicator is shown with may tell them apart; more would be too many to read.
    """
    if value == other:
        return figure(indicator, value), figure(indicator, other)
    for decimals in (indicator.decimals, indicator.decimals + 1):
        if rounded(indicator, value, decimals) != rounded(indicator, other, decimals):
            return _exact(indicator, value, decimals), figure(indicator, other, decimals)
    said = _exact(indicator, value, MOST_DECIMALS)
    return said, f"a little {'more' if other > value else 'less'} than {said}"


def _exact(indicator: Indicator, value: Decimal, decimals: int) -> str:
    """Return a value with these decimals where those that the indicator is shown with are too few for it."""
    return figure(indicator, value, None if rounded(indicator, value) == value else decimals)


def is_far(value: Number, before: Number | None) -> bool:
    """Say whether a value is so far from the one before, by more than half of it, that it may be a slip of the hand."""
    return bool(before) and abs(Decimal(value) - Decimal(before)) > abs(Decimal(before)) * FAR  # type: ignore[arg-type]


def goal(measure: Measure) -> str:
    """Return from what a measure is to go where, and by when: “from 4.2% to 3.8% by 31 March 2028”; nothing without."""
    if measure.baseline is None or measure.target is None or measure.target_on is None:
        return ""
    start, end = beside(measure.indicator, measure.baseline, measure.target)
    return f"from {start} to {end} by {measure.target_on:%-d %B %Y}"


def _said(indicator: Indicator, value: Decimal, after: dict[str, str]) -> str:
    sign = "−" if value < 0 else ""
    money = "£" if indicator.unit == Indicator.Unit.MONEY else ""
    return f"{sign}{money}{abs(value):,}{after[indicator.unit]}"


def direction(indicator: Indicator, difference: Number) -> str:
    """Return what a difference means: better or worse where one way is good, else higher or lower; nothing for none."""
    size = rounded(indicator, difference)
    if not size:
        return LEVEL
    if indicator.polarity == Indicator.Polarity.NEITHER:
        return HIGHER if size > 0 else LOWER
    return BETTER if (size > 0) == (indicator.polarity == Indicator.Polarity.HIGHER) else WORSE


def gap(indicator: Indicator, value: Number, other: Number, whose: str) -> str:
    """Return how a value stands beside another: “4.2 points worse than Cumbria”. Source: checklist D4."""
    difference = rounded(indicator, value) - rounded(indicator, other)
    way = direction(indicator, difference)
    return f"{_said(indicator, abs(difference), APART)} {way} than {whose}" if way else f"the same as {whose}"


def interval(indicator: Indicator, low: Number | None, high: Number | None) -> str:
    """Return a confidence interval in words, or nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"between {figure(indicator, low)} and {figure(indicator, high)}"


def is_clear(low: Number | None, high: Number | None, other: Number) -> bool:
    """Say whether another value lies outside the confidence interval; without one nothing speaks against it."""
    return low is None or high is None or not low <= other <= high


def trend(indicator: Indicator, series: Sequence[tuple[str, Number]]) -> str:
    """Return how a series of period and value went: “up from 3.1% in 2021 to 4.2% in 2026, which is worse”."""
    if len(series) < 2:
        return "too few periods to tell a trend"
    (first_period, first), (last_period, last) = series[0], series[-1]
    before, now = rounded(indicator, first), rounded(indicator, last)
    change = now - before
    if not change or abs(change) < abs(before) * SAME:
        return f"about the same as in {first_period} ({figure(indicator, first)})"
    way = direction(indicator, change)
    meant = f", which is {way}" if way in (BETTER, WORSE) else ""
    up = "up" if change > 0 else "down"
    return (
        f"{up} from {figure(indicator, first)} in {first_period} to {figure(indicator, last)} in {last_period}{meant}"
    )


def gap_trend(indicator: Indicator, series: Sequence[tuple[str, Number, Number]], whose: str) -> str:
    """Return whether a gap closes, of a series of period, value and the other's value. Source: checklist D4."""
    if len(series) < 2:
        return ""
    (period, *then), (_, *now) = series[0], series[-1]
    before, after = (abs(rounded(indicator, one) - rounded(indicator, other)) for one, other in (then, now))
    change = after - before
    if not change:
        return f"The gap to {whose} is as wide as in {period}."
    size = _said(indicator, abs(change), APART)
    return f"The gap to {whose} is {size} {'wider' if change > 0 else 'narrower'} than in {period}."
