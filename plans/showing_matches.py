"""What the page of a priority shows of matches."""

from collections import Counter

from foundation.panels import Panel
from plans.models import Priority, PriorityMatch


def _agreed(priorities: list[Priority]) -> dict[int, int]:
    keys = {each.pk for each in priorities}
    rows = PriorityMatch.objects.agreed().filter(published_at__isnull=False)
    rows = rows.filter(priority__in=keys) | rows.filter(other__in=keys)
    return Counter(key for pair in rows.values_list("priority", "other") for key in pair if key in keys)


OF_A_PRIORITY = Panel("Who else works on it", "plans/match/_of_priority.html", _agreed)
