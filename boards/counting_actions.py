"""How much gets done: what boards asked for, what was done of it and how long that took. Source: checklist A33."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.utils import timezone

from boards.models import Action
from localities.importing import sheet

COLUMNS = (
    "board",
    "action",
    "owner",
    "set_on",
    "due_on",
    "how_soon",
    "state",
    "last_heard",
    "done_on",
    "what_was_done",
)


class Median(Aggregate):
    """The value in the middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Figures:
    """What became of the actions of one board; ``median_days`` is None where none is done."""

    board: str
    slug: str
    raised: int
    done: int
    late: int
    median_days: int | None


def by_board() -> list[Figures]:
    """Return the figures of each board with public actions, by its name, in one query."""
    took = ExpressionWrapper(F("done_at") - F("meeting__starts_at"), output_field=DurationField())
    late = Q(done_at__isnull=True, due_on__lt=timezone.localdate())
    rows = Action.objects.public().order_by("board__name").values("board__name", "board__slug")
    counted = rows.annotate(
        raised=Count("pk"), done=Count("done_at"), late=Count("pk", filter=late), took=Median(took)
    )  # fmt: skip
    return [
        Figures(row["board__name"], row["board__slug"], row["raised"], row["done"], row["late"], _days(row["took"]))
        for row in counted
    ]


def _days(took: datetime.timedelta | None) -> int | None:
    return None if took is None else max(0, took.days)


def table(rows: Iterable[Action]) -> str:
    """Return actions, read with `heard`, as CSV in which no cell is a formula."""
    return sheet(COLUMNS, (_cells(row) for row in rows))


def _cells(row: Action) -> list[str]:
    state = "done" if row.done_at else "late" if row.is_overdue else "to be done"
    heard = row.heard_at  # type: ignore[attr-defined]
    return [
        str(row.board), row.text, str(row.owner), _day(row.meeting.starts_at),
        row.due_on.isoformat() if row.due_on else "", row.get_horizon_display(), state, _day(heard), _day(row.done_at),
        row.done_note,
    ]  # fmt: skip


def _day(moment: datetime.datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
