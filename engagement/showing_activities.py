"""What the search of the site finds of the engagement plan: what is published, as it stands now. Source: A20, A43."""

from engagement.models import Activity
from foundation import search
from foundation.search import Entry

KIND = "activity"


def show(activity: Activity) -> None:
    """Let an activity be found as it stands now, or no longer where it is not public."""
    entries = [_entry(activity)] if activity.is_public else []
    search.replace(f"activity:{activity.pk}", f"engagement:{activity.locality_id or 0}", entries)


def _entry(activity: Activity) -> Entry:
    said = (activity.about, activity.where, activity.theme, activity.access, activity.cancelled_because)
    context = f"{activity.get_kind_display()} by {activity.owner}{', cancelled' if activity.cancelled_at else ''}"
    return Entry(
        key=f"activity:{activity.pk}", kind=KIND, title=activity.title, context=context,
        body="\n".join(str(part) for part in said if part), dated=activity.starts_on,
        address=activity.get_absolute_url(),
    )  # fmt: skip
