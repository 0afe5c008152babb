"""What roles permit with engagement, and which closed rows they show.

The role of an engagement officer is granted on a locality or on the partnership; a locality's and a partnership's own
administrators may do the same. Whoever answers for a service needs no role: what lies with them is their own.
"""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from foundation import access
from localities.models import Locality

READ = "engagement.read"  # what is not public: drafts, queues, answers to surveys
PLAN = "engagement.plan"  # the engagement plan: activities, audiences, themes, feedback
SURVEY = "engagement.survey"  # build, open and close surveys; read answers; publish results
HANDLE = "engagement.handle"  # issues, and requests to agencies
SERVICES = "engagement.keep_services"  # services, their standards and managers

OFFICER = [READ, PLAN, SURVEY, HANDLE, SERVICES]
EVERYWHERE = "draft:engagement:*"


def where(held: access.Access, permission: str) -> Q:
    """Return which records of localities, and of none, a person's roles permit this on."""
    if held.roots_with(permission, "foundation.partnership"):
        return Q()
    return Q(locality__in=held.roots_with(permission, "localities.locality"))


class PlaceChoice(NamedTuple):
    """For which localities a person may do something; who may do it everywhere need name none."""

    localities: QuerySet[Locality]
    must: bool  # one of them must be named
    only: int | None  # the one in which they work, where it is but one


def choice_of(held: access.Access, permission: str) -> PlaceChoice:
    """Return the localities for which a person may do this."""
    rows = Locality.objects.order_by("name")
    if not where(held, permission):
        return PlaceChoice(rows, must=False, only=None)
    keys = held.roots_with(permission, "localities.locality")
    return PlaceChoice(rows.filter(pk__in=keys), must=True, only=min(keys) if len(keys) == 1 else None)


def register() -> None:
    """Tell the ground which roles there are and what they show."""
    access.register("localities.locality", {"engagement": OFFICER, "district": OFFICER})
    access.register("foundation.partnership", {"engagement": OFFICER, "administrator": OFFICER, "auditor": [READ]})
    access.register_clearance(READ, "foundation.partnership", lambda _: [EVERYWHERE])
    # What came in and belongs to no locality yet is seen by the officers of each.
    access.register_clearance(
        READ, "localities.locality", lambda ids: [f"draft:engagement:{key}" for key in (0, *sorted(ids))]
    )
