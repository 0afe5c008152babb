"""The register of decisions for other programs: a table for spreadsheets, a feed for readers. Source: checklist A36."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from boards.models import Decision
from localities.importing import sheet

COLUMNS = (
    "Date", "Board", "Minute", "Title", "Decision", "Outcome", "Reason", "How decided", "Level", "Legal power",
    "Options rejected", "Lead body", "Status", "Took part", "Elected members", "Dispensations", "Address",
)  # fmt: skip


def table(rows: Iterable[Decision], *, site: str) -> str:
    """Return decisions as CSV in which no cell is a formula; ``site`` is the partnership's address."""
    return sheet(COLUMNS, (_cells(row, site) for row in rows))


def _cells(row: Decision, site: str) -> tuple[str, ...]:
    record, took_part = row.record, ", ".join(str(one.person) for one in row.members.all())
    elected = ", ".join(one["name"] for one in record.get("elected", []))
    leave = "; ".join(f"{one['name']}: {one['words']}" for one in record.get("dispensations", []))
    return (
        row.decided_on.isoformat(), str(row.board), row.minute, row.title, row.text, row.get_outcome_display(),
        row.reason, row.how.get("words", ""), row.get_level_display(), record.get("power", ""),
        record.get("options", ""), record.get("lead", ""), row.status, took_part, elected, leave,
        f"{site}{row.get_absolute_url()}",
    )  # fmt: skip


def feed(rows: Iterable[Decision], *, title: str, site: str) -> str:
    """Return decisions as an Atom feed, newest first."""
    atom = Atom1Feed(title=title, link=f"{site}/decisions/", feed_url=f"{site}/decisions/feed/", description="")
    for row in rows:
        link = f"{site}{row.get_absolute_url()}"
        told = " ".join(part for part in (f"{row.get_outcome_display()}: {row.text}", row.status) if part)
        atom.add_item(
            title=f"{row.title} ({row.board})", link=link, unique_id=link, description=told,
            pubdate=row.published_at, updateddate=_changed(row),
        )  # fmt: skip
    return atom.writeString("utf-8")


def _changed(row: Decision) -> datetime.datetime | None:
    """Return when a decision was last news: when it was published, or answered."""
    if row.answered_on is None:
        return row.published_at
    return timezone.make_aware(datetime.datetime.combine(row.answered_on, datetime.time(12)))
