"""What other pages show of requests: those about an issue, and those that wait for a person. Source: D33, J1."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from engagement.models import Issue, ServiceRequest
from foundation.panels import Panel


def _about(issues: list[Issue]) -> dict[int, list[ServiceRequest]]:
    return _by("issue_id", ServiceRequest.objects.public().filter(issue__in=[issue.pk for issue in issues]))


def by_manager(people: list[int]) -> dict[int, list[ServiceRequest]]:
    """Return what waits for people who answer for services, by their ids."""
    return _by("manager_id", ServiceRequest.objects.with_managers().filter(manager__in=people)) if people else {}


def _by(column: str, rows: Any) -> dict[int, list[ServiceRequest]]:
    found = defaultdict(list)
    ordered: Iterable[ServiceRequest] = rows.select_related("service", "owner", "locality").order_by("due_on", "pk")
    for asked in ordered:
        found[getattr(asked, column)].append(asked)
    return dict(found)


OF_AN_ISSUE = Panel("Asked of services", "engagement/request/_of_issue.html", _about)
