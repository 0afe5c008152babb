"""What an example partnership measures: on track, slightly behind, behind with what is done about it, and a silence."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from boards.models import Board
from foundation.models import User
from localities.models import Area, Organisation
from plans import asking_values, assessing_boards, measuring
from plans.keeping_indicators import publish_indicator
from plans.models import Indicator, IndicatorValue, Measure, Objective, Priority, SelfStatement
from plans.periods import Period

from .data.measures import MEASURES, RICH, SELF
from .then import at

A_DAY, QUARTER = datetime.timedelta(days=1), relativedelta(months=3)
QUARTERS = 6  # with figures
AHEAD = 3  # quarters from the newest figure to the target


def measure(slug: str, by: User) -> None:
    """Measure the priorities and the objectives that everybody reads; the last keeper gives no value."""
    wholes = _wholes()
    if not wholes:
        return
    periods, places = _quarters(), _places()
    pairs = [(entry, whole) for entry in MEASURES if (whole := _meant(entry, wholes))]
    for entry, whole in pairs if slug in RICH else pairs[-1:]:
        found = _measured(entry, whole, places[0], periods, by)
        if "done" in entry:
            owner = Organisation.objects.filter(kind=entry["kind"]).first() or _anybody()
            due_on = timezone.localdate() + 60 * A_DAY
            measuring.correct(found, by=by, text=entry["done"], owner=owner, due_on=due_on)
    asked_on = periods[-1].ends_on + A_DAY
    with at(timezone.make_aware(datetime.datetime.combine(asked_on, datetime.time(6, 30)))):
        asking_values.ask_due(asked_on)


def _wholes() -> list[Priority | Objective]:
    """Return what there is to measure, the priorities and the objectives by turns."""
    priorities = list(Priority.objects.public().standing().select_related("board", "locality").order_by("pk"))
    plans = Objective.objects.filter(published_at__isnull=False, plan__ended_at__isnull=True)
    objectives = list(plans.select_related("board", "locality").order_by("pk"))
    turns = [row for pair in zip(priorities, objectives, strict=False) for row in pair]
    return turns + [row for row in (*priorities, *objectives) if row not in turns]


def _meant(entry: dict[str, Any], wholes: Sequence[Priority | Objective]) -> Priority | Objective | None:
    """Return the first whose title has one of the words of what is counted."""
    return next((whole for words in entry["of"] for whole in wholes if words in whole.title), None)


def _quarters() -> list[Period]:
    """Return the newest quarters that have ended, in their order."""
    newest = asking_values.last_ended("quarter", None, timezone.localdate())
    starts = [newest.starts_on - QUARTER * back for back in range(QUARTERS)]  # type: ignore[union-attr]
    return [Period(start, start + QUARTER - A_DAY) for start in reversed(starts)]


def _places() -> list[Area]:
    return list(Area.objects.filter(kind="district").order_by("pk")) or list(Area.objects.order_by("pk")[:1])


def _anybody() -> Organisation:
    return Organisation.objects.order_by("pk")[0]


def _measured(
    entry: dict[str, Any], whole: Priority | Objective, area: Area, periods: Sequence[Period], by: User
) -> Measure:
    indicator = _indicator(entry, by)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator=indicator, area=area, starts_on=period.starts_on, ends_on=period.ends_on,
            value=Decimal(number), given_by=entry["keeper"], published_at=indicator.published_at,
        )
        for period, number in zip(periods, entry["numbers"], strict=True) if number is not None
    )  # fmt: skip
    return measuring.add_measure(
        whole, by=by, indicator=indicator, area=area, reason=entry["reason"],
        baseline=Decimal(entry["baseline"]), baseline_on=periods[0].starts_on - A_DAY,
        target=Decimal(entry["target"]), target_on=periods[-1].starts_on + QUARTER * AHEAD - A_DAY,
    )  # fmt: skip


def _indicator(entry: dict[str, Any], by: User) -> Indicator:
    said = {name: entry[name] for name in ("key", "name", "definition", "unit", "polarity", "keeper")}
    made = Indicator.objects.create(
        **said, frequency=Indicator.Frequency.QUARTER, decimals=0, source="Returns of the service",
        owner=Organisation.objects.filter(kind=entry["kind"]).first(), keeper_email=f"{entry['key']}@keeper.example",
    )  # fmt: skip
    publish_indicator(made, by=by)
    made.refresh_from_db()
    return made


def judge_itself(board: Board, by: User) -> None:
    """Let a board say how it saw itself two years ago, and last spring."""
    statements = list(SelfStatement.objects.all())
    for days_ago, scores in SELF["scores"]:
        said = {
            statement: {"score": score, "words": SELF["words"][statement.key]}
            for statement, score in zip(statements, scores, strict=True)
        }
        day = timezone.localdate() - days_ago * A_DAY
        made = assessing_boards.assess(
            board, by=by, assessed_on=day, assessed_by="Members and partners together", scores=said
        )
        assessing_boards.publish(made, by=by)
