"""Which stage is reached: the rule of maturity, without the database. Source: checklist E3; standards R26."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Met = Mapping[int, Sequence[bool]]  # by stage, for each measure that counts, whether it is met


def reached(met: Met, *, builds: bool) -> int:
    """Return the highest stage that is reached, 0 for none: each of its measures is met, and each of the lower ones.

    Where stages do not build on each other the lower ones do not matter. A stage without measures asks for nothing and
    is not reached by itself.
    """
    highest = 0
    for stage in sorted(stage for stage, measures in met.items() if measures):
        if all(met[stage]):
            highest = stage
        elif builds:
            break
    return highest


@dataclass(frozen=True)
class Step:
    """What there is to do for one stage: how many of its measures are met."""

    stage: int
    met: int
    of: int

    @property
    def missing(self) -> int:
        """Return how many measures are not met yet."""
        return self.of - self.met


def next_step(met: Met, *, builds: bool) -> Step | None:
    """Return the stage to work for: the lowest above the one reached that has a measure which is not met; or None."""
    above = reached(met, builds=builds)
    for stage in sorted(met):
        if stage > above and met[stage] and not all(met[stage]):
            return Step(stage, sum(met[stage]), len(met[stage]))
    return None
