"""How far each locality is with each outcome of a framework, as it stood on a day. Source: checklist E3, E4, J8."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from localities.models import Locality
from plans import staging
from plans.models import Framework, FrameworkOutcome, StageAssessment, StageMeasure

MET = StageAssessment.Standing.MET
Newest = dict[tuple[int, int], StageAssessment]  # by measure and locality


@dataclass(frozen=True)
class Standing:
    """One outcome in one locality on a day: its measures that count, each with what was last said of it."""

    outcome: FrameworkOutcome
    locality: Locality
    builds: bool
    judged: tuple[tuple[StageMeasure, StageAssessment | None], ...]

    @cached_property
    def met(self) -> dict[int, list[bool]]:
        """Return by stage, for each measure, whether it is met."""
        found: dict[int, list[bool]] = {}
        for measure, last in self.judged:
            found.setdefault(measure.stage, []).append(last is not None and last.standing == MET)
        return found

    @cached_property
    def reached(self) -> int:
        """Return the stage that is reached, 0 for none."""
        return staging.reached(self.met, builds=self.builds)

    @property
    def next(self) -> staging.Step | None:
        """Return what is to be done for the next stage."""
        return staging.next_step(self.met, builds=self.builds)

    @property
    def is_judged(self) -> bool:
        """Say whether anybody has assessed anything of it."""
        return any(last for _, last in self.judged)

    @property
    def words(self) -> str:
        """Return the stage in words."""
        if self.reached:
            return f"Stage {self.reached}"
        return "Before stage 1" if self.is_judged else "Not assessed"

    @property
    def stages(self) -> list[tuple[int, list[tuple[StageMeasure, StageAssessment | None]], int]]:
        """Return each stage with its measures and how many of them are met."""
        rows = [(stage, [row for row in self.judged if row[0].stage == stage]) for stage in sorted(self.met)]
        return [(stage, judged, sum(self.met[stage])) for stage, judged in rows]

    def due(self, day: datetime.date) -> int:
        """Return how many of its measures are to be looked at again by a day."""
        return sum(1 for _, last in self.judged if last and last.next_review_on <= day)


@dataclass
class Maturity:
    """A framework in some localities: every assessment that is wanted to read it on some days."""

    framework: Framework
    measures: dict[FrameworkOutcome, list[StageMeasure]]
    localities: Sequence[Locality]
    newest: dict[datetime.date, Newest] = field(default_factory=dict)

    @property
    def outcomes(self) -> list[FrameworkOutcome]:
        """Return the outcomes of which some measure counts on one of the days."""
        return list(self.measures)

    def at(self, outcome: FrameworkOutcome, locality: Locality, on: datetime.date) -> Standing:
        """Return how one outcome stood in one locality on one of the days that were read."""
        last = self.newest[on]
        judged = tuple((one, last.get((one.pk, locality.pk))) for one in self.measures[outcome] if one.counts_on(on))
        return Standing(outcome, locality, self.framework.stages_build_on_each_other, judged)

    def row(self, locality: Locality, on: datetime.date) -> list[Standing]:
        """Return a locality's outcomes, in their order."""
        return [self.at(outcome, locality, on) for outcome in self.outcomes]


def read(
    framework: Framework,
    days: Iterable[datetime.date],
    localities: Iterable[Locality],
    outcome: FrameworkOutcome | None = None,
    *,
    every_word: bool = False,
) -> Maturity:
    """Read a framework, or one outcome of it, in these localities as it stood on each day: a query a day, and one.

    Of more than two days every assessment is read in one query.

    Without ``every_word`` it reads what the stage depends on, and not the evidence.
    """
    places, wanted = list(localities), list(days)
    there = _measures(framework, outcome, wanted)
    rows = StageAssessment.objects.filter(measure__outcome__in=[one.pk for one in there])
    rows = rows.filter(locality__in=places)
    rows = rows.select_related("evidence") if every_word else rows.defer("evidence_words")
    newest = {day: _newest(rows, day) for day in wanted} if len(wanted) < 3 else _folded(rows, wanted)
    return Maturity(framework, there, places, newest)


def _measures(
    framework: Framework, outcome: FrameworkOutcome | None, days: list[datetime.date]
) -> dict[FrameworkOutcome, list[StageMeasure]]:
    """Return the measures that count on one of these days by outcome, in their order."""
    of = {"outcome": outcome} if outcome else {"outcome__framework": framework}
    order = ("outcome__position", "outcome_id", "stage", "position", "pk")
    found: dict[FrameworkOutcome, list[StageMeasure]] = {}
    for one in StageMeasure.objects.filter(**of).select_related("outcome").order_by(*order):
        if any(one.counts_on(day) for day in days):
            found.setdefault(one.outcome, []).append(one)
    return found


def _newest(rows: QuerySet[StageAssessment], day: datetime.date) -> Newest:
    """Return what was last said of each measure in each locality by the end of a day."""
    upto = rows.filter(assessed_on__lte=day).order_by("measure_id", "locality_id", "-assessed_on", "-pk")
    return {(one.measure_id, one.locality_id): one for one in upto.distinct("measure_id", "locality_id")}  # type: ignore[misc]


def _folded(rows: QuerySet[StageAssessment], days: list[datetime.date]) -> dict[datetime.date, Newest]:
    said = list(rows.filter(assessed_on__lte=max(days)).order_by("assessed_on", "pk"))
    return {day: {(one.measure_id, one.locality_id): one for one in said if one.assessed_on <= day} for day in days}  # type: ignore[misc]


@dataclass(frozen=True)
class Change:
    """How the stages of many outcomes moved between two days."""

    up: int = 0
    down: int = 0
    same: int = 0

    @property
    def words(self) -> str:
        """Return it as a sentence."""
        if not self.up and not self.down:
            return "Nothing has moved to another stage."
        parts = [f"{number} {way}" for number, way in ((self.up, "moved up"), (self.down, "moved down")) if number]
        return f"{' and '.join(parts)}; {self.same} stayed where {'it was' if self.same == 1 else 'they were'}."


def change(pairs: Iterable[tuple[Standing, Standing]]) -> Change:
    """Return how many went up, down, or stayed; each pair is before and now."""
    ways = Counter((now.reached > before.reached) - (now.reached < before.reached) for before, now in pairs)
    return Change(ways[1], ways[-1], ways[0])
