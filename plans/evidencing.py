"""What one organisation did in a period, for its own inspection: actions, commitments, measures, answers. D9, D11."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boards.models import Action
from engagement.models import Challenge
from localities.importing import sheet
from localities.models import Organisation
from plans.judging_measures import RELATED, standings
from plans.models import Commitment, CorrectiveAction, Measure, PlanAction, ValueRequest
from plans.periods import words

COLUMNS = ("what", "words", "for", "date", "state", "where")
ACTION, PLANNED, PUT_RIGHT = "Action for a board", "Action of a plan", "Put right what was behind"
COMMITMENT, MEASURE, VALUE, ANSWER = (
    "Commitment to a plan",
    "Measure it answers for",
    "Value given",
    "Answer to a board",
)


@dataclass(frozen=True)
class Line:
    """One thing that the organisation did, or has to do, as everybody can read it."""

    what: str
    words: str
    whose: str
    on: datetime.date | None
    state: str
    path: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return it as a line of a table for other programs."""
        day = self.on.isoformat() if self.on else ""
        return self.what, self.words, self.whose, day, self.state, self.path


def evidence(organisation: Organisation, since: datetime.date, until: datetime.date) -> list[Line]:
    """Return what is public of an organisation's part in a period, the oldest first within each kind."""
    args = organisation, since, until
    kinds = (_actions, _planned, _corrections, _commitments, _measures, _values, _answers)
    return [line for kind in kinds for line in kind(*args)]


def table(lines: Iterable[Line]) -> str:
    """Return the lines as CSV in which no cell is a formula."""
    return sheet(COLUMNS, (list(line.cells) for line in lines))


def _within(field: str, since: datetime.date, until: datetime.date) -> Q:
    return Q(**{f"{field}__gte": since, f"{field}__lte": until})


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()


def _state(done_at: datetime.datetime | None, due_on: datetime.date | None, note: str) -> str:
    if done_at:
        return f"Done: {note}" if note else "Done"
    return "Late" if due_on and due_on < timezone.localdate() else "To be done"


def _actions(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    when = _within("done_at__date", since, until) | Q(done_at=None) & _within("due_on", since, until)
    for row in (
        Action.objects.public().filter(when, owner=organisation).select_related("board").order_by("due_on", "pk")
    ):
        day = _day(row.done_at) if row.done_at else row.due_on
        state = _state(row.done_at, row.due_on, row.done_note)
        yield Line(ACTION, row.text, str(row.board), day, state, row.get_absolute_url())


def _planned(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    when = _within("done_at__date", since, until) | Q(done_at=None) & _within("due_on", since, until)
    rows = PlanAction.objects.standing().filter(when, owner=organisation, published_at__isnull=False)
    for row in rows.select_related("objective__plan").order_by("due_on", "pk"):
        day, plan = _day(row.done_at) if row.done_at else row.due_on, row.objective.plan
        state = _state(row.done_at, row.due_on, row.done_note)
        yield Line(PLANNED, row.text, str(plan), day, state, plan.get_absolute_url())


def _corrections(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    when = _within("done_on", since, until) | Q(done_on=None) & _within("due_on", since, until)
    rows = CorrectiveAction.objects.filter(when, owner=organisation, published_at__isnull=False)
    for row in rows.select_related("measure__indicator", "measure__area"):
        state = f"Done: {row.done_note}" if row.done_on else _state(None, row.due_on, "")
        path = row.measure.get_absolute_url()
        yield Line(PUT_RIGHT, row.text, str(row.measure), row.done_on or row.due_on, state, path)


def _commitments(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    rows = Commitment.objects.filter(organisation=organisation, published_at__isnull=False, given_on__lte=until)
    for row in rows.exclude(ended_on__lt=since).select_related("plan").order_by("given_on", "pk"):
        state = f"Taken back: {row.ended_because}" if row.ended_on else "Stands"
        yield Line(COMMITMENT, row.words, str(row.plan), row.given_on, state, row.plan.get_absolute_url())


def _measures(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    rows = Measure.objects.public().standing().filter(indicator__owner=organisation).select_related(*RELATED)
    for one in standings(rows):
        day = one.newest.ends_on if one.newest else None
        said = f"{one.measure}: {one.value_words}"
        yield Line(MEASURE, said, str(one.measure.whole), day, one.words, one.measure.get_absolute_url())


def _values(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    rows = ValueRequest.objects.filter(_within("answered_at__date", since, until), indicator__owner=organisation)
    for row in rows.select_related("indicator", "area").order_by("answered_at"):
        day, period = _day(row.answered_at), words(row.starts_on, row.ends_on)  # type: ignore[arg-type]
        state = "In time" if day <= row.due_on else f"{(day - row.due_on).days} days late"
        yield Line(VALUE, f"{row}, {period}", str(row.indicator), day, state, row.indicator.get_absolute_url())


def _answers(organisation: Organisation, since: datetime.date, until: datetime.date) -> Iterator[Line]:
    asked = Challenge.objects.public().filter(plan__provider=organisation, rounds__answered_at__isnull=False)
    when = _within("rounds__answered_at__date", since, until)
    for row in asked.filter(when).distinct().select_related("board").order_by("pk"):
        state = row.get_outcome_display() if row.closed_at else "Open"
        yield Line(ANSWER, row.title, str(row.board), row.due_on, state, row.get_absolute_url())
