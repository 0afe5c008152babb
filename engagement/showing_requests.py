"""What other pages show of requests: those about an issue, and those that wait for a person. Source: D33, J1."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from engagement.models import Issue, ServiceRequest
from foundation.panels import Panel
from localities.models import Person


def _about(issues: list[Issue]) -> dict[int, list[ServiceRequest]]:
    return _by("issue_id", ServiceRequest.objects.public().filter(issue__in=[issue.pk for issue in issues]))


def _waiting_for(people: list[Person]) -> dict[int, list[ServiceRequest]]:
    rows = ServiceRequest.objects.public().open().filter(manager__in=[person.pk for person in people])
    return _by("manager_id", rows.exclude(outcome__in=("done", "cannot")))


def _by(column: str, rows: Any) -> dict[int, list[ServiceRequest]]:
    found = defaultdict(list)
    ordered: Iterable[ServiceRequest] = rows.select_related("service", "owner", "locality").order_by("due_on", "pk")
    for asked in ordered:
        found[getattr(asked, column)].append(asked)
    return dict(found)


OF_AN_ISSUE = Panel("Asked of services", "engagement/request/_of_issue.html", _about)
OF_A_DESK = Panel("Requests to the services for which I answer", "engagement/request/_of_desk.html", _waiting_for)
