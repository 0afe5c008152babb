"""A framework from a table: one row a measure, with its outcome and its stage. Source: issue 5; checklist E2."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.importing import Row, check, read
from plans import framing
from plans.models import STAGES, Framework, FrameworkOutcome, StageMeasure

COLUMNS = ("outcome", "stage", "measure", "short")
NEEDED = ("outcome", "stage", "measure")


class Import:
    """What a table would add to one framework, laid out first and taken when every line is right."""

    COLUMNS, NEEDED = COLUMNS, NEEDED

    def __init__(self, framework: Framework):
        self.framework = framework

    def plan(self, text: str) -> list[Row]:
        """Lay out the rows of a table and save nothing; raises ValidationError where it cannot be read."""
        rows = read(text, COLUMNS, needed=NEEDED)
        measures = StageMeasure.objects.filter(outcome__framework=self.framework, ended_on__isnull=True)
        there = {
            (title, words): stage for title, words, stage in measures.values_list("outcome__title", "text", "stage")
        }
        for row in rows:
            _plan_row(row, there)
        return rows

    @transaction.atomic
    def take(self, text: str, *, by: User) -> int:
        """Add the measures of a table and return how many; raises ValidationError where a row is wrong."""
        framework = lock(self.framework)
        rows = self.plan(text)
        if any(row.problems for row in rows):
            raise ValidationError("Some rows are wrong. Nothing was saved.")
        wanted = [row.plan for row in rows if row.plan]
        framing.add_measures(framework, wanted)
        if wanted:
            audit.record(by, "imported measures into", framework, rows=len(wanted))
        return len(wanted)


def _plan_row(row: Row, there: dict[tuple[Any, str], int]) -> None:
    title, text, short = row.values["outcome"], row.values["measure"], row.values["short"]
    stage = _stage(row)
    key = (title, text)
    if title and text and stage and there.get(key, stage) != stage:
        row.problems.append(f"stage: this measure of this outcome stands at stage {there[key]}: name it once")
    if title:
        check(FrameworkOutcome(title=title, short_title=short or title[:60]), row, exclude=["framework"])
    is_new = key not in there
    there.setdefault(key, stage)
    row.does, row.plan = ("New measure", (title, short, stage, text)) if is_new else ("Already here", None)


def _stage(row: Row) -> int:
    """Return the stage that a row names, as 2 or as Stage 2; another word becomes a problem of the row."""
    text = row.values["stage"].lower().removeprefix("stage").strip()
    if text in map(str, STAGES):
        return int(text)
    if text:
        row.problems.append(f"stage: “{row.values['stage']}” is none of 1, 2 and 3")
    return 0
