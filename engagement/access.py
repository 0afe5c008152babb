"""What roles permit with engagement, and which closed rows they show.

The role of an engagement officer is granted on a locality or on the partnership; a locality's and a partnership's own
administrators may do the same. Whoever answers for a service needs no role: what lies with them is their own.
"""

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


def localities_of(places: Q) -> QuerySet[Locality]:
    """Return the localities in which a person works, from what `where` says of records there."""
    rows = Locality.objects.all()
    return rows.filter(pk__in=places.children[0][1]) if places else rows  # type: ignore[index]


def choice_of(held: access.Access, permission: str) -> tuple[QuerySet[Locality], bool]:
    """Return the localities for which a person may do this, and whether one must be named.

    Who may do it everywhere need name none.
    """
    places = where(held, permission)
    return localities_of(places).order_by("name"), bool(places)


def register() -> None:
    """Tell the ground which roles there are and what they show."""
    access.register("localities.locality", {"engagement": OFFICER, "district": OFFICER})
    access.register("foundation.partnership", {"engagement": OFFICER, "administrator": OFFICER, "auditor": [READ]})
    access.register_clearance(READ, "foundation.partnership", lambda _: [EVERYWHERE])
    # What came in and belongs to no locality yet is seen by the officers of each.
    access.register_clearance(
        READ, "localities.locality", lambda ids: [f"draft:engagement:{key}" for key in (0, *sorted(ids))]
    )
