"""Finding what was published: PostgreSQL full text, one table, one function that filters by the partnership itself."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection, transaction

from foundation.models import Edition, SearchEntry

from . import pagecache

PAGE_SIZE = 10
MOST = 1000  # matches that are ranked; past that a search wants more words
# Private marks around found words; the page turns them into <mark> after escaping the text.
MARK, END_MARK = "\ue000", "\ue001"


@dataclass(frozen=True)
class Entry:
    """One published part, as search shows it."""

    key: str
    kind: str
    title: str
    body: str
    context: str
    dated: datetime.date
    address: str
    page: str = ""


@dataclass
class Found:
    """A page of results, the number of all, and how many there are of each kind and root."""

    total: int = 0
    entries: list[SearchEntry] = field(default_factory=list)
    roots: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def index(edition: Edition, entries: Sequence[Entry]) -> None:
    """Let these parts of an edition be found, in place of those of its series before; it may be done twice."""
    replace(edition.series, edition.root, entries, edition=edition)


@transaction.atomic
def replace(series: str, root: str, entries: Sequence[Entry], *, edition: Edition | None = None, key: str = "") -> None:
    """Let these entries be found in place of all others of a series, or of the one with this key."""
    there = SearchEntry.objects.filter(series=series)
    (there.filter(key=key) if key else there).delete()
    SearchEntry.objects.bulk_create(
        SearchEntry(
            edition=edition, series=series, root=root, key=entry.key, kind=entry.kind,
            title=entry.title[:500], body=entry.body, context=entry.context[:200], dated=entry.dated,
            address=entry.address, page=entry.page,
        )
        for entry in entries
    )  # fmt: skip
    pagecache.changed()


def find(
    words: str, *, root: str = "", kind: str = "", since: datetime.date | None = None,
    until: datetime.date | None = None, page: int = 1,
) -> Found:  # fmt: skip
    """Return one page of what was published that has these words, best first, in two queries."""
    if not words.strip():
        return Found()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT foundation_search(%s, %s, %s, %s, %s, %s, %s, %s)",
            [words, root, kind, since, until, (page - 1) * PAGE_SIZE, PAGE_SIZE, MOST],
        )
        answer: dict[str, Any] = cursor.fetchone()[0]
    answer = json.loads(answer) if isinstance(answer, str) else answer
    return Found(answer["total"], _entries(words, answer["ids"]), answer["roots"], answer["kinds"])


def _entries(words: str, ids: list[int]) -> list[SearchEntry]:
    query = SearchQuery(words, search_type="websearch", config="english")
    marks: dict[str, Any] = {"start_sel": MARK, "stop_sel": END_MARK, "config": "english"}
    rows = (
        SearchEntry.objects.filter(pk__in=ids)
        .defer("body", "vector")
        .annotate(
            marked_title=SearchHeadline("title", query, highlight_all=True, **marks),
            snippet=SearchHeadline("body", query, max_words=35, min_words=18, max_fragments=1, **marks),
        )
        .in_bulk()
    )
    return [rows[pk] for pk in ids if pk in rows]
