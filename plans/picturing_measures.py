"""The picture of a measure: its values, and the way to its target. It stands beside the table that says the same."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pygal
from django.utils.safestring import SafeString

from engagement.charting import PLAIN, drawn
from plans import wording
from plans.judging_measures import Standing

HEIGHT, DOTS_UNTIL = 200, 24

Points = list[tuple[datetime.date, Decimal]]


def course(standing: Standing) -> SafeString:
    """Return the values as a line and the way to the target as a dashed one; nothing where there is no line to draw."""
    values = [(row.ends_on, row.value) for row in standing.values if row.value is not None]
    way: Points = []
    if target := standing.course:
        way = [(target.baseline_on, target.baseline), (target.target_on, target.target)]
        if values and target.baseline_on < values[0][0]:
            values.insert(0, way[0])
    if len(values) < 2 and not way:
        return SafeString("")
    return lines([values, way], lambda value: wording.figure(standing.indicator, value))


def lines(series: list[Points], said: Callable[[Decimal], str]) -> SafeString:
    """Return each series of days and values as a line; ``said`` says a value in words for the axis."""
    chart = pygal.DateLine(
        **PLAIN | {"range": None, "print_values": False, "show_y_guides": True, "height": HEIGHT, "margin_top": 8},
    )
    numbers = [value for points in series for _, value in points]
    low, high = min(numbers), max(numbers)
    marks = dict.fromkeys((low, (low + high) / 2, high))
    chart.y_labels = [{"value": float(value), "label": said(value)} for value in marks]
    for points in series:
        chart.add("", [(day, float(value)) for day, value in points])
    return drawn(chart, "app-picture--lines")
