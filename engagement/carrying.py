"""What was raised at a community meeting is carried to the next agenda of the board after it. Source: D19, D31."""

from django.db import transaction

from boards.models import Meeting
from engagement.models import Activity, Issue
from engagement.placing import place_on_agenda
from foundation import audit
from foundation.locking import lock
from foundation.models import User


def waiting(activity: Activity):
    """Return the issues of an activity that are sorted and lie with the team: those that can be carried."""
    rows = Issue.objects.filter(activity=activity, state=Issue.State.SORTED, owner_kind=Issue.Owner.TEAM)
    return rows.open().apart().exclude(about="")


@transaction.atomic
def carry(activity: Activity, meeting: Meeting, *, by: User) -> int:
    """Put every issue of an activity that is ready on the draft agenda of a meeting; return how many there were.

    Raises ValidationError for a meeting that is over, does not take place or is of another locality.
    """
    activity = lock(activity, "locality")
    ready = list(waiting(activity).order_by("raised_at", "pk"))
    for issue in ready:
        place_on_agenda(issue, meeting, by=by)
    if ready:
        audit.record(by, "carried the issues of", activity, issues=len(ready), to=str(meeting))
    return len(ready)
