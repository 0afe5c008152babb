"""How a measure stands: green, amber or red against the way to its target, and where it is going. Source: R25.

The value that is expected on a day lies on the straight line from the baseline to the target. A value is judged by the
day with which its period ends, since it tells how things stood then; once the target's day has passed, by the target.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)
PERIOD_DAYS = {"month": 31, "quarter": 92, "year": 366}
TOO_OLD = Decimal("1.5")  # periods after the end of its own until a value tells nothing about now


class State(StrEnum):
    """How a measure stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_VALUE = "no-value"
    TOO_OLD = "too-old"
    WITHHELD = "withheld"
    NO_TARGET = "no-target"
    NO_POLARITY = "no-polarity"


class Direction(StrEnum):
    """Where the last two values go."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = ""


WORDS = {
    State.GREEN: "On track",
    State.AMBER: "Slightly behind",
    State.RED: "Behind",
    State.NO_VALUE: "No value yet",
    State.TOO_OLD: "The newest value is too old to judge by",
    State.WITHHELD: "The newest value counts too few people to be shown",
    State.NO_TARGET: "No target",
    State.NO_POLARITY: "Not judged: neither more nor less is better",
}
GOING = {Direction.BETTER: "getting better", Direction.WORSE: "getting worse", Direction.SAME: "staying the same"}
COLOURS = {State.GREEN: "green", State.AMBER: "yellow", State.RED: "red"}
RATED = tuple(COLOURS)


@dataclass(frozen=True)
class Course:
    """The way that a measure is to go; tolerance is the percentage of the whole way by which it may lag."""

    baseline: Decimal
    baseline_on: datetime.date
    target: Decimal
    target_on: datetime.date
    higher_is_better: bool
    tolerance: Decimal

    def expected(self, on: datetime.date) -> Decimal:
        """Return the value that is expected on a day: on the line, before it the baseline, after it the target."""
        if on >= self.target_on:
            return self.target
        gone = max((on - self.baseline_on).days, 0)
        return self.baseline + (self.target - self.baseline) * gone / (self.target_on - self.baseline_on).days

    @property
    def leeway(self) -> Decimal:
        """Return by how much a value may be worse than expected and still be amber.

        Where things are to stay as they are there is no way to go: the tolerance is of the value itself.
        """
        return (abs(self.target - self.baseline) or abs(self.target)) * self.tolerance / HUNDRED

    def shortfall(self, value: Decimal, on: datetime.date) -> Decimal:
        """Return by how much a value is worse than expected on a day; below 0 where it is better."""
        missing = self.expected(on) - value
        return missing if self.higher_is_better else -missing


def rate(course: Course, value: Decimal, on: datetime.date) -> State:
    """Return how a value stands on a day."""
    shortfall = course.shortfall(value, on)
    if shortfall <= 0:
        return State.GREEN
    return State.AMBER if shortfall <= course.leeway else State.RED


def judged_on(course: Course, ends_on: datetime.date, today: datetime.date) -> datetime.date:
    """Return the day by which a value is judged: the last of its period, or the target's once that has passed."""
    return course.target_on if today >= course.target_on else ends_on


def going(before: Decimal | None, now: Decimal | None, *, higher_is_better: bool) -> Direction:
    """Return where two values go, the earlier first; unknown where one is missing."""
    if before is None or now is None:
        return Direction.UNKNOWN
    if now == before:
        return Direction.SAME
    return Direction.BETTER if (now > before) == higher_is_better else Direction.WORSE


def is_too_old(frequency: str, ends_on: datetime.date, today: datetime.date) -> bool:
    """Say whether a value ended more than a period and a half ago; what is counted now and then never does."""
    days = PERIOD_DAYS.get(frequency)
    return days is not None and (today - ends_on).days > days * TOO_OLD


def softened(state: State, direction: Direction, *, improving_is_amber: bool) -> State:
    """Return amber for red that gets better, where the rules of the place say so. Source: R25 (Havering)."""
    return State.AMBER if improving_is_amber and (state, direction) == (State.RED, Direction.BETTER) else state


def words(state: State, direction: Direction = Direction.UNKNOWN) -> str:
    """Return how a measure stands and where it goes: “Behind, getting better”."""
    return ", ".join(filter(None, (WORDS[state], GOING.get(direction, ""))))
