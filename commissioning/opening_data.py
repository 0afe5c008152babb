"""A long table is made as a file by a task, each night and when asked for; a short one is made when it is read."""

import datetime
import io
import tempfile

from django.core.files import File as Content
from django.db import transaction
from django.utils import timezone

from commissioning.open_data import BY_NAME, TABLES, Table
from foundation import links, uploads, work
from foundation.models import Partnership, Rendering
from localities.importing import write_sheet

AT_ONCE = 2000  # rows of a table that is made while the reader waits
STANDS = datetime.timedelta(hours=1)
SUBJECT, ROOT = "open-data", "money:open"


def is_short(table: Table) -> bool:
    """Say whether a table is made while the reader waits."""
    return len(table.found().order_by("pk").values_list("pk")[: AT_ONCE + 1]) <= AT_ONCE


def text_of(table: Table, partnership: Partnership) -> str:
    """Return a short table as it is now."""
    out = io.StringIO()
    write_sheet(out, table.headings, table.rows(links.address(partnership)))
    return out.getvalue()


def kept(table: Table) -> Rendering | None:
    """Return the newest file of a table; where there is none, or it is old, another is asked for."""
    found = Rendering.objects.filter(subject=SUBJECT, kind=table.name, file__isnull=False).select_related("file")
    made = found.first()
    if made is None or _is_old(made):
        work.later("commissioning.make_table", table=table.name)
    return made


def _is_old(made: Rendering) -> bool:
    return made.asked_at < timezone.now() - STANDS


def ask_for_all() -> None:
    """Ask for the file of each table that is too long to be made while somebody waits."""
    for table in TABLES:
        if not is_short(table):
            work.later("commissioning.make_table", table=table.name)


@transaction.atomic
def make(name: str) -> Rendering | None:
    """Make the file of a table in place of the one before; what was made within the hour is let be."""
    table, partnership = BY_NAME[name], Partnership.objects.get(pk=work.current_partnership_id())
    before = list(Rendering.objects.filter(subject=SUBJECT, kind=name).select_related("file"))
    if before and not _is_old(before[0]):
        return None
    now = timezone.now()
    with tempfile.TemporaryFile() as content:
        out = io.TextIOWrapper(content, encoding="utf-8", newline="")
        write_sheet(out, table.headings, table.rows(links.address(partnership)))
        out.flush()
        file = uploads.keep_made(Content(content), name=f"{name}.csv", root=ROOT)
    made = Rendering.objects.create(
        subject=SUBJECT, kind=name, root=ROOT, opened_at=now, asked_at=now, done_at=timezone.now(), file=file
    )
    for old in before:
        if old.file:
            uploads.purge(old.file)
        old.delete()
    return made
