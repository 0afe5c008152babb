"""Waves: the same question asked again, and whether what people say has changed. Source: checklist C14.

The share of each wave is that of the answers that count. Whether two shares differ is asked by the two-proportion z
test with a pooled share; how much they differ is told by Newcombe's 95% confidence interval, put together from the
Wilson intervals of both. Where a sample was weighted the shares are weighted, and both use Kish's effective sample
size, the square of the sum of weights divided by the sum of their squares, in place of the number of answers. A
change is called sure only where the test (p below 0.05) and the interval (without 0) agree.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

LEAST = 30  # answers to each wave, below which neither the test nor the interval can be relied on
SURE = 0.05
NORMAL = NormalDist()
Z = NORMAL.inv_cdf(1 - SURE / 2)


@dataclass(frozen=True)
class Share:
    """The share of the answers that count in one wave, from 0 to 1, and on how many answers it rests."""

    share: float
    size: float  # effective, where the sample was weighted
    base: int  # answers given


@dataclass(frozen=True)
class Change:
    """How two waves differ, in shares of 1; ``low`` and ``high`` end the 95% confidence interval."""

    before: Share
    after: Share
    low: float
    high: float
    p: float

    @property
    def difference(self) -> float:
        """Return how much the share grew."""
        return self.after.share - self.before.share

    @property
    def is_sure(self) -> bool:
        """Say whether it has changed, as far as such a sample can tell."""
        return self.p < SURE and (self.low > 0 or self.high < 0)


class NotComparable(ValueError):
    """The two waves cannot be compared; the message says why."""


def compare(before: Share, after: Share) -> Change:
    """Return how a share changed from one wave to another; raises NotComparable where a wave is too small."""
    for wave, share in (("first", before), ("later", after)):
        if share.base < LEAST:
            raise NotComparable(f"Fewer than {LEAST} people answered this in the {wave} wave.")
    low, high = interval(before, after)
    return Change(before, after, low, high, p_value(before, after))


def p_value(before: Share, after: Share) -> float:
    """Return how likely such a difference is where nothing changed: two-proportion z test, pooled, two-sided."""
    pooled = (before.share * before.size + after.share * after.size) / (before.size + after.size)
    error = math.sqrt(pooled * (1 - pooled) * (1 / before.size + 1 / after.size))
    return 2 * (1 - NORMAL.cdf(abs(after.share - before.share) / error)) if error else 1.0


def wilson(share: Share) -> tuple[float, float]:
    """Return Wilson's 95% confidence interval of one share."""
    squared = Z * Z / share.size
    middle = share.share + squared / 2
    half = Z * math.sqrt(share.share * (1 - share.share) / share.size + squared / (4 * share.size))
    return (middle - half) / (1 + squared), (middle + half) / (1 + squared)


def interval(before: Share, after: Share) -> tuple[float, float]:
    """Return Newcombe's 95% confidence interval of the difference."""
    (low_before, high_before), (low_after, high_after) = wilson(before), wilson(after)
    difference = after.share - before.share
    below = math.hypot(after.share - low_after, high_before - before.share)
    above = math.hypot(high_after - after.share, before.share - low_before)
    return difference - below, difference + above


Result = Mapping[str, Any]  # what was counted of one question, as `counting` lays it out


def compare_results(before: Result, after: Result) -> Change:
    """Return how the answers to a question changed between two waves' results.

    Raises NotComparable where it was not the same question, too few answered or a share is kept back.
    """
    if before["text"] != after["text"] or _offered(before) != _offered(after):
        raise NotComparable("The question or its answers were worded differently, so the waves cannot be compared.")
    return compare(_share(before), _share(after))


def _offered(result: Result) -> list[tuple[Any, ...]]:
    return [(row["key"], row["text"], row.get("counts", False)) for row in result["rows"]]


def _share(result: Result) -> Share:
    if result.get("share") is None:
        raise NotComparable("The share is not shown in one of the waves, since few people gave some answers.")
    return Share(result["share"], result["effective"], result["base"])


def in_words(change: Change, what: str = "The share") -> str:
    """Return a change as a sentence: “Satisfaction rose from 52% to 58%; the true rise is between 1 and 11 points.”"""
    before, after = (percent(share.share) for share in (change.before, change.after))
    if not change.is_sure:
        moved = "stayed at" if before == after else f"went from {before} to"
        return f"{what} {moved} {after}: no change that we can be sure of."
    verb, noun = ("rose", "rise") if change.difference > 0 else ("fell", "fall")
    low, high = sorted(abs(end) * 100 for end in (change.low, change.high))
    return (
        f"{what} {verb} from {before} to {after}; the true {noun} is between {_points(low)} and {_points(high)} points."
    )


def percent(share: float) -> str:
    """Return a share in whole per cent."""
    return f"{round(share * 100)}%"


def _points(size: float) -> str:
    return f"{size:.1f}" if size < 0.95 else f"{size:.0f}"
