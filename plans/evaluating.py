"""Pilots that come to their end are judged: they go on, go on changed, or stop, with a lesson. Source: A50."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.entering import keep_entry
from localities.importing import parse_day
from localities.models import RegisterEntry
from plans.models import Lesson, PilotEvaluation

REGISTER = "pilots"
STAGE = "state"  # the field of the register that says how far a pilot is
DECIDED = PilotEvaluation.Decision
STAGES = {DECIDED.CONTINUE: "Extended", DECIDED.ADAPT: "Extended", DECIDED.STOP: "Ended"}


@dataclass(frozen=True)
class Pilot:
    """A pilot, the day on which it or its funding ends, and how it was judged for that end."""

    entry: RegisterEntry
    ends_on: datetime.date | None
    evaluation: PilotEvaluation | None

    @property
    def days_late(self) -> int:
        """Return how many days ago it should have been judged, 0 where it was, or need not be yet."""
        if self.ends_on is None or self.evaluation:
            return 0
        return max((timezone.localdate() - self.ends_on).days, 0)


def end_of(entry: RegisterEntry) -> datetime.date | None:
    """Return the day on which a pilot or its funding ends, whichever is first; None where neither does."""
    funding = parse_day(str(entry.values.get("funding_ends") or ""))
    ends = [day for day in (entry.ends_on, funding) if day]
    return min(ends) if ends else None


def pilots(mine: Q | None = None) -> list[Pilot]:
    """Return the pilots, what is to be judged first; those with no end last."""
    judged = Prefetch("evaluations", PilotEvaluation.objects.order_by("-evaluated_at"))
    rows = RegisterEntry.objects.filter(mine or Q(), register__preset=REGISTER, register__retired_at__isnull=True)
    found = []
    for entry in rows.select_related("register", "organisation", "locality").prefetch_related(judged):
        ends_on = end_of(entry)
        of_end = (one for one in entry.evaluations.all() if one.ended_on == ends_on or ends_on is None)
        found.append(Pilot(entry, ends_on, next(of_end, None)))
    return sorted(found, key=lambda one: (one.evaluation is not None, one.ends_on or datetime.date.max, one.entry.pk))


@transaction.atomic
def evaluate(evaluation: PilotEvaluation, *, lesson: str, lesson_text: str, by: User) -> PilotEvaluation:
    """Keep how a pilot was judged at its end, with what was learned; public where the register is."""
    lock(evaluation.entry.register)  # as whoever saves an entry does: the register first
    entry = lock(evaluation.entry, "register", "locality")
    if entry.register.preset != REGISTER:
        raise ValidationError("Only what stands in the register of pilots is judged as a pilot (A50).")
    evaluation.ended_on = end_of(entry) or timezone.localdate()
    same = PilotEvaluation.objects.filter(entry=entry, ended_on=evaluation.ended_on).first()
    if same:
        raise ValidationError(f"This pilot was judged for this end already: {same.get_decision_display().lower()}.")
    evaluation.locality, evaluation.evaluated_by = entry.locality, by
    evaluation.published_at = timezone.now() if entry.is_public else None
    evaluation.save()
    learned = Lesson(
        pilot=evaluation, locality=entry.locality, title=lesson, text=lesson_text, learned_on=timezone.localdate(),
        published_at=evaluation.published_at, added_by=by,
    )  # fmt: skip
    learned.save()
    audit.record(by, "judged a pilot", evaluation, decision=evaluation.decision)
    _say_in_register(entry, STAGES[DECIDED(evaluation.decision)], by=by)
    return evaluation


def _say_in_register(entry: RegisterEntry, stage: str, *, by: User) -> None:
    """Give the entry of a pilot the stage that it has come to, where the register still has such a stage."""
    if any(field.key == STAGE and stage in field.choices for field in entry.register.asked):
        entry.values = {**entry.values, STAGE: stage}
        keep_entry(entry, is_open=entry.opened_at is not None, by=by)
