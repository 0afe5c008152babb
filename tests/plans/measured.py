"""Measures for tests: a priority that everybody reads, an indicator, and its values."""

import datetime
from decimal import Decimal

from django.utils import timezone

from localities.models import Area, Organisation
from plans import asking_values, measuring
from plans.models import (
    Cycle,
    Evidence,
    Indicator,
    IndicatorValue,
    Objective,
    Plan,
    Priority,
    PrioritySet,
    ValueRequest,
)
from tests.plans.drafts import opened

DAY = datetime.timedelta(days=1)


def a_priority(cast, title="Safer streets", **more):
    """A priority of the cast's board, shared with everybody."""
    today = timezone.localdate()
    days = [today + n * 30 * DAY for n in range(6)]
    cycle, _ = Cycle.objects.get_or_create(
        name="2027 to 2028",
        defaults={
            "draft_by": days[0], "share_from": days[1], "share_until": days[2], "final_by": days[3],
            "starts_on": days[4], "ends_on": days[5], "fewest": 1,
        },
    )  # fmt: skip
    place = {"board": cast.board, "locality": cast.locality}
    taken, _ = PrioritySet.objects.get_or_create(cycle=cycle, **place)
    is_draft = more.pop("published_at", today) is None
    made = Priority.objects.create(set=taken, title=title, description="Fewer people are hurt", **place, **more)
    return made if is_draft else opened(made)


def an_indicator(key="crime", **more):
    """An indicator of which less is better, counted each quarter by the police."""
    said = {
        "name": "Recorded crime", "definition": "Crimes recorded", "unit": "number", "decimals": 0, "polarity": "lower",
        "frequency": "quarter", "source": "Police", "keeper": "Sam Reed", "keeper_email": "sam@police.example",
        "published_at": timezone.now(),
    }  # fmt: skip
    return Indicator.objects.create(key=key, **{**said, **more})


def values(indicator, area, *numbers, until=None):
    """Give quarters' values, the last for the period that ended some days ago."""
    ends_on, made = until or timezone.localdate() - 10 * DAY, []
    for number in reversed(numbers):
        said = {"is_withheld": True} if number is None else {"value": Decimal(number)}
        starts_on = ends_on - 91 * DAY
        row = IndicatorValue.objects.create(
            indicator=indicator, area=area, starts_on=starts_on, ends_on=ends_on, published_at=timezone.now(), **said
        )
        made.append(row)
        ends_on = starts_on - DAY
    return made[::-1]


def a_measure(cast, whole, indicator, area, **more):
    """A measure that is to go from 100 to 50 in two years, of which one is gone."""
    today = timezone.localdate()
    said = {
        "indicator": indicator, "area": area, "baseline": Decimal(100), "baseline_on": today - 365 * DAY,
        "target": Decimal(50), "target_on": today + 365 * DAY, "tolerance": Decimal(10), "reason": "As elsewhere",
    }  # fmt: skip
    return measuring.add_measure(whole, by=cast.users["clerk"], **{**said, **more})


def a_red_measure(board, *, by):
    """Return the ids of a measure that is behind, of what is done about it, and of a value that is due."""
    now, today = timezone.now(), timezone.localdate()
    priority = Priority.objects.public().filter(board=board).first()
    if priority is None:
        place = {"board": board, "locality": board.locality}
        taken = PrioritySet.objects.filter(board=board).first()
        said = {"title": "Safer streets", "description": "Fewer people are hurt", "published_at": now}
        priority = Priority.objects.create(set=taken, **place, **said)
    objective = Objective.objects.first() or _an_objective(board)
    police, area = Organisation.objects.first(), Area.objects.first()
    indicator = an_indicator("red", name="Red", owner=police)
    values(indicator, area, 90, 99, until=today - 100 * DAY)
    whole = {"by": by, "indicator": indicator, "area": area, "baseline": Decimal(100), "target": Decimal(50)}
    days = {"baseline_on": today - 365 * DAY, "target_on": today + 365 * DAY}
    measure = measuring.add_measure(priority, **whole, **days)
    correction = measuring.correct(measure, by=by, text="More patrols", owner=police, due_on=today + DAY)
    asking_values.ask_due(today)
    return {
        "measure_id": measure.pk, "correction_id": correction.pk, "priority_id": priority.pk,
        "objective_id": objective.pk, "value_request_id": ValueRequest.objects.get(indicator=indicator).pk,
    }  # fmt: skip


def _an_objective(board):
    place = {"board": board, "locality": board.locality}
    evidence = Evidence.objects.create(
        kind="data", title="Counts", summary="More are hurt", found_on=timezone.localdate(), **place
    )
    plan = Plan.objects.first()
    said = {"title": "Safer", "outcome": "Fewer are hurt", "driver": "bottom-up", "evidence": evidence}
    return Objective.objects.create(plan=plan, **place, **said)
