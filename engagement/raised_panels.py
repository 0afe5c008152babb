"""What pages of boards show of issues: at a meeting, on a decision, on a councillor's desk. Source: D19, E55, J1."""

from collections import defaultdict
from typing import Any

from engagement.models import Issue
from foundation.panels import Panel
from localities.models import Person


def _at(meetings: list[Any]) -> dict[int, Any]:
    """Return the public issues that meetings talk about."""
    return _by("meeting_id", Issue.objects.filter(meeting__in=meetings))


def _answered_by(decisions: list[Any]) -> dict[int, Any]:
    """Return the public issues that decisions answered."""
    return _by("decision_id", Issue.objects.filter(decision__in=decisions))


def _by(field: str, rows: Any) -> dict[int, Any]:
    found: dict[int, list[Issue]] = defaultdict(list)
    for issue in rows.public().apart().order_by("pk"):
        found[getattr(issue, field)].append(issue)
    return found


def _theirs(people: list[Person]) -> dict[int, Any]:
    """Return everybody who has a desk: whether they were elected is asked when they raise an issue."""
    return {person.pk: person for person in people}


AT_A_MEETING = Panel("Raised by residents", "engagement/issue/_raised.html", _at)
OF_A_DECISION = Panel("Raised by residents", "engagement/issue/_raised.html", _answered_by)
ON_A_DESK = Panel("Issues of residents", "engagement/issue/_desk.html", _theirs)
