"""Changed since you read it: the papers of a meeting that were added, changed or withdrawn since a person's last visit.

Each stays on the list until the person has opened it, or has said that they have seen all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation import tenancy
from foundation.models import Edition, EditionPart, User

from . import rendering
from .models import Meeting, Reading

PAPERS = ("report", "appendix")
WHOLE = ""  # the key of the meeting itself


@dataclass(frozen=True)
class News:
    """One paper that is not as the person read it."""

    meeting: Meeting
    title: str
    what: str  # added, changed, withdrawn, removed
    at: datetime
    number: int  # of the edition that changed it last
    address: str


def unread(user: User, meetings: Iterable[Meeting], since: datetime | None = None) -> dict[int, list[News]]:
    """Return what changed since a person read each meeting, by its id; two queries for all.

    Who never opened the page of a meeting is told what came after ``since``, their visit before, where that is known.
    The transaction has to be cleared for what is the person's own.
    """
    out = {meeting.agenda_series: meeting for meeting in meetings if meeting.agenda_edition_id}
    if not out:
        return {}
    rows = Reading.objects.filter(user=user, meeting__in=[meeting.pk for meeting in out.values()])
    read = {(row.meeting_id, row.key): row.number for row in rows}
    found: dict[int, dict[str, News]] = {}
    for front in _supplements(out):
        meeting = out[front.edition.series]
        is_known = (meeting.pk, WHOLE) in read
        if not is_known and (since is None or front.edition.published_at <= since):
            continue
        for told in front.content.get("changes", []):
            seen = max(read.get((meeting.pk, WHOLE), 0), read.get((meeting.pk, told["key"]), 0))
            if told["kind"] in PAPERS and front.edition.number > seen:
                _note(found.setdefault(meeting.pk, {}), meeting, told, front.edition)
    return {key: list(papers.values()) for key, papers in found.items()}


def _supplements(series: Iterable[str]) -> Iterable[EditionPart]:
    fronts = EditionPart.objects.filter(edition__series__in=list(series), edition__number__gt=1, kind="front")
    return fronts.select_related("edition").order_by("edition__number")


def _note(papers: dict[str, News], meeting: Meeting, told: dict[str, Any], edition: Edition) -> None:
    """Note a change; what was added and changed after that is still new to the reader."""
    before = papers.pop(told["key"], None)
    what = "added" if before and before.what == "added" and told["what"] == "changed" else told["what"]
    if before and before.what == "added" and what in ("withdrawn", "removed"):
        return  # it came and went unread
    address = f"{meeting.get_absolute_url()}papers/{rendering.slug(told['key'])}/"
    is_there = what in ("added", "changed")
    papers[told["key"]] = News(
        meeting, told["title"], what, edition.published_at, edition.number, address if is_there else ""
    )


def visit(user: User, meeting: Meeting) -> list[News]:
    """Return what a person who opens the page of a meeting has not read yet; the first time makes it read."""
    if meeting.agenda_edition is None:
        return []
    tenancy.clear(f"self:user:{user.pk}")
    news = unread(user, [meeting]).get(meeting.pk, [])
    row = Reading(user=user, meeting=meeting, key=WHOLE, number=meeting.agenda_edition.number)
    Reading.objects.bulk_create([row], ignore_conflicts=True)
    return news


def open_paper(user: User, meeting: Meeting, key: str) -> None:
    """Note that a person opened a paper as it stands now; the list of the meeting leaves it out."""
    if meeting.agenda_edition:
        _keep(user, meeting, key, meeting.agenda_edition.number)


def see_all(user: User, meeting: Meeting, number: int) -> None:
    """Note that a person has seen all that changed up to an edition, which is what their page showed."""
    newest = meeting.agenda_edition.number if meeting.agenda_edition else 0
    _keep(user, meeting, WHOLE, min(number, newest))


def _keep(user: User, meeting: Meeting, key: str, number: int) -> None:
    tenancy.clear(f"self:user:{user.pk}")
    row = Reading(user=user, meeting=meeting, key=key, number=number)
    Reading.objects.bulk_create([row], ignore_conflicts=True)
    # A visit that began earlier and ends later takes nothing back; readings have no history.
    Reading.objects.filter(user=user, meeting=meeting, key=key, number__lt=number).update(number=number)
