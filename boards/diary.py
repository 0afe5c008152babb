"""Meetings as entries of a calendar; a calendar that knows an entry follows its changes by number."""

from boards.models import Meeting
from foundation.calendars import CalendarEvent


def entry(meeting: Meeting, *, site: str, organiser: str = "") -> CalendarEvent:
    """Return a meeting as a calendar entry; ``site`` is the partnership's address, such as "https://copeland.example".

    An adjourned meeting moves to the time at which it is resumed.
    """
    resumed = meeting.adjourned_to if meeting.closed_at is None else None
    starts_at = resumed or meeting.starts_at
    return CalendarEvent(
        uid=f"meeting-{meeting.pk}.{meeting.partnership_id}@locality-boards",
        title=f"{meeting.board} (resumed)" if resumed else str(meeting.board),
        starts_at=starts_at,
        ends_at=starts_at + (meeting.ends_at - meeting.starts_at),
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        cancelled=not meeting.is_going_ahead,
        place=place(meeting),
        description=_about(meeting, site),
        url=f"{site}{meeting.get_absolute_url()}",
        organiser=organiser,
    )


def place(meeting: Meeting) -> str:
    """Return where to go, with the address."""
    if meeting.venue is None or meeting.mode == Meeting.Mode.VIRTUAL:
        return meeting.place
    parts = (meeting.room, meeting.venue.name, *meeting.venue.address.splitlines(), meeting.venue.postcode)
    return ", ".join(dict.fromkeys(part.strip().rstrip(",") for part in parts if part.strip()))


def _about(meeting: Meeting, site: str) -> str:
    lines = [f"{site}{meeting.get_absolute_url()}"]
    if meeting.cancelled_at:
        lines.insert(0, f"Cancelled: {meeting.cancelled_because}")
    if meeting.postponed_to_id:
        lines.insert(0, f"Put off. Held instead: {site}/meetings/{meeting.postponed_to_id}/")
    if meeting.join_link and meeting.is_going_ahead:
        lines.append(f"Watch: {meeting.join_link}")
    return "\n".join(lines)
