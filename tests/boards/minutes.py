"""The minutes' pages, for the tests of drafting, publishing and approving them."""

from boards import minuting
from tests.boards.sittings import held


def drafted(cast):
    """A meeting that was held, and the draft of its minutes."""
    meeting = held(cast, days_ago=40)
    return meeting, minuting.draft_minutes(meeting, by=cast.users["clerk"])


def path(meeting, *rest):
    return "/".join([f"/manage/meetings/{meeting.pk}/minutes", *map(str, rest), ""])


def entry(minutes, title="Warm spaces this winter"):
    return minutes.entries.get(title=title)


def save(client, meeting, row, text, version):
    data = {"text": text, "text-format": "html", "version": version}
    return client.post(path(meeting, row.pk), data, headers={"accept": "application/json"})
