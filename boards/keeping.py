"""The whole public page of a meeting, kept with its edition for those who are not signed in.

It stands while nobody has done anything in the partnership since, as the act log tells, while neither the meeting nor
the agenda's page has changed, and for an hour at most, since it also shows the board, the hall and the minutes.
"""

from foundation import wholepages
from foundation.models import Partnership
from foundation.wholepages import Kept, keep

from .rendering import WHOLE

__all__ = ["Kept", "find", "keep"]

# One query of two rows: to plan a third costs as much as to answer. The place is made with the agenda's page, so that
# asked_at is when that was made last.
FIND = """
SELECT whole.id, whole.html, whole.data ->> 'stamp', whole.data ->> 'etag', concat_ws('/', %s::text, whole.asked_at,
       meeting.changed_at, meeting.starts_at < now(), meeting.ends_at < now(), date_trunc('hour', now()),
       (SELECT max(id) FROM foundation_act))
FROM boards_meeting meeting
JOIN foundation_rendering whole ON whole.edition_id = meeting.agenda_edition_id AND whole.kind = %s
WHERE meeting.id = %s AND meeting.announced_at IS NOT NULL
"""


def find(partnership: Partnership, meeting_id: int) -> Kept | None:
    """Return the place of a meeting's whole page; nothing where there is none, or nothing that is public."""
    return wholepages.find(FIND, wholepages.look_of(partnership), WHOLE, meeting_id)
