"""A whole public page, kept with its edition for those who are not signed in, while nothing that it shows has changed.

Whoever keeps one asks for it by a query of one row: the rendering's id, what it keeps (html, and data's stamp and
etag), and the stamp as it would be now. The stamp names the act log's newest entry, so that any act ends it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from foundation.models import Partnership, Rendering

from .release import release

WHOLE = "whole"


@dataclass(frozen=True)
class Kept:
    """Where a whole page is kept, and what it says if it still stands."""

    pk: int
    stamp: str
    html: str
    etag: str


def look_of(partnership: Partnership) -> str:
    """Return what every page of a partnership depends on: the release and its name, look and words."""
    return f"{release()}/{partnership.changed_at.isoformat()}"


def find(query: str, *values: Any) -> Kept | None:
    """Return the place of a whole page; nothing where there is none, or nothing that is public."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    if row is None:
        return None
    pk, html, kept, etag, now = row
    return Kept(pk, now, html if kept == now else "", etag or "")


def keep(kept: Kept, html: str, etag: str) -> None:
    """Keep the whole page as it was made just now."""
    # A rendering has no history, and who reads changes nothing that anybody needs to be told.
    Rendering.objects.filter(pk=kept.pk).update(html=html, data={"stamp": kept.stamp, "etag": etag})
