"""The whole public page of a meeting, kept with its edition for those who are not signed in.

It stands while nobody has done anything in the partnership since, as the act log tells, while neither the meeting nor
the agenda's page has changed, and for an hour at most, since it also shows the board, the hall and the minutes.
"""

from dataclasses import dataclass

from django.db import connection

from foundation.models import Partnership, Rendering
from foundation.release import release

from .rendering import WHOLE

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


@dataclass(frozen=True)
class Kept:
    """Where a whole page is kept, and what it says if it still stands."""

    pk: int
    stamp: str
    html: str
    etag: str


def find(partnership: Partnership, meeting_id: int) -> Kept | None:
    """Return the place of a meeting's whole page; nothing where there is none, or nothing that is public."""
    stamp = f"{release()}/{partnership.changed_at.isoformat()}"
    with connection.cursor() as cursor:
        cursor.execute(FIND, [stamp, WHOLE, meeting_id])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, html, kept, etag, now = row
    return Kept(pk, now, html if kept == now else "", etag or "")


def keep(kept: Kept, html: str, etag: str) -> None:
    """Keep the whole page as it was made just now."""
    # A rendering has no history, and who reads changes nothing that anybody needs to be told.
    Rendering.objects.filter(pk=kept.pk).update(html=html, data={"stamp": kept.stamp, "etag": etag})
