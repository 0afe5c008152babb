"""What pages of priorities show of matches and of times for comments."""

from collections import Counter, defaultdict
from typing import Any

from foundation.panels import Panel
from plans.models import CommentRound, Priority, PriorityMatch, PrioritySet


def _agreed(priorities: list[Priority]) -> dict[int, int]:
    keys = {each.pk for each in priorities}
    rows = PriorityMatch.objects.agreed().filter(published_at__isnull=False)
    rows = rows.filter(priority__in=keys) | rows.filter(other__in=keys)
    return Counter(key for pair in rows.values_list("priority", "other") for key in pair if key in keys)


def _rounds(sets: list[PrioritySet]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for one in CommentRound.objects.filter(set__in=sets):
        found[one.set_id].append(one)
    return dict(found)  # type: ignore[arg-type]


OF_A_PRIORITY = Panel("Who else works on it", "plans/match/_of_priority.html", _agreed)
OF_A_SET = Panel("Comments", "plans/comment/_of_set.html", _rounds)
