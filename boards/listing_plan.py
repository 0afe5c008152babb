"""The forward plan for other programs: a table for spreadsheets, a feed for readers."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format

from boards.models import ForwardEntry
from localities.importing import sheet

COLUMNS = (
    "When", "Until", "Board", "Title", "What will be decided", "Key decision", "In private", "Who decides", "Contact",
    "Documents", "Consultation", "Published", "State", "Address",
)  # fmt: skip


def table(rows: Iterable[ForwardEntry], *, site: str) -> str:
    """Return entries of the plan as CSV; ``site`` is the partnership's address."""
    return sheet(
        COLUMNS,
        (
            (
                _iso(row.day), _iso(row.due_until), str(row.board), row.title, row.text, "Yes" if row.is_key else "No",
                row.private_because or "No", row.decided_by or str(row.board), row.contact, row.papers,
                row.consultation, _iso(timezone.localdate(row.published_at)), state(row),
                f"{site}{row.get_absolute_url()}",
            )
            for row in rows
        ),
    )  # fmt: skip


def feed(rows: Iterable[ForwardEntry], *, title: str, site: str) -> str:
    """Return entries of the plan as an Atom feed, what changed last first."""
    atom = Atom1Feed(title=title, link=f"{site}/forward-plan/", feed_url=f"{site}/forward-plan/feed/", description="")
    for row in rows:
        link = f"{site}{row.get_absolute_url()}"
        kind = "Key decision. " if row.is_key else ""
        atom.add_item(
            title=f"{row.title} ({row.board}, {when(row)})", link=link, unique_id=link,
            description=f"{kind}{row.text} {state(row)}.", pubdate=row.published_at, updateddate=row.changed_at,
        )  # fmt: skip
    return atom.writeString("utf-8")


def when(entry: ForwardEntry) -> str:
    """Return when something is to be decided, in words."""
    first = date_format(entry.day, "j F Y") if entry.day else "a day to be announced"
    return f"{first} to {date_format(entry.due_until, 'j F Y')}" if entry.due_until else first


def state(entry: ForwardEntry) -> str:
    """Return where an entry of `dated` stands, in words."""
    if entry.withdrawn_at:
        return f"No longer planned: {entry.withdrawn_because}"
    if entry.is_decided:  # type: ignore[attr-defined]
        return "Decided"
    return "Its day has passed and no decision is published" if entry.is_overdue else "To come"


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
