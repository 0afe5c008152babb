"""What pages of boards show of issues: at a meeting, on a decision, on a councillor's desk. Source: D19, E55, J1."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Value

from engagement.models import FeedbackLink, Issue
from foundation.panels import Panel
from localities.models import Person


def _at(meetings: list[Any]) -> dict[int, Any]:
    """Return the public issues that meetings talk about."""
    found: dict[int, list[Issue]] = defaultdict(list)
    for issue in Issue.objects.filter(meeting__in=meetings).public().apart().order_by("pk"):
        found[issue.meeting_id].append(issue)  # type: ignore[index]
    return found


def _led_to(decisions: list[Any]) -> dict[int, Any]:
    """Return what led to decisions, in one query: the activities in which people were heard, and what they raised."""
    told = FeedbackLink.objects.filter(decision__in=decisions, feedback__published_at__isnull=False)
    raised = Issue.objects.public().apart().filter(decision__in=decisions)
    rows = told.order_by().values_list(
        "decision_id", Value("feedback", CharField()), "feedback_id", "feedback__activity__title"
    )
    rows = rows.union(raised.order_by().values_list("decision_id", Value("issues", CharField()), "pk", "title"))
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"feedback": [], "issues": []})
    for decision, noun, key, title in rows:
        found[decision][noun].append((key, title))
    return found


def _theirs(people: list[Person]) -> dict[int, Any]:
    """Return everybody who has a desk: whether they were elected is asked when they raise an issue."""
    return {person.pk: person for person in people}


AT_A_MEETING = Panel("Raised by residents", "engagement/issue/_raised.html", _at)
OF_A_DECISION = Panel("What people said before it", "engagement/issue/_led_to.html", _led_to)
ON_A_DESK = Panel("Issues of residents", "engagement/issue/_desk.html", _theirs)
